"""Phone numbers as people write them, kept as E.164.

A phone is shared in many households and numbers are recycled: never an identity on its own
(handbook, domain.md 5.4).
"""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from lawang.common.refusal import Refusal

COUNTRY = 62
_WRITTEN = re.compile(r"[\d\s.\-\u2010-\u2015+()/\u200b-\u200f\u202a-\u202e\u2060\ufeff]*")
_REACHES_A_PERSON = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)

# 0800-000-0xxx belongs to nobody: the numbers of tests, rehearsals and examples.
_INVENTED = re.compile(r"\+628000000\d{3}")

# Digits after +62 (domain.md 5.4).
_LONGEST, _SHORTEST_MOBILE, _SHORTEST = 12, 9, 7


class BadPhone(Refusal):
    """Codes: `empty`, `not_a_number`, `too_short`, `too_long`, `foreign`, `not_a_phone`.

    `not_a_phone`: the length may be right, but no Indonesian mobile or landline starts like this
    (call centres such as 1500537 and toll-free numbers are not a person's phone).
    """


def normal(text: str) -> str:
    """E.164 (`+628…`) of an Indonesian mobile or landline written 08…, 62…, +62… or 8….

    Spaces, dots, dashes and brackets are ignored. Raises `BadPhone`.
    """
    if not text.strip():
        raise BadPhone("empty")
    if not _WRITTEN.fullmatch(text):
        raise BadPhone("not_a_number")
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException as error:
        short = error.error_type == phonenumbers.NumberParseException.TOO_SHORT_NSN
        raise BadPhone("too_short" if short else "not_a_number") from None
    if number.country_code != COUNTRY:
        raise BadPhone("foreign")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if _INVENTED.fullmatch(e164) or phonenumbers.number_type(number) in _REACHES_A_PERSON:
        return e164
    raise BadPhone(_fault(e164.removeprefix(f"+{COUNTRY}").lstrip("0")))


def is_invented(e164: str) -> bool:
    """Is this one of the numbers that belong to nobody (0800-000-0xxx)?"""
    return bool(_INVENTED.fullmatch(e164))


def local(e164: str) -> str:
    """As people dial and write it at home: `0812-3456-7890`."""
    digits = "0" + e164.removeprefix(f"+{COUNTRY}")
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def mask(e164: str) -> str:
    """Enough to recognise one's own number and no more: `0812-***-**34`."""
    digits = "0" + e164.removeprefix(f"+{COUNTRY}")
    return f"{digits[:4]}-***-**{digits[-2:]}"


def _fault(national: str) -> str:
    if len(national) > _LONGEST:
        return "too_long"
    shortest = _SHORTEST_MOBILE if national.startswith("8") else _SHORTEST
    return "too_short" if len(national) < shortest else "not_a_phone"
