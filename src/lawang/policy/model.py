"""The values of the policy: what an office says, what is asked, what is answered.

All are frozen and hold no text for people: sentences are made in `offices/wording.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

DAY_MINUTES = 24 * 60

WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")
"""Indonesia's three zones; none has daylight saving (handbook, domain.md 5.6)."""

MAIN_SITE = "kantor"

Fact = bool | int | date | str


class Channel(StrEnum):
    """The way something reaches the office. The order is the order of `instead`."""

    WEB = "web"
    WHATSAPP = "whatsapp"
    PHONE = "phone"
    COLLECTIVE = "collective"
    COUNTER = "counter"
    POST = "post"

    @property
    def activity(self) -> "Activity":
        """What people mean when they name only the channel."""
        return Activity.VISIT if self is Channel.COUNTER else Activity.FILE


class Activity(StrEnum):
    """What somebody wants to do there."""

    FILE = "file"
    VISIT = "visit"
    BOOK = "book"
    PICKUP = "pickup"
    HANDOVER = "handover"
    COMPLAIN = "complain"


class Says(StrEnum):
    """What a rule says of its scope."""

    OPEN = "open"
    CLOSED = "closed"
    DEFERRED = "deferred"


class Answer(StrEnum):
    """The three answers; taken in now and handled later is not a refusal."""

    OPEN = "open"
    DEFERRED = "deferred"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why. Codes are never shown to people."""

    OPEN = "open"
    EXCEPTION = "exception"
    NOT_OFFERED = "not_offered"
    CHANNEL_CLOSED = "channel_closed"
    SERVICE_SUSPENDED = "service_suspended"
    OUTSIDE_HOURS = "outside_hours"
    NOT_WORKING_DAY = "not_working_day"
    QUOTA_USED = "quota_used"
    NEEDS_CONDITION = "needs_condition"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_REGISTRATION = "needs_registration"
    REGISTRATION_CLOSED = "registration_closed"
    BEYOND_HORIZON = "beyond_horizon"
    LEAD_TIME = "lead_time"
    PICKUP_EXPIRED = "pickup_expired"
    STOCK_OUT = "stock_out"
    SYSTEM_DOWN = "system_down"
    RELOCATED = "relocated"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Minutes after midnight, half-open: `start` is inside, `end` is not."""

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        """Is this minute of the day inside?"""
        return self.start <= minute < self.end


