"""Who holds an application: a lease that expires, so two officers never hold one, and an
officer who falls ill holds nothing for long.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from lawang.applications.events import note_event
from lawang.applications.models import Application
from lawang.applications.stages import OPEN, TO_CHECK, StepRefused
from lawang.common.refusal import Refusal
from lawang.people.audit import Actor, staff_actor

LEASE = timedelta(minutes=30)
TAKE_TRIES = 5


class Held(Refusal):
    """Another officer holds it; facts `holder` (account id) and `until`."""

    default_code = "held_by_other"


class NotHeld(Refusal):
    """Take it first: nobody changes what they do not hold."""

    default_code = "not_held"


class NoApplication(Refusal):
    """This office has no such application."""

    default_code = "not_found"


def free(at: datetime, user: int | None = None) -> Q:
    """Held by nobody at this moment (or by this user)."""
    nobody = Q(holder=None) | Q(held_until__lte=at)
    return nobody if user is None else nobody | Q(holder=user)


def take(*, office: str, number: str, user: int, at: datetime) -> Application:
    """Hold it for half an hour from now; taking again renews.

    Raises `Held`, `NoApplication`, and `StepRefused` for one that is over.
    """
    with transaction.atomic():
        rows = Application.objects.for_office(office).filter(number=number)
        before = rows.values_list("holder", "held_until").first()
        if before is None:
            raise NoApplication()
        wanted = rows.filter(free(at, user), stage__in=OPEN)
        if wanted.update(holder=user, held_until=at + LEASE) != 1:
            holder, until, stage = rows.values_list("holder", "held_until", "stage").get()
            if stage not in OPEN:
                raise StepRefused(step="take", stage=stage, allowed_from=OPEN)
            raise Held(holder=holder, until=until)
        application = rows.get()
        if before[0] != user or (before[1] and before[1] <= at):
            note_event(application, kind="taken", by=staff_actor(user), at=at, public=False)
    return application


def take_next(*, office: str, user: int, at: datetime) -> Application | None:
    """Take the most pressing application that waits for a check; None when none does."""
    waiting = Application.objects.for_office(office).filter(
        free(at), sort_at__isnull=False, stage__in=TO_CHECK
    )
    for _ in range(TAKE_TRIES):
        number = waiting.order_by("sort_at", "id").values_list("number", flat=True).first()
        if number is None:
            return None
        try:
            return take(office=office, number=number, user=user, at=at)
        except (Held, StepRefused):
            continue  # somebody was faster; look again
    return None


def release(*, office: str, number: str, user: int, at: datetime) -> None:
    """Put it back; what one does not hold is left alone. Raises `NoApplication`."""
    with transaction.atomic():
        rows = Application.objects.for_office(office).filter(number=number)
        application = rows.first()
        if application is None:
            raise NoApplication()
        if rows.filter(holder=user).update(holder=None, held_until=None):
            note_event(application, kind="released", by=staff_actor(user), at=at, public=False)


def let_go(*, office: str, user: int, by: Actor, at: datetime) -> int:
    """Put back all this account holds, because it was closed; returns how many."""
    rows = Application.objects.for_office(office).filter(holder=user)
    with transaction.atomic():
        theirs = list(rows.order_by("id"))
        rows.update(holder=None, held_until=None)
        for application in theirs:
            note_event(application, kind="released", by=by, at=at, public=False,
                       reason="akun ditutup")  # fmt: skip
    return len(theirs)


def held(*, office: str, number: str, user: int, at: datetime) -> Application:
    """The application, locked for this transaction and its lease renewed.

    Raises `NoApplication`, `Held` or `NotHeld`. The conditional update is the lock on both
    databases: a second officer's update of the same row waits or matches nothing.
    """
    rows = Application.objects.for_office(office).filter(number=number)
    mine = rows.filter(holder=user, held_until__gt=at)
    if mine.update(held_until=at + LEASE) == 1:
        return rows.get()
    found = rows.first()
    if found is None:
        raise NoApplication()
    if found.holder not in (None, user) and found.held_until and found.held_until > at:
        raise Held(holder=found.holder, until=found.held_until)
    raise NotHeld()
