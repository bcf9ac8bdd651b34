"""Places: the windows of a day and the room left in its pools. Computed, never stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from lawang.policy.decide import judge
from lawang.policy.model import DAY_MINUTES, Answer, Ask, Decision, Policy, Window


def open_windows(policy: Policy, ask: Ask, day: date) -> tuple[Window, ...]:
    """When on this day the question is open, facts and quota as asked; empty = not at all.

    Asked at the start of each window that speaks on that day, so a day that is closed,
    full or not for this person has none.
    """
    starts = {0}
    for window in judge(policy, _on(policy, ask, day, 0)).windows:
        starts.add(window.start)
    found: list[Window] = []
    for start in sorted(starts):
        decision = judge(policy, _on(policy, ask, day, start))
        if decision.answer is Answer.OPEN:
            found.extend(each for each in decision.windows if each.holds(start))
    return tuple(dict.fromkeys(found))


def arrival_windows(windows: tuple[Window, ...], minutes: int) -> tuple[Window, ...]:
    """Windows cut into arrival windows of this length; a shorter rest is not offered."""
    return tuple(
        Window(start, start + minutes)
        for window in windows
        for start in range(window.start, window.end - minutes + 1, minutes)
    )


def room(decision: Decision, used: Mapping[str, int]) -> int | None:
    """How many numbers are left in the fullest pool; None = no quota. Never below 0."""
    left = (max(0, pool.limit - used.get(pool.name, 0)) for pool in decision.pools)
    return min(left, default=None)


def _on(policy: Policy, ask: Ask, day: date, minute: int) -> Ask:
    moment = time(minute // 60, minute % 60) if minute < DAY_MINUTES else time.max
    return replace(ask, at=datetime.combine(day, moment, policy.tz), wanted=None)
