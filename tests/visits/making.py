"""Offices, people and visits for tests, made through the real actions."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

from lawang.offices import files
from lawang.offices.actions import load_offices
from lawang.people.audit import CITIZEN, staff_actor
from lawang.visits.booking import Taken, take
from lawang.visits.models import PoolDay, Visit
from lawang.visits.wishes import Wish

DEPOK, GOWA = "dinsos-depok", "dinsos-gowa"
BOGOR, BEKASI = "disdukcapil-bogor", "disdukcapil-bekasi"
FRIDAY = date(2021, 1, 22)
EVENING = datetime.fromisoformat("2021-01-21T18:00+07:00")
"""The evening before Depok's Friday of 30 numbers."""
DESK = staff_actor(7)


_loads = count(1)


def load(*slugs: str, more: str = "", after: str = "") -> None:
    """These offices as their files say, with more lines after `[kunjungan]`, and at the end.

    Each time at another moment: reads of an office are remembered by version and moment.
    """
    at = EVENING - timedelta(days=1000, seconds=next(_loads))
    read = []
    for slug in slugs:
        path = files.FOLDER / f"{slug}.toml"
        text = path.read_text(encoding="utf-8").replace("[kunjungan]\n", f"[kunjungan]\n{more}\n")
        text += after
        read.append((files.read_office_text(text, path), text))
    load_offices(files=read, at=at)


def moment(text: str) -> datetime:
    """ "2021-01-22 08:00" in Jakarta."""
    return datetime.fromisoformat(f"{text}+07:00")


def person(serial: int) -> str:
    """The NIK of an invented person."""
    return f"327601570890{serial:04d}"


def wish(serial: int = 1, **said: object) -> Wish:
    """A wish for KIS at Depok on that Friday, the first window with room."""
    phone = f"+6280000{serial:05d}"
    return replace(
        Wish(DEPOK, "kis", FRIDAY, person(serial), phone=phone, name=f"Warga {serial}"), **said
    )


def took(serial: int = 1, *, at: datetime = EVENING, **said: object) -> Taken:
    """A number for this person."""
    return take(wish=wish(serial, **said), by=CITIZEN, at=at)


def used(pool: str = "loket", *, office: str = DEPOK, day: date = FRIDAY) -> int:
    """What the counter of the pool says."""
    rows = PoolDay.objects.for_office(office).filter(day=day, pool=pool)
    return sum(rows.values_list("used", flat=True))


def numbers(office: str = DEPOK) -> list[int]:
    """All numbers drawn, in order."""
    return sorted(Visit.objects.for_office(office).values_list("sequence", flat=True))
