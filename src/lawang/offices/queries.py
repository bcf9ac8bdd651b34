"""Reads of offices: the pile as values. Every page, chat and receipt asks these."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from lawang.common.refusal import Refusal
from lawang.offices.file_periods import PeriodTexts
from lawang.offices.files import OfficeFile, read_office_text
from lawang.offices.models import Office, PolicyPeriod
from lawang.offices.period_json import period_from_json
from lawang.offices.period_texts import texts_from_json
from lawang.policy.model import Amendment, Period, Policy

CACHED_OFFICES = 64


class UnknownOffice(Refusal):
    """No office has this slug here."""

    default_code = "unknown_office"


@dataclass(frozen=True, slots=True)
class Publication:
    """Who laid a period on the pile, and who changed it later: for the history."""

    by: str
    amended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeNow:
    """An office as it stands: its file's words, the pile of its rows, and the pile's version."""

    file: OfficeFile
    version: int
    changed_at: datetime
    publications: Mapping[str, Publication]

    @property
    def slug(self) -> str:
        """The office's slug."""
        return self.file.slug

    @property
    def policy(self) -> Policy:
        """The pile."""
        return self.file.policy

    def texts(self, period_id: str) -> PeriodTexts:
        """The words of a period."""
        return self.file.texts[period_id]


def offices() -> list[Office]:
    """All offices, by name."""
    return list(Office.objects.order_by("name", "slug"))


def office_now(slug: str) -> OfficeNow:
    """The office as it stands; one small query, the rest is remembered per version.

    Raises `UnknownOffice`.
    """
    found = Office.objects.filter(slug=slug).values_list("policy_version", "changed_at").first()
    if found is None:
        raise UnknownOffice()
    return _remembered(slug, *found)


def read_office(slug: str) -> OfficeNow:
    """The office as this transaction sees it, for actions. Raises `UnknownOffice`."""
    row = Office.objects.filter(slug=slug).first()
    if row is None:
        raise UnknownOffice()
    return _read(row)


def period_of_form(office: str, form_key: str) -> str | None:
    """The key of the period that this form published, if it already has."""
    rows = PolicyPeriod.objects.for_office(office).filter(form_key=form_key)
    return rows.values_list("key", flat=True).first()


def policy_of_installation(slug: str) -> OfficeNow:
    """For `./lawang ask --data`: the pile of the database that settings name."""
    return read_office(slug)


def forget_offices() -> None:
    """For tests, whose databases come and go in one process."""
    _remembered.cache_clear()


@lru_cache(maxsize=CACHED_OFFICES)
def _remembered(slug: str, version: int, changed_at: datetime) -> OfficeNow:
    """Keyed by version and moment, so that a restored database is not mistaken for another."""
    row = Office.objects.get(slug=slug)
    if (row.policy_version, row.changed_at) == (version, changed_at):
        return _read(row)
    return office_now(slug)


def _read(row: Office) -> OfficeNow:
    file = _file(row.slug, row.file_text)
    rows = PolicyPeriod.objects.for_office(row.slug).prefetch_related("amendments")
    pile = list(rows.order_by("-id"))  # what was laid last lies on top (ADR 9)
    policy = replace(file.policy, periods=tuple(_period(each, file.policy) for each in pile))
    texts = {each.key: texts_from_json(each.key, each.texts, each.review_on) for each in pile}
    return OfficeNow(
        file=replace(file, policy=policy, texts=texts),
        version=row.policy_version,
        changed_at=row.changed_at,
        publications={
            each.key: Publication(
                each.published_by, tuple(word.made_by for word in each.amendments.all())
            )
            for each in pile
        },
    )


@lru_cache(maxsize=CACHED_OFFICES)
def _file(slug: str, text: str) -> OfficeFile:
    return read_office_text(text, Path("offices") / f"{slug}.toml")


def _period(row: PolicyPeriod, policy: Policy) -> Period:
    written = period_from_json(row.rules)
    return replace(
        written,
        id=row.key,
        published_at=row.published_at.astimezone(policy.tz),
        since=row.since,
        until=row.until,
        amendments=tuple(
            Amendment(each.made_at.astimezone(policy.tz), each.until, each.revoked)
            for each in row.amendments.all()
        ),
    )


def reviews_due(slug: str, day: date) -> list[str]:
    """Keys of running periods whose review day has come."""
    now = office_now(slug)
    return [
        period.id
        for period in now.policy.in_force(day)
        if (review := now.texts(period.id).review_on) is not None and review <= day
    ]
