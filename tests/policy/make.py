"""Builders for invented offices: plain functions, sensible defaults."""

from datetime import date, datetime, time
from typing import Any

from lawang.policy.model import (
    WIB,
    Activity,
    Ask,
    Channel,
    Condition,
    Days,
    Fact,
    Period,
    Policy,
    Pool,
    Reason,
    Rule,
    Says,
    Test,
    Week,
    Window,
)

MONDAY = date(2024, 3, 4)
"""An ordinary working week begins; Monday the 11th is a holiday in the office made here."""
HOLIDAY = date(2024, 3, 11)
WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def _minutes(text: str) -> int:
    hour, minute = text.split(".")
    return int(hour) * 60 + int(minute)


def window(text: str) -> Window:
    """`08.00-15.00` as minutes."""
    start, end = text.split("-")
    return Window(_minutes(start), _minutes(end))


def week(*texts: str, days: str = "mon tue wed thu fri") -> Week:
    """The same windows on each of the named weekdays."""
    open_days = {WEEKDAYS[name] for name in days.split()}
    windows = tuple(window(text) for text in texts)
    return tuple(windows if weekday in open_days else () for weekday in range(7))


EVERY_DAY = "mon tue wed thu fri sat sun"


def rule(scope: str = "", **said: Any) -> Rule:
    """A rule; scope words may be channels, activities, sites (`@mall`) or services."""
    channels, activities, sites, services = set(), set(), set(), set()
    for word in scope.split():
        if word in tuple(Channel):
            channels.add(Channel(word))
        elif word in tuple(Activity):
            activities.add(Activity(word))
        elif word.startswith("@"):
            sites.add(word[1:])
        else:
            services.add(word)
    return Rule(
        services=frozenset(services),
        channels=frozenset(channels),
        activities=frozenset(activities),
        sites=frozenset(sites),
        **said,
    )


def closed(scope: str = "", **said: Any) -> Rule:
    """A closing rule."""
    return rule(scope, says=Says.CLOSED, **said)


def needs(*facts: str) -> tuple[Condition, ...]:
    """`age >= 60`, `residence in 36.02`, `files_confirmed`."""
    return tuple(_condition(text) for text in facts)


def pool(name: str, limit: int, about: tuple[int, int] | None = None) -> Pool:
    """A daily quota."""
    return Pool(name, limit, about)


NORMAL = (
    rule("counter visit file pickup", hours=week("08.00-15.00")),
    rule("web file", hours=week("08.00-15.00")),
)


def period(name: str, *rules: Rule, since: str | None = "2024-03-04", **said: Any) -> Period:
    """A period published the evening before it begins, unless told."""
    first = date.fromisoformat(since) if since else None
    until = said.pop("until", None)
    published = said.pop("published_at", None)
    if published is None:
        published = datetime.combine(first or MONDAY, time(), WIB).replace(day=1)
        published = published if name == "normal" else published.replace(hour=19)
    return Period(
        id=name,
        published_at=published,
        since=first,
        until=date.fromisoformat(until) if until else None,
        rules=rules,
        **said,
    )


def office(*periods: Period, normal: tuple[Rule, ...] = NORMAL, **said: Any) -> Policy:
    """An office with its normal service at the bottom, newest period first."""
    bottom = period("normal", *normal, since="2020-01-01")
    said.setdefault("holidays", frozenset({HOLIDAY}))
    return Policy("uji", WIB, (*periods, bottom), **said)


def moment(text: str) -> datetime:
    """`2024-03-05 09.30` on the office's clock."""
    day, clock = text.split()
    hour, minute = clock.split(".")
    return datetime.combine(date.fromisoformat(day), time(int(hour), int(minute)), WIB)


def ask(text: str, at: str, **said: Any) -> Ask:
    """`kis counter pickup @mall` asked at a moment; facts by keyword `facts={...}`."""
    service, channel_word, *rest = text.split()
    channel = Channel(channel_word)
    activity, site = channel.activity, "kantor"
    for word in rest:
        if word.startswith("@"):
            site = word[1:]
        else:
            activity = Activity(word)
    return Ask(service, channel, moment(at), activity, site=site, **said)


def _condition(text: str) -> Condition:
    words = text.split()
    if len(words) == 1:
        return Condition(words[0])
    fact, test, value = words
    return Condition(fact, Test(test), _value(value))


def _value(text: str) -> Fact:
    if text in ("true", "false"):
        return text == "true"
    if text.isdigit():
        return int(text)
    if text.count("-") == 2:
        return date.fromisoformat(text)
    return text


__all__ = ["EVERY_DAY", "HOLIDAY", "Days", "Reason", "Says", "Week", "ask", "closed", "moment",
           "needs", "office", "period", "pool", "rule", "week", "window"]  # fmt: skip
