"""Reading the words after a command: one clear line and exit 2 when they are wrong."""

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn

REPOSITORY = Path(__file__).resolve().parents[3]


class Options(argparse.ArgumentParser):
    """An argument parser whose complaint is a single line."""

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with 2."""
        self.exit(2, f"{self.prog}: {message}\n")


class Stop(Exception):
    """A command cannot go on; the text is what the person reads."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A rehearsal account, as printed once by `./lawang up`."""

    who: str
    username: str
    password: str
    totp_secret: str = ""


def told(stop: Stop) -> int:
    """Print the reason on stderr; gives the exit code 1."""
    print(f"lawang: {stop}", file=sys.stderr)
    return 1


def moment(words: str) -> datetime:
    """An ISO time; without an offset it is taken as WIB (+07:00)."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(
            f"waktu “{words}” tidak terbaca; tulis seperti 2021-01-19T07:55+07:00"
        ) from wrong
    return found if found.tzinfo else datetime.fromisoformat(f"{found.isoformat()}+07:00")


def data_directory(given: str | None) -> Path:
    """Where the installation lives: --data, else LAWANG_DATA, else var/ beside ./lawang."""
    return Path(given or os.environ.get("LAWANG_DATA") or REPOSITORY / "var").absolute()
