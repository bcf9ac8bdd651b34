"""What a change of the pile would change for people: few lines, in words, before it is published.

A grid of questions (services × channels and activities × sites × days × edges of windows) is asked
of the pile as it is and as it would be; questions that the same rules answer are asked once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from lawang.offices.days_in_words import day_in_words, listed, windows_in_words
from lawang.offices.names import OfficeNames, activity_name, channel_name, service_name
from lawang.policy.changes import at_minute, differences
from lawang.policy.decide import judge
from lawang.policy.model import (
    DAY_MINUTES,
    Activity,
    Answer,
    Ask,
    Channel,
    Decision,
    Policy,
    Reason,
    Rule,
    Window,
)
from lawang.policy.question import DAY

MOST_DAYS = 7
"""A week shows every weekday; more days repeat them."""
SHUT = frozenset({"tutup", "tidak dilayani"})


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One line: when and where, what was answered, what will be; for which services."""

    when: str
    where: str
    before: str
    after: str
    services: str
    """Empty for all."""

    @property
    def closes(self) -> bool:
        """Does something shut that was not?"""
        return self.after in SHUT


@dataclass(frozen=True, slots=True)
class _Line:
    """Questions with the same change; folding makes its sets grow."""

    before: str
    after: str
    days: frozenset[date]
    windows: frozenset[Window]
    channels: frozenset[Channel]
    activities: frozenset[Activity]
    sites: frozenset[str]
    services: frozenset[str]


FOLDED = ("services", "windows", "activities", "sites", "days", "channels")


def answer_changes(
    before: Policy, after: Policy, names: OfficeNames, *, since: date, until: date | None
) -> tuple[AnswerChange, ...]:
    """The answers that change on the days from `since` to `until` (at most a week of them)."""
    lines = list(_asked(before, after, names, _days(since, until)))
    for part in FOLDED:
        lines = _folded(lines, part)
    lines.sort(key=lambda line: (min(line.days), min(line.windows), _order(line)))
    return tuple(_in_words(line, names, after) for line in lines)


def changed_days(since: date, until: date | None) -> int:
    """How many days the change has; 0 for an open end."""
    return 0 if until is None else (until - since).days + 1


def answer_words(decision: Decision, names: OfficeNames) -> str:
    """An answer in two or three words, as in "buka → tutup"."""
    if decision.answer is Answer.DEFERRED:
        return "diterima, diproses nanti"
    if decision.answer is Answer.OPEN:
        if decision.daily_quota is not None:
            return f"buka, {decision.daily_quota} nomor sehari"
        return "buka dengan syarat" if decision.reason is Reason.EXCEPTION else "buka"
    if decision.reason is Reason.NEEDS_CONDITION:
        known = [names.conditions[code].id for code in decision.conditions
                 if code in names.conditions]  # fmt: skip
        return f"hanya kalau {listed(known, 'id', 'dan')}" if known else "hanya dengan syarat"
    return "tidak dilayani" if decision.reason is Reason.NOT_OFFERED else "tutup"


def _days(since: date, until: date | None) -> tuple[date, ...]:
    last = since + timedelta(days=MOST_DAYS - 1)
    last = last if until is None else min(last, until)
    return tuple(since + DAY * ahead for ahead in range((last - since).days + 1))


def _asked(
    before: Policy, after: Policy, names: OfficeNames, days: tuple[date, ...]
) -> Iterator[_Line]:
    rules = [rule for policy in (before, after) for period in policy.periods
             if any(period.in_force(day) for day in days) for rule in period.rules]  # fmt: skip
    for alike in _alike(names.services, rules):
        for channel in Channel:
            for activity in Activity:
                speaking = [rule for rule in rules if _speaks(rule, alike[0], channel, activity)]
                edges = _edges(speaking)
                asks = [
                    Ask(alike[0], channel, at_minute(after, day, minute), activity, site)
                    for site in after.sites
                    for day in days
                    for minute in edges
                ]
                yield from _changed(before, after, names, asks, alike, edges)


def _changed(
    before: Policy, after: Policy, names: OfficeNames, asks: list[Ask], alike: frozenset[str],
    edges: list[int],
) -> Iterator[_Line]:  # fmt: skip
    ends = dict(zip(edges, [*edges[1:], DAY_MINUTES], strict=False))
    for found in differences(before, after, asks):
        was, becomes = answer_words(found.before, names), answer_words(found.after, names)
        if was == becomes:
            continue
        at = found.ask.at
        start = at.hour * 60 + at.minute
        yield _Line(
            was, becomes,
            days=frozenset({at.date()}),
            windows=frozenset({Window(start, ends[start])}),
            channels=frozenset({found.ask.channel}),
            activities=frozenset({found.ask.activity}),
            sites=frozenset({found.ask.site}),
            services=alike,
        )  # fmt: skip


