"""The places of a day: computed from policy, calendar, counters on duty and pools; never stored.

A day that is closed has none, and its decision says why and what instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lawang.policy.capacity import arrival_windows, open_windows, room
from lawang.policy.changes import at_minute
from lawang.policy.decide import decide, judge
from lawang.policy.model import Ask, Decision, Policy, Pool, Window
from lawang.visits.models import SERIES
from lawang.visits.rules import VisitRules

DAY_STARTS = 8 * 60
WINDOW = "jam:"
REMOTE, COMMON, ORDINARY = ":jauh", ":umum", ":biasa"
"""Counters of the parts of a pool: taken from home, without priority, both."""


@dataclass(frozen=True, slots=True)
class Place:
    """An arrival window with room for `free` more people; `limit` in all."""

    starts_at: datetime
    ends_at: datetime
    limit: int
    free: int


@dataclass(frozen=True, slots=True)
class DayPlaces:
    """A day as somebody who wants to come sees it."""

    day: date
    decision: Decision
    """Asked at the first window, or at 08.00: why not, and what instead."""
    places: tuple[Place, ...]
    """Windows that are not over, full ones included."""
    left: int | None
    """Numbers left in the fullest pool; None = no quota."""

    @property
    def open(self) -> bool:
        """Is there a place to take?"""
        return self.left != 0 and any(place.free for place in self.places)


def places_on(
    policy: Policy,
    ask: Ask,
    day: date,
    *,
    rules: VisitRules,
    used: Mapping[str, int],
    ahead: bool = True,
) -> DayPlaces:
    """The day's arrival windows that end after `ask.at`, with the room left in each.

    `ahead=False` leaves out what to do instead, which only a closed day's page needs.
    """
    shape = _shape(policy, ask, day, rules)
    decision = (
        decide(policy, replace(ask, at=shape.first, used={}, wanted=None))
        if (ahead and not shape.decision.allowed)
        else shape.decision
    )
    places = (_place(policy, day, window, shape.limit, used) for window in shape.windows)
    left = room(decision, used) if decision.allowed else 0
    return DayPlaces(day, decision, tuple(p for p in places if p.ends_at > ask.at), left)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the policy alone says of a day: the same for everybody who asks the same."""

    policy: Policy
    windows: tuple[Window, ...]
    first: datetime
    decision: Decision
    limit: int


_shapes: dict[tuple[object, ...], _Shape] = {}
MOST_SHAPES = 512


def _shape(policy: Policy, ask: Ask, day: date, rules: VisitRules) -> _Shape:
    """Worked out once per version of the policy: a rush asks one question many thousand times.

    The kept policy is the key's own, so that its id is not given to another one meanwhile.
    """
    facts = frozenset(ask.facts.items())
    key = (id(policy), rules, ask.service, ask.channel, ask.activity, ask.site, facts,
           ask.filed_at, day)  # fmt: skip
    found = _shapes.get(key)
    if found is None:
        asked = replace(ask, used={}, wanted=None)
        cut = arrival_windows(open_windows(policy, asked, day), rules.window_minutes)
        first = at_minute(policy, day, cut[0].start if cut else DAY_STARTS)
        decision = judge(policy, replace(asked, at=first))
        found = _Shape(policy, cut, first, decision, _window_limit(decision, rules, len(cut)))
        while len(_shapes) >= MOST_SHAPES:
            _shapes.pop(next(iter(_shapes)), None)
        _shapes[key] = found
    return found


def window_pool(starts_at: datetime) -> str:
    """The counter of one arrival window; give the start in the office's zone."""
    return f"{WINDOW}{starts_at:%H%M}"


@dataclass(frozen=True, slots=True)
class Taker:
    """What decides which part of a pool is open to somebody."""

    remote: bool
    """From home; a walk-in stands at the desk."""
    priority: bool


def pool_limits(
    pools: tuple[Pool, ...], rules: VisitRules, taker: Taker, *, days_before: int, minute: int
) -> dict[str, int]:
    """What each counter may reach for this taker, so many days before the visit.

    The reserve for walk-ins is beyond what is given from home, the reserve for people with
    priority beyond what is given to others. Without a quota numbers are a series.
    """
    if not pools:
        return {SERIES: 1_000_000}
    found = {}
    for pool in pools:
        found[pool.name] = pool.limit
        walk_in, priority = rules.walk_in_reserve, rules.priority_reserve
        if taker.remote and (walk_in or rules.batches):
            rest = max(0, pool.limit - walk_in)
            found[pool.name + REMOTE] = rules.released(rest, days_before=days_before, minute=minute)
        if not taker.priority and priority:
            found[pool.name + COMMON] = max(0, pool.limit - priority)
        if taker.remote and not taker.priority and walk_in and priority:
            found[pool.name + ORDINARY] = max(0, pool.limit - walk_in - priority)
    return found


def _window_limit(decision: Decision, rules: VisitRules, windows: int) -> int:
    """People per window: what the counters serve, the hall holds and the quota spreads to."""
    if decision.daily_quota is None or not windows:
        return rules.window_places
    return min(rules.window_places, -(-decision.daily_quota // windows))


def _place(policy: Policy, day: date, window: Window, limit: int, used: Mapping[str, int]) -> Place:
    starts_at = at_minute(policy, day, window.start)
    free = max(0, limit - used.get(window_pool(starts_at), 0))
    ends_at = starts_at + timedelta(minutes=window.end - window.start)
    return Place(starts_at, ends_at, limit, free)
