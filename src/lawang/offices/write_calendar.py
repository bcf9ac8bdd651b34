"""Writes calendar/<year>.toml from the `holidays` library.

Run as: python -m lawang.offices.write_calendar 2020 2027
The files are then kept by hand: a decree that changes mid-year is written into the file.
"""

import sys
from datetime import date
from pathlib import Path

from lawang.offices.holidays import FOLDER

HEAD = """\
# Hari libur nasional dan cuti bersama {year}.
# Dasar: keputusan bersama tiga menteri (agama, ketenagakerjaan, pendayagunaan aparatur negara)
# untuk {year}, termasuk perubahannya. Kalau ada perubahan di tengah tahun, ubah baris di sini.
"""
ESTIMATE = (
    "# Tanggal bertanda (perkiraan) menunggu keputusan resmi; periksa lagi sebelum dipakai.\n"
)


def library_days(year: int) -> tuple[dict[date, str], dict[date, str]]:
    """Public holidays and joint leave as the library has them."""
    import holidays

    public = dict(holidays.country_holidays("ID", years=year, language="id"))
    both = holidays.country_holidays(
        "ID", years=year, categories=("public", "government"), language="id"
    )
    return public, {day: name for day, name in both.items() if day not in public}


def calendar_text(year: int) -> str:
    """The file of a year: one line per day."""
    public, leave = library_days(year)
    estimated = any("perkiraan" in name for name in (*public.values(), *leave.values()))
    lines = [HEAD.format(year=year) + (ESTIMATE if estimated else ""), f"tahun = {year}"]
    for part, days in (("libur", public), ("cuti_bersama", leave)):
        lines += ["", f"[{part}]"]
        lines += [f'{day.isoformat()} = "{_name(name)}"' for day, name in sorted(days.items())]
    return "\n".join(lines) + "\n"


def _name(name: str) -> str:
    return name.replace('"', "'")


def write(first: int, last: int, folder: Path = FOLDER) -> None:
    """Write the years `first` to `last`, both included."""
    folder.mkdir(exist_ok=True)
    for year in range(first, last + 1):
        (folder / f"{year}.toml").write_text(calendar_text(year), encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), int(sys.argv[2]))
