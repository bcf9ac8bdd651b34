"""What was typed, checked: each answer in its normal form, or a code for what is wrong with it.

Sentences for the codes stand with the form (web/citizen). Nothing typed is ever thrown away:
the draft keeps the raw text of a wrong answer too.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from lawang.common import nik, phone
from lawang.common.refusal import Refusal
from lawang.offices.catalogue import Group, Kind, Question
from lawang.offices.catalogue_words import Answers

LONGEST = {Kind.TEXT: 120, Kind.LONGTEXT: 2000}
OLDEST = date(1900, 1, 1)
FARTHEST_YEARS = 3
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})|(\d{2})(\d{2})(\d{4})")
_TIME = re.compile(r"(.+?)[T ,]+(?:pukul |jam )?(\d{1,2})[.:](\d{2})(?::\d{2})?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class WrongAnswer(Refusal):
    """Codes: `missing`, `too_short`, `too_long` (facts `least`, `most`), `not_a_date`,
    `not_a_moment`, `in_the_future`, `too_long_ago`, `not_a_number`, `not_an_email`,
    `too_small`, `too_big`, `not_a_choice`, and those of `BadNik`, `BadKk` (with `kk_` before)
    and `BadPhone` (with `phone_` before).
    """


@dataclass(frozen=True, slots=True)
class Checked:
    """A page of the form after checking."""

    values: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, WrongAnswer] = field(default_factory=dict)


def check(group: Group, typed: Mapping[str, str], *, before: Answers, today: date) -> Checked:
    """Check what was typed on one page; `before` are the answers of the other pages.

    Questions that these answers hide are left out.
    """
    checked = Checked()
    here = {asked.question.key for asked in group.asked}
    known = {key: value for key, value in before.items() if key not in here}
    for asked in group.asked:
        question = asked.question
        if asked.when is not None and not asked.when.holds(known):
            continue
        text = _CONTROL.sub("", typed.get(question.key, "")).strip()
        try:
            value = _value(question, text, optional=asked.optional, today=today)
        except WrongAnswer as wrong:
            checked.wrong[question.key] = wrong
            value = text[: LONGEST[Kind.LONGTEXT]]
        checked.values[question.key] = known[question.key] = value
    return checked


def _value(question: Question, text: str, *, optional: bool, today: date) -> str:
    if not text:
        if optional:
            return ""
        raise WrongAnswer("missing", question=question.key)
    return READERS.get(question.kind, _text)(question, text, today)


def _text(question: Question, text: str, _today: date) -> str:
    least, most = question.least or 1, question.most or LONGEST.get(question.kind, 120)
    if question.kind is Kind.TEXT:
        text = " ".join(text.split())
    if len(text) < least:
        raise WrongAnswer("too_short", least=least)
    if len(text) > most:
        raise WrongAnswer("too_long", most=most)
    if question.autocomplete == "email" and not _EMAIL.fullmatch(text):
        raise WrongAnswer("not_an_email")
    return text


def _nik(_question: Question, text: str, today: date) -> str:
    try:
        return nik.check_nik(text, today=today).digits
    except nik.BadNik as bad:
        raise WrongAnswer(bad.code, **bad.facts) from None


def _kk(_question: Question, text: str, _today: date) -> str:
    try:
        return nik.check_kk(text).digits
    except nik.BadKk as bad:
        raise WrongAnswer(f"kk_{bad.code}", **bad.facts) from None


def _phone(_question: Question, text: str, _today: date) -> str:
    try:
        return phone.normal(text)
    except phone.BadPhone as bad:
        raise WrongAnswer(f"phone_{bad.code}", **bad.facts) from None


def read_date(text: str) -> date:
    """A day as browsers send it (2021-01-25) or as people write it (25-1-2021, 25012021)."""
    try:
        if found := _DAY_FIRST.fullmatch(text):
            day, month, year = (int(part) for part in found.groups() if part)
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise WrongAnswer("not_a_date") from None


def _date(question: Question, text: str, today: date) -> str:
    day = read_date(text)
    if day < OLDEST:
        raise WrongAnswer("too_long_ago")
    if question.key.endswith("birth_date") and day > today:
        raise WrongAnswer("in_the_future")
    if day.year > today.year + FARTHEST_YEARS:
        raise WrongAnswer("in_the_future")
    return day.isoformat()


def _datetime(_question: Question, text: str, today: date) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        raise WrongAnswer("not_a_moment")
    day = read_date(found[1].strip())
    if day > today:
        raise WrongAnswer("in_the_future")
    if day < OLDEST:
        raise WrongAnswer("too_long_ago")
    try:
        clock = time(int(found[2]), int(found[3]))
    except ValueError:
        raise WrongAnswer("not_a_moment") from None
    return datetime.combine(day, clock).isoformat(timespec="minutes")


def _number(question: Question, text: str, _today: date) -> str:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise WrongAnswer("not_a_number")
    number = int(text)
    if question.least is not None and number < question.least:
        raise WrongAnswer("too_small", least=question.least)
    if question.most is not None and number > question.most:
        raise WrongAnswer("too_big", most=question.most)
    return str(number)


def _choice(question: Question, text: str, _today: date) -> str:
    if text not in {choice.key for choice in question.choices}:
        raise WrongAnswer("not_a_choice")
    return text


def _yesno(_question: Question, text: str, _today: date) -> str:
    if text not in ("yes", "no"):
        raise WrongAnswer("not_a_choice")
    return text


READERS: dict[Kind, Callable[[Question, str, date], str]] = {
    Kind.TEXT: _text,
    Kind.LONGTEXT: _text,
    Kind.NIK: _nik,
    Kind.KK: _kk,
    Kind.PHONE: _phone,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.YESNO: _yesno,
}
