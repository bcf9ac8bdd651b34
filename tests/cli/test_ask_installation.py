"""`ask --data`: the same office as the pages see, quickly, and nothing made in the directory."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from lawang.cli.ask import main
from lawang.cli.ask_installation import office_of_installation
from lawang.offices.actions import extend_period, publish_period
from lawang.offices.drafts import What, Wish, draft_of
from lawang.offices.models import Office, PeriodAmendment, PolicyPeriod
from lawang.offices.queries import office_now
from lawang.offices.words import Text
from lawang.people.audit import LAWANG
from tests.office_world import AT, DEPOK, load
from tests.running import REPOSITORY

LINE = f"{DEPOK} kis --channel counter --at 2021-01-27T09:00 --data"


@pytest.fixture(autouse=True)
def _sqlite_named_by_nobody(monkeypatch) -> None:
    """The file is asked, also when these tests' own database is PostgreSQL."""
    monkeypatch.delenv("LAWANG_DATABASE_URL", raising=False)


@pytest.fixture
def installation(transactional_db, tmp_path) -> Path:
    """Depok with a closing that was made longer, as a file that nobody has open."""
    load(DEPOK)
    now = office_now(DEPOK)
    day = AT.date()
    wish = Wish(What.CLOSE, day, day, None, Text("Petugas sakit.", ""))
    draft = draft_of(wish, now.policy, now.file.services, at=AT)
    version = publish_period(office=DEPOK, draft=draft, seen_version=now.version, by=LAWANG, at=AT)
    extend_period(office=DEPOK, key=draft.period.id, until=day + timedelta(days=9),
                  seen_version=version, by=LAWANG, at=AT)  # fmt: skip
    with sqlite3.connect(tmp_path / "lawang.sqlite3") as copy:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.connection.backup(copy)
        else:
            write_rows(copy)
    copy.close()
    return tmp_path


def write_rows(copy: sqlite3.Connection) -> None:
    """The pile's rows of another database, as Django writes them to SQLite."""
    for model in (Office, PolicyPeriod, PeriodAmendment):
        columns = [field.column for field in model._meta.concrete_fields]
        table = model._meta.db_table
        copy.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        for row in model.objects.order_by("pk"):
            values = [as_sqlite(getattr(row, f.attname)) for f in model._meta.concrete_fields]
            copy.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def as_sqlite(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, dict | list) else value


def test_ask_data__sqlite__is_the_office_that_the_pages_see(installation) -> None:
    assert office_of_installation(installation, DEPOK) == office_now(DEPOK)
    assert {path.name for path in installation.iterdir()} == {"lawang.sqlite3"}


def test_ask_data__closing_in_the_database__answers_with_it(installation, capsys) -> None:
    assert main([*LINE.split(), str(installation)]) == 1
    assert "28 Januari 2021" in capsys.readouterr().out


def test_ask_data__while_it_runs__sees_what_stands_in_the_log(installation) -> None:
    writer = sqlite3.connect(installation / "lawang.sqlite3")
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("UPDATE offices_office SET policy_version = 9")
    writer.commit()
    assert office_of_installation(installation, DEPOK).version == 9
    writer.close()


def test_ask_data__whole_process__no_keys_and_under_the_promised_time(installation) -> None:
    """Processor time, which a busy machine does not lengthen as it does the clock's."""
    command = [sys.executable, "-m", "lawang.cli", "ask", *LINE.split(), str(installation)]
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            command, env={"PYTHONPATH": str(REPOSITORY / "src")}, capture_output=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert done.returncode == 1, done.stderr
    assert min(spent) < 0.3


@pytest.mark.parametrize("what", ["empty", "no table", "no office", "not a database"])
def test_ask_data__nothing_to_read__exits_2_with_one_line(tmp_path, capsys, what) -> None:
    place = tmp_path / "lawang.sqlite3"
    if what == "not a database":
        place.write_bytes(b"x" * 5000)
    else:
        with sqlite3.connect(place) as database:
            if what != "empty":
                database.execute("CREATE TABLE other (n)")
            if what == "no office":
                columns = "slug, file_text, policy_version, changed_at"
                database.execute(f"CREATE TABLE offices_office ({columns})")
        database.close()
    assert main([*LINE.split(), str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert str(tmp_path) in err


def test_ask_data__postgresql_named__asks_django(tmp_path) -> None:
    env = os.environ | {
        "PYTHONPATH": str(REPOSITORY / "src"), "LAWANG_DATA": "", "LAWANG_SECRET_KEY": "x",
        "LAWANG_FIELD_KEYS": "", "LAWANG_DATABASE_URL": "postgres://127.0.0.1:1/none",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "lawang.cli", "ask", *LINE.split(), str(tmp_path)],
        env=env, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
