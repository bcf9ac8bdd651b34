"""What may stand in an outgoing text: no NIK or KK (invariant 7), no link but the office's own."""

import re

from lawang.common.refusal import Refusal

GONE = "****************"
# Sixteen digits, however they are set apart; longer runs hide one as well.
_NUMBER = re.compile(r"\d(?:[ \t\u00a0.\-/\u2010-\u2015\u200b-\u200f\u2060\ufeff]*\d){15,}")
_LINK = re.compile(r"(?:\w+://|www\.)\S+", re.IGNORECASE)


class UnsafeText(Refusal):
    """Codes: `identity_number`, `foreign_link`."""


def cleaned(text: str) -> str:
    """The text without 16-digit numbers and without links: for what a person typed."""
    return _LINK.sub("[...]", _NUMBER.sub(GONE, text))


def check_text(text: str, *, own: str = "") -> None:
    """Refuse a text that holds an identity number or a link elsewhere; raises `UnsafeText`.

    `own` is the office's public address; for what staff type, none is allowed.
    """
    if _NUMBER.search(text):
        raise UnsafeText("identity_number")
    for found in _LINK.findall(text):
        link = found.rstrip(".,;:)")
        if not own or not (link == own or link.startswith(f"{own}/")):
            raise UnsafeText("foreign_link")
