"""Kelurahan and desa of a region, by kecamatan: read from data/wilayah_seed_offices.csv.

The data is that of `idn-area-data` (Open Database License; data/README.md). Names repeat across
kecamatan, so a name is always said with its kecamatan (handbook, domain.md 5.5).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[3] / "data" / "wilayah_seed_offices.csv"


@dataclass(frozen=True, slots=True)
class Village:
    """A kelurahan or desa; `code` like 32.76.06.1001."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan with its villages, by name."""

    name: str
    villages: tuple[Village, ...]


def districts(region: str) -> tuple[District, ...]:
    """The kecamatan of a regency or city (code such as 32.76), by name; none when unknown."""
    return _by_region().get(region, ())


def place_name(code: str) -> str:
    """ "Beji, Kec. Beji, Kota Depok"; anything that is no code comes back as it is."""
    return _names().get(code, code)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _by_region() -> dict[str, tuple[District, ...]]:
    villages: dict[str, list[Village]] = {}
    found: dict[str, list[District]] = {}
    for row in _rows():
        if row["level"] in ("kelurahan", "desa"):
            village = Village(row["code"], row["name"])
            villages.setdefault(row["parent_code"], []).append(village)
    for row in _rows():
        if row["level"] == "kecamatan":
            inside = sorted(villages.get(row["code"], ()), key=lambda each: each.name)
            found.setdefault(row["parent_code"], []).append(District(row["name"], tuple(inside)))
    return {
        region: tuple(sorted(inside, key=lambda each: each.name))
        for region, inside in found.items()
    }


@cache
def _names() -> dict[str, str]:
    names = {row["code"]: row["name"] for row in _rows()}
    return {
        code: f"{name}, Kec. {names[code[:8]]}, {names[code[:5]]}"
        for code, name in names.items()
        if len(code) > len("32.76.06")
    }
