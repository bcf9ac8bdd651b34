"""What must stand in no file: package hosts, telephone numbers that could be somebody's."""

import re

from tests.shape.tree import place, tracked

# Spelled in parts, so that this file does not hold them.
HOSTS = re.compile(
    "|".join(["py" + "pi\\.", "python" + "hosted", "npm" + "js\\.", "crates" + "\\.io"])
)
PHONE = re.compile(r"(?<![\w.:-])(?:\+62|62|0)8\d{2}[ -]?\d{3,4}[ -]?\d{3,5}(?![\w-])")
# 0800-000-0xxx is ours; the counting ones show a form or break a parser.
INVENTED = re.compile(r"(0|\+?62)8(00000\d{3,5}|001234567|1234567890)")
TEXT = {".py", ".toml", ".md", ".html", ".css", ".js", ".txt", ".in", ".yml", ".json", ".po", ""}


def _lines():
    for path in tracked():
        if path.suffix in TEXT and "requirements" not in path.parts:
            text = path.read_text(encoding="utf-8", errors="replace")
            for number, line in enumerate(text.splitlines(), 1):
                yield f"{place(path)}:{number}", line


def test_files__package_hosts__named_nowhere() -> None:
    assert not [where for where, line in _lines() if HOSTS.search(line)]


def test_files__telephone_numbers__only_invented_ones() -> None:
    found = [
        f"{where} {number}"
        for where, line in _lines()
        for number in PHONE.findall(line)
        if not INVENTED.fullmatch(re.sub("[ -]", "", number))
    ]
    assert not found, found
