"""What a head wants, as plain values, and the period that says it: no form, page or database."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lawang.offices.days_in_words import MONTHS, MONTHS_EN
from lawang.offices.file_periods import PeriodTexts
from lawang.offices.names import channel_name
from lawang.offices.words import Text
from lawang.policy.changes import at_minute
from lawang.policy.decide import judge
from lawang.policy.model import (
    MAIN_SITE,
    Activity,
    Ask,
    Channel,
    Condition,
    Contact,
    Period,
    Policy,
    Pool,
    Reason,
    Rule,
    Says,
    Week,
)

NOON = 12 * 60
NOTHING = Text("", "")


class What(StrEnum):
    """What the head wants to change."""

    CLOSE = "close"
    HOURS = "hours"
    LIMIT = "limit"
    NO_PICKUP = "no_pickup"
    CONDITION = "condition"
    OPEN = "open"


SPEAKS_OPEN = frozenset({What.HOURS, What.LIMIT, What.CONDITION, What.OPEN})
"""These say hours; the others only close."""

IDS = {
    What.CLOSE: "tutup",
    What.HOURS: "jam",
    What.LIMIT: "batas",
    What.NO_PICKUP: "ambil",
    What.CONDITION: "syarat",
    What.OPEN: "buka",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, from when to when, and the words for it. Empty scope = all."""

    what: What
    since: date
    until: date | None
    review_on: date | None
    reason: Text
    services: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    activities: tuple[Activity, ...] = ()
    sites: tuple[str, ...] = ()
    hours: Week | None = None
    """None = around the clock."""
    quota: int | None = None
    conditions: tuple[str, ...] = ()
    contact: str = ""
    basis: Text = NOTHING
    title: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Draft:
    """A period as a head writes it: the core's period with its words."""

    period: Period
    texts: PeriodTexts


def draft_of(wish: Wish, policy: Policy, services: tuple[str, ...], *, at: datetime) -> Draft:
    """The period this wish means, published at `at`, laid on `policy`; ids like `tutup-2021-01-18`.

    `services` are all of the office's, in its order.
    """
    taken = {period.id for period in policy.periods}
    key = free_key(f"{IDS[wish.what]}-{wish.since.isoformat()}", taken)
    title = wish.title if wish.title.id else title_of(wish)
    texts = PeriodTexts(key, title, wish.reason, wish.basis, wish.review_on)
    period = Period(
        id=key,
        published_at=at.astimezone(policy.tz),
        since=wish.since,
        until=wish.until,
        rules=_rules(wish, policy, services),
        contacts=_contacts(wish),
    )
    return Draft(period, texts)


def free_key(wanted: str, taken: set[str]) -> str:
    """The wanted id, or with -2, -3 … behind it."""
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


def title_of(wish: Wish) -> Text:
    """A title to start from: "Loket tutup 18 sampai 20 Januari 2021"."""
    channels = [channel_name(channel) for channel in wish.channels] or ["semua layanan"]
    english = [channel_name(channel, "en") for channel in wish.channels] or ["all services"]
    subject, subject_en = " dan ".join(channels), " and ".join(english)
    days = _span(wish.since, wish.until, MONTHS, "mulai", "sampai")
    days_en = _span(wish.since, wish.until, MONTHS_EN, "from", "to")
    words = {
        What.CLOSE: (f"{subject} tutup", f"{subject_en} closed"),
        What.HOURS: (f"Jam {subject} berubah", f"New hours for {subject_en}"),
        What.LIMIT: (f"{subject} dibatasi {wish.quota} nomor sehari",
                     f"{subject_en} limited to {wish.quota} numbers a day"),
        What.NO_PICKUP: ("Pengambilan dokumen dihentikan", "No collecting of documents"),
        What.CONDITION: (f"{subject} hanya untuk keadaan tertentu",
                         f"{subject_en} in certain cases only"),
        What.OPEN: (f"{subject} buka", f"{subject_en} open"),
    }  # fmt: skip
    said, said_en = words[wish.what]
    return Text(_capital(f"{said} {days}"), _capital(f"{said_en} {days_en}"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _span(since: date, until: date | None, months: tuple[str, ...], begins: str, to: str) -> str:
    first = f"{since.day} {months[since.month - 1]}"
    if until is None:
        return f"{begins} {first} {since.year}"
    if until == since:
        return f"{first} {since.year}"
    last = f"{until.day} {months[until.month - 1]} {until.year}"
    if (since.month, since.year) == (until.month, until.year):
        return f"{since.day} {to} {last}"
    return f"{first if since.year == until.year else f'{first} {since.year}'} {to} {last}"


def _rules(wish: Wish, policy: Policy, services: tuple[str, ...]) -> tuple[Rule, ...]:
    sites = frozenset(wish.sites)
    if wish.what not in SPEAKS_OPEN:
        activities = {Activity.PICKUP} if wish.what is What.NO_PICKUP else wish.activities
        reason = Reason.CHANNEL_CLOSED if wish.what is What.NO_PICKUP else None
        return (
            Rule(
                services=frozenset(wish.services),
                channels=frozenset(wish.channels),
                activities=frozenset(activities),
                sites=sites,
                says=Says.CLOSED,
                reason=reason,
            ),
        )
    found: list[Rule] = []
    for channel in wish.channels:
        found += _open_rules(wish, channel, policy, services, sites)
    return tuple(found)


def _open_rules(
    wish: Wish, channel: Channel, policy: Policy, services: tuple[str, ...], sites: frozenset[str]
) -> list[Rule]:
    scope = wish.services or tuple(
        service for service in services
        if wish.what is What.OPEN or _offered(policy, service, channel, wish.since)
    )  # fmt: skip
    if not scope:
        return []
    named = frozenset() if set(scope) == set(services) else frozenset(scope)
    opened = Rule(
        services=named,
        channels=frozenset({channel}),
        activities=_activities(wish, channel),
        sites=sites,
        conditions=tuple(Condition(code) for code in wish.conditions),
        hours=wish.hours,
        pools=(Pool(channel_pool(channel), wish.quota),) if wish.quota else (),
    )
    if not wish.conditions:
        return [opened]
    # Whoever does not meet the condition is told that it is closed, and with what it opens.
    closed = Rule(
        services=named,
        channels=opened.channels,
        activities=opened.activities,
        sites=sites,
        says=Says.CLOSED,
    )
    return [opened, closed]


def channel_pool(channel: Channel) -> str:
    """The pool of daily numbers of a channel; the counter's is called `loket` in every office."""
    return "loket" if channel is Channel.COUNTER else channel.value


def _activities(wish: Wish, channel: Channel) -> frozenset[Activity]:
    if wish.activities:
        return frozenset(wish.activities)
    if channel is Channel.COUNTER:
        return frozenset({Activity.VISIT, Activity.FILE, Activity.PICKUP})
    return frozenset({Activity.FILE})


def _offered(policy: Policy, service: str, channel: Channel, day: date) -> bool:
    """Is this done there at all now? New hours must not begin to offer what never was."""
    at = at_minute(policy, day, NOON)
    found = judge(policy, Ask(service, channel, at, channel.activity, MAIN_SITE))
    return found.reason is not Reason.NOT_OFFERED


def _contacts(wish: Wish) -> tuple[Contact, ...]:
    if not wish.contact or len(wish.channels) != 1:
        return ()
    return (Contact(wish.channels[0], wish.contact, frozenset(wish.services)),)
