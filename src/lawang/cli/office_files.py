"""Reading all office files before anything starts: a broken one stops `up` with file and line."""

from pathlib import Path

from lawang.cli.options import Stop
from lawang.offices.files import FOLDER, OfficeFile, OfficeFileError, office_slugs, read_office


def read_all(folder: Path = FOLDER) -> list[tuple[OfficeFile, str]]:
    """Every office with its file's text. Raises Stop with every mistake of every file."""
    found: list[tuple[OfficeFile, str]] = []
    mistakes: list[str] = []
    for slug in office_slugs(folder):
        path = folder / f"{slug}.toml"
        try:
            found.append((read_office(path), path.read_text(encoding="utf-8")))
        except OfficeFileError as wrong:
            mistakes += wrong.mistakes
        except OSError as unreadable:
            mistakes.append(f"{path}: tidak bisa dibaca ({unreadable.strerror})")
    if mistakes:
        lines = "\n  ".join(mistakes)
        raise Stop(f"berkas kantor perlu diperbaiki, belum ada yang dijalankan:\n  {lines}")
    return found
