"""Sealed files under random names outside the web root (design decision 8).

A file is on the disk before the row that names it is committed; a file that no row names is
litter, which the worker sweeps up after a day.
"""

import errno
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings

from lawang.common.refusal import Refusal
from lawang.people.sealing import box

BIND = "paper_page.file"
PIECE_BYTES = 256 * 1024
"""Read and sealed at once: a small photo is one piece, and 16 uploads stay within 64 MB."""


class DiskFull(Refusal):
    """There is no room left; nothing half-written is kept."""

    default_code = "disk_full"


def path_of(name: str) -> Path:
    """Where a file lies: two letters of its name spread the folders."""
    return Path(settings.LAWANG_FILES) / name[:2] / name


def store(contents: Sequence[Iterable[bytes]]) -> list[str]:
    """Seal these files and bring them to the disk; returns their names, in order.

    All are written first and then flushed, so the disk works on them together; they lie in one
    folder, which is flushed once. Raises `DiskFull` with nothing left behind.
    """
    folder = secrets.token_hex(1)
    names = [folder + secrets.token_hex(15) for _ in contents]
    try:
        for name, pieces in zip(names, contents, strict=True):
            _write(path_of(name), box().seal_pieces(pieces, bind=BIND))
        _flush([path_of(name) for name in names])
    except OSError as failed:
        forget(names)
        if failed.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull() from failed
        raise
    return names


def read(name: str) -> bytes:
    """The file's bytes, opened. Raises `FileNotFoundError` or `secretbox.CannotOpen`."""
    return box().open_sealed(path_of(name).read_bytes(), bind=BIND)


def forget(names: Iterable[str]) -> None:
    """Remove these files; one already gone is no error."""
    for name in names:
        path_of(name).unlink(missing_ok=True)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)


def _flush(paths: Iterable[Path]) -> None:
    folders = set()
    for path in paths:
        _sync(path)
        folders.add(path.parent)
    for folder in folders:
        _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
