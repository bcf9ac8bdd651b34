"""Django's SQLite, with writers standing in line.

Left alone, a connection that finds the database taken sleeps for a while and tries again; with
several web workers some sleep for seconds while others go before them. Here a transaction that
will write first waits for the lock of a file beside the database. It looks every millisecond, at
most as long as SQLite's own timeout; the kernel frees the lock when a process dies (ADR 14). Of
the threads of one process one looks; the others wait for it without looking.
"""

import fcntl
import os
import threading
import time
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

LOOK_SECONDS = 0.001
WAIT_SECONDS = 20
_looking = threading.Lock()

_Django: Any = base.DatabaseWrapper  # its stubs leave out what is overridden here


class DatabaseWrapper(_Django):
    """One connection, with its own hold on the line."""

    _line: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._stand_in_line()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_line()
            raise

    def _commit(self) -> Any:
        result = super()._commit()
        self._leave_line()
        return result

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._leave_line()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._leave_line()

    def _stand_in_line(self) -> None:
        name = self.settings_dict["NAME"]
        in_memory = self.is_in_memory_db()
        if self._line is not None or in_memory or self.transaction_mode != "IMMEDIATE":
            return
        self._line = os.open(f"{name}-line", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _won(self._line, time.monotonic() + WAIT_SECONDS):
            self._leave_line()
            raise OperationalError("database is locked")

    def _leave_line(self) -> None:
        if self._line is not None:
            os.close(self._line)
            self._line = None


def _won(line: int, until: float) -> bool:
    if not _looking.acquire(timeout=WAIT_SECONDS):
        return False
    try:
        while not _locked(line):
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_SECONDS)
    finally:
        _looking.release()
    return True


def _locked(line: int) -> bool:
    try:
        fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
