"""./lawang bench soak [--small]: thousands are filed and processed while processes are killed.

Citizens file with photos and write down each receipt they were shown (fsync, as a person would
remember it); officers take, judge and decide. All of it through the real actions, in processes of
their own that are killed with SIGKILL at random moments. At the end every number shown must exist
with all its papers and files, and every draft begun must be there.
"""

import argparse
import base64
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from lawang.cli.options import REPOSITORY

COUNT, SMALL = 10_000, 200
CITIZENS, OFFICERS = 2, 1
KILL_SECONDS = (2.0, 12.0)
OFFICE = "dinsos-depok"


@dataclass(slots=True)
class Worker:
    """A process that is started again whenever it was killed."""

    words: list[str]
    process: subprocess.Popen[bytes]


def main(words: list[str]) -> int:
    """0 when every receipt shown and every draft begun is accounted for, else 1."""
    parser = argparse.ArgumentParser(prog="lawang bench soak", description=__doc__)
    parser.add_argument("--small", action="store_true", help=f"{SMALL} instead of {COUNT}")
    parser.add_argument("--part", choices=("setup", "citizen", "officer", "check"))
    parser.add_argument("--place", default="0")
    options = parser.parse_args(words)
    if options.part:
        return _part(options.part, options.place)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that `finally` runs
    with tempfile.TemporaryDirectory(prefix="lawang-soak-") as folder:
        return _soak(Path(folder), SMALL if options.small else COUNT)


def _soak(folder: Path, count: int) -> int:
    environment = _environment(folder)
    if _run(environment, "setup").wait():
        return 1
    started, kills = time.monotonic(), 0
    parts = [("citizen", str(n)) for n in range(CITIZENS)]
    parts += [("officer", str(n)) for n in range(OFFICERS)]
    workers = [Worker([*part], _run(environment, *part)) for part in parts]
    try:
        while (shown := _shown(folder)) < count:
            time.sleep(random.uniform(*KILL_SECONDS))
            victim = random.choice(workers)
            _kill(victim)
            kills += 1
            victim.process = _run(environment, *victim.words)
    finally:
        for each in workers:
            _kill(each)
    seconds = time.monotonic() - started
    print(f"{shown} receipts shown in {seconds:.0f} s, {kills + len(workers)} processes killed")
    return _run(environment, "check").wait()


def _kill(worker: Worker) -> None:
    """At once, as a power cut would."""
    worker.process.send_signal(signal.SIGKILL)
    worker.process.wait()


def _environment(folder: Path) -> dict[str, str]:
    key = secrets.token_hex(32)
    field = base64.b64encode(secrets.token_bytes(32)).decode()
    return os.environ | {
        "LAWANG_DATA": str(folder),
        "LAWANG_DATABASE_URL": "",
        "LAWANG_SECRET_KEY": key,
        "LAWANG_FIELD_KEYS": f"soak:{field}",
        "DJANGO_SETTINGS_MODULE": "lawang.settings",
        "PYTHONPATH": str(REPOSITORY / "src"),
    }


def _run(environment: dict[str, str], part: str, place: str = "0") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lawang.cli.benches.soak", "--part", part, "--place", place]
    return subprocess.Popen(command, env=environment)


def _shown(folder: Path) -> int:
    """How many receipts citizens have written down."""
    return sum(
        line.startswith(b'["sent"')
        for path in folder.glob("shown-*")
        for line in path.read_bytes().splitlines()
    )


def _part(part: str, place: str) -> int:
    import django

    django.setup()
    from lawang.cli import soak_parts

    folder = Path(os.environ["LAWANG_DATA"])
    if part == "check":
        return soak_parts.check(_written(folder))
    if part == "setup":
        soak_parts.set_up(OFFICE)
    elif part == "officer":
        soak_parts.work(OFFICE)
    else:
        file = (folder / f"shown-{place}").open("ab", buffering=0)
        soak_parts.file_on(OFFICE, lambda *said: _write_down(file.fileno(), said))
    return 0


def _write_down(descriptor: int, said: tuple[str, ...]) -> None:
    """One line, on the disk before anything else happens."""
    os.write(descriptor, json.dumps(said).encode() + b"\n")
    os.fsync(descriptor)


def _written(folder: Path) -> list[list[str]]:
    """Every line that was written to its end."""
    lines = [line for path in folder.glob("shown-*") for line in path.read_bytes().split(b"\n")]
    return [json.loads(line) for line in lines if line.endswith(b"]")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
