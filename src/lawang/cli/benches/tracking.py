"""./lawang bench tracking: following an application among few and among many.

"find" is the POST of number and birth date, "page" the status page that it leads to, "both" the
two after one another (one of `both` is two requests). The floor is a Django page with the usual
middleware, one SELECT by number and a template of thirty lines. All servers run at once and are
asked in turns; load from wrk, 16 connections kept alive, other numbers all the time.
"""

import argparse
import re
import shutil
import statistics
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from lawang.cli.benches._serving import get, serving, wrk
from lawang.cli.benches._throwaway import DATABASES, FLOOR, floor, load_now, says, throwaway

ONE_SELECT = "lawang.cli.benches._tracking_floor"
LUA = Path(__file__).with_suffix(".lua")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
SIZES = (10_000, 1_000_000)
DOES = {"find": {303}, "page": {200}, "both": {200, 303}}


def main(words: list[str]) -> int:
    """Print ours, floor, ratio, and few against many; 2 without wrk."""
    parser = argparse.ArgumentParser(prog="lawang bench tracking", description=__doc__)
    parser.add_argument("--small", action="store_true", help="beberapa detik saja, SQLite saja")
    parser.add_argument("--only", choices=DATABASES)
    options = parser.parse_args(words)
    if shutil.which("wrk") is None:
        print("lawang bench: wrk tidak ada; di Debian: apt install wrk", file=sys.stderr)
        return 2
    sizes, seconds, rounds = ((1_000, 20_000), 1, 2) if options.small else (SIZES, 3, 3)
    wanted = (options.only,) if options.only else DATABASES[:1] if options.small else DATABASES
    for name in wanted:
        _database(name, sizes, seconds, rounds)
    return 0


def _database(name: str, sizes: tuple[int, int], seconds: int, rounds: int) -> None:
    with ExitStack() as stack:
        few, many = (_Office(stack, name, size) for size in sizes)
        page = _Server(stack, many, floor(many.settings, ONE_SELECT, usual=True), FLOOR)
        ours = [_Server(stack, office, office.settings) for office in (few, many)]
        print(f"{name}: {rounds} rounds of {seconds} s in turns; load average {load_now()}")
        for does in DOES:
            found = [
                (*(each.load(does, seconds) for each in ours), page.load("page", seconds))
                for _ in range(rounds)
            ]
            _told(does, sizes, found)


class _Office:
    """So many filed applications in a database of its own."""

    def __init__(self, stack: ExitStack, database: str, size: int) -> None:
        self.settings = stack.enter_context(throwaway(database))
        started = time.monotonic()
        self.numbers = Path(self.settings["LAWANG_DATA"]) / "numbers"
        self.numbers.write_text(says(self.settings, "seed", str(size)), encoding="utf-8")
        taken = time.monotonic() - started
        print(f"{database}: {size:,} applications made in {taken:.0f} s", flush=True)


class _Server:
    """A web server over an office."""

    def __init__(
        self, stack: ExitStack, office: _Office, settings: Mapping[str, str], target: str = ""
    ) -> None:
        self.port, _ = stack.enter_context(serving(settings, target))
        self.asked = {"NUMBERS": str(office.numbers)}
        if not target:
            self.asked |= _form(self.port)
        self.load("page", 1)

    def load(self, does: str, seconds: int) -> float:
        """How many times a second this was done; stops the measurement at a wrong answer."""
        found = wrk(self.port, "/", "-t2", "-c16", f"-d{seconds}s", "-s", str(LUA),
                    settings={**self.asked, "DOES": does})  # fmt: skip
        if set(found.statuses) - DOES[does] or not found.statuses:
            raise SystemExit(f"lawang bench: {does} was answered with {dict(found.statuses)}")
        return found.per_second / (2 if does == "both" else 1)


def _form(port: int) -> Mapping[str, str]:
    """The token of the form and its cookie."""
    _, headers, page = get(port, "/lacak/", {})
    token = TOKEN.search(page)
    if token is None:
        raise SystemExit("lawang bench: no form at /lacak/")
    cookie = headers.get("Set-Cookie", headers.get("set-cookie", "")).partition(";")[0]
    return {"TOKEN": token[1].decode(), "COOKIE": cookie}


def _told(does: str, sizes: tuple[int, int], found: list[tuple[float, ...]]) -> None:
    few, many, page = (statistics.median(column) for column in zip(*found, strict=True))
    ratios = sorted(row[1] / row[2] for row in found)
    growth = sorted(row[0] / row[1] for row in found)
    print(f"  {does:4}: ours {few:5.0f}/s of {sizes[0]:,}, {many:5.0f}/s of {sizes[1]:,},"
          f" floor {page:5.0f}/s; ratio {statistics.median(ratios):.2f}"
          f" ({ratios[0]:.2f} to {ratios[-1]:.2f}; at least 0.7);"
          f" few : many {statistics.median(growth):.2f}"
          f" ({growth[0]:.2f} to {growth[-1]:.2f}; at most 1.2)", flush=True)  # fmt: skip
