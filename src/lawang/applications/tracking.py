"""Following an application by its number and a birth date.

The same answer, by the same work, whether the number exists or not; five wrong tries an hour
for a number, then a pause for that number only.
"""

import hmac
from datetime import date, datetime, timedelta

from lawang.applications.models import Application, TrackingTry
from lawang.common import receipts
from lawang.common.refusal import Refusal
from lawang.people.sealing import box

SALT = "lawang.tracking"
"""What signs the pass of somebody who found an application (a cookie of half an hour)."""
WRONG_TRIES = 5
WITHIN = timedelta(hours=1)
NOBODY = "0000-00-00"


class NotFound(Refusal):
    """Number and birth date do not belong together; the same when there is no such number."""

    default_code = "not_found"


class TooManyTries(Refusal):
    """Five wrong tries for this number within the hour; fact `again_at`."""

    default_code = "too_many_tries"


def find(*, number: str, birth_date: date, at: datetime) -> Application:
    """The application. Raises `NotFound`, `TooManyTries`, or `BadReceipt` for a mistyped number."""
    number = receipts.parse(number)
    index = box().blind(number, bind="tracking_try.number")
    recent = TrackingTry.objects.filter(number_index=index, at__gt=at - WITHIN)
    tries = list(recent.order_by("at").values_list("at", flat=True)[:WRONG_TRIES])
    if len(tries) == WRONG_TRIES:
        raise TooManyTries(again_at=tries[0] + WITHIN)
    application = Application.objects.filter(number=number).first()
    known = application.answers.get("birth_date", NOBODY) if application else NOBODY
    if application is None or not hmac.compare_digest(known, birth_date.isoformat()):
        TrackingTry.objects.create(number_index=index, at=at)
        raise NotFound()
    return application


def forget_old_tries(*, at: datetime) -> int:
    """Tries of more than an hour ago count no longer."""
    return TrackingTry.objects.filter(at__lte=at - WITHIN).delete()[0]
