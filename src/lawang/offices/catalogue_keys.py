"""Where the catalogue lies and which services it names, without reading a file.

`./lawang ask` needs only the names, and has 0.3 s for everything.
"""

from functools import cache
from os import listdir
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "catalogue"

SHARED = frozenset({"papers", "questions", "groups", "facts", "notices", "forms"})
"""Files that several services draw on; every other file is one service."""


@cache
def service_keys() -> frozenset[str]:
    """Every service the nation knows, ended ones too: the file names of the catalogue."""
    stems = {name.removesuffix(".toml") for name in listdir(FOLDER) if name.endswith(".toml")}
    return frozenset(stems - SHARED)
