"""docs/glossary.md: code names marked `used` are in the source."""

import re

from tests.shape.tree import REPOSITORY, modules

STATUSES = {"used", "soon"}


def _rows() -> list[list[str]]:
    text = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if row[0] != "On screen" and set(row[0]) - set("-: ")]


def test_glossary__every_row__has_a_term_a_code_name_a_meaning_and_a_status() -> None:
    rows = _rows()
    assert rows
    for term, names, meaning, status in rows:
        assert all((term, meaning)), term
        assert status in STATUSES, term
        assert re.findall(r"`(\w+)`", names), term


def test_glossary__terms__listed_once() -> None:
    terms = [row[0] for row in _rows()]
    assert sorted(set(terms)) == sorted(terms)


def test_glossary__used_code_names__are_in_the_source() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path, _ in modules())
    words = set(re.findall(r"\w+", source))
    missing = [
        f"{row[0]}: {name}"
        for row in _rows()
        if row[3] == "used"
        for name in re.findall(r"`(\w+)`", row[1])
        if name not in words
    ]
    assert not missing, missing
