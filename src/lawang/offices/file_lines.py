"""On which line of an office file something stands: a small scanner beside tomllib."""

import re

Where = tuple[str | int, ...]
"""A place in a file: ("masa", 1, "ketentuan", 0, "jam")."""

TABLE = re.compile(r"^\s*\[(?P<many>\[)?\s*(?P<name>[^\]\[]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""^\s*(?P<key>"[^"]*"|'[^']*'|[\w.-]+)\s*=""")
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


class Lines:
    """The line of each table header and key."""

    def __init__(self, written: str) -> None:
        self._lines: dict[Where, int] = {}
        self._counts: dict[Where, int] = {}
        self._scan(written)

    def of(self, where: Where) -> int:
        """The line of this place, else of the nearest place around it."""
        while where:
            if where in self._lines:
                return self._lines[where]
            where = where[:-1]
        return 1

    def _scan(self, written: str) -> None:
        table: Where = ()
        depth, long_quote = 0, ""
        for number, line in enumerate(written.splitlines(), start=1):
            if long_quote:
                long_quote = "" if long_quote in line else long_quote
                continue
            if depth == 0:
                if found := TABLE.match(line):
                    table = self._enter(found, number)
                    continue
                if found := KEY.match(line):
                    self._lines[(*table, *_parts(found["key"]))] = number
            for mark in ('"""', "'''"):
                if line.count(mark) == 1:
                    long_quote = mark
            bare = QUOTED.sub("", line).split("#")[0]
            depth += sum(bare.count(mark) for mark in "[{") - sum(bare.count(m) for m in "]}")

    def _enter(self, found: re.Match[str], number: int) -> Where:
        """The place a header opens; `[[masa.ketentuan]]` belongs to the latest masa."""
        names = _parts(found["name"])
        where: Where = ()
        for name in names[:-1]:
            where = (*where, name)
            if where in self._counts:
                where = (*where, self._counts[where] - 1)
        where = (*where, names[-1])
        if found["many"]:
            count = self._counts.get(where, 0)
            self._counts[where] = count + 1
            self._lines.setdefault(where, number)
            where = (*where, count)
        self._lines[where] = number
        return where


def _parts(name: str) -> list[str]:
    """The parts of a dotted key; a quoted key is one part."""
    if name[:1] in "\"'":
        return [name[1:-1]]
    return [part.strip().strip("\"'") for part in name.split(".")]
