"""An office as its rows say, in plain Python: for Django's rows, and for `ask` on a bare file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from lawang.offices.file_periods import PeriodTexts
from lawang.offices.files import OfficeFile, read_office_text
from lawang.offices.period_json import period_from_json
from lawang.offices.period_texts import texts_from_json
from lawang.policy.model import Amendment, Period, Policy

CACHED_FILES = 64


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


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """A later word on a period, as its row has it."""

    made_at: datetime
    made_by: str
    until: date | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period, as its row has it."""

    key: str
    published_at: datetime
    published_by: str
    since: date | None
    until: date | None
    review_on: date | None
    rules: Mapping[str, Any]
    texts: Mapping[str, Any]
    amendments: tuple[AmendmentRow, ...]


def office_of_rows(
    *,
    slug: str,
    file_text: str,
    version: int,
    changed_at: datetime,
    periods: Iterable[PeriodRow],
) -> OfficeNow:
    """The office; `periods` come with the newest first: what was laid last lies on top (ADR 9)."""
    file, pile = _file(slug, file_text), list(periods)
    policy = replace(file.policy, periods=tuple(_period(each, file.policy) for each in pile))
    texts = {each.key: texts_from_json(each.key, each.texts, each.review_on) for each in pile}
    return OfficeNow(
        file=replace(file, policy=policy, texts=texts),
        version=version,
        changed_at=changed_at,
        publications={
            each.key: Publication(each.published_by, tuple(a.made_by for a in each.amendments))
            for each in pile
        },
    )


@lru_cache(maxsize=CACHED_FILES)
def _file(slug: str, text: str) -> OfficeFile:
    return read_office_text(text, Path("offices") / f"{slug}.toml")


def _period(row: PeriodRow, policy: Policy) -> Period:
    return replace(
        period_from_json(row.rules),
        id=row.key,
        published_at=row.published_at.astimezone(policy.tz),
        since=row.since,
        until=row.until,
        amendments=tuple(
            Amendment(each.made_at.astimezone(policy.tz), each.until, each.revoked)
            for each in row.amendments
        ),
    )
