"""Reads of the queue: as it stands, and the place of one person in it. Reports: `reports.py`."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from lawang.offices.queries import office_now
from lawang.policy.model import Policy
from lawang.visits.drawing import used
from lawang.visits.estimating import expected_at, service_minutes
from lawang.visits.models import AT_COUNTER, INSIDE, PROMISED, SERIES, Visit, VisitState
from lawang.visits.rules import rules_of

NEXT_SHOWN = 6
MEASURED = 30
"""So many people served today are looked at for the time one takes."""


@dataclass(frozen=True, slots=True)
class Calling:
    """A number at a counter; `calls` moves when it is called again."""

    label: str
    counter: str
    calls: int
    serving: bool


@dataclass(frozen=True, slots=True)
class PoolNow:
    """A day's quota."""

    pool: str
    limit: int
    left: int


@dataclass(frozen=True, slots=True)
class QueueNow:
    """The queue of one site at an instant; holds no clock and no personal data."""

    called: tuple[Calling, ...]
    """Latest call first."""
    next: tuple[str, ...]
    issued: int
    """Numbers given for today, emergencies apart."""
    emergencies: int
    served: int
    waiting: int
    inside: int
    hall_limit: int
    pools: tuple[PoolNow, ...]

    @property
    def left(self) -> int | None:
        """Numbers left in the fullest pool; None = no quota today."""
        return min((each.left for each in self.pools), default=None)

    @property
    def limit(self) -> int | None:
        """The firm limit of the day: the smallest pool."""
        return min((each.limit for each in self.pools), default=None)

    @property
    def version(self) -> str:
        """Moves only when something in here does: what an ETag is made of."""
        return hashlib.sha256(repr(asdict(self)).encode()).hexdigest()[:16]

    def document(self) -> dict[str, Any]:
        """The part `queue` of status.json."""
        return {
            "called": [{"number": each.label, "counter": each.counter} for each in self.called],
            "next": list(self.next),
            "issued": self.issued,
            "served": self.served,
            "waiting": self.waiting,
            "inside": self.inside,
            "hall_limit": self.hall_limit,
            "left": self.left,
            "pools": [asdict(each) for each in self.pools],
        }


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """One person's place: how many are before, who is served now, and when it may be the turn."""

    before: int
    serving: str
    """The last number called, "" when none is."""
    expected_at: datetime | None


def queue_now(office: str, *, at: datetime, site: str = "kantor") -> QueueNow:
    """The queue as it stands. Three small queries."""
    now = office_now(office)
    day = at.astimezone(now.policy.tz).date()
    rows = Visit.objects.for_office(office).filter(site=site, day=day)
    hall = list(
        rows.filter(state__in=INSIDE).order_by("fair_at", "id")
        .only("id", "letter", "sequence", "state", "counter", "calls", "called_at")
    )  # fmt: skip
    called = sorted(
        (each for each in hall if each.state in AT_COUNTER),
        key=lambda each: (each.called_at or at, each.pk), reverse=True,
    )  # fmt: skip
    line = [each.label for each in hall if each.state == VisitState.ARRIVED]
    counted = used(office=office, site=site, day=day)
    limits = _limits(now.policy, at)
    return QueueNow(
        called=tuple(
            Calling(each.label, each.counter, each.calls, each.state == VisitState.SERVING)
            for each in called
        ),
        next=tuple(line[:NEXT_SHOWN]),
        issued=sum(counted.get(pool, 0) for pool in (*limits, SERIES)),
        emergencies=counted.get("darurat", 0),
        served=rows.filter(state=VisitState.DONE).count(),
        waiting=len(line),
        inside=len(hall),
        hall_limit=rules_of(now).hall_limit,
        pools=tuple(
            PoolNow(pool, limit, max(0, limit - counted.get(pool, 0)))
            for pool, limit in limits.items()
        ),
    )


def place_of(visit: Visit, *, at: datetime) -> QueuePlace:
    """Where this person stands now, and when the turn may come; for a visit of today.

    Before check-in: counted as if it were made on time.
    """
    now = office_now(visit.office_id)
    rows = Visit.objects.for_office(visit.office_id).filter(site=visit.site, day=visit.day)
    at_counters = list(rows.filter(state__in=AT_COUNTER).order_by("-called_at", "-id"))
    serving = at_counters[0].label if at_counters else ""
    if visit.state in AT_COUNTER:
        return QueuePlace(0, serving, None)
    fair_at = visit.fair_at or visit.starts_at
    sooner = Q(fair_at__lt=fair_at) | Q(fair_at=fair_at, pk__lt=visit.pk)
    line = rows.filter(sooner, state=VisitState.ARRIVED)
    before = line.count() + _booked_before(visit, rows)
    rules = rules_of(now)
    minutes = service_minutes(_measured(rows), rules.service_minutes)
    expected = expected_at(
        before=before, counters=rules.counters, minutes=minutes, at=at,
        not_before=visit.starts_at if visit.state in PROMISED else at,
    )  # fmt: skip
    return QueuePlace(before, serving, expected)


def _booked_before(visit: Visit, rows: Any) -> int:
    """Booked earlier and still to come: they go first if they come in time."""
    if visit.state not in PROMISED:
        return 0
    earlier = rows.filter(state=VisitState.BOOKED, starts_at__lte=visit.starts_at, id__lt=visit.pk)
    return int(earlier.count())


def _measured(rows: Any) -> list[float]:
    done = rows.filter(state=VisitState.DONE, served_at__isnull=False).order_by("-ended_at")
    times = done.values_list("served_at", "ended_at")[:MEASURED]
    return [(ended - served).total_seconds() / 60 for served, ended in times]


def _limits(policy: Policy, at: datetime) -> dict[str, int]:
    """The pools of the periods in force today, the newest word on each."""
    found: dict[str, int] = {}
    for period in policy.in_force(at.astimezone(policy.tz).date()):
        for rule in period.rules:
            for pool in rule.pools:
                found.setdefault(pool.name, pool.limit)
    return found
