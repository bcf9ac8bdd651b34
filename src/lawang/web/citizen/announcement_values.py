"""Announcements: the periods of the pile as people read them, with what became of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lawang.offices.days_in_words import moment_in_words
from lawang.offices.names import channel_name, service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.wording import period_sentence
from lawang.offices.wording_rules import rule_sentence
from lawang.policy.model import Channel, Period
from lawang.web.citizen.contact_values import ContactLink, href_of


class Standing(StrEnum):
    """What an announcement is at a moment."""

    PLAN = "plan"
    COMING = "coming"
    RUNNING = "running"
    OVER = "over"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class AnnouncementLine:
    """An announcement in a list."""

    key: str
    title: str
    reason: str
    dates: str
    published: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """An announcement in full."""

    line: AnnouncementLine
    basis: str
    rules: tuple[str, ...]
    contacts: tuple[ContactLink, ...]
    later: tuple[str, ...]
    """What was said about it afterwards: when and what."""
    assumed: bool


def standing(period: Period, *, at: datetime) -> Standing:
    """Plan, coming, running, over or revoked, on the office's own day."""
    if period.revoked:
        return Standing.REVOKED
    if period.since is None:
        return Standing.PLAN
    if at.date() < period.since:
        return Standing.COMING
    return Standing.RUNNING if period.in_force(at.date()) else Standing.OVER


def announcement_lines(
    now: OfficeNow, *, at: datetime, lang: str, everything: bool = False
) -> tuple[AnnouncementLine, ...]:
    """What was announced by `at`, newest first; only what still counts, unless `everything`."""
    still = (Standing.PLAN, Standing.COMING, Standing.RUNNING)
    return tuple(
        announcement_line(now, period, at=at, lang=lang)
        for period in now.policy.periods
        if period.published_at <= at and not now.texts(period.id).assumed
        if everything or standing(period, at=at) in still
    )


def announcement_line(
    now: OfficeNow, period: Period, *, at: datetime, lang: str
) -> AnnouncementLine:
    """One announcement as a list shows it."""
    texts = now.texts(period.id)
    return AnnouncementLine(
        key=period.id,
        title=texts.title.in_(lang),
        reason=texts.reason.in_(lang),
        dates=period_sentence(period, lang, review_on=texts.review_on),
        published=moment_in_words(period.published_at.astimezone(now.file.tz), lang),
        standing=standing(period, at=at),
    )


def announcement_view(now: OfficeNow, key: str, *, at: datetime, lang: str) -> AnnouncementView:
    """One announcement in full. Raises KeyError for an unknown key."""
    period = {each.id: each for each in now.policy.periods}[key]
    texts, names = now.texts(key), now.file.names
    return AnnouncementView(
        line=announcement_line(now, period, at=at.astimezone(now.file.tz), lang=lang),
        basis=texts.basis.in_(lang),
        rules=tuple(rule_sentence(rule, names, lang) for rule in period.rules),
        contacts=tuple(
            ContactLink(
                each.address,
                href_of(each.channel, each.address),
                _whom(each.channel, each.services, names.services, lang),
            )
            for each in period.contacts
        ),
        later=tuple(
            moment_in_words(each.made_at.astimezone(now.file.tz), lang)
            for each in period.amendments
        ),
        assumed=texts.assumed,
    )


def _whom(channel: Channel, mine: frozenset[str], every: tuple[str, ...], lang: str) -> str:
    services = ", ".join(service_name(each, lang) for each in every if each in mine)
    words = channel_name(channel, lang)
    return f"{words}: {services}" if services else words
