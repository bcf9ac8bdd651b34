"""The clock of the office: real time, moved by the offset of a rehearsal.

Only `web`, `worker` and `cli` read it; everything below them is given `at`.
"""

from datetime import UTC, datetime, timedelta

_offset = timedelta(0)


def set_offset(offset: timedelta) -> None:
    """Move this process's clock; called once at process start, never later."""
    global _offset
    _offset = offset


def now() -> datetime:
    """The office's present moment, aware, in UTC."""
    return real_now() + _offset


def real_now() -> datetime:
    """The machine's present moment, for what a rehearsal does not move (backups, offsets)."""
    return datetime.now(UTC)
