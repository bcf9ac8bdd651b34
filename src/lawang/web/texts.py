"""The English of templates and views: src/lawang/locale/en, made without any gettext program.

    python -m lawang.web.texts        writes the .mo file and says which sentences lack English

A fresh machine has no msgfmt, and a committed .mo must never lag behind its .po: a test compares.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parent
PO = WEB.parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

_WORDS = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_MARKED = re.compile(rf"gettext\({_WORDS}(?:, {_WORDS}, count)?\)")
_LINE = re.compile(r'^(msgid|msgid_plural|msgstr|msgstr\[[01]\])?\s*(".*")$')
PLURAL = "\0"
"""Joins the one and the many of a sentence that counts, as .mo files do."""
_SAYS = {"_": 1, "ngettext": 2}
"""What marks a sentence in a view, and how many of its arguments are sentences."""
_MAGIC = 0x950412DE


def sentences() -> Iterator[str]:
    """Every sentence that citizens' templates and views mark for translation."""
    templates = [
        *(WEB / "templates").glob("*.html"),
        *(WEB / "templates" / "citizen").glob("*.html"),
    ]
    for path in sorted(templates):
        marked = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for found in _MARKED.findall(marked):
            # In blocktranslate a %% stands for one percent sign; we write none.
            yield PLURAL.join(ast.literal_eval(part) for part in found if part)
    for path in sorted((WEB / "citizen").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (count := _SAYS.get(getattr(node.func, "id", ""))):
                yield PLURAL.join(ast.literal_eval(part) for part in node.args[:count])


def read_po(text: str) -> dict[str, str]:
    """Sentence to translation; the head of the file stands under the empty sentence."""
    found: dict[str, str] = {}
    said: dict[str, str] = {}
    part = ""
    for line in [*text.splitlines(), 'msgid ""']:
        match = _LINE.match(line)
        if match is None:
            continue
        if match[1] == "msgid" and said:
            found[_joined(said, "msgid")] = _joined(said, "msgstr")
            said = {}
        part = match[1] or part
        said[part] = said.get(part, "") + ast.literal_eval(match[2])
    return found


def _joined(said: Mapping[str, str], kind: str) -> str:
    return PLURAL.join(words for part, words in said.items() if part.startswith(kind))


def compiled(texts: Mapping[str, str]) -> bytes:
    """The .mo file (GNU gettext manual, "The Format of GNU MO Files"), without empty ones."""
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items() if value)
    head, row = 7 * 4, 8
    strings = head + 2 * row * len(pairs)
    tables, blob = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<II", len(pair[column]), strings + len(blob))
            blob += pair[column] + b"\0"
    numbers = (_MAGIC, 0, len(pairs), head, head + row * len(pairs), 0, strings)
    return struct.pack("<7I", *numbers) + tables[0] + tables[1] + blob


def main() -> int:
    """Compile; 1 when a sentence has no English."""
    texts = read_po(PO.read_text(encoding="utf-8"))
    MO.write_bytes(compiled(texts))
    missing = [each for each in dict.fromkeys(sentences()) if not texts.get(each)]
    for each in missing:
        sys.stderr.write(f"belum ada bahasa Inggrisnya: {each.replace(PLURAL, ' | ')}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
