"""What the documents name exists: links lead somewhere, and no file is named that is not there."""

import re
from pathlib import Path

from tests.shape.tree import REPOSITORY, SOURCE, place, tracked

LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(
    r"[\w.-]+(/[\w.-]+)*\.(py|toml|md|html|css|js|yml|txt|in|png)"
    r"|[\w.-]+(/[\w.-]+)*/"
)
ELSEWHERE = ("http://", "https://", "mailto:", "#")
ROOTS = (REPOSITORY, SOURCE, SOURCE.parent, SOURCE / "web" / "templates")
"""A reader takes `policy/decide.py` for the file in src/lawang."""
MADE_LATER = {"var/", "files/", ".venv/"}
"""Folders that a running Lawang makes."""


def _documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


def _is_there(name: str, document: Path) -> bool:
    if "/" not in name:
        return any(path.name == name for path in tracked())
    return any((root / name).exists() for root in (document.parent, *ROOTS))


def test_documents__links__lead_somewhere() -> None:
    broken = [
        f"{place(path)} -> {target}"
        for path in _documents()
        for target in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
        if not target.startswith(ELSEWHERE)
        if not (path.parent / target.partition("#")[0]).exists()
    ]
    assert not broken, broken


def test_documents__files_they_name__exist() -> None:
    missing = [
        f"{place(path)}: {name}"
        for path in _documents()
        for name in CODE.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
        if FILE.fullmatch(name) and name not in MADE_LATER
        if not _is_there(name, path)
    ]
    assert not missing, missing


def test_decisions__files__numbered_without_gaps_and_dated() -> None:
    files = sorted((REPOSITORY / "docs" / "adr").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in files] == list(range(len(files)))
    for path in files:
        text = path.read_text(encoding="utf-8")
        for part in ("Date: ", "Status: ", "## Context", "## Decision", "## Consequences"):
            assert part in text, f"{place(path)} lacks {part!r}"
