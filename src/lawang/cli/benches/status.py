"""./lawang bench status: status.json beside the same server's constant bytes, 304s apart.

256 connections kept alive, two web workers, load from wrk on the same machine. The office is Depok
with 30 numbers; the queue stands still, so every conditional request is a 304.
"""

import argparse
import shutil
import sys

from lawang.cli.benches._rush_office import OFFICE
from lawang.cli.benches._serving import get, serving, wrk
from lawang.cli.benches.rush import office

PATH = f"/{OFFICE}/status.json"
AIM, LEAST_RATE = 0.6, 1_000
FLOOR = "lawang.cli.benches._pages_floor:constant_bytes"


def main(words: list[str]) -> int:
    """Print ours, floor and ratio; 2 without wrk, 1 when an answer was an error."""
    parser = argparse.ArgumentParser(prog="lawang bench status", description=__doc__)
    parser.add_argument("--small", action="store_true", help="beberapa detik saja")
    options = parser.parse_args(words)
    if shutil.which("wrk") is None:
        print("lawang bench: wrk tidak ada; di Debian: apt install wrk", file=sys.stderr)
        return 2
    seconds = "-d3s" if options.small else "-d60s"
    flood = ("-t2", "-c256", seconds, "--timeout", "10s")
    with serving({}, FLOOR) as (port, _):
        floor = wrk(port, "/", *flood)
    print(f"constant bytes: {floor.per_second:,.0f}/s, p99 {floor.p99 * 1000:,.0f} ms", flush=True)
    headers = ("-H", "X-Forwarded-Proto: https", "-H", "Accept-Encoding: gzip")
    with office("sqlite", 30) as settings, serving(settings) as (port, _):
        _, said, body = get(port, PATH, {"X-Forwarded-Proto": "https"})
        etag = {name.lower(): value for name, value in said.items()}.get("etag", "")
        whole = wrk(port, PATH, *flood, *headers)
        same = wrk(port, PATH, *flood, *headers, "-H", f"If-None-Match: {etag}")
    good = not (whole.errors or same.errors)
    for what, ours in ((f"200, {len(body)} bytes", whole), ("304", same)):
        share, enough = ours.per_second / floor.per_second, ours.per_second >= LEAST_RATE
        print(
            f"status.json {what}: {ours.per_second:,.0f}/s = {share:.2f} of bytes (aim {AIM}),"
            f" p99 {ours.p99 * 1000:,.0f} ms, errors: {ours.errors or 'none'};"
            f" {'above' if enough else 'BELOW'} {LEAST_RATE:,}/s",
            flush=True,
        )
    return 0 if good else 1
