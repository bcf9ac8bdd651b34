"""The words of the catalogue: texts, questions, papers, facts, notices, form codes.

Frozen values; nothing here knows an office, a clock or Django.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Answers = Mapping[str, str]
"""Question key to what was typed or chosen; yes/no questions hold `yes` or `no`."""


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONGTEXT = "longtext"
    NIK = "nik"
    KK = "kk"
    PHONE = "phone"
    DATE = "date"
    DATETIME = "datetime"
    CHOICE = "choice"
    NUMBER = "number"
    YESNO = "yesno"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; Indonesian is the source."""

    id: str
    en: str

    def say(self, language: str = "id") -> str:
        """The sentence in this language; Indonesian for any other than `en`."""
        return self.en if language.startswith("en") else self.id


@dataclass(frozen=True, slots=True)
class When:
    """`question = value` or `question != value`. An answer not yet given never holds."""

    question: str
    value: str
    equal: bool = True

    def holds(self, answers: Answers) -> bool:
        """Is it so, by these answers?"""
        given = answers.get(self.question, "")
        return given != "" and (given == self.value) is self.equal


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question, asked in the same words everywhere."""

    key: str
    label: Text
    kind: Kind
    hint: Text | None = None
    autocomplete: str = "off"
    choices: tuple[Choice, ...] = ()
    identifies: bool = False
    """Names or points to a person: stored encrypted (design decision 8)."""
    specific: bool = False
    """Health, a child, poverty: specific personal data (UU 27/2022)."""
    least: int | None = None
    most: int | None = None
    """Bounds: of the value for numbers, of the length for texts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at its place in a group."""

    question: Question
    when: When | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One page of the form: at most seven questions under one title."""

    key: str
    title: Text
    asked: tuple[Asked, ...]
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper, with how to photograph it."""

    key: str
    name: Text
    hint: Text
    icon: str
    specific: bool = False
    """Shows health, a child or poverty: specific personal data (UU 27/2022)."""


@dataclass(frozen=True, slots=True)
class FactText:
    """A condition the policy may ask for, in words."""

    key: str
    name: Text
    proof: Text | None = None
    """What to bring or send so that the office believes it."""


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Something told and not decided."""

    key: str
    text: Text
    icon: str


@dataclass(frozen=True, slots=True)
class Form:
    """A national form code. An old code says what replaced it."""

    code: str
    name: Text
    replaced_by: str | None = None
