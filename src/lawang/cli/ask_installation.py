"""The pile of an installation for `ask --data`, read only, and without Django where that is SQLite.

Django takes half a second to begin; the three tables of the pile are read here by themselves. A
test compares every answer with what `offices.queries` reads.
"""

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lawang.offices.files import OfficeFileError
from lawang.offices.pile import AmendmentRow, OfficeNow, PeriodRow, office_of_rows

SQLITE_FILE = "lawang.sqlite3"

OFFICE = "SELECT file_text, policy_version, changed_at FROM offices_office WHERE slug = ?"
PERIODS = """SELECT id, key, published_at, published_by, since, until, review_on, rules, texts
             FROM offices_policyperiod WHERE office = ? ORDER BY id DESC"""
AMENDMENTS = """SELECT period_id, made_at, made_by, until, revoked
                FROM offices_periodamendment WHERE office = ? ORDER BY id"""


class CannotRead(Exception):
    """There is no such installation or office; the message is one line for a person."""


def office_of_installation(folder: Path, slug: str) -> OfficeNow:
    """The office as the database of this data directory has it. Raises `CannotRead`."""
    if {"LAWANG_DATABASE_URL", "LAWANG_DATABASE_URL_FILE"} & os.environ.keys():
        return _through_django(folder, slug)
    place = folder / SQLITE_FILE
    if not place.is_file():
        raise CannotRead(f"{folder} tidak berisi basis data; tulis map yang dipakai ./lawang up")
    try:
        found = _from_sqlite(place, slug)
    except (sqlite3.Error, OfficeFileError, ValueError, KeyError) as wrong:
        raise CannotRead(f"{folder} bukan map data Lawang yang sudah jadi: {wrong}") from wrong
    if found is None:
        raise _no_office(folder, slug)
    return found


def _from_sqlite(place: Path, slug: str) -> OfficeNow | None:
    """None: no such office. One transaction, so that a change in between is not seen by half."""
    # Without a log beside it nobody is writing, and SQLite need not make one to read.
    how = "mode=ro" if place.with_name(f"{SQLITE_FILE}-wal").exists() else "immutable=1"
    address = f"{place.absolute().as_uri()}?{how}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as database:
        database.execute("BEGIN")
        office = database.execute(OFFICE, [slug]).fetchone()
        if office is None:
            return None
        later: dict[int, list[AmendmentRow]] = {}
        for period, made_at, made_by, until, revoked in database.execute(AMENDMENTS, [slug]):
            row = AmendmentRow(_moment(made_at), made_by, _day(until), bool(revoked))
            later.setdefault(period, []).append(row)
        periods = [_period(row, later) for row in database.execute(PERIODS, [slug])]
    text, version, changed_at = office
    return office_of_rows(
        slug=slug, file_text=text, version=version, changed_at=_moment(changed_at), periods=periods
    )


def _period(row: tuple[Any, ...], later: dict[int, list[AmendmentRow]]) -> PeriodRow:
    id_, key, published_at, published_by, since, until, review_on, rules, texts = row
    return PeriodRow(
        key, _moment(published_at), published_by, _day(since), _day(until), _day(review_on),
        json.loads(rules), json.loads(texts), tuple(later.get(id_, ())),
    )  # fmt: skip


def _moment(written: str) -> datetime:
    """Django writes moments to SQLite in UTC, without saying so."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _through_django(folder: Path, slug: str) -> OfficeNow:
    """PostgreSQL, as the settings say."""
    os.environ["LAWANG_DATA"] = str(folder)
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from lawang.start import start_django

    try:
        start_django()
        from lawang.offices.queries import UnknownOffice, policy_of_installation

        return policy_of_installation(slug)
    except UnknownOffice:
        raise _no_office(folder, slug) from None
    except (ImproperlyConfigured, DatabaseError) as wrong:
        raise CannotRead(f"{folder} bukan map data Lawang yang sudah jadi: {wrong}") from wrong


def _no_office(folder: Path, slug: str) -> CannotRead:
    return CannotRead(f'kantor "{slug}" tidak ada di {folder}; periksa namanya')
