"""Days: a rule's windows on a day, and working days over holidays."""

from datetime import date, timedelta

from lawang.policy.model import Policy, Rule, Window

MOST_DAYS = 400


def hours_on(policy: Policy, rule: Rule, day: date) -> tuple[Window, ...] | None:
    """The rule's windows on this day; None = any instant.

    On a holiday a weekday's hours do not hold; a date named in `on` does.
    """
    if rule.hours is None:
        return None
    named = rule.on is not None and day in rule.on.dates
    if day in policy.holidays and not named:
        return ()
    return rule.hours[day.weekday()]


def working_days_after(policy: Policy, day: date, count: int) -> date:
    """The `count`-th working day after `day` (0: `day` itself)."""
    while count > 0:
        day = next_working_day(policy, day)
        count -= 1
    return day


def next_working_day(policy: Policy, day: date) -> date:
    """The first working day after `day`; an office without any gets the bound, 400 days on."""
    for ahead in range(1, MOST_DAYS):
        later = day + timedelta(days=ahead)
        if policy.working_day(later):
            return later
    return day + timedelta(days=MOST_DAYS)
