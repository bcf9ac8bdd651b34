"""A web server for a measurement, load from wrk, and the database it runs on."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
PER_SECOND = re.compile(r"Requests/sec:\s+([\d.]+)")
P99 = re.compile(r"\s+99%\s+([\d.]+)(us|ms|s|m)\b")
TOLD = re.compile(r"^told (\d+) (\d+)$", re.MULTILINE)
ERRORS = re.compile(r"Non-2xx|Socket errors")
SPAN = re.compile(r"^span ([\d.]+)$", re.MULTILINE)
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
READY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw."""

    per_second: float
    p99: float
    statuses: Mapping[int, int]
    seconds: float
    errors: str = ""
    """What wrk says went wrong; "" for nothing."""

    @property
    def answers(self) -> int:
        """Requests answered, whatever the status."""
        return sum(self.statuses.values())


@contextmanager
def serving(settings: Mapping[str, str], target: str = "") -> Iterator[tuple[int, int]]:
    """Lawang as `up` serves it, or another target, by two workers; gives port and process group."""
    port = free_port()
    ours = ["lawang.cli.webserver", HOST, str(port), "2"]
    words = ["lawang.cli.benches._pages_floor", target, str(port)] if target else ours
    server = subprocess.Popen(
        [sys.executable, "-m", *words], env=os.environ | dict(settings),
        start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port)
        yield port, server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def wrk(port: int, path: str, *words: str, settings: Mapping[str, str] | None = None) -> Load:
    """Run wrk with these words; its script may print `told STATUS COUNT` and `span SECONDS`.

    A script that has asked all it wanted makes the files DONE0 and DONE1, one a thread; wrk
    itself would sleep on until its time is over.
    """
    with tempfile.TemporaryDirectory(prefix="lawang-wrk-") as folder:
        done = Path(folder) / "done"
        running = subprocess.Popen(
            ["wrk", "--latency", *words, f"http://{HOST}:{port}{path}"],
            env=os.environ | dict(settings or {}) | {"DONE": str(done)},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        while running.poll() is None:
            if all(Path(f"{done}{place}").exists() for place in (0, 1)):
                running.send_signal(signal.SIGINT)
                break
            time.sleep(0.01)
        said = running.communicate()[0]
    statuses = {int(status): int(count) for status, count in TOLD.findall(said)}
    rate, span, slow = PER_SECOND.search(said), SPAN.search(said), P99.search(said)
    seconds = float(span[1]) if span else 0.0
    per_second = sum(statuses.values()) / seconds if seconds else float(rate[1]) if rate else 0.0
    wrong = " ".join(each.strip() for each in said.splitlines() if ERRORS.search(each))
    return Load(per_second, _seconds(slow), statuses, seconds, wrong)


def _seconds(slow: re.Match[str] | None) -> float:
    return float(slow[1]) * UNITS[slow[2]] if slow else 0.0


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def workers_of(group: int) -> list[int]:
    """The web workers of a server: the processes of its group that are not its first."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(each.name)) == group and int(each.name) != group:
                found.append(int(each.name))
        except (OSError, ProcessLookupError):
            continue
    return sorted(found)


def get(port: int, path: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
    """One answer: status, headers (of several cookies the last), body."""
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def _wait(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            get(port, "/healthz", {})
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("lawang bench: the server does not answer")
