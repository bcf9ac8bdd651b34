"""Notices and proofs in words: what to know and what to bring."""

from collections.abc import Iterable
from dataclasses import dataclass

from lawang.offices.catalogue import catalogue
from lawang.offices.names import OfficeNames
from lawang.offices.today import Said


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One sentence with its icon."""

    icon: str
    text: str


def notice_lines(said: Iterable[Said], names: OfficeNames, lang: str) -> tuple[NoticeLine, ...]:
    """The notices of these answers, each once, in the order they come."""
    codes = dict.fromkeys(code for each in said for code in each.decision.notices)
    known = catalogue().notices
    lines = []
    for code in codes:
        text = names.notice(code, lang)
        if text:
            lines.append(NoticeLine(known[code].icon if code in known else "info", text))
    return tuple(lines)


def proofs(conditions: Iterable[str], lang: str) -> tuple[str, ...]:
    """What to bring so that the office believes each condition."""
    known = catalogue().facts
    found = (known[code].proof for code in conditions if code in known)
    return tuple(proof.say(lang) for proof in found if proof is not None)
