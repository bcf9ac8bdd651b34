"""The shared files of the catalogue: questions, groups, papers, facts, notices, forms."""

from collections.abc import Mapping
from typing import Any

from lawang.offices.catalogue_files import CatalogueFile, Table
from lawang.offices.catalogue_words import (
    Asked,
    Choice,
    FactText,
    Form,
    Group,
    Kind,
    NoticeText,
    Paper,
    Question,
)

ICONS = frozenset({"card", "file", "house", "camera", "person"})
NOTICE_ICONS = frozenset({"warn", "health", "file", "card", "people", "phone", "next", "check"})
MOST_ASKED = 7
"""Questions on one page, so that a tired person sees the end of it."""

_QUESTION = frozenset(
    ["label", "hint", "kind", "autocomplete", "choices", "identifies", "specific", "least", "most"]
)
_GROUP = frozenset({"title", "ask", "when"})
_ASK = frozenset({"ask", "when", "optional"})
_PAPER = frozenset({"name", "hint", "icon", "specific"})


def questions(file: CatalogueFile) -> dict[str, Question]:
    """Every question by key."""
    return {key: _question(file, key, row) for key, row in file.table.items()}


def _question(file: CatalogueFile, key: str, row: Table) -> Question:
    where = f"[{key}]"
    file.allow(row, _QUESTION, where)
    kind = Kind(file.known(file.of(row, "kind", str, where), [k.value for k in Kind], "kind"))
    choices = tuple(_choice(file, choice, where) for choice in row.get("choices", []))
    if (kind is Kind.CHOICE) != bool(choices):
        remedy = 'Tulis choices = [ … ] pada kind = "choice", dan hanya di sana.'
        raise file.wrong(where, f"{where}: pilihan dan kind tidak cocok.", remedy)
    return Question(
        key=key,
        label=file.text(row, "label", where),
        kind=kind,
        hint=file.text_or_none(row, "hint", where),
        autocomplete=file.of(row, "autocomplete", str, where, "off"),
        choices=choices,
        identifies=file.of(row, "identifies", bool, where, False),
        specific=file.of(row, "specific", bool, where, False),
        least=row.get("least"),
        most=row.get("most"),
    )


def _choice(file: CatalogueFile, row: Table, where: str) -> Choice:
    words = {key: row[key] for key in ("id", "en") if key in row}
    return Choice(file.of(row, "key", str, where), file.as_text(words, where))


def groups(file: CatalogueFile, table: Table, asked: Mapping[str, Question]) -> dict[str, Group]:
    """Every group of this table by key; `file` is only for pointing at mistakes."""
    return {key: _group(file, key, row, asked) for key, row in table.items()}


def _group(file: CatalogueFile, key: str, row: Table, asked: Mapping[str, Question]) -> Group:
    where = f"{key}]"
    file.allow(row, _GROUP, where)
    rows = file.of(row, "ask", list, where)
    if not 0 < len(rows) <= MOST_ASKED:
        remedy = f"Bagi menjadi halaman yang masing-masing berisi 1–{MOST_ASKED} pertanyaan."
        raise file.wrong(where, f"kelompok “{key}” berisi {len(rows)} pertanyaan.", remedy)
    return Group(
        key=key,
        title=file.text(row, "title", where),
        asked=tuple(_asked(file, one, asked, where) for one in rows),
        when=file.when(row, where),
    )


def _asked(file: CatalogueFile, row: Any, asked: Mapping[str, Question], where: str) -> Asked:
    table: Table = {"ask": row} if isinstance(row, str) else row
    file.allow(table, _ASK, where)
    key = file.known(file.of(table, "ask", str, where), asked, "pertanyaan")
    optional = file.of(table, "optional", bool, where, False)
    return Asked(asked[key], file.when(table, where), optional)


def papers(file: CatalogueFile) -> dict[str, Paper]:
    """Every kind of paper by key."""
    return {key: paper(file, key, row, f"[{key}]") for key, row in file.table.items()}


def paper(file: CatalogueFile, key: str, row: Table, where: str) -> Paper:
    """One kind of paper; an office's own is written the same way."""
    file.allow(row, _PAPER, where)
    return Paper(
        key=key,
        name=file.text(row, "name", where),
        hint=file.text(row, "hint", where),
        icon=file.known(file.of(row, "icon", str, where, "file"), ICONS, "icon"),
        specific=file.of(row, "specific", bool, where, False),
    )


def facts(file: CatalogueFile) -> dict[str, FactText]:
    """Every condition fact in words, by key."""
    found = {}
    for key, row in file.table.items():
        file.allow(row, frozenset({"name", "proof"}), f"[{key}]")
        name = file.text(row, "name", f"[{key}]")
        found[key] = FactText(key, name, file.text_or_none(row, "proof", f"[{key}]"))
    return found


def notices(file: CatalogueFile) -> dict[str, NoticeText]:
    """Every ready notice by key."""
    found = {}
    for key, row in file.table.items():
        file.allow(row, frozenset({"text", "icon"}), f"[{key}]")
        icon = file.known(file.of(row, "icon", str, f"[{key}]"), NOTICE_ICONS, "icon")
        found[key] = NoticeText(key, file.text(row, "text", f"[{key}]"), icon)
    return found


def forms(file: CatalogueFile) -> dict[str, Form]:
    """Every form code, current and replaced, by code."""
    found = {}
    for code, row in file.table.items():
        file.allow(row, frozenset({"name", "replaced_by"}), f'["{code}"]')
        name = file.text(row, "name", f'["{code}"]')
        found[code] = Form(code, name, row.get("replaced_by"))
    return found
