"""Reading one catalogue file, with errors that say where and what to write instead."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lawang.offices.catalogue_words import Text, When

Table = dict[str, Any]


class CatalogueError(ValueError):
    """A mistake in a file, told to the person who writes it: file, line, remedy."""

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file} baris {line}: {problem} {remedy}")
        self.file, self.line = file, line
        self.problem, self.remedy = problem, remedy


def suggestion(word: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown word: the nearest ones, else all."""
    words = sorted(known)
    near = get_close_matches(word, words, n=3, cutoff=0.5)
    if near:
        return "Mungkin maksudnya: " + ", ".join(near) + "."
    return "Yang bisa ditulis: " + ", ".join(words) + "."


class CatalogueFile:
    """One parsed TOML file and the means to point into it."""

    def __init__(self, path: Path) -> None:
        self.name = f"{path.parent.name}/{path.name}"
        self._text = path.read_text(encoding="utf-8")
        try:
            self.table: Table = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as mistake:
            line = getattr(mistake, "lineno", None) or _line_in(str(mistake))
            remedy = "Periksa tanda kutip, kurung dan tanda = di sana."
            raise CatalogueError(self.name, line, f"bukan TOML ({mistake}).", remedy) from mistake

    @classmethod
    def of_table(cls, name: str, table: Table, text: str = "") -> "CatalogueFile":
        """A table read elsewhere (an office's file), so that its rows are checked alike.

        Without the file's text, mistakes are told with line 1.
        """
        file = cls.__new__(cls)
        file.name, file.table, file._text = name, table, text
        return file

    def wrong(self, near: str, problem: str, remedy: str) -> CatalogueError:
        """An error at the first line that holds `near` (approximate: TOML keeps no lines)."""
        lines = self._text.splitlines()
        found = (number for number, line in enumerate(lines, 1) if near and near in line)
        return CatalogueError(self.name, next(found, 1), problem, remedy)

    def allow(self, table: Table, keys: frozenset[str], where: str) -> None:
        """Refuse a key nobody reads: a misspelt word must not be lost silently."""
        for key in table:
            if key not in keys:
                problem = f"“{key}” tidak dikenal di {where}."
                raise self.wrong(key, problem, suggestion(key, keys))

    def text(self, table: Table, key: str, where: str) -> Text:
        """A sentence in both languages. Raises when one is missing or empty."""
        found = self.text_or_none(table, key, where)
        if found is None:
            problem = f"{where}: “{key}” belum ditulis."
            remedy = f'Tulis {key} = {{ id = "…", en = "…" }}.'
            raise self.wrong(where, problem, remedy)
        return found

    def text_or_none(self, table: Table, key: str, where: str) -> Text | None:
        """The same for a sentence that may be left out."""
        return self.as_text(table[key], f"{where}: {key}") if key in table else None

    def texts(self, table: Table, key: str, where: str) -> tuple[Text, ...]:
        """A list of sentences."""
        return tuple(self.as_text(row, f"{where}: {key}") for row in table.get(key, []))

    def as_text(self, row: object, where: str) -> Text:
        """One table with `id` and `en`."""
        if isinstance(row, dict) and row.get("id") and row.get("en") and len(row) == 2:
            return Text(row["id"], row["en"])
        near = row.get("id", "") if isinstance(row, dict) else str(row)
        remedy = 'Tulis { id = "kalimat", en = "sentence" }.'
        raise self.wrong(near, f"{where}: kalimat harus dalam dua bahasa.", remedy)

    def of(self, table: Table, key: str, kind: type, where: str, default: Any = None) -> Any:
        """A value of this type. Raises when it is missing without default, or another type."""
        value = table.get(key, default)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        problem = f"{where}: “{key}” belum ditulis atau salah bentuk."
        raise self.wrong(key if key in table else where, problem, f"Tulis {key} = {_SAMPLES[kind]}")

    def known(self, word: str, known: Iterable[str], what: str) -> str:
        """This word, when it is one of the known ones."""
        words = list(known)
        if word in words:
            return word
        raise self.wrong(word, f"{what} “{word}” tidak dikenal.", suggestion(word, words))

    def when(self, table: Table, where: str) -> When | None:
        """The condition `question = value` or `question != value`, if there is one."""
        if "when" not in table:
            return None
        words = str(table["when"]).split()
        if len(words) == 3 and words[1] in ("=", "!="):
            return When(words[0], words[2], words[1] == "=")
        remedy = 'Tulis misalnya when = "represented = yes" atau "case != lost".'
        raise self.wrong(str(table["when"]), f"{where}: syarat tidak terbaca.", remedy)


_SAMPLES: Mapping[type, str] = {
    str: '"…" (teks dalam tanda kutip).',
    int: "angka tanpa tanda kutip.",
    bool: "true atau false.",
    list: '["…", "…"].',
    dict: "{ … }.",
    date: "2026-01-31 (tahun-bulan-tanggal, tanpa tanda kutip).",
}


def _line_in(message: str) -> int:
    """The line a TOML error speaks of: `… (at line 3, column 5)`."""
    words = message.replace(",", " ").split()
    return int(words[words.index("line") + 1]) if "line" in words else 1
