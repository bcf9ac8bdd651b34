"""Reading one office file: what is wrong is gathered, not raised at the first mistake."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from lawang.offices.days_in_words import WrongDay
from lawang.offices.file_lines import Lines, Where
from lawang.offices.words import Term

Table = Mapping[str, Any]
T = TypeVar("T")


class OfficeFileError(Exception):
    """An office file with mistakes. Each: "offices/x.toml:12: what is wrong; write … instead"."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class Reading:
    """One file being read: where things stand, and the mistakes found so far."""

    def __init__(self, path: Path | str, written: str) -> None:
        self.path = path
        self.lines = Lines(written)
        self._mistakes: list[tuple[int, str]] = []

    def wrong(self, where: Where, text: str) -> None:
        """Note a mistake at this place."""
        line = self.lines.of(where)
        if (line, text) not in self._mistakes:
            self._mistakes.append((line, text))

    def finish(self) -> None:
        """Raise OfficeFileError when anything was wrong."""
        if self._mistakes:
            in_order = sorted(self._mistakes, key=lambda mistake: mistake[0])
            raise OfficeFileError(f"{self.path}:{line}: {text}" for line, text in in_order)

    def only(self, table: Table, where: Where, allowed: tuple[str, ...]) -> None:
        """Every key must be one of these."""
        for key in table:
            if key not in allowed:
                self.wrong((*where, key), f'kunci "{key}" tidak dikenal; {nearest(key, allowed)}')

    def text(self, table: Table, where: Where, key: str, *, needed: bool = False) -> str:
        """A line of text; empty when it is missing or wrong."""
        value = table.get(key)
        if value is None or value == "":
            if needed:
                self.wrong((*where, key), f'"{key}" belum ada; tulis {key} = "…"')
            return ""
        if not isinstance(value, str):
            self.wrong((*where, key), f'"{key}" harus teks; tulis {key} = "{value}"')
            return ""
        return value

    def texts(self, table: Table, where: Where, key: str) -> tuple[str, ...]:
        """A list of words."""
        value = table.get(key, [])
        if isinstance(value, str):
            self.wrong((*where, key), f'"{key}" harus daftar; tulis {key} = ["{value}"]')
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong((*where, key), f'"{key}" harus daftar kata; tulis {key} = ["…", "…"]')
            return ()
        if key in table and not value:
            self.wrong((*where, key), f'"{key}" kosong; isi daftarnya, atau hapus baris ini')
        return tuple(value)

    def number(self, table: Table, where: Where, key: str, *, least: int = 0) -> int | None:
        """A whole number of at least `least`."""
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.wrong((*where, key), f'"{key}" harus bilangan bulat paling sedikit {least}; '
                                      f"tulis misalnya {key} = {max(least, 1)}")  # fmt: skip
            return None
        return value

    def true(self, table: Table, where: Where, key: str) -> bool:
        """A yes or no; missing is no."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.wrong((*where, key), f'"{key}" hanya true atau false; tulis {key} = true')
            return False
        return value

    def tables(self, table: Table, where: Where, key: str) -> list[Table]:
        """A list of tables, written `[[key]]`."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            dotted = ".".join([*(p for p in where if isinstance(p, str)), key])
            self.wrong((*where, key), f'"{key}" harus ditulis sebagai bagian [[{dotted}]]')
            return []
        return value

    def term(self, word: str, where: Where, terms: Mapping[str, Term], what: str) -> str | None:
        """The code of a word of the table of words (or the code itself)."""
        for term in terms.values():
            if word.lower() in (term.word.lower(), term.code.lower()):
                return str(term.code)
        words = tuple(term.word for term in terms.values())
        self.wrong(where, f'{what} "{word}" tidak dikenal; {nearest(word, words)}')
        return None

    def read(self, where: Where, reader: Callable[[], T]) -> T | None:
        """What the reader finds; a WrongDay becomes a mistake at this place."""
        try:
            return reader()
        except WrongDay as mistake:
            self.wrong(where, str(mistake))
            return None


def nearest(word: str, allowed: Iterable[str]) -> str:
    """ "tulis "x"" with the nearest valid word, else all of them."""
    from difflib import get_close_matches  # only for mistakes: `lawang ask` must start fast

    choices = list(allowed)
    lower = {choice.lower(): choice for choice in choices}
    close = get_close_matches(word.lower(), list(lower), n=1, cutoff=0.6)
    if close:
        return f'tulis "{lower[close[0]]}"'
    return f"tulis salah satu dari: {', '.join(choices)}"