def _alike(services: tuple[str, ...], rules: list[Rule]) -> list[Any]:
    """Services that no rule tells apart, together; one of them is asked for all."""
    named = [rule.services for rule in rules if rule.services]
    kinds: dict[tuple[bool, ...], list[str]] = {}
    for service in services:
        kinds.setdefault(tuple(service in each for each in named), []).append(service)
    return [_Alike(each) for each in kinds.values()]


class _Alike(frozenset[str]):
    """A set of services that still knows one to ask for."""

    def __getitem__(self, place: int) -> str:
        return sorted(self)[place]


def _speaks(rule: Rule, service: str, channel: Channel, activity: Activity) -> bool:
    """Is the question in the rule's scope, wherever and whenever?"""
    return (
        (not rule.services or service in rule.services)
        and (not rule.channels or channel in rule.channels)
        and (not rule.activities or activity in rule.activities)
    )


def _edges(speaking: list[Rule]) -> list[int]:
    """The minutes at which an answer may change; none when no rule opens anything here."""
    if not any(rule.says != "closed" for rule in speaking):
        return []
    found = {0}
    for rule in speaking:
        for day in rule.hours or ():
            for window in day:
                found |= {window.start, window.end % DAY_MINUTES}
    return sorted(found)


def _folded(lines: Iterable[_Line], part: str) -> list[_Line]:
    """Lines that differ only in this part become one, with the union of it."""
    found: dict[_Line, frozenset[Any]] = {}
    for line in lines:
        without = _with(line, part, frozenset())
        found[without] = found.get(without, frozenset()) | getattr(line, part)
    return [_with(line, part, union) for line, union in found.items()]


def _with(line: _Line, part: str, value: frozenset[Any]) -> _Line:
    changed: dict[str, Any] = {part: value}
    return replace(line, **changed)


def _order(line: _Line) -> int:
    return min(list(Channel).index(channel) for channel in line.channels)


def _in_words(line: _Line, names: OfficeNames, policy: Policy) -> AnswerChange:
    return AnswerChange(
        when=f"{_days_in_words(sorted(line.days))}, {_hours_in_words(line.windows)}",
        where=_place_in_words(line, names, policy),
        before=line.before,
        after=line.after,
        services=_services_in_words(line.services, names),
    )


def _services_in_words(services: frozenset[str], names: OfficeNames) -> str:
    inside = [service_name(each) for each in names.services if each in services]
    outside = [service_name(each) for each in names.services if each not in services]
    if not outside:
        return ""
    if len(outside) < len(inside):
        return f"semua layanan kecuali {listed(outside, 'id', 'dan')}"
    return listed(inside, "id", "dan")


def _days_in_words(days: list[date]) -> str:
    """Runs of days: "Senin, 18 sampai Rabu, 20 Januari 2021"."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = []
    for run in runs:
        if len(run) == 1:
            words.append(day_in_words(run[0], short=True))
        else:
            words.append(f"{day_in_words(run[0], short=True)} sampai "
                         f"{day_in_words(run[-1], short=True)}")  # fmt: skip
    return listed(words, "id", "dan")


def _hours_in_words(windows: frozenset[Window]) -> str:
    joined: list[Window] = []
    for window in sorted(windows):
        if joined and joined[-1].end == window.start:
            joined[-1] = Window(joined[-1].start, window.end)
        else:
            joined.append(window)
    if joined == [Window(0, DAY_MINUTES)]:
        return "sepanjang hari"
    return windows_in_words(tuple(joined))


def _place_in_words(line: _Line, names: OfficeNames, policy: Policy) -> str:
    channels = [channel for channel in Channel if channel in line.channels]
    words = listed([channel_name(channel) for channel in channels], "id", "dan")
    if not any(channel.activity in line.activities for channel in channels):
        done = [activity_name(each) for each in Activity if each in line.activities]
        words += f" ({listed(done, 'id', 'dan')})"
    if len(line.sites) < len(policy.sites):
        sites = [names.site(site, "id") for site in policy.sites if site in line.sites]
        words += f" di {listed(sites, 'id', 'dan')}"
    return words


def without_a_way(
    before: Policy, after: Policy, services: tuple[str, ...], *, since: date, until: date | None
) -> tuple[str, ...]:
    """Services that can be filed or visited for before the change and in no way after it."""
    days = _days(since, until)
    rules = [rule for policy in (before, after) for period in policy.periods
             for rule in period.rules]  # fmt: skip
    lost = []
    for alike in _alike(services, rules):
        if _has_way(before, alike[0], days, rules) and not _has_way(after, alike[0], days, rules):
            lost += [service for service in services if service in alike]
    return tuple(lost)


def _has_way(policy: Policy, service: str, days: tuple[date, ...], rules: list[Rule]) -> bool:
    return any(
        judge(
            policy, Ask(service, channel, at_minute(policy, day, minute), channel.activity, site)
        ).allowed
        for channel in Channel
        for minute in _edges(
            [rule for rule in rules if _speaks(rule, service, channel, channel.activity)]
        )
        for site in policy.sites
        for day in days
    )
