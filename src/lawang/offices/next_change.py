"""The next instant at which some answer of an office changes: how long a page stays true."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from lawang.policy.model import MAIN_SITE, Activity, Ask, Channel, Policy
from lawang.policy.question import LOOK_AHEAD_DAYS, Question

Answers = tuple[tuple[object, ...], ...]


def next_change(policy: Policy, services: tuple[str, ...], *, at: datetime) -> datetime | None:
    """The first instant after `at` with another answer for some service; None within 400 days.

    Answers change only at midnight (days, periods) and where a window of some rule begins or
    ends. The moment of the next opening is not compared: it moves only when an answer changes.
    """
    at = at.astimezone(policy.tz)
    questions = tuple(_questions(policy, services, at))
    now = _answers(questions, at)
    for instant in _instants(policy, at):
        if _answers(questions, instant) != now:
            return instant
    return None


def _questions(policy: Policy, services: tuple[str, ...], at: datetime) -> Iterator[Question]:
    """Those that any rule could ever answer, each narrowed once."""
    for service in services:
        for channel in Channel:
            yield from _offered(policy, Ask(service, channel, at, channel.activity))
        yield from _offered(policy, Ask(service, Channel.COUNTER, at, Activity.PICKUP))
        for site in policy.sites:
            if site != MAIN_SITE:
                yield from _offered(policy, Ask(service, Channel.COUNTER, at, Activity.VISIT, site))


def _offered(policy: Policy, ask: Ask) -> Iterator[Question]:
    question = Question(policy, ask)
    if question.entries:
        yield question


def _answers(questions: tuple[Question, ...], at: datetime) -> Answers:
    verdicts = (question.verdict(at) for question in questions)
    return tuple(
        (
            verdict.answer,
            verdict.reason,
            verdict.period.id if verdict.period else None,
            verdict.period.last_day if verdict.period else None,
            verdict.conditions,
            verdict.rule,
        )
        for verdict in verdicts
    )


def _instants(policy: Policy, at: datetime) -> Iterator[datetime]:
    minutes = sorted(
        {0}
        | {
            minute % (24 * 60)
            for period in policy.periods
            for rule in period.rules
            for windows in rule.hours or ()
            for window in windows
            for minute in (window.start, window.end)
        }
    )
    for days in range(LOOK_AHEAD_DAYS + 1):
        day = at.date() + timedelta(days=days)
        for minute in minutes:
            instant = datetime.combine(day, time(minute // 60, minute % 60), policy.tz)
            if instant > at:
                yield instant
