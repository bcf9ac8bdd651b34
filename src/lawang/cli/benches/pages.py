"""./lawang bench pages: the weight and speed of what a closing brings a whole town to.

Every figure stands beside a floor measured in the same run on the same machine: constant bytes
and a trivial Django view, each behind the same web server with the same two workers, and loaded in
turns with ours.
"""

import argparse
import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
AS_OF = "2021-01-19T08:55+07:00"
ROOT = Path(__file__).resolve().parents[4]
PER_SECOND = re.compile(r"Requests/sec:\s+([\d.]+)")
SETTLED = re.compile(rb"^Siap:")


def main(words: list[str]) -> int:
    """Print ours, floor and ratio per line; 2 without wrk."""
    parser = argparse.ArgumentParser(prog="lawang bench pages", description=__doc__)
    parser.add_argument("--small", action="store_true", help="beberapa detik saja")
    seconds = 1 if parser.parse_args(words).small else 5
    if shutil.which("wrk") is None:
        print("lawang bench: wrk tidak ada; di Debian: apt install wrk", file=sys.stderr)
        return 2
    print(f"{'':44}{'ours':>12}{'floor':>12}{'ratio':>9}")
    with tempfile.TemporaryDirectory(prefix="lawang-bench-") as folder:
        data = Path(folder) / "data"
        _row("up, new database, to Siap (s; at most 12)", _time_up(data))
        _row("up, same database, to Siap (s; at most 3)", _time_up(data))
        _pages(data, seconds)
        _row("ask --data (s; at most 0.3)", _time_ask("--data", str(data)))
    _row("ask (s; at most 0.3)", _time_ask())
    print(f"load average: {' '.join(f'{each:.1f}' for each in os.getloadavg())}")
    return 0


def _row(what: str, ours: float, floor: float | None = None) -> None:
    figure = f"{ours:12,.0f}" if ours >= 100 else f"{ours:12.2f}"
    beside = f"{floor:12,.0f}{ours / floor:9.2f}" if floor else ""
    print(f"{what:44}{figure}{beside}", flush=True)


def _pages(data: Path, seconds: int) -> None:
    """Ours beside both floors, which run all the while: an idle server costs nothing."""
    settings = {"LAWANG_DATA": str(data), "LAWANG_PLAIN_HTTP": "1"}
    with _web({}, _floor("constant_bytes")) as constant, _web({}, _floor("trivial_view")) as view:
        _beside("trivial Django view (requests/s, of bytes)", (view, "/"), (constant, "/"), seconds)
        started = time.monotonic()
        with _web(settings, "lawang.wsgi:application") as port:
            _row("process start to first page (s; at most 2)", time.monotonic() - started)
            for path in PAGES:
                _row(f"{path} (bytes gzip; at most 30 kB)", _weight(port, path))
            for path in (STATUS, *PAGES):
                ours = (port, path)
                _beside(f"{path} (of bytes)", ours, (constant, "/"), seconds)
                _beside(f"{path} (of Django)", ours, (view, "/"), seconds)
            _row("two web workers, after load (MB PSS; <= 220)", _memory(port))


PAGES = ("/dinsos-depok/", "/disdukcapil-bekasi/", "/dinsos-depok/layanan/kis/")
STATUS = "/dinsos-depok/status.json"


def _floor(name: str) -> str:
    return f"lawang.cli.benches._pages_floor:{name}"


def _beside(what: str, ours: tuple[int, str], floor: tuple[int, str], seconds: int) -> None:
    """Requests a second of both, in turns: a neighbour's load falls on both alike."""
    found = [(_load(*floor, seconds), _load(*ours, seconds)) for _ in range(TURNS)]
    floors, figures = zip(*found, strict=True)
    _row(what, sum(figures) / TURNS, sum(floors) / TURNS)


TURNS = 3


@contextmanager
def _web(settings: dict[str, str], target: str) -> Iterator[int]:
    """A web server of two workers for `target`, until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "lawang.cli.benches._pages_floor", target, str(port)]
    server = subprocess.Popen(command, env=os.environ | settings, start_new_session=True)
    _servers[port] = server.pid
    try:
        _wait(port)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


_servers: dict[int, int] = {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            if _get(port, "/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit("lawang bench: the server does not answer")


def _get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def _weight(port: int, path: str) -> int:
    """Bytes of a first visit: one answer, since the page asks for nothing else."""
    status, body = _get(port, path)
    html = gzip.decompress(body).decode()
    asked = re.findall(r'(?:src|rel="stylesheet" href)="/[^"]+"', html)
    assert status == 200
    assert not asked
    return len(body)


def _load(port: int, path: str, seconds: int) -> float:
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", "Accept-Encoding: gzip",
               f"http://{HOST}:{port}{path}"]  # fmt: skip
    subprocess.run([*command[:3], "-d1s", *command[4:]], capture_output=True, check=True)
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"lawang bench: {path} answered with errors\n{said}")
    found = PER_SECOND.search(said)
    return float(found[1]) if found else 0.0


def _memory(port: int) -> float:
    """Proportional set size of the server and its workers, in MB."""
    total = 0
    for status in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(status.name)) == _servers[port]:
                rollup = (status / "smaps_rollup").read_text()
                total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
        except (OSError, ProcessLookupError):
            continue
    return total / 1024


def _time_up(data: Path) -> float:
    started = time.monotonic()
    command = [sys.executable, "-m", "lawang.cli", "up", "--data", str(data), "--port",
               str(_free_port())]  # fmt: skip
    if not data.exists():
        command += ["--as-of", AS_OF]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert running.stdout is not None
    ready = any(SETTLED.match(line) for line in running.stdout)
    taken = time.monotonic() - started
    running.terminate()
    running.communicate(timeout=30)
    if not ready:
        raise SystemExit("lawang bench: up did not become ready")
    return taken


def _time_ask(*more: str) -> float:
    """The best of five through the launcher, as a person calls it."""
    command = [str(ROOT / "lawang"), "ask", "dinsos-depok", "kis", "--channel", "counter",
               "--at", "2021-01-19T09:00", *more]  # fmt: skip
    taken = []
    for _ in range(5):
        started = time.monotonic()
        subprocess.run(command, capture_output=True, check=False)
        taken.append(time.monotonic() - started)
    return min(taken)
