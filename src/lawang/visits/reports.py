"""The report of a day: issued, served, not come, waits, who was turned away, people inside."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lawang.offices.queries import office_now
from lawang.visits.estimating import percentile
from lawang.visits.models import EMERGENCY, TurnedAway, Visit, VisitState

STEP_MINUTES = 15


@dataclass(frozen=True, slots=True)
class InsideAt:
    """People inside at a minute of the day."""

    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """One day of one site. Waits are minutes from arrival (not before the window) to the call."""

    day: date
    issued: int
    emergencies: int
    served: int
    no_show: int
    cancelled: int
    lapsed: int
    walk_ins: int
    wait_median: float | None
    wait_p90: float | None
    service_median: float | None
    turned_away: dict[str, int]
    turned_away_untold: int
    """Of these: had a number or no word from us. The figure that should be zero."""
    inside: tuple[InsideAt, ...]
    most_inside: int
    hall_limit: int


def day_report(office: str, day: date, *, site: str = "kantor") -> DayReport:
    """The figures of the day, from the rows themselves."""
    now = office_now(office)
    rows = list(
        Visit.objects.for_office(office).filter(site=site, day=day)
        .exclude(state=VisitState.MOVED)
        .only("id", "state", "pool", "channel", "starts_at", "arrived_at", "called_at",
              "served_at", "ended_at")
    )  # fmt: skip
    states = Counter(row.state for row in rows)
    midnight = datetime.combine(day, time(0), now.policy.tz)
    away = list(
        TurnedAway.objects.for_office(office).filter(
            site=site, at__gte=midnight, at__lt=midnight + timedelta(days=1)
        )
    )
    waits = [_minutes(max(r.arrived_at, r.starts_at), r.called_at)
             for r in rows if r.arrived_at and r.called_at]  # fmt: skip
    served = [_minutes(r.served_at, r.ended_at) for r in rows
              if r.state == VisitState.DONE and r.served_at and r.ended_at]  # fmt: skip
    moments = _moments(rows)
    return DayReport(
        day=day,
        issued=sum(row.pool != EMERGENCY for row in rows),
        emergencies=sum(row.pool == EMERGENCY for row in rows),
        served=states[VisitState.DONE],
        no_show=states[VisitState.NO_SHOW],
        cancelled=states[VisitState.CANCELLED],
        lapsed=states[VisitState.LAPSED],
        walk_ins=sum(row.channel == "counter" for row in rows),
        wait_median=percentile(waits, 0.5),
        wait_p90=percentile(waits, 0.9),
        service_median=percentile(served, 0.5),
        turned_away=dict(Counter(each.reason for each in away).most_common()),
        turned_away_untold=sum(each.had_number and not each.was_told for each in away),
        inside=_inside(moments),
        most_inside=_most(moments),
        hall_limit=now.file.visits.hall_limit,
    )


def _minutes(since: datetime, until: datetime) -> float:
    return max(0.0, (until - since).total_seconds() / 60)


def _moments(rows: list[Visit]) -> list[tuple[datetime, int]]:
    """Who came in and who went out, in order."""
    came = [(row.arrived_at, 1) for row in rows if row.arrived_at]
    went = [(row.ended_at, -1) for row in rows if row.arrived_at and row.ended_at]
    return sorted(came + went)


def _inside(moments: list[tuple[datetime, int]]) -> tuple[InsideAt, ...]:
    """The most people inside during each quarter of an hour, from the first to the last."""
    if not moments:
        return ()
    step = timedelta(minutes=STEP_MINUTES)
    first = moments[0][0]
    begin = first - timedelta(
        minutes=first.minute % STEP_MINUTES, seconds=first.second, microseconds=first.microsecond
    )
    found, people, place = [], 0, 0
    while begin <= moments[-1][0]:
        most = people
        while place < len(moments) and moments[place][0] < begin + step:
            people += moments[place][1]
            most = max(most, people)
            place += 1
        found.append(InsideAt(begin, most))
        begin += step
    return tuple(found)


def _most(moments: list[tuple[datetime, int]]) -> int:
    most = people = 0
    for _, change in moments:
        people += change
        most = max(most, people)
    return most
