"""NIK and KK numbers: are they well formed, and what do they say?

`PPKKCC DDMMYY SSSS`: province, regency or city and kecamatan of first registration, a date, a
serial. A well-formed number proves nothing about existence, and the place says nothing about
where somebody lives now (handbook, domain.md 5.1 and 5.2).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lawang.common.refusal import Refusal

LENGTH = 16
FEMALE_DAY = 40
ADULT_AGE = 16

# What people type or paste between digits, with the invisible marks of copied contacts.
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


class BadNik(Refusal):
    """Codes: `not_16_digits` (fact `length`), `bad_date`, `zero_serial`."""


class BadKk(Refusal):
    """The codes of `BadNik`, for a family card number."""


class Sex(StrEnum):
    """As civil registration writes it."""

    MALE = "male"
    FEMALE = "female"


class Warn(StrEnum):
    """Soft doubts: shown to the officer, never a reason to refuse (a NIK keeps old errors)."""

    IMPOSSIBLE_DATE = "impossible_date"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_SEX = "other_sex"


@dataclass(frozen=True, slots=True, repr=False)
class Kk:
    """A well-formed family card number. Its date is the card's, never a birth date."""

    digits: str
    warnings: tuple[Warn, ...] = ()

    @property
    def province(self) -> str:
        """Two digits."""
        return self.digits[:2]

    @property
    def kabkota(self) -> str:
        """Regency or city with its province: four digits."""
        return self.digits[:4]

    @property
    def kecamatan(self) -> str:
        """Kecamatan with its regency: six digits, as it was on the day of registration."""
        return self.digits[:6]

    def __repr__(self) -> str:
        """Masked, so that a log line or a traceback cannot give the number away."""
        return f"{type(self).__name__}({mask(self.digits)})"

    __str__ = __repr__


@dataclass(frozen=True, slots=True, repr=False)
class Nik(Kk):
    """A well-formed NIK. `born_on` is the likeliest day (the century is a guess), or None."""

    sex: Sex = Sex.MALE
    born_on: date | None = None

    def against(self, *, born_on: date | None = None, sex: Sex | None = None) -> tuple[Warn, ...]:
        """All soft warnings, with what somebody typed about the same person.

        Only day, month and the year's last two digits are compared: the NIK holds no century.
        """
        found = list(self.warnings)
        if born_on and f"{born_on:%d%m%y}" != _without_sex(self.digits[6:12]):
            found.append(Warn.OTHER_BIRTH_DATE)
        if sex and sex is not self.sex:
            found.append(Warn.OTHER_SEX)
        return tuple(found)


def check_nik(text: str, *, today: date, adult: bool = False) -> Nik:
    """Read a NIK as people type it; raises `BadNik`.

    The century is the latest that puts the birth not after `today`; `adult` (services for grown
    people) prefers 19xx when the age would be under 16.
    """
    digits = _digits(text, BadNik)
    ddmmyy = _without_sex(digits[6:12])
    _check_parts(ddmmyy, digits[12:], BadNik)
    days = _days(ddmmyy)
    return Nik(
        digits,
        () if days else (Warn.IMPOSSIBLE_DATE,),
        Sex.MALE if ddmmyy == digits[6:12] else Sex.FEMALE,
        _likeliest(days, today, adult),
    )


def check_kk(text: str) -> Kk:
    """Read a family card number as people type it; raises `BadKk`."""
    digits = _digits(text, BadKk)
    _check_parts(digits[6:12], digits[12:], BadKk)
    return Kk(digits, () if _days(digits[6:12]) else (Warn.IMPOSSIBLE_DATE,))


def mask(digits: str) -> str:
    """A NIK or KK for eyes that need not know it: `3276********0001`. Else only asterisks."""
    if len(digits) != LENGTH:
        return "*" * LENGTH
    return digits[:4] + "*" * (LENGTH - 8) + digits[-4:]


def _digits(text: str, bad: type[Refusal]) -> str:
    digits = _BETWEEN.sub("", text)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise bad("not_16_digits", length=len(digits))
    return digits


def _without_sex(ddmmyy: str) -> str:
    day = int(ddmmyy[:2])
    return f"{day - FEMALE_DAY:02}{ddmmyy[2:]}" if day > FEMALE_DAY else ddmmyy


def _check_parts(ddmmyy: str, serial: str, bad: type[Refusal]) -> None:
    if not (1 <= int(ddmmyy[:2]) <= 31 and 1 <= int(ddmmyy[2:4]) <= 12):
        raise bad("bad_date")
    if serial == "0000":
        raise bad("zero_serial")


def _days(ddmmyy: str) -> list[date]:
    """The days this can be, latest first: 29 February is real in 2000 but was not in 1900."""
    day, month, year = int(ddmmyy[:2]), int(ddmmyy[2:4]), int(ddmmyy[4:])
    found = []
    for century in (2000, 1900):
        try:
            found.append(date(century + year, month, day))
        except ValueError:
            continue
    return found


def _likeliest(days: list[date], today: date, adult: bool) -> date | None:
    past = [day for day in days if day <= today]
    grown = [day for day in past if _age(day, today) >= ADULT_AGE]
    return next(iter(grown if adult and grown else past), None)


def _age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
