"""The conditions and notices of the nation, with the words that office files use for them.

Their texts live once, in catalogue/facts.toml and catalogue/notices.toml; read here directly,
because `./lawang ask` has no time for the whole catalogue.
"""

import tomllib
from collections.abc import Mapping
from functools import cache

from lawang.offices.catalogue_keys import FOLDER
from lawang.offices.words import CONDITION_WORDS, NOTICE_WORDS, Term, Text


@cache
def conditions() -> dict[str, Term]:
    """Every condition the policy may ask for, by code."""
    return _terms("facts", "name", CONDITION_WORDS)


@cache
def notices() -> dict[str, Term]:
    """Every ready notice, by code."""
    return _terms("notices", "text", NOTICE_WORDS)


def _terms(file: str, key: str, words: Mapping[str, str]) -> dict[str, Term]:
    table = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    texts = {code: Text(row[key]["id"], row[key]["en"]) for code, row in table.items()}
    return {
        code: Term(code, words.get(code, code.replace("_", " ")), text)
        for code, text in texts.items()
    }
