"""When the office's next word is due, and the hard clocks that run beside it.

Working hours are counted on the office's working days from 08.00 to 16.00 (handbook 2: an
office's time runs from *berkas lengkap*; hours published by offices vary, this is the assumption
until an office says its own).
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from lawang.offices.catalogue import Case, Service
from lawang.policy.days import next_working_day, working_days_after
from lawang.policy.model import Policy

CHECK_WITHIN_DAYS = 3
"""Working days from filing to the first word on the papers."""
RECHECK_WITHIN_DAYS = 1
FIX_WITHIN_DAYS = 5
"""Working days a citizen has for a correction before we ask again."""
FETCH_WITHIN_DAYS = 10
"""Working days after which somebody should ask about a result nobody has fetched (ours)."""
DAY_STARTS, DAY_ENDS = time(8), time(16)


def check_due(policy: Policy, since: datetime, *, days: int = CHECK_WITHIN_DAYS) -> datetime:
    """The end of the `days`-th working day after this moment."""
    local = since.astimezone(policy.tz)
    day = working_days_after(policy, local.date(), days)
    return datetime.combine(day, DAY_ENDS, policy.tz)


def decision_due(policy: Policy, service: Service, complete_at: datetime) -> datetime:
    """When the service promises its result, counted from complete papers."""
    deadline = service.deadline
    if deadline.unit == "working_day":
        return check_due(policy, complete_at, days=deadline.amount)
    return add_working_hours(policy, complete_at, deadline.amount)


def add_working_hours(policy: Policy, since: datetime, hours: int) -> datetime:
    """This many working hours later, over nights, weekends and holidays."""
    local = since.astimezone(policy.tz)
    left = timedelta(hours=hours)
    while True:
        starts = datetime.combine(local.date(), DAY_STARTS, policy.tz)
        ends = datetime.combine(local.date(), DAY_ENDS, policy.tz)
        if policy.working_day(local.date()) and local < ends:
            begin = max(local, starts)
            if left <= ends - begin:
                return begin + left
            left -= ends - begin
        local = datetime.combine(next_working_day(policy, local.date()), DAY_STARTS, policy.tz)


def hard_clock(
    policy: Policy, service: Service, case: Case, answers: Mapping[str, str]
) -> datetime | None:
    """The nearest clock in hours that starts with an answered moment (a patient's 3 x 24)."""
    ends = []
    counted = case.settled(answers)
    for clock in (*service.clocks, *case.clocks):
        started = counted.get(clock.starts, "")
        if clock.unit != "hour" or not started:
            continue
        if clock.when is not None and not clock.when.holds(counted):
            continue
        try:
            moment = datetime.fromisoformat(started).replace(tzinfo=policy.tz)
        except ValueError:
            continue
        ends.append(moment + timedelta(hours=clock.amount))
    return min(ends, default=None)
