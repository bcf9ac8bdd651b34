"""Writers stand in line, and nobody keeps the line who has gone."""

import fcntl
import threading
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler, OperationalError

from lawang.sqlite3 import base

MODE = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;", "timeout": 0}
"""Without a timeout SQLite itself refuses at once: only the line can make a writer wait."""


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "office.sqlite3"


@pytest.fixture
def connection(file, django_db_blocker):
    """A database of its own, whichever one the other tests use."""
    handler = ConnectionHandler(
        {"default": {"ENGINE": "lawang.sqlite3", "NAME": file, "OPTIONS": MODE}}
    )
    connection = handler["default"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE drawn (number integer)")
        yield connection
        connection.close()


def is_free(file: Path) -> bool:
    with Path(f"{file}-line").open("ab") as line:
        try:
            fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def begin(connection) -> None:
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection, how: str) -> None:
    if how == "close":
        connection.close()
        return
    getattr(connection, how)()
    connection.set_autocommit(True)


@pytest.mark.parametrize("how", ["commit", "rollback", "close"])
def test_line__transaction_ends__free_again(connection, file, how):
    begin(connection)
    assert not is_free(file)
    end(connection, how)
    assert is_free(file)


def test_line__eight_writers_at_once__each_waits_its_turn_and_none_is_refused(connection, file):
    wrong: list[Exception] = []

    def write() -> None:
        handler = ConnectionHandler(
            {"default": {"ENGINE": "lawang.sqlite3", "NAME": file, "OPTIONS": MODE}}
        )
        mine = handler["default"]
        try:
            for _ in range(20):
                begin(mine)
                with mine.cursor() as cursor:
                    cursor.execute("INSERT INTO drawn SELECT count(*) FROM drawn")
                end(mine, "commit")
        except Exception as failed:
            wrong.append(failed)
        finally:
            mine.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT number) FROM drawn")
        assert cursor.fetchone() == (160,)


def test_line__held_for_too_long__the_writer_is_told(connection, file, monkeypatch):
    monkeypatch.setattr(base, "WAIT_SECONDS", 0.05)
    with Path(f"{file}-line").open("ab") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        with pytest.raises(OperationalError, match="locked"):
            begin(connection)
    assert is_free(file)
