"""The messages Lawang can say: one file per key in texts/, variables in texts/_variables.toml."""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("id", "en")
FILLED_BY_US = frozenset({"office"})


@dataclass(frozen=True, slots=True)
class Variable:
    """A place in a text. Lists hold tables with `name` and perhaps `reason`."""

    name: str
    about: str
    sample: object
    is_list: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One message in one language: subject and body of an e-mail, and the short text."""

    subject: str
    sms: str
    body: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message by its key, with the variables it declares."""

    key: str
    title: str
    variables: tuple[Variable, ...]
    wordings: Mapping[str, Wording]

    @property
    def samples(self) -> dict[str, object]:
        """Facts for the preview page and the tests."""
        return {each.name: each.sample for each in self.variables if each.name not in FILLED_BY_US}

    def in_(self, lang: str) -> Wording:
        """The wording in this language; Indonesian for one we do not speak."""
        return self.wordings.get(lang, self.wordings["id"])


class UnknownMessage(LookupError):
    """No file of texts/ has this key: a mistake of the caller."""


@cache
def library() -> Mapping[str, Message]:
    """Every message by key; raises ValueError when a file and its variables do not fit."""
    known = _variables()
    found = {}
    for path in sorted(FOLDER.glob("[!_]*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        variables = tuple(known[name] for name in table["variables"])
        wordings = {lang: _wording(table[lang]) for lang in LANGUAGES}
        found[path.stem] = Message(path.stem, table["title"], variables, wordings)
        _check(found[path.stem])
    return found


def message(key: str) -> Message:
    """One message; raises `UnknownMessage`."""
    try:
        return library()[key]
    except KeyError:
        raise UnknownMessage(key) from None


def places(text: str) -> frozenset[str]:
    """The names between braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _variables() -> dict[str, Variable]:
    table = tomllib.loads((FOLDER / "_variables.toml").read_text(encoding="utf-8"))
    return {
        name: Variable(
            name, row["about"], row["sample"], row.get("list", False), row.get("optional", False)
        )
        for name, row in table.items()
    }


def _wording(table: Mapping[str, str]) -> Wording:
    return Wording(table["subject"], table["sms"], table["body"].strip())


def _check(message: Message) -> None:
    declared = {each.name for each in message.variables}
    optional = {each.name for each in message.variables if each.optional}
    for lang, wording in message.wordings.items():
        used = places(wording.subject) | places(wording.sms) | places(wording.body)
        if used != declared:
            raise ValueError(f"{message.key} [{lang}]: declared and used differ: {used ^ declared}")
        if optional & (places(wording.subject) | places(wording.sms)):
            raise ValueError(f"{message.key} [{lang}]: an optional variable in subject or sms")
