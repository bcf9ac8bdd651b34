"""Receipt numbers: `DPK-7K4M-P2X8-C`.

Three capital letters of the office, eight random characters, one check character, in groups that
can be read aloud. The random part and the check use 32 signs without 0 O 1 I. Never a sequence:
a number tells nobody how many were filed, and the next one cannot be guessed.

The check is a Reed–Solomon sum over the field of 32 elements: each sign is multiplied by its own
power of a generator, so any one wrong sign and any two swapped signs change the sum.
"""

import re
from collections.abc import Iterable
from random import Random, SystemRandom

from lawang.common.refusal import Refusal

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RANDOM_SIGNS = 8
LENGTH = 3 + RANDOM_SIGNS + 1

UNGUESSABLE = SystemRandom()

_PREFIX = re.compile(r"[A-Z]{3}")
_BETWEEN = re.compile(r"[\s.\-_/\u2010-\u2015\u200b\u2060\ufeff]+")
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}
# The office part has letters only: there, and only there, O and I may stand for two digits' values.
_VALUE |= {"O": _VALUE["2"], "I": _VALUE["3"]}
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: x runs through all 31 elements that are not 0


class BadReceipt(Refusal):
    """Codes: `empty`, `wrong_length` (facts `length`, `expected`), `unclear_sign` (fact `place`,
    counted from 1 without dashes: a sign no receipt has there, such as 0 O 1 I), `mistyped`.
    """


def new(prefix: str, random: Random = UNGUESSABLE) -> str:
    """A fresh number for the office with this prefix (three letters A–Z, else ValueError)."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"An office prefix is three capital letters, not {prefix!r}.")
    body = prefix + "".join(random.choice(SIGNS) for _ in range(RANDOM_SIGNS))
    return _printed(body + SIGNS[_shifted(_sum(body))])


def parse(text: str) -> str:
    """The number as printed, from what somebody typed or read aloud; raises `BadReceipt`.

    Case, spaces and dashes do not matter; 0 and 1 in the office part are read as O and I.
    """
    signs = _BETWEEN.sub("", text).upper()
    if not signs:
        raise BadReceipt("empty")
    if len(signs) != LENGTH:
        raise BadReceipt("wrong_length", length=len(signs), expected=LENGTH)
    signs = signs[:3].replace("0", "O").replace("1", "I") + signs[3:]
    for place, sign in enumerate(signs):
        if not (_PREFIX.fullmatch(sign * 3) if place < 3 else sign in SIGNS):
            raise BadReceipt("unclear_sign", place=place + 1)
    if _sum(signs) != 0:
        raise BadReceipt("mistyped")
    return _printed(signs)


def _printed(signs: str) -> str:
    return "-".join((signs[:3], signs[3:7], signs[7:11], signs[11:]))


def _sum(signs: Iterable[str]) -> int:
    total = 0
    for sign in signs:
        total = _shifted(total) ^ _VALUE[sign]
    return total


def _shifted(value: int) -> int:
    """Times x in the field of 32 elements."""
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled
