"""A service of the catalogue: its cases, papers, pages, clocks and product.

National law and handbook text as data. Nothing here knows an office, a clock or Django.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from lawang.offices.catalogue_words import (
    Answers,
    Asked,
    Choice,
    Group,
    Kind,
    Paper,
    Question,
    Text,
    When,
)

FEE = Text("Gratis", "Free of charge")
"""The only fee there is (UU 24/2013 for population papers; Dinsos services alike)."""


class OfficeKind(StrEnum):
    """Whose service it is."""

    DINSOS = "dinsos"
    DISDUKCAPIL = "disdukcapil"
    BOTH = "both"


class ProductKind(StrEnum):
    """What the citizen holds in the end."""

    PDF = "pdf"
    CARD = "card"
    LETTER = "letter"
    NOTICE = "notice"
    ENTRY = "entry"
    RECORDING = "recording"
    COPIES = "copies"
    NONE = "none"


class Mark(StrEnum):
    """How sure the handbook is: certain, likely, uncertain, outdated."""

    CERTAIN = "C"
    LIKELY = "L"
    UNCERTAIN = "U"
    OUTDATED = "O"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper a case asks for."""

    paper: Paper
    least: int = 1
    """Photos wanted at least; several pages are always welcome."""
    optional: bool = False
    when: When | None = None
    note: Text | None = None
    surrender: bool = False
    """The original is handed in and not given back (old cards, marriage quotes)."""
    local: bool = False
    """Beyond the national list, or a template an office should check."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time that runs beside the office's own deadline."""

    key: str
    name: Text
    amount: int
    unit: str
    """hour, day, working_hour, working_day or month; 0 = the answer itself is the last moment."""
    starts: str
    """A question key (the moment answered there) or `complete`, `forwarded`, `issued`."""
    duty: str
    """Who must be in time: `office`, `citizen` or `other`."""
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The office's own time from `berkas lengkap`; an office may publish its own."""

    amount: int
    unit: str
    """working_hour or working_day."""
    starts: str = "complete"


@dataclass(frozen=True, slots=True)
class Product:
    """What comes out."""

    name: Text
    kind: ProductKind
    pickup: bool
    """Something physical to collect or to be posted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One reason for which people ask a service."""

    key: str
    name: Text
    every_paper: tuple[Requirement, ...]
    every_group: tuple[Group, ...]
    about: Text | None = None
    forms: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()
    office: OfficeKind | None = None
    """Set where a service of both offices has a case that only one of them does."""
    source: str = ""
    mark: Mark = Mark.CERTAIN

    def settled(self, answers: Answers) -> Answers:
        """The answers that count: those to questions shown, in the order asked.

        An answer left over from a question that is hidden again is as good as not given.
        """
        counted: dict[str, str] = {}
        for group in self.every_group:
            if group.when is None or group.when.holds(counted):
                for asked in group.asked:
                    key = asked.question.key
                    if key in answers and (asked.when is None or asked.when.holds(counted)):
                        counted[key] = answers[key]
        return counted

    def groups(self, answers: Answers) -> tuple[Group, ...]:
        """The pages to show by these answers; a page without a question is left out."""
        counted = self.settled(answers)
        shown = [
            replace(group, asked=tuple(a for a in group.asked if _holds(a.when, counted)))
            for group in self.every_group
            if _holds(group.when, counted)
        ]
        return tuple(group for group in shown if group.asked)

    def papers(self, answers: Answers) -> tuple[Requirement, ...]:
        """The papers to photograph by these answers, each kind once.

        Asked for twice (both spouses widowed), it is one requirement with more photos.
        """
        counted = self.settled(answers)
        wanted: dict[str, Requirement] = {}
        for need in self.every_paper:
            if _holds(need.when, counted):
                first = wanted.get(need.paper.key)
                wanted[need.paper.key] = _both(first, need) if first else need
        return tuple(wanted.values())


def _both(first: Requirement, again: Requirement) -> Requirement:
    return replace(
        first,
        least=first.least + again.least,
        optional=first.optional and again.optional,
        note=None,
    )


def _holds(when: When | None, answers: Answers) -> bool:
    return when is None or when.holds(answers)


@dataclass(frozen=True, slots=True)
class Service:
    """A service as it is on one day."""

    key: str
    kind: OfficeKind
    name: Text
    about: Text
    who: tuple[Text, ...]
    steps: tuple[Text, ...]
    product: Product
    deadline: Deadline
    minutes: int
    """Time to fill the form, for somebody who has the papers at hand."""
    cases: tuple[Case, ...]
    next_step: Text | None = None
    """What another body does afterwards."""
    in_person: Text | None = None
    """Why somebody must come, once, whatever the channel."""
    forms: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()
    synonyms: tuple[str, ...] = ()
    active_until: date | None = None
    local: bool = False
    """The requirements are a template, not national law."""
    sources: tuple[str, ...] = ()
    mark: Mark = Mark.CERTAIN
    fee: Text = field(default=FEE, init=False)

    def active(self, day: date) -> bool:
        """Is it given at all on this day? Ended services stay readable for old applications."""
        return self.active_until is None or day <= self.active_until

    def case(self, key: str) -> Case:
        """The case of this key. Raises `KeyError` naming the cases there are."""
        for case in self.cases:
            if case.key == key:
                return case
        known = ", ".join(case.key for case in self.cases)
        raise KeyError(f"{self.key}: kasus “{key}” tidak ada. Yang ada: {known}.")

    def at_office(self, kind: OfficeKind) -> "Service":
        """The service with only the cases that an office of this kind does."""
        mine = tuple(case for case in self.cases if case.office in (None, kind))
        return replace(self, cases=mine)

    @property
    def opening(self) -> Group:
        """The first page: which case. Made from the cases, so it never lags behind them."""
        label = Text("Apa yang Bapak/Ibu perlukan?", "What do you need?")
        choices = tuple(Choice(case.key, case.name) for case in self.cases)
        question = Question("case", label, Kind.CHOICE, choices=choices)
        return Group("case", self.name, (Asked(question),))
