"""Asking the policy for a place: may a number be taken now, and is the door open then?

An office without a rule that names registration gives numbers at any hour, up to its horizon,
for the windows its policy calls open (docs/adr/0013).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from lawang.offices.queries import OfficeNow
from lawang.policy.decide import decide, judge
from lawang.policy.model import Activity, Answer, Ask, Decision, Policy, Reason
from lawang.visits.drawing import used
from lawang.visits.places import (
    COMMON,
    ORDINARY,
    REMOTE,
    WINDOW,
    DayPlaces,
    Place,
    places_on,
    pool_limits,
)
from lawang.visits.rules import rules_of
from lawang.visits.wishes import Full, TicketRefused, Wish, booking_ask, visit_ask

DAY = timedelta(days=1)


def days_to_choose(now: OfficeNow, wish: Wish, *, at: datetime) -> list[DayPlaces]:
    """The days of the horizon from `wish.day` on as this person sees them; closed ones say why."""
    first = max(wish.day, at.astimezone(now.policy.tz).date())
    last = at.astimezone(now.policy.tz).date() + DAY * rules_of(now).horizon_days
    return [
        day_to_choose(now, wish, first + DAY * n, at=at) for n in range((last - first).days + 1)
    ]


def day_to_choose(now: OfficeNow, wish: Wish, day: date, *, at: datetime) -> DayPlaces:
    """One day's arrival windows with the room left for this person, at this instant."""
    return _day(now, wish, day, at, ahead=True)


def may_take(now: OfficeNow, wish: Wish, *, at: datetime) -> None:
    """Is registration open? Raises `TicketRefused`."""
    ask = booking_ask(wish, at)
    today = at.astimezone(now.policy.tz).date()
    if names_registration(now.policy, ask, (today, wish.day)):
        decision = judge(now.policy, ask)
        if not decision.allowed:
            raise TicketRefused(decide(now.policy, ask))
    elif wish.day > today + DAY * rules_of(now).horizon_days:
        raise TicketRefused(Decision(Answer.REFUSED, Reason.BEYOND_HORIZON))


def names_registration(policy: Policy, ask: Ask, days: tuple[date, ...]) -> bool:
    """Does any rule in force name the activity `book` for this service?"""
    return any(
        Activity.BOOK in rule.activities
        and rule.covers(ask.service, ask.channel, Activity.BOOK, ask.site)
        for day in days
        for period in policy.in_force(day)
        for rule in period.rules
    )


def choice(
    now: OfficeNow, wish: Wish, *, at: datetime, mine: Mapping[str, int] | None = None
) -> list[tuple[Place, Decision]]:
    """Windows with room, the wished one or the earliest first, each with its open decision.

    `mine`: what this person gives back first on that day.
    Raises `TicketRefused` (closed then), `Full` (nothing left), without writing anything.
    """
    seen = _day(now, wish, wish.day, at, ahead=False, mine=mine or {})
    chosen: Decision | None = None
    if wish.starts_at is not None:
        chosen = judge(now.policy, visit_ask(wish, wish.starts_at))
        if chosen.answer is not Answer.OPEN:
            raise TicketRefused(decide(now.policy, visit_ask(wish, wish.starts_at)))
    if not seen.places:
        raise TicketRefused(_why_none(now, wish, seen, at))
    if seen.left == 0:
        raise Full("pool_full")
    wanted = [each for each in seen.places if wish.starts_at in (None, each.starts_at)]
    if not wanted:
        raise Full("no_such_window")
    free = [each for each in wanted if each.free]
    if not free:
        raise Full("window_full")
    judged = ((each, chosen or judge(now.policy, visit_ask(wish, each.starts_at))) for each in free)
    return [(each, decision) for each, decision in judged if decision.answer is Answer.OPEN]


def ceilings(
    now: OfficeNow, wish: Wish, decision: Decision, *, at: datetime
) -> tuple[str, dict[str, int]]:
    """The pool that gives the number, and the most each counter may reach for this person."""
    local = at.astimezone(now.policy.tz)
    limits = pool_limits(
        decision.pools,
        rules_of(now),
        wish.taker,
        days_before=max(0, (wish.day - local.date()).days),
        minute=local.hour * 60 + local.minute,
    )
    return next(iter(limits)), limits


def full_code(pool: str) -> str:
    """Why this counter being full is a no."""
    if pool.startswith(WINDOW):
        return "window_full"
    return "not_released" if pool.endswith((REMOTE, COMMON, ORDINARY)) else "pool_full"


def _day(
    now: OfficeNow,
    wish: Wish,
    day: date,
    at: datetime,
    *,
    ahead: bool,
    mine: Mapping[str, int] = MappingProxyType({}),
) -> DayPlaces:
    counted = used(office=wish.office, site=wish.site, day=day)
    counted = {pool: count - mine.get(pool, 0) for pool, count in counted.items()}
    ask = visit_ask(wish, at)
    return places_on(now.policy, ask, day, rules=rules_of(now), used=counted, ahead=ahead)


def _why_none(now: OfficeNow, wish: Wish, seen: DayPlaces, at: datetime) -> Decision:
    """A day without windows is closed; one whose windows are all over is outside hours."""
    if seen.decision.answer is not Answer.OPEN:
        return decide(now.policy, visit_ask(wish, _moment(seen, at, now)))
    return decide(now.policy, visit_ask(wish, at))


def _moment(seen: DayPlaces, at: datetime, now: OfficeNow) -> datetime:
    """When that day is asked about: now if it is today, else at eight."""
    local = at.astimezone(now.policy.tz)
    if seen.day == local.date():
        return at
    return local.replace(
        year=seen.day.year, month=seen.day.month, day=seen.day.day,
        hour=8, minute=0, second=0, microsecond=0,
    )  # fmt: skip
