"""The measurements of filing and following run, come to an end and print their ratios."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from lawang.cli.options import REPOSITORY

RATIO = re.compile(r"ratio:? \d+\.\d\d")


def bench(name: str) -> str:
    """What `./lawang bench NAME --small` prints."""
    settings = {key: each for key, each in os.environ.items() if not key.startswith("LAWANG_")}
    settings |= {"PYTHONPATH": str(REPOSITORY / "src")}
    settings.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "lawang.cli", "bench", name, "--small"]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=settings, text=True, timeout=300, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.slow
def test_bench_intake__small__ratios_and_every_application_is_there():
    said = bench("intake")
    assert len(RATIO.findall(said)) == 2, said
    there, made = re.search(r"(\d+) of (\d+) applications are there", said).groups()
    assert there == made


@pytest.mark.slow
def test_bench_tracking__small__ratios_and_growth():
    assert shutil.which("wrk"), "apt install wrk: the measurements need it"
    said = bench("tracking")
    assert len(RATIO.findall(said)) == 3, said
    assert said.count("few : many") == 3
