"""What happens to the pile: a period is laid on it, extended, ended or revoked.

Nothing is ever taken out, so what applied on a day, and what was known then, stays
answerable. Each function returns a new policy; none reads a clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from lawang.common.refusal import Refusal
from lawang.policy.decide import decide, judge
from lawang.policy.model import Amendment, Ask, Decision, Period, Policy


class ChangeRefused(Refusal):
    """The pile does not allow this change.

    Codes: `unknown_period`, `already_begun` (end or extend it instead), `not_begun` (revoke
    it instead), `over` (it has ended), `day_passed`, `not_earlier`, `not_later`, `taken`
    (the id exists), `end_before_start`.
    """


@dataclass(frozen=True, slots=True)
class Difference:
    """One question answered differently before and after a change."""

    ask: Ask
    before: Decision
    after: Decision


def lay(policy: Policy, period: Period) -> Policy:
    """Put a period on top of the pile: it is the newest, whatever dates the others carry."""
    if any(each.id == period.id for each in policy.periods):
        raise ChangeRefused("taken", period=period.id)
    if period.since and period.until and period.until < period.since:
        raise ChangeRefused("end_before_start", since=period.since, until=period.until)
    return replace(policy, periods=(period, *policy.periods))


def revoke(policy: Policy, period_id: str, *, at: datetime) -> Policy:
    """Take back a period that has not begun; every decision is as before it was laid."""
    period = find(policy, period_id)
    today = at.astimezone(policy.tz).date()
    if period.revoked:
        raise ChangeRefused("over", period=period_id)
    if period.since is not None and period.since <= today:
        raise ChangeRefused("already_begun", period=period_id, since=period.since)
    return _amend(policy, period, Amendment(at, period.last_day, revoked=True))


def extend(policy: Policy, period_id: str, *, until: date | None, at: datetime) -> Policy:
    """Give a period that has begun and not ended a later last day; None = until further notice."""
    period = _running(policy, period_id, at)
    last = period.last_day
    if last is None or (until is not None and until <= last):
        raise ChangeRefused("not_later", period=period_id, until=last)
    return _amend(policy, period, Amendment(at, until))


def end(policy: Policy, period_id: str, *, until: date, at: datetime) -> Policy:
    """Let a period that has begun end earlier, its last day not before today."""
    period = _running(policy, period_id, at)
    if until < at.astimezone(policy.tz).date():
        raise ChangeRefused("day_passed", period=period_id, until=until)
    if period.last_day is not None and until >= period.last_day:
        raise ChangeRefused("not_earlier", period=period_id, until=period.last_day)
    return _amend(policy, period, Amendment(at, until))


def as_known(policy: Policy, moment: datetime) -> Policy:
    """The same pile without what was published or amended after this moment."""
    known = tuple(
        replace(
            period,
            amendments=tuple(each for each in period.amendments if each.made_at <= moment),
        )
        for period in policy.periods
        if period.published_at <= moment
    )
    return replace(policy, periods=known)


def differences(before: Policy, after: Policy, asks: Iterable[Ask]) -> tuple[Difference, ...]:
    """The questions whose answer, reason, last day or windows change, in the order asked."""
    found = []
    for ask in asks:
        was, becomes = judge(before, ask), judge(after, ask)
        if _heard(was) != _heard(becomes):
            found.append(Difference(ask, decide(before, ask), decide(after, ask)))
    return tuple(found)


def at_minute(policy: Policy, day: date, minute: int) -> datetime:
    """This minute of the day on the office's clock."""
    return datetime.combine(day, time(minute // 60, minute % 60), policy.tz)


def find(policy: Policy, period_id: str) -> Period:
    """The period with this id, or `ChangeRefused("unknown_period")`."""
    for period in policy.periods:
        if period.id == period_id:
            return period
    raise ChangeRefused("unknown_period", period=period_id)


def _heard(decision: Decision) -> tuple[object, ...]:
    return (
        decision.answer,
        decision.reason,
        decision.windows,
        decision.pools,
        decision.conditions,
    )


def _running(policy: Policy, period_id: str, at: datetime) -> Period:
    period = find(policy, period_id)
    today = at.astimezone(policy.tz).date()
    if period.since is None or period.since > today:
        raise ChangeRefused("not_begun", period=period_id, since=period.since)
    last = period.last_day
    if period.revoked or (last is not None and last < today):
        raise ChangeRefused("over", period=period_id, until=last)
    return period


def _amend(policy: Policy, period: Period, amendment: Amendment) -> Policy:
    changed = replace(period, amendments=(*period.amendments, amendment))
    periods = tuple(changed if each is period else each for each in policy.periods)
    return replace(policy, periods=periods)
