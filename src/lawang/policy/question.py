"""One question put to the pile: which rule speaks, what it says, when that turns better."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from lawang.policy.days import hours_on, working_days_after
from lawang.policy.model import (
    DAY_MINUTES,
    Activity,
    Answer,
    Ask,
    Channel,
    Decision,
    Period,
    Policy,
    Reason,
    Rule,
    Says,
    Window,
)

LOOK_AHEAD_DAYS = 400
ALWAYS = (Window(0, DAY_MINUTES),)
MOMENT = timedelta(seconds=1)
DAY = timedelta(days=1)
TAKEN_IN_AT_ANY_HOUR = (Channel.WEB, Channel.WHATSAPP)

Entries = tuple[tuple[Period, Rule], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said, by which rule of which period, and which conditions are still unknown."""

    answer: Answer
    reason: Reason
    period: Period | None = None
    rule: Rule | None = None
    conditions: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Neither open nor taken in."""
        return self.answer is Answer.REFUSED


def contact(policy: Policy, channel: Channel, service: str, day: date) -> str | None:
    """The contact that answers on this day: newest period first, named services first."""
    for period in policy.in_force(day):
        mine = [each for each in period.contacts if each.channel is channel]
        for each in mine:
            if service in each.services:
                return each.address
        for each in mine:
            if not each.services:
                return each.address
    return None


class Question:
    """One question, its rules narrowed once, so that looking ahead costs little."""

    def __init__(self, policy: Policy, ask: Ask, granted: frozenset[str] = frozenset()) -> None:
        self.policy = policy
        self.ask = ask
        self.at = ask.at.astimezone(policy.tz)
        self.granted = granted
        self.entries: Entries = tuple(
            (period, rule)
            for period in policy.periods
            for rule in period.rules
            if policy.offers(ask.service)
            and rule.covers(ask.service, ask.channel, ask.activity, ask.site)
        )

    def verdict(self, at: datetime | None = None) -> Verdict:
        """Walk the pile down at this instant."""
        at = at or self.at
        day = at.date()
        in_force = [entry for entry in self.entries if entry[0].in_force(day)]
        if not in_force:
            return Verdict(Answer.REFUSED, Reason.NOT_OFFERED)
        failed: list[tuple[Period, Rule]] = []
        remembered: list[tuple[Period, Rule]] = []
        spoken = self._off_day()
        for period, rule in in_force:
            if rule.on is not None and not rule.on.hold(day):
                continue
            met = self._met(rule)
            if met:
                spoken = self._says(period, rule, at)
                break
            (failed if met is False else remembered).append((period, rule))
        if not spoken.refused:
            return spoken
        return self._another_way_in(spoken, remembered, failed, at)

    def _another_way_in(
        self,
        spoken: Verdict,
        remembered: list[tuple[Period, Rule]],
        failed: list[tuple[Period, Rule]],
        at: datetime,
    ) -> Verdict:
        """A refusal: would a rule passed over let the person in? (design 1, step 4)"""
        would = [
            replace(self._says(period, rule, at), conditions=self._unknown(rule))
            for period, rule in remembered
            if rule.says is not Says.CLOSED
        ]
        for verdict in would:
            if not verdict.refused:
                return replace(verdict, answer=Answer.REFUSED, reason=Reason.NEEDS_CONDITION)
        if spoken.rule is not None and spoken.rule.says is not Says.CLOSED:
            return spoken
        if would:
            return would[0]
        for period, rule in failed:
            if rule.says is not Says.CLOSED:
                reason = rule.if_failed or Reason.NOT_ELIGIBLE
                return Verdict(Answer.REFUSED, reason, period, rule)
        return spoken

    def _says(self, period: Period, rule: Rule, at: datetime) -> Verdict:
        """What a rule whose conditions are met answers, in the order of design 1, step 3."""
        if rule.says is Says.CLOSED:
            return Verdict(Answer.REFUSED, rule.reason or Reason.CHANNEL_CLOSED, period, rule)
        answer, reason = Answer.REFUSED, self._hindrance(rule, at)
        if reason in (Reason.NOT_WORKING_DAY, Reason.OUTSIDE_HOURS):
            answer, reason = self._out_of_hours(reason)
        elif reason is None:
            answer = Answer.DEFERRED if rule.says is Says.DEFERRED else Answer.OPEN
            reason = Reason.EXCEPTION if rule.conditions else Reason.OPEN
            if rule.says is Says.DEFERRED and rule.reason is not None:
                reason = rule.reason
        return Verdict(answer, reason, period, rule)

    def _hindrance(self, rule: Rule, at: datetime) -> Reason | None:
        day = at.date()
        windows = hours_on(self.policy, rule, day)
        if windows is not None and not windows:
            return Reason.NOT_WORKING_DAY
        minute = at.hour * 60 + at.minute
        if windows is not None and not any(window.holds(minute) for window in windows):
            return Reason.OUTSIDE_HOURS
        if (reason := self._too_far_or_soon(rule, day)) is not None:
            return reason
        used = self._used(day)
        if any(used.get(pool.name, 0) >= pool.limit for pool in rule.pools):
            return Reason.QUOTA_USED
        return None

    def _too_far_or_soon(self, rule: Rule, day: date) -> Reason | None:
        wanted = self.ask.wanted
        if wanted is not None:
            ahead = (wanted - day).days
            if rule.ahead_most is not None and ahead > rule.ahead_most:
                return Reason.BEYOND_HORIZON
            if rule.ahead_least is not None and ahead < rule.ahead_least:
                return Reason.LEAD_TIME
        if rule.lead_days and self.ask.filed_at is not None:
            filed_on = self.ask.filed_at.astimezone(self.policy.tz).date()
            if (wanted or day) < working_days_after(self.policy, filed_on, rule.lead_days):
                return Reason.LEAD_TIME
        return None

    def _out_of_hours(self, reason: Reason) -> tuple[Answer, Reason]:
        if self.ask.activity is Activity.BOOK:
            return Answer.REFUSED, Reason.REGISTRATION_CLOSED
        if self.ask.channel in TAKEN_IN_AT_ANY_HOUR:
            return Answer.DEFERRED, reason
        return Answer.REFUSED, reason

    def _off_day(self) -> Verdict:
        """Rules exist, but none of them speaks for this day."""
        return Verdict(*self._out_of_hours(Reason.NOT_WORKING_DAY))

    def _met(self, rule: Rule) -> bool | None:
        """True, false, or None when a condition is unknown and none is false."""
        met: bool | None = True
        for condition in rule.conditions:
            held = condition.fact in self.granted or condition.holds(self.ask.facts)
            if held is False:
                return False
            if held is None:
                met = None
        return met

    def _unknown(self, rule: Rule) -> tuple[str, ...]:
        unknown = (each.fact for each in rule.conditions if each.holds(self.ask.facts) is None)
        return tuple(dict.fromkeys(unknown))

    def _used(self, day: date) -> Mapping[str, int]:
        """Numbers given count for one day: that of `at`, or the wanted one when booking."""
        same_day = self.ask.wanted is not None or day == self.at.date()
        return self.ask.used if same_day else {}

    def decision(self, verdict: Verdict) -> Decision:
        """The verdict with what its rule says besides."""
        period, rule = verdict.period, verdict.rule
        windows: tuple[Window, ...] = ()
        if rule is not None and rule.says is not Says.CLOSED:
            today = hours_on(self.policy, rule, self.at.date())
            windows = ALWAYS if today is None else today
        return Decision(
            answer=verdict.answer,
            reason=verdict.reason,
            period=period.id if period else None,
            until=period.last_day if period else None,
            conditions=verdict.conditions,
            windows=windows,
            pools=rule.pools if rule else (),
            notices=rule.notices if rule else (),
            moved_to=rule.moved_to if rule else None,
            contact=contact(self.policy, self.ask.channel, self.ask.service, self.at.date()),
        )

    def next_opening(self, verdict: Verdict) -> datetime | None:
        """When the same question, its conditions granted, is open; for deferred: handled."""
        rule = verdict.rule
        if verdict.answer is Answer.DEFERRED and rule is not None and rule.handled_from is not None:
            return rule.handled_from.astimezone(self.policy.tz)
        granted = self.granted | frozenset(verdict.conditions)
        question = Question(self.policy, self.ask, granted)
        return question.first({Answer.OPEN}, within_days=LOOK_AHEAD_DAYS)

    def first(self, answers: Container[Answer], *, within_days: int) -> datetime | None:
        """The first instant after `at` with one of these answers.

        Answers turn better at midnight (periods, days) or when a window of some rule begins.
        """
        last = self.at + timedelta(days=within_days)
        soon = self.at + MOMENT
        if self.verdict(soon).answer in answers:
            return soon
        day = self.at.date()
        while day <= last.date():
            for start in self._starts():
                instant = datetime.combine(day, start, self.policy.tz)
                if self.at < instant <= last and self.verdict(instant).answer in answers:
                    return instant
            day = self._day_it_may_turn(day)
        return None

    def _starts(self) -> tuple[time, ...]:
        windows = {
            window.start
            for _, rule in self.entries
            for of_weekday in rule.hours or ()
            for window in of_weekday
        }
        return tuple(time(start // 60, start % 60) for start in sorted(windows | {0}))

    def _day_it_may_turn(self, day: date) -> date:
        """The next day, or further on where a closure stands unbroken until a period turns."""
        for period, rule in self.entries:
            if not period.in_force(day):
                continue
            if rule.on is not None or (
                rule.says is not Says.CLOSED and self._met(rule) is not False
            ):
                return day + DAY
            if rule.says is Says.CLOSED and self._met(rule):
                break
        turns = [turn for period, _ in self.entries for turn in _turns(period) if turn > day]
        return min(turns, default=date.max)


def _turns(period: Period) -> Iterator[date]:
    """The days on which a period begins to speak and falls silent."""
    if period.since is not None:
        yield period.since
    if period.last_day is not None:
        yield period.last_day + DAY
