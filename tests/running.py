"""`./lawang up` in a process of its own, as a user starts it: for journeys and launcher tests."""

import os
import re
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SIGN_IN = re.compile(r"^  (?P<who>[^:]+): (?P<username>\S+) / (?P<password>\S+) ?(?P<totp>\S*)$")


@dataclass(frozen=True, slots=True)
class Server:
    """A running `./lawang up`: its address, its data directory, what it printed."""

    url: str
    data: Path
    said: tuple[str, ...]

    @property
    def sign_ins(self) -> dict[str, re.Match[str]]:
        """The rehearsal accounts by user name; groups who, username, password, totp."""
        found = [SIGN_IN.match(line) for line in self.said]
        return {match["username"]: match for match in found if match}


def environment() -> dict[str, str]:
    """Ours, without the keys and settings of the tests: what runs is an office of its own."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("LAWANG_", "DJANGO_"))}
    return plain | {"PYTHONPATH": str(REPOSITORY / "src"), "PYTHONUNBUFFERED": "1"}


def lawang(*words: str) -> subprocess.CompletedProcess[str]:
    """One command of ./lawang, run to its end."""
    command = [sys.executable, "-m", "lawang.cli", *words]
    return subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=False, timeout=60
    )


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """`./lawang up` in a process of its own, as a user starts it."""

    def __init__(self, data: Path, *words: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "lawang.cli", "up", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--data", str(data), *words],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout
        self.output = self.process.stdout
        self.server = Server(f"http://127.0.0.1:{self.port}", data, self._until_ready())
        # Somebody must go on reading, or a full pipe stops the server.
        threading.Thread(target=self.output.read, daemon=True).start()

    def _until_ready(self) -> tuple[str, ...]:
        said = []
        for line in self.output:
            said.append(line.rstrip("\n"))
            if line.startswith("Siap:"):
                return tuple(said)
        raise AssertionError("the server did not start:\n" + "\n".join(said))

    def stop(self) -> int:
        """SIGTERM, as an operator stops it; gives the exit code."""
        self.process.terminate()
        return self.process.wait(20)
