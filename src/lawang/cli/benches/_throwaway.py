"""A database for one measurement, the processes that fill it, and what a server takes of memory."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from lawang.cli import keys

FLOOR = "lawang.cli.benches._floor_wsgi:application"
DATABASES = ("sqlite", "postgresql")
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@contextmanager
def throwaway(database: str) -> Iterator[dict[str, str]]:
    """An empty data directory and database of this kind; gives the settings for processes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lawang-bench-")))
        keys.write_new(folder / "keys")
        settings = {
            "LAWANG_DATA": str(folder), "LAWANG_DATABASE_URL": "", "LAWANG_PLAIN_HTTP": "1",
        }  # fmt: skip
        if database == "postgresql":
            from lawang.cli.test import postgresql

            settings["LAWANG_DATABASE_URL"] = stack.enter_context(postgresql())
        yield settings


def floor(settings: Mapping[str, str], views: str, *, usual: bool = False) -> dict[str, str]:
    """Settings for `FLOOR` over the same database; `views` is the module with its urlpatterns."""
    return {**settings, "LAWANG_FLOOR": views, "LAWANG_FLOOR_USUAL": "1" if usual else ""}


def says(settings: Mapping[str, str], *words: str) -> str:
    """What `python -m lawang.cli.benches._filed WORDS` prints with these settings."""
    command = [sys.executable, "-m", "lawang.cli.benches._filed", *words]
    done = subprocess.run(
        command, env=os.environ | dict(settings), stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def pss(group: int) -> float:
    """Proportional set size of a server with all its processes, in MB."""
    total = 0
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(each.name)) == group:
                found = PSS.search((each / "smaps_rollup").read_text())
                total += int(found[1]) if found else 0
        except (OSError, ProcessLookupError):
            continue
    return total / 1024


def load_now() -> str:
    """The load average of this moment, for the line above the figures."""
    return " ".join(f"{each:.1f}" for each in os.getloadavg())
