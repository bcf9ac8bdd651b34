"""Quiet hours: nobody's phone rings at night for something that can wait."""

from datetime import datetime, time, timedelta, tzinfo

FROM, TO = time(20), time(6)


def is_quiet(at: datetime, tz: tzinfo) -> bool:
    """Is it between 20.00 and 06.00 where the office is?"""
    local = at.astimezone(tz).time()
    return local >= FROM or local < TO


def not_before(at: datetime, tz: tzinfo) -> datetime:
    """`at`, or the next 06.00 of the office when `at` is quiet."""
    if not is_quiet(at, tz):
        return at
    local = at.astimezone(tz)
    day = local.date() + timedelta(days=local.time() >= FROM)
    return datetime.combine(day, TO, tzinfo=tz).astimezone(at.tzinfo)
