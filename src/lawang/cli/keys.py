"""The keys of an installation: made once, kept in DATA/keys, never in a backup."""

import os
import secrets
from pathlib import Path

from lawang.common import secretbox

NAMES = ("LAWANG_SECRET_KEY", "LAWANG_FIELD_KEYS")


def write_new(path: Path) -> None:
    """Write fresh keys to `path`, for its owner only; raises FileExistsError if it is there."""
    text = (
        f"LAWANG_SECRET_KEY={secrets.token_urlsafe(60)}\n"
        f"LAWANG_FIELD_KEYS=k1:{secretbox.new_key()}\n"
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def in_environment() -> bool:
    """Whether every key is given by the environment, so that DATA/keys is not needed."""
    return all(os.environ.get(name) or os.environ.get(f"{name}_FILE") for name in NAMES)
