"""The file that `./lawang backup` writes: a tar.gz whose last member says what must be in it.

    database/…      the database: one SQLite file, or one COPY text per table of PostgreSQL
    files/…         the sealed uploads, as they lie on disk
    manifest.json   versions, counts, key ids, and size and sha256 of every member before it

The manifest comes last, so that a file cut short has none. Keys are never in it.
"""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from lawang.cli.options import Stop

FORMAT = 1
MANIFEST = "manifest.json"
LONGEST_MANIFEST = 512 * 1024 * 1024
_NAME = re.compile(r"(database|files)(/[A-Za-z0-9_.-]+)+")
_READING = 1024 * 1024

DAMAGED = (
    "cadangan {path} rusak atau terpotong ({why}). Tidak ada yang dipulihkan; "
    "pakai cadangan lain. (The backup is damaged.)"
)


@dataclass(slots=True)
class Manifest:
    """What a backup says about itself."""

    kind: str
    made_at: str
    installation: str
    versions: dict[str, str]
    migrations: list[list[str]]
    counts: dict[str, int]
    columns: dict[str, list[str]]
    key_ids: list[str]
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT


class Hashed:
    """A file that is hashed while it is read; its first bytes are kept."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest, self.size, self.head = source, hashlib.sha256(), 0, b""

    def read(self, length: int = -1) -> bytes:
        """As of a file."""
        piece = self.source.read(length)
        self.digest.update(piece)
        self.size += len(piece)
        if len(self.head) < 64:
            self.head += piece[:64]
        return piece


class Writer:
    """Adds members to the archive and remembers what they were."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> bytes:
        """Add one file; gives its first bytes. Raises FileNotFoundError when it is gone."""
        if not safe(name):
            raise Stop(f"nama berkas {name!r} tidak bisa dicadangkan.")
        with path.open("rb") as source:
            entry = tarfile.TarInfo(name)
            entry.size = path.stat().st_size
            entry.mode = 0o600
            hashed = Hashed(source)
            self.tar.addfile(entry, hashed)
        self.members[name] = {"size": hashed.size, "sha256": hashed.digest.hexdigest()}
        return hashed.head

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest; nothing comes after it."""
        manifest.members = self.members
        written = {name: getattr(manifest, name) for name in manifest.__dataclass_fields__}
        text = json.dumps(written, indent=1, sort_keys=True).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        self.tar.addfile(entry, io.BytesIO(text))


def safe(name: str) -> bool:
    """May a member be called this? It can then lead nowhere but into its own folder."""
    return bool(_NAME.fullmatch(name)) and not {".", ".."} & set(name.split("/"))


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """Whatever a damaged file does to its readers, as one sentence."""
    try:
        yield
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise Stop(DAMAGED.format(path=path, why=type(error).__name__)) from None


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every member with its content, in order; raises Stop for one no backup has."""
    with tarfile.open(path, "r|gz") as tar:
        for entry in tar:
            source = tar.extractfile(entry) if entry.isreg() else None
            if source is None or not (entry.name == MANIFEST or safe(entry.name)):
                raise Stop(DAMAGED.format(path=path, why=f"anggota {entry.name!r}"))
            yield entry.name, source


def verify(path: Path) -> Manifest:
    """Read the whole archive once, writing nothing; gives its manifest. Raises Stop."""
    if not path.is_file():
        raise Stop(f"cadangan {path} tidak ada.")
    with _told_apart(path):
        found, manifest = _contents(path)
    if manifest is None:
        raise Stop(DAMAGED.format(path=path, why="daftar isi tidak ada"))
    wrong = [
        name
        for name in {*found, *manifest.members}
        if found.get(name) != manifest.members.get(name)
    ]
    if wrong:
        raise Stop(DAMAGED.format(path=path, why=f"isi {min(wrong)} tidak cocok"))
    return manifest


def _contents(path: Path) -> tuple[dict[str, dict[str, Any]], Manifest | None]:
    found: dict[str, dict[str, Any]] = {}
    manifest: Manifest | None = None
    for name, source in members(path):
        if name == MANIFEST:
            manifest = _read(path, source.read(LONGEST_MANIFEST))
            continue
        hashed = Hashed(source)
        while hashed.read(_READING):
            pass
        found[name] = {"size": hashed.size, "sha256": hashed.digest.hexdigest()}
    return found, manifest


def extract(path: Path, manifest: Manifest, place: dict[str, Path]) -> None:
    """Write the members below the folders `place` names for "database" and "files"."""
    for name, source in members(path):
        if name == MANIFEST:
            continue
        top, _, rest = name.partition("/")
        target = place[top] / rest
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        hashed = Hashed(source)
        with target.open("xb") as file:
            target.chmod(0o600)
            while piece := hashed.read(_READING):
                file.write(piece)
        if hashed.digest.hexdigest() != manifest.members[name]["sha256"]:
            raise Stop(DAMAGED.format(path=path, why=f"isi {name} berubah sewaktu dibaca"))


def _read(path: Path, text: bytes) -> Manifest:
    try:
        table = json.loads(text)
        if table.get("format") != FORMAT:
            raise Stop(f"cadangan {path} dibuat oleh Lawang lain (format {table.get('format')}).")
        return Manifest(**table)
    except (ValueError, TypeError, AttributeError):
        raise Stop(DAMAGED.format(path=path, why="daftar isi tidak terbaca")) from None
