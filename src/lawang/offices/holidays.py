"""The national calendar: calendar/<year>.toml, public holidays and joint leave."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "calendar"


@cache
def holidays_of(years: tuple[int, ...] = (), folder: Path = FOLDER) -> frozenset[date]:
    """The days off of these years (none named: of every year that has a file).

    A year without a file has none: a test fails in time when the next one is missing.
    """
    return frozenset(holiday_names(years, folder))


@cache
def holiday_names(years: tuple[int, ...] = (), folder: Path = FOLDER) -> dict[date, str]:
    """Each day off with its Indonesian name."""
    names: dict[date, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if years and int(path.stem) not in years:
            continue
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for part in ("libur", "cuti_bersama"):
            for day, name in table.get(part, {}).items():
                names[date.fromisoformat(day)] = name
    return names
