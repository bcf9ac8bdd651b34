"""./lawang bench intake: applications with three photos of 200 kB, taken in over HTTP.

Ours is what a citizen does at the end: one POST with the three photos, one that sends. The floor
is a bare Django view that takes the same bytes in one POST and writes the same rows and files
durably. Both run behind the same web server on the same database, in turns.
"""

import argparse
import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

from lawang.cli.benches._serving import HOST, serving
from lawang.cli.benches._throwaway import (
    DATABASES,
    FLOOR,
    floor,
    load_now,
    pss,
    says,
    throwaway,
)

BARE = "lawang.cli.benches._intake_floor"
PAPERS = ("ktp-el", "kk", "surat-rawat")
PHOTO_BYTES = 200_000
CLIENTS = (8, 16)
WARM = 48
BETWEEN = "bench-of-lawang"
Draft = tuple[str, str, str]
"""Token, id, version of the consent."""
Take = Callable[[http.client.HTTPConnection, Draft], None]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round gave: applications a second, and the seconds each took."""

    per_second: float
    taken: tuple[float, ...]


def main(words: list[str]) -> int:
    """Print ours, floor and ratio; 1 when an application is not wholly there in the end."""
    parser = argparse.ArgumentParser(prog="lawang bench intake", description=__doc__)
    parser.add_argument("--small", action="store_true", help="beberapa detik saja, SQLite saja")
    parser.add_argument("--only", choices=DATABASES)
    options = parser.parse_args(words)
    count, rounds = (32, 3) if options.small else (96, 5)
    wanted = (options.only,) if options.only else DATABASES[:1] if options.small else DATABASES
    good = [_database(each, count, rounds) for each in wanted]
    return 0 if all(good) else 1


def _database(name: str, count: int, rounds: int) -> bool:
    with throwaway(name) as settings:
        needed = 2 * WARM + count + 2 * rounds * len(CLIENTS) * count
        made = says(settings, "drafts", str(needed)).splitlines()
        drafts = iter([(token, pk, consent) for token, pk, consent in map(str.split, made)])
        bare = serving(floor(settings, BARE), FLOOR)
        with serving(settings) as (ours, group), bare as (bottom, _):
            print(f"{name}: {rounds} rounds of {count} in turns; load average {load_now()}")
            _round(bottom, _take_floor, drafts, 16, WARM)
            _round(ours, _take_ours, drafts, 16, WARM)
            idle = pss(group)
            for clients in CLIENTS:
                pairs = [
                    (_round(ours, _take_ours, drafts, clients, count),
                     _round(bottom, _take_floor, drafts, clients, count))
                    for _ in range(rounds)
                ]  # fmt: skip
                _told(clients, pairs)
            most = _memory(group, lambda: _round(ours, _take_ours, drafts, 16, count))
            print(f"  memory during 16 uploads at once: {most:.0f} MB, idle {idle:.0f} MB:"
                  f" {most - idle:+.0f} MB (at most 64)", flush=True)  # fmt: skip
        there = int(says(settings, "filed"))
    print(f"  {there} of {needed} applications are there with {len(PAPERS)} files each", flush=True)
    return there == needed


def _told(clients: int, pairs: list[tuple[Round, Round]]) -> None:
    ratios = sorted(ours.per_second / bare.per_second for ours, bare in pairs)
    for name, rounds in zip(("ours", "floor"), zip(*pairs, strict=True), strict=True):
        taken = sorted(1000 * each for one in rounds for each in one.taken)
        middle, last = taken[len(taken) // 2], taken[min(len(taken) * 99 // 100, len(taken) - 1)]
        rate = statistics.median(one.per_second for one in rounds)
        print(f"  {clients:3} clients, {name:5}: {rate:6.1f} applications/s,"
              f" p50 {middle:4.0f} ms, p99 {last:4.0f} ms")  # fmt: skip
    print(f"  {clients:3} clients, ratio: {statistics.median(ratios):.2f}"
          f" ({ratios[0]:.2f} to {ratios[-1]:.2f}; at least 0.7, p99 at most 500 ms)",
          flush=True)  # fmt: skip


def _round(port: int, take: Take, drafts: Iterator[Draft], clients: int, count: int) -> Round:
    """So many applications by so many clients, each with one connection kept alive."""
    mine = [[next(drafts) for _ in range(count // clients)] for _ in range(clients)]
    taken: list[float] = []

    def client(given: list[Draft]) -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        for draft in given:
            started = time.monotonic()
            take(connection, draft)
            taken.append(time.monotonic() - started)
        connection.close()

    started = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, mine))
    return Round(len(taken) / (time.monotonic() - started), tuple(taken))


def _take_ours(connection: http.client.HTTPConnection, draft: Draft) -> None:
    token, _, consent = draft
    _post(connection, f"/permohonan/{token}/berkas/", BODY, "/periksa/")
    _post(connection, f"/permohonan/{token}/periksa/", f"setuju={consent}".encode(), "/resi/")


def _take_floor(connection: http.client.HTTPConnection, draft: Draft) -> None:
    _post(connection, f"/{draft[1]}/", BODY, "")


def _post(connection: http.client.HTTPConnection, path: str, body: bytes, leads_to: str) -> None:
    kind = f"multipart/form-data; boundary={BETWEEN}"
    if body is not BODY:
        kind = "application/x-www-form-urlencoded"
    connection.request("POST", path, body, {"Content-Type": kind})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303 or not (answer.headers["Location"] or "").endswith(leads_to):
        raise SystemExit(f"lawang bench: {path} answered {answer.status} {answer.headers}")


def _body() -> bytes:
    random, parts = Random(3), []
    for paper in PAPERS:
        parts.append(
            f'--{BETWEEN}\r\nContent-Disposition: form-data; name="foto-{paper}";'
            f' filename="{paper}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
            + JPEG_HEAD + random.randbytes(PHOTO_BYTES - len(JPEG_HEAD)) + b"\r\n"
        )  # fmt: skip
    last = f'--{BETWEEN}\r\nContent-Disposition: form-data; name="lanjut"\r\n\r\n1\r\n'
    return b"".join([*parts, f"{last}--{BETWEEN}--\r\n".encode()])


JPEG_HEAD = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000"  # JFIF
    "ffc0001108080006000301220002110103110" + "1"  # a frame of 1536 by 2048
    "ffda000c03010002110311003f00"
)
BODY = _body()


def _memory(group: int, load: Callable[[], object]) -> float:
    """The most that the server took while `load` ran, in MB."""
    seen, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            seen.append(pss(group))

    watcher = threading.Thread(target=watch)
    watcher.start()
    load()
    over.set()
    watcher.join()
    return max(seen)
