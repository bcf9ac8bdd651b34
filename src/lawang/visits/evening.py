"""What the worker does for the queues: confirmations, places of who did not come, ended days."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from lawang.offices.queries import OfficeNow, office_now, offices
from lawang.people.audit import LAWANG
from lawang.visits.ending import end
from lawang.visits.models import AT_COUNTER, PROMISED, Visit, VisitState
from lawang.visits.rules import rules_of
from lawang.visits.telling import tell_visit
from lawang.visits.waiting import offer_freed
from lawang.visits.wishes import NotThere

ASKED_FROM, ANSWER_BY = time(12), time(20)
"""The day before, office time: asked at noon, and at eight the place is given on."""
LOT = 200
DAY = timedelta(days=1)


def ask_confirmations(*, at: datetime) -> int:
    """The day before: ask who booked until noon whether they come; returns how many are asked.

    Only offices that want it, and only people with a telephone; others keep their place.
    """
    asked = 0
    for now, today, local in _each(at):
        if not rules_of(now).confirm_before or not ASKED_FROM <= local.time() < ANSWER_BY:
            continue
        noon = datetime.combine(today, ASKED_FROM, now.policy.tz)
        until = datetime.combine(today, ANSWER_BY, now.policy.tz)
        rows = Visit.objects.for_office(now.slug).filter(
            day=today + DAY, state=VisitState.BOOKED, confirmed_at=None, offered_until=None,
            made_at__lt=noon,
        ).exclude(phone_index="")  # fmt: skip
        for visit in rows[:LOT]:
            with transaction.atomic():
                Visit.objects.filter(pk=visit.pk, state=VisitState.BOOKED).update(
                    offered_until=until
                )
                visit.offered_until = until
                tell_visit(now, visit, "visit_confirm", at=at)
                asked += 1
    return asked


def end_promises(*, at: datetime) -> int:
    """Offers nobody took and numbers nobody confirmed go to the next; returns how many."""
    due = Visit.objects.filter(state__in=PROMISED, offered_until__lt=at)
    return sum(_free(visit, VisitState.LAPSED, at) for visit in due.order_by("offered_until")[:LOT])


def free_late_places(*, at: datetime) -> int:
    """After window and grace a place is free for others; returns how many.

    Who comes later still is drawn again while there is room (`desk.check_in`).
    """
    freed = 0
    for now, today, _ in _each(at):
        rows = Visit.objects.for_office(now.slug).filter(
            day=today, state=VisitState.BOOKED,
            ends_at__lt=at - timedelta(minutes=rules_of(now).grace_minutes),
        )  # fmt: skip
        freed += sum(_free(visit, VisitState.NO_SHOW, at) for visit in rows[:LOT])
    return freed


def end_days(*, at: datetime) -> int:
    """Days that are over: who was at a counter is done, who did not come is noted."""
    ended = 0
    for now, today, _ in _each(at):
        rows = Visit.objects.for_office(now.slug).filter(day__lt=today)
        over = {"ended_at": at, "offered_until": None}
        ended += rows.filter(state=VisitState.BOOKED).update(state=VisitState.NO_SHOW, **over)
        ended += rows.filter(state=VisitState.OFFERED).update(state=VisitState.LAPSED, **over)
        seen = rows.filter(state__in=AT_COUNTER)
        ended += seen.update(state=VisitState.DONE, ended_at=F("called_at"))
        unseen = rows.filter(state__in=(VisitState.ARRIVED, VisitState.HELD))
        ended += unseen.update(state=VisitState.LAPSED, ended_at=F("arrived_at"))
    return ended


def _each(at: datetime) -> Iterator[tuple[OfficeNow, date, datetime]]:
    """Every office with its own day and clock."""
    for office in offices():
        now = office_now(office.slug)
        local = at.astimezone(now.policy.tz)
        yield now, local.date(), local


def _free(visit: Visit, state: VisitState, at: datetime) -> int:
    """One place freed and offered on, in one transaction; 0 when the person was faster."""
    now = office_now(visit.office_id)
    try:
        with transaction.atomic():
            end(visit, state, by=LAWANG, at=at, only=(visit.state,), due=visit.offered_until)
            Visit.objects.filter(pk=visit.pk).update(draws=[])
            if state == VisitState.LAPSED:
                tell_visit(now, visit, "visit_cancelled", at=at)
            offer_freed(now, site=visit.site, day=visit.day, at=at)
    except NotThere:
        return 0
    return 1
