"""./lawang bench rush: a whole town takes numbers at the same moment, over HTTP.

For each database: people for 30 numbers (exactly 30, no gap, one each; also with kill -9 of a web
worker in the middle), then numbers without end at 16 and 256 connections beside the bare
statement of the same run. Load from wrk on the same machine, connections kept alive, no TLS.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from lawang.cli import keys
from lawang.cli.benches._rush_office import DAY, OFFICE
from lawang.cli.benches._serving import HOST, Load, get, serving, workers_of, wrk

LUA = Path(__file__).with_suffix(".lua")
TAKE = f"/{OFFICE}/antrean/ambil/kis/?hari={DAY}"
WON = 303
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
ENOUGH = 1_000_000


def main(words: list[str]) -> int:
    """Print one line per measurement; 2 without wrk, 1 when a number was lost or given twice."""
    parser = argparse.ArgumentParser(prog="lawang bench rush", description=__doc__)
    parser.add_argument("--small", action="store_true", help="beberapa detik saja")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args(words)
    if shutil.which("wrk") is None:
        print("lawang bench: wrk tidak ada; di Debian: apt install wrk", file=sys.stderr)
        return 2
    crowds = (1_000, 10_000) if options.small else (1_000, 10_000, 100_000)
    good = True
    for name in ("sqlite", "postgresql"):
        if options.only in (None, name):
            print(f"\n{name}", flush=True)
            good = _database(name, crowds, 3 if options.small else 10) and good
    return 0 if good else 1


def _database(name: str, crowds: tuple[int, ...], seconds: int) -> bool:
    good = True
    bare = _bytes(seconds)
    print(f"  constant bytes, 64 connections: {bare:,.0f}/s", flush=True)
    for people in crowds:
        with office(name, 30) as settings, serving(settings) as (port, _):
            load = _rush(port, _form(port), people, 64)
            good = _said(f"{people:,} people for 30 numbers", load, settings, 30, bare) and good
    with office(name, 30) as settings, serving(settings) as (port, group):
        form = _form(port)
        _kill_soon(group)
        load = _rush(port, form, 2_000, 64, first=10_000_000)
        _rush(port, form, 2_000, 16, first=20_000_000)
        good = _said("kill -9 of a worker in the middle", load, settings, 30, bare) and good
    with office(name, ENOUGH) as settings:
        floor = float(_office_says(settings, "floor", str(seconds), "4"))
        print(f"  bare statement, 4 connections: {floor:,.0f}/s")
        with serving(settings) as (port, _):
            rates = [_issue(port, clients, seconds, settings) for clients in (16, 256)]
        for clients, rate in zip((16, 256), rates, strict=True):
            print(f"  issued at {clients} connections: {rate:,.0f}/s = {rate / floor:.2f} of it")
        print(f"  256 against 16 connections: {rates[1] / max(rates[0], 0.1):.2f}", flush=True)
        found = json.loads(_office_says(settings, "check"))
        good = good and bool(found["whole"] and found["one_each"])
        print(
            f"  {found['issued']:,} issued, no gap: {found['whole']}, one each: {found['one_each']}"
        )
    return good


def _said(what: str, load: Load, settings: Mapping[str, str], numbers: int, bare: float) -> bool:
    found = json.loads(_office_says(settings, "check"))
    good = found == {"issued": numbers, "whole": True, "one_each": True, "counter": numbers}
    told = ", ".join(f"{status}: {count:,}" for status, count in sorted(load.statuses.items()))
    print(
        f"  {what}: {load.seconds:.1f} s, {load.per_second:,.0f} answers/s"
        f" ({load.per_second / bare:.2f} of bytes), p99 {load.p99 * 1000:,.0f} ms, {told};"
        f" {found['issued']} issued {'- right' if good else f'- WRONG {found}'}",
        flush=True,
    )
    return good


def _issue(port: int, clients: int, seconds: int, settings: Mapping[str, str]) -> float:
    """Numbers a second that came into the database; 0 people: as many as there is time for."""
    before = json.loads(_office_says(settings, "check"))["issued"]
    _rush(port, _form(port), 0, clients, first=clients * 1_000_000, seconds=seconds)
    after = json.loads(_office_says(settings, "check"))["issued"]
    return float(after - before) / seconds


def _form(port: int) -> dict[str, str]:
    """The form as a browser has it before the rush; asked a few times, so that workers are warm."""
    ours = f"{HOST}:{port}"
    headers = {"Host": ours, "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.9.9.9"}
    for _ in range(20):
        _, said, page = get(port, f"{TAKE}&jam=0800", headers)
    token = TOKEN.search(page)
    if token is None:
        raise SystemExit(f"lawang bench: no form at {TAKE}")
    cookie = said.get("Set-Cookie", said.get("set-cookie", "")).partition(";")[0]
    return {"TOKEN": token[1].decode(), "COOKIE": cookie, "TAKE": TAKE,
            "ORIGIN": f"https://{ours}", "HOST_PORT": ours}  # fmt: skip


def _rush(
    port: int, form: Mapping[str, str], people: int, clients: int, *, first: int = 1,
    seconds: int = 120,
) -> Load:  # fmt: skip
    """These people press the button; 0: as many as there is time for."""
    words = {**form, "FIRST": str(first), "PEOPLE": str(people)}
    return wrk(port, TAKE, "-t2", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s",
               str(LUA), settings=words)  # fmt: skip


def _bytes(seconds: int) -> float:
    with serving({}, "lawang.cli.benches._pages_floor:constant_bytes") as (port, _):
        return wrk(port, "/", "-t2", "-c64", f"-d{seconds}s").per_second


@contextmanager
def office(name: str, numbers: int) -> Iterator[dict[str, str]]:
    """A database of this kind with the office and that many numbers; gives the settings."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lawang-bench-")))
        keys.write_new(folder / "keys")
        settings = {"LAWANG_DATA": str(folder), "LAWANG_TRUSTED_PROXIES": HOST}
        if name == "postgresql":
            from lawang.cli.test import postgresql

            settings["LAWANG_DATABASE_URL"] = stack.enter_context(postgresql())
        _office_says(settings, "make", str(numbers))
        yield settings


def _office_says(settings: Mapping[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "lawang.cli.benches._rush_office", *words]
    done = subprocess.run(
        command, env=os.environ | dict(settings), stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def _kill_soon(group: int) -> None:
    """kill -9 of one web worker a moment from now."""
    workers = workers_of(group)
    if workers:
        threading.Timer(0.15, os.kill, (workers[-1], signal.SIGKILL)).start()
