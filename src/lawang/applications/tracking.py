"""Following an application by its number and a birth date.

The same answer, by the same work, whether the number exists or not; five wrong tries an hour
for a number, then a pause for that number only.
"""

import hmac
from datetime import date, datetime, timedelta

from lawang.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationPaper,
    TrackingTry,
)
from lawang.common import receipts
from lawang.common.refusal import Refusal
from lawang.people.reading import read
from lawang.people.sealing import box

SALT = "lawang.tracking"
"""What signs the pass of somebody who found an application (a cookie of half an hour)."""
WRONG_TRIES = 5
WITHIN = timedelta(hours=1)
NOBODY = "0000-00-00"
PLAIN = (
    "id", "office_id", "number", "token_digest", "service", "case", "language", "stage",
    "started_at", "filed_at", "due_at", "clock_until", "fix_until", "round",
)  # fmt: skip
"""Of an application: all that the status page needs, nothing sealed."""
EVENT = ("id", "application_id", "at", "kind", "words")
PAPER = ("id", "application_id", "kind", "verdict", "reason")
TRY = ("id", "at")


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
    rest = "WHERE t.number_index = %s AND t.at > %s ORDER BY t.at LIMIT %s"
    tries = read(TrackingTry, TRY, rest, [index, at - WITHIN, WRONG_TRIES])
    if len(tries) == WRONG_TRIES:
        raise TooManyTries(again_at=tries[0].at + WITHIN)
    application = by_number(number, (*PLAIN, "answers"))
    known = application.answers.get("birth_date", NOBODY) if application else NOBODY
    if application is None or not hmac.compare_digest(known, birth_date.isoformat()):
        TrackingTry.objects.create(number_index=index, at=at)
        raise NotFound()
    return application


def by_number(number: str, only: tuple[str, ...] = PLAIN) -> Application | None:
    """The application of this number; what is sealed is read when it is asked for."""
    found = read(Application, only, "WHERE t.number = %s", [number])
    return found[0] if found else None


def public_events(application: Application) -> list[ApplicationEvent]:
    """What its citizen may read of what happened, in order."""
    rest = "WHERE t.application_id = %s AND t.public ORDER BY t.id"
    return read(ApplicationEvent, EVENT, rest, [application.pk])


def needed_papers(application: Application) -> list[ApplicationPaper]:
    """The papers that it takes, in their order, with the verdicts."""
    rest = "WHERE t.application_id = %s AND t.needed ORDER BY t.place, t.id"
    return read(ApplicationPaper, PAPER, rest, [application.pk])


def forget_old_tries(*, at: datetime) -> int:
    """Tries of more than an hour ago count no longer."""
    return TrackingTry.objects.filter(at__lte=at - WITHIN).delete()[0]
