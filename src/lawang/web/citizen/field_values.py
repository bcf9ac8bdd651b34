"""Questions as fields of a page: the right input, what was typed, what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lawang.applications.answers import WrongAnswer
from lawang.common import phone
from lawang.offices.catalogue import Group, Kind, Question
from lawang.offices.catalogue_words import Asked
from lawang.offices.regions import District, districts, place_name
from lawang.web.citizen.error_words import WRONG_ANSWERS, said

OTHER = "lainnya"
OTHER_FIELD = "_lainnya"

INPUT_MODES = {
    Kind.NIK: "numeric",
    Kind.KK: "numeric",
    Kind.DATE: "numeric",
    Kind.NUMBER: "numeric",
    Kind.PHONE: "tel",
}
TYPES = {Kind.PHONE: "tel", Kind.DATETIME: "datetime-local"}
SHAPES = {
    Kind.CHOICE: "choice",
    Kind.YESNO: "choice",
    Kind.LONGTEXT: "longtext",
    Kind.REGION: "region",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question on a page."""

    key: str
    label: str
    hint: str
    shape: str
    """line, longtext, choice or region."""
    value: str
    error: str
    optional: bool
    type: str = "text"
    inputmode: str = ""
    autocomplete: str = "off"
    options: tuple[Option, ...] = ()
    districts: tuple[District, ...] = ()
    other: str = ""
    """A place written by hand, because the list lacks it."""

    @property
    def described(self) -> str:
        """Ids of hint and error, for aria-describedby."""
        ids = [f"h-{self.key}"] if self.hint else []
        return " ".join([*ids, f"e-{self.key}"] if self.error else ids)


def visible(group: Group, answers: Mapping[str, str]) -> tuple[Asked, ...]:
    """The questions of the page that these answers show, in order."""
    return tuple(a for a in group.asked if a.when is None or a.when.holds(answers))


def fields(
    asked: Iterable[Asked],
    answers: Mapping[str, str],
    wrong: Mapping[str, WrongAnswer],
    *,
    region: str,
    lang: str,
) -> tuple[Field, ...]:
    """The page's fields. `region` is the office's own, whose villages are listed."""
    return tuple(
        _field(each, answers.get(each.question.key, ""), wrong, region, lang) for each in asked
    )


def typed(question: Question, post: Mapping[str, str]) -> str:
    """What the form sent for this question; a place written by hand wins over "not listed"."""
    text = post.get(question.key, "")
    if question.kind is Kind.REGION and text in ("", OTHER):
        return post.get(question.key + OTHER_FIELD, "")
    return text


def readable(question: Question, value: str, lang: str) -> str:
    """An answer as people read it."""
    match question.kind:
        case Kind.CHOICE:
            return next((c.label.say(lang) for c in question.choices if c.key == value), value)
        case Kind.YESNO:
            return {"yes": _("Ya"), "no": _("Tidak")}.get(value, value)
        case Kind.REGION:
            return place_name(value)
        case Kind.DATETIME:
            return f"{_day(value[:10])} {value[11:].replace(':', '.')}"
        case Kind.DATE:
            return _day(value)
        case Kind.PHONE:
            return _phone(value)
    return value


def _field(
    asked: Asked, value: str, wrong: Mapping[str, WrongAnswer], region: str, lang: str
) -> Field:
    question = asked.question
    known = districts(region) if question.kind is Kind.REGION else ()
    listed = any(value == village.code for each in known for village in each.villages)
    return Field(
        key=question.key,
        label=question.label.say(lang),
        hint=_hint(question, lang),
        shape=SHAPES.get(question.kind, "line"),
        value=_shown(question, value),
        error=said(WRONG_ANSWERS, wrong[question.key], lang) if question.key in wrong else "",
        optional=asked.optional,
        type="email" if question.autocomplete == "email" else TYPES.get(question.kind, "text"),
        inputmode=INPUT_MODES.get(question.kind, ""),
        autocomplete=question.autocomplete,
        options=_options(question, value, lang),
        districts=known,
        other="" if listed or not known else value,
    )


def _hint(question: Question, lang: str) -> str:
    hint = question.hint.say(lang) if question.hint else ""
    if question.kind is Kind.DATE:
        return f"{hint} {_('Contoh: 17-8-1990.')}".strip()
    return hint


def _options(question: Question, value: str, lang: str) -> tuple[Option, ...]:
    if question.kind is Kind.YESNO:
        return (Option("yes", _("Ya"), value == "yes"), Option("no", _("Tidak"), value == "no"))
    return tuple(Option(c.key, c.label.say(lang), c.key == value) for c in question.choices)


def _shown(question: Question, value: str) -> str:
    """A good answer in the form people type it; a wrong one exactly as typed."""
    if question.kind is Kind.DATE:
        return _day(value)
    return _phone(value) if question.kind is Kind.PHONE else value


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day}-{day.month}-{day.year}"


def _phone(value: str) -> str:
    return phone.local(value) if value.startswith("+62") else value