Week = tuple[tuple[Window, ...], ...]
"""Seven tuples of windows, Monday first. An empty one is a closed day."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days a rule speaks for: any of the dates, weekdays or n-th weekdays of a month."""

    dates: frozenset[date] = frozenset()
    weekdays: frozenset[int] = frozenset()
    nth_weekdays: frozenset[tuple[int, int]] = frozenset()
    """Pairs (n, weekday): (2, 2) is the second Wednesday of a month."""

    def hold(self, day: date) -> bool:
        """Does the rule speak for this day?"""
        return (
            day in self.dates
            or day.weekday() in self.weekdays
            or ((day.day - 1) // 7 + 1, day.weekday()) in self.nth_weekdays
        )


class Test(StrEnum):
    """How a condition compares a fact with its value."""

    IS = "="
    IS_NOT = "!="
    LEAST = ">="
    MOST = "<="
    WITHIN = "in"
    """A region code at or under the value: 36.02.14 is within 36.02."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something asked of the person or the paper."""

    fact: str
    test: Test = Test.IS
    value: Fact = True

    def holds(self, facts: Mapping[str, Fact]) -> bool | None:
        """True, false, or None when the fact is not known."""
        known = facts.get(self.fact)
        if known is None:
            return None
        if self.test is Test.IS:
            return known == self.value
        if self.test is Test.IS_NOT:
            return known != self.value
        if self.test is Test.WITHIN:
            return f"{known}.".startswith(f"{self.value}.")
        if type(known) is not type(self.value):
            return None
        if self.test is Test.LEAST:
            return known >= self.value  # type: ignore[operator]  # same type, checked above
        return known <= self.value  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Pool:
    """A daily quota that rules draw from by name. `about` is what the office announced."""

    name: str
    limit: int
    about: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it speaks for, for whom, and what it says. Empty scope = all."""

    services: frozenset[str] = frozenset()
    channels: frozenset[Channel] = frozenset()
    activities: frozenset[Activity] = frozenset()
    sites: frozenset[str] = frozenset()
    on: Days | None = None

    conditions: tuple[Condition, ...] = ()
    if_failed: Reason | None = None
    """The code when a condition is known false; else `not_eligible`."""

    says: Says = Says.OPEN
    reason: Reason | None = None
    """Why it is closed; else `channel_closed`."""
    hours: Week | None = None
    """None = any instant, holidays included."""
    pools: tuple[Pool, ...] = ()
    ahead_least: int | None = None
    ahead_most: int | None = None
    """How many calendar days ahead of the asking day the wanted day may lie."""
    lead_days: int = 0
    """Working days between filing and this."""
    handled_from: datetime | None = None
    moved_to: str | None = None
    notices: tuple[str, ...] = ()

    def covers(self, service: str, channel: Channel, activity: Activity, site: str) -> bool:
        """Is the question in scope, whatever the day?"""
        return (
            (not self.services or service in self.services)
            and (not self.channels or channel in self.channels)
            and (not self.activities or activity in self.activities)
            and (not self.sites or site in self.sites)
        )


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a channel answers: the most specific of the newest period wins."""

    channel: Channel
    address: str
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later word on a period: a new last day, or revoked before it began."""

    made_at: datetime
    until: date | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Dated rules. `until` is the last day, as people say it; None = until further notice.

    Without `since` it is a plan: shown, never in force.
    """

    id: str
    published_at: datetime
    since: date | None
    until: date | None = None
    rules: tuple[Rule, ...] = ()
    contacts: tuple[Contact, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day after all amendments."""
        return self.amendments[-1].until if self.amendments else self.until

    @property
    def revoked(self) -> bool:
        """Taken back before it began."""
        return any(amendment.revoked for amendment in self.amendments)

    def in_force(self, day: date) -> bool:
        """Does it speak on this day?"""
        if self.since is None or self.revoked or day < self.since:
            return False
        last = self.last_day
        return last is None or day <= last


@dataclass(frozen=True, slots=True)
class Policy:
    """An office's pile, the newest published period first, with its calendar."""

    office: str
    tz: timezone
    periods: tuple[Period, ...]
    holidays: frozenset[date] = frozenset()
    working_weekdays: frozenset[int] = frozenset(range(5))
    sites: tuple[str, ...] = (MAIN_SITE,)
    services: frozenset[str] = frozenset()
    """What the office gives at all; a rule for all services means these. Empty = any."""

    def offers(self, service: str) -> bool:
        """Does the office give this service at all?"""
        return not self.services or service in self.services

    def in_force(self, day: date) -> tuple[Period, ...]:
        """The periods that speak on this day, the newest first."""
        return tuple(period for period in self.periods if period.in_force(day))

    def working_day(self, day: date) -> bool:
        """One of the office's weekdays and no holiday in its calendar."""
        return day.weekday() in self.working_weekdays and day not in self.holidays


@dataclass(frozen=True, slots=True)
class Ask:
    """May this be done, here, now, this way? `at` must carry a zone."""

    service: str
    channel: Channel
    at: datetime
    activity: Activity
    site: str = MAIN_SITE
    facts: Mapping[str, Fact] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)
    """Numbers already given per pool, for the day of `at` (for `book`: the wanted day)."""
    filed_at: datetime | None = None
    wanted: date | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to the same end, usable from a moment on."""

    channel: Channel
    site: str
    since: datetime
    conditions: tuple[str, ...] = ()
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, with everything a page, a chat or a receipt needs to say it."""

    answer: Answer
    reason: Reason
    period: str | None = None
    until: date | None = None
    conditions: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    pools: tuple[Pool, ...] = ()
    notices: tuple[str, ...] = ()
    moved_to: str | None = None
    contact: str | None = None
    next_opening: datetime | None = None
    instead: tuple[Way, ...] = ()

    @property
    def allowed(self) -> bool:
        """Not refused."""
        return self.answer is not Answer.REFUSED

    @property
    def daily_quota(self) -> int | None:
        """The firm limit: the smallest of the pools."""
        return min((pool.limit for pool in self.pools), default=None)
