"""Days and times as people write and read them: "Senin, 25 Januari 2021 pukul 09.00 WIB"."""

import re
from datetime import date, datetime, time, timezone

from lawang.policy.model import Window

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WRITTEN = re.compile(
    r"^(?:(?P<weekday>[^\W\d]+)\s*,?\s+)?(?P<day>\d{1,2})\s+(?P<month>[^\W\d]+)\s+(?P<year>\d{4})"
    r"(?:,?\s+(?:pukul|jam)\s+(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:\s+(?P<zone>WIB|WITA|WIT))?)?$",
    re.IGNORECASE,
)


class WrongDay(ValueError):
    """A day or time that cannot be read; the message says what to write, in Indonesian."""


def day_in_words(day: date, lang: str = "id", *, short: bool = False) -> str:
    """ "Senin, 25 Januari 2021"; `short` leaves the year out."""
    weekdays, months = (WEEKDAYS_EN, MONTHS_EN) if lang == "en" else (WEEKDAYS, MONTHS)
    year = "" if short else f" {day.year}"
    return f"{weekdays[day.weekday()]}, {day.day} {months[day.month - 1]}{year}"


def clock_in_words(minute: int, lang: str = "id") -> str:
    """Minutes after midnight as "09.00" (English "09:00")."""
    return f"{minute // 60:02d}{':' if lang == 'en' else '.'}{minute % 60:02d}"


def moment_in_words(at: datetime, lang: str = "id") -> str:
    """An aware time with its zone's name; convert it to the office's zone before."""
    clock = clock_in_words(at.hour * 60 + at.minute, lang)
    joined = ", " if lang == "en" else " pukul "
    return f"{day_in_words(at.date(), lang)}{joined}{clock} {at.tzname()}"


def windows_in_words(windows: tuple[Window, ...], lang: str = "id") -> str:
    """ "10.00-12.00 dan 14.00-15.00"; around the clock is "24 jam"."""
    if windows == (Window(0, 24 * 60),):
        return "around the clock" if lang == "en" else "24 jam"
    spans = [f"{clock_in_words(w.start, lang)}-{clock_in_words(w.end, lang)}" for w in windows]
    return listed(spans, lang, "and" if lang == "en" else "dan")


def listed(words: list[str], lang: str, last: str) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(words) < 3:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"


def read_day(written: object) -> date:
    """A day written in words or ISO. Raises WrongDay; a weekday must match its date."""
    if isinstance(written, datetime):
        raise WrongDay('di sini cukup tanggal; tulis misalnya "Senin, 18 Januari 2021"')
    if isinstance(written, date):
        return written
    day, clock, _ = _read(written)
    if clock is not None:
        raise WrongDay(f'di sini cukup tanggal tanpa jam; tulis "{day_in_words(day)}"')
    return day


def read_moment(written: object, tz: timezone) -> datetime:
    """A day with a time in the office's zone; without a time the day's first instant."""
    if isinstance(written, datetime):
        return written if written.tzinfo else written.replace(tzinfo=tz)
    if isinstance(written, date):
        return datetime.combine(written, time(), tz)
    if isinstance(written, str):
        try:
            at = datetime.fromisoformat(written)
        except ValueError:
            pass
        else:
            return at if at.tzinfo else at.replace(tzinfo=tz)
    day, clock, zone = _read(written)
    if zone is not None and zone.upper() != tz.tzname(None):
        raise WrongDay(f"kantor ini memakai {tz.tzname(None)}, bukan {zone}; tulis zona kantor")
    return datetime.combine(day, clock or time(), tz)


def _read(written: object) -> tuple[date, time | None, str | None]:
    if not isinstance(written, str):
        raise WrongDay(f'{written!r} bukan tanggal; tulis misalnya "Senin, 18 Januari 2021"')
    try:
        return date.fromisoformat(written), None, None
    except ValueError:
        pass
    found = WRITTEN.match(written.strip())
    if found is None:
        raise WrongDay(f'"{written}" bukan tanggal; tulis misalnya "Senin, 18 Januari 2021"')
    day = _day(found)
    weekday = found["weekday"]
    if weekday and weekday.capitalize() != WEEKDAYS[day.weekday()]:
        right = day_in_words(day)
        itself = f"{day.day} {MONTHS[day.month - 1]} {day.year} itu hari {WEEKDAYS[day.weekday()]}"
        raise WrongDay(f'"{written}": {itself}; tulis "{right}"')
    if found["hour"] is None:
        return day, None, None
    try:
        clock = time(int(found["hour"]), int(found["minute"]))
    except ValueError:
        raise WrongDay(f'"{written}": jam tidak ada; tulis misalnya "pukul 19.45"') from None
    return day, clock, found["zone"]


def _day(found: re.Match[str]) -> date:
    months = [month.lower() for month in MONTHS]
    if found["month"].lower() not in months:
        raise WrongDay(f'bulan "{found["month"]}" tidak dikenal; tulis salah satu dari '
                       f"{', '.join(MONTHS)}")  # fmt: skip
    month = months.index(found["month"].lower()) + 1
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        raise WrongDay(f'tanggal {found["day"]} {MONTHS[month - 1]} {found["year"]} tidak ada; '
                       "periksa lagi tanggalnya") from None  # fmt: skip
