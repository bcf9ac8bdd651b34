"""Calling: one fair queue, and two counters never call one person."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from lawang.common.refusal import Refusal
from lawang.offices.queries import OfficeNow, office_now
from lawang.people.audit import Actor, record
from lawang.people.tenancy import OfficeRows
from lawang.visits.models import AT_COUNTER, Visit, VisitState
from lawang.visits.rules import rules_of
from lawang.visits.telling import tell_visit

SOON = 3
"""So many people before somebody when the message goes out."""
TRIES = 50


class CallRefused(Refusal):
    """Codes: `nobody`, `counter_busy` (fact `label`), `not_possible` (fact `state`)."""


def call_next(
    *,
    office: str,
    counter: str,
    by: Actor,
    at: datetime,
    site: str = "kantor",
    services: Collection[str] = (),
) -> Visit:
    """The next in the fair order for this counter (`services`: only these; empty: all).

    Raises `CallRefused`: nobody waits, or this counter has somebody (so a double click does not
    skip a person).
    """
    now = office_now(office)
    day = at.astimezone(now.policy.tz).date()
    for _ in range(TRIES):
        if (busy := _at(office, site, counter)) is not None:
            raise CallRefused("counter_busy", label=busy.label)
        line = waiting_line(office=office, site=site, day=day)
        line = line.filter(meant_for__in=("", counter))
        visit = (line.filter(service__in=services) if services else line).first()
        if visit is None:
            raise CallRefused("nobody")
        try:
            with transaction.atomic():
                if not _step(visit, (VisitState.ARRIVED,), VisitState.CALLED,
                             counter=counter, called_at=at, calls=F("calls") + 1):  # fmt: skip
                    continue  # another counter was faster: look again
                _note(visit, "called", by, at)
                _tell_soon(now, site, day, at)
        except IntegrityError:
            continue  # the same counter called in another window: the next round says so
        visit.refresh_from_db()
        return visit
    raise CallRefused("nobody")


def waiting_line(*, office: str, site: str, day: date) -> OfficeRows:
    """Who waits in the hall, in the fair order."""
    line = Visit.objects.for_office(office).filter(site=site, day=day, state=VisitState.ARRIVED)
    return line.order_by("fair_at", "id")


def recall(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """Call the same person once more."""
    return _moved(visit, (VisitState.CALLED,), VisitState.CALLED, "called_again", by, at,
                  calls=F("calls") + 1)  # fmt: skip


def start(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """The person sits at the counter."""
    return _moved(visit, (VisitState.CALLED,), VisitState.SERVING, "served", by, at, served_at=at)


def hold(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """Set aside (a copy to make, a call to wait for); comes back by `back_to_queue`."""
    return _moved(visit, AT_COUNTER, VisitState.HELD, "held", by, at, counter="")


def back_to_queue(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """Back into the line at the own place: who waited does not wait again."""
    return _moved(
        visit, (*AT_COUNTER, VisitState.HELD), VisitState.ARRIVED, "back_in_line", by, at,
        counter="", called_at=None, served_at=None,
    )  # fmt: skip


def no_show(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """Called and not there. Who comes after all is checked in again, and stands at the end."""
    return _moved(
        visit, (VisitState.CALLED, VisitState.HELD), VisitState.NO_SHOW, "not_there", by, at,
        counter="", ended_at=at,
    )  # fmt: skip


def pass_on(
    *, visit: Visit, by: Actor, at: datetime, counter: str = "", service: str = ""
) -> Visit:
    """To another counter, or to another service, at the own place in the line."""
    told = {"service": service} if service else {}
    return _moved(
        visit, (*AT_COUNTER, VisitState.HELD), VisitState.ARRIVED, "passed_on", by, at,
        counter="", meant_for=counter, called_at=None, served_at=None, **told,
    )  # fmt: skip


def finish(*, visit: Visit, result: str, by: Actor, at: datetime) -> Visit:
    """Served, with the result; who was called and never started counts as started then."""
    visit.refresh_from_db()
    return _moved(
        visit, AT_COUNTER, VisitState.DONE, "finished", by, at,
        result=result[:40], ended_at=at, served_at=visit.served_at or visit.called_at or at,
    )  # fmt: skip


def _moved(
    visit: Visit, since: Collection[str], state: VisitState, act: str, by: Actor, at: datetime,
    **fields: object,
) -> Visit:  # fmt: skip
    """One step; raises `CallRefused("not_possible")` when somebody else moved it meanwhile."""
    with transaction.atomic():
        moved = _step(visit, since, state, **fields)
        if moved:
            _note(visit, act, by, at)
    visit.refresh_from_db()
    if not moved:
        raise CallRefused("not_possible", state=visit.state)
    return visit


def _step(visit: Visit, since: Collection[str], state: VisitState, **fields: object) -> bool:
    rows = Visit.objects.filter(pk=visit.pk, state__in=since)
    return rows.update(state=state, **fields) == 1


def _note(visit: Visit, act: str, by: Actor, at: datetime) -> None:
    record(office=visit.office_id, at=at, by=by, act=f"visit_{act}", subject=f"visit:{visit.pk}")


def _at(office: str, site: str, counter: str) -> Visit | None:
    rows = Visit.objects.for_office(office).filter(site=site, counter=counter)
    return rows.filter(state__in=AT_COUNTER).first()


def _tell_soon(now: OfficeNow, site: str, day: date, at: datetime) -> None:
    """A message to who has three people before: in the hall, or booked and about to be due."""
    soon = at + timedelta(minutes=rules_of(now).window_minutes)
    near = Q(state=VisitState.ARRIVED) | Q(state=VisitState.BOOKED, starts_at__lte=soon)
    line = (
        Visit.objects.for_office(now.slug).filter(near, site=site, day=day).exclude(phone_index="")
    )
    ahead = line.order_by(F("fair_at").asc(nulls_last=True), "starts_at", "id")[SOON : SOON + 1]
    for visit in ahead:
        tell_visit(now, visit, "visit_soon", at=at)
