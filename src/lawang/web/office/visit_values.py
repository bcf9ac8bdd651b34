"""Visits as the desk sees them: rows for tables, the words of states, one visit of this office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from lawang.offices.days_in_words import clock_in_words
from lawang.offices.names import service_name
from lawang.offices.queries import OfficeNow
from lawang.people.tenancy import OfficeRows
from lawang.visits.models import Visit

ACTIVITIES = {"visit": "Kunjungan", "file": "Pengajuan", "pickup": "Pengambilan"}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of a table."""

    id: int
    label: str
    name: str
    service: str
    activity: str
    window: str
    state: str
    word: str
    priority: str
    counter: str
    meant_for: str
    since: str
    waited: int
    """Minutes since arrival."""
    identity: bool
    emergency: bool


def visit_rows(now: OfficeNow, visits: Iterable[Visit], *, at: datetime) -> list[VisitRow]:
    """The visits as lines, in the given order."""
    return [visit_row(now, each, at=at) for each in visits]


def visit_row(now: OfficeNow, visit: Visit, *, at: datetime) -> VisitRow:
    """One visit as a line."""
    waited = (at - visit.arrived_at).total_seconds() // 60 if visit.arrived_at else 0
    return VisitRow(
        id=visit.pk,
        label=visit.label,
        name=visit.name or "Tanpa nama",
        service=service_name(visit.service),
        activity=ACTIVITIES.get(visit.activity, visit.activity),
        window=f"{clock(now, visit.starts_at)}–{clock(now, visit.ends_at)}",
        state=visit.state,
        word=visit.get_state_display(),
        priority=visit.get_priority_display() if visit.priority else "",
        counter=visit.counter,
        meant_for=visit.meant_for,
        since=clock(now, visit.arrived_at) if visit.arrived_at else "",
        waited=int(max(0, waited)),
        identity=visit.identity_by is not None,
        emergency=visit.emergency,
    )


def clock(now: OfficeNow, at: datetime) -> str:
    """ "08.30" in the office's zone."""
    local = at.astimezone(now.policy.tz)
    return clock_in_words(local.hour * 60 + local.minute)


def visits_today(now: OfficeNow, *, at: datetime) -> OfficeRows:
    """Every visit of this office's main site today."""
    day = at.astimezone(now.policy.tz).date()
    return Visit.objects.for_office(now.slug).filter(day=day, site="kantor")


def visit_or_404(now: OfficeNow, key: int) -> Visit:
    """A visit of this office; 404 for anybody else's."""
    visit = Visit.objects.for_office(now.slug).filter(pk=key).first()
    if visit is None:
        raise Http404
    return visit
