"""./lawang backup: database and sealed files into one file, while the installation runs."""

import os
import platform
import sys
import tarfile
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lawang.cli import archive
from lawang.cli.options import Options, Stop, data_directory, told
from lawang.common import clock

KEYS = """
KUNCI TIDAK ADA di dalam cadangan ini. Tanpa kunci, isinya tidak bisa dibuka siapa pun, juga
tidak oleh Bapak/Ibu. Kunci ada di {keys}
  1. Salin berkas itu ke dua tempat lain (misalnya dua USB, atau dicetak di kertas).
  2. Simpan di lemari yang terkunci, di gedung yang berbeda.
  3. Jangan di tempat yang sama dengan cadangan: siapa memegang keduanya bisa membaca semuanya.
Kunci yang diperlukan cadangan ini: {ids}
(The keys are not in this backup. Keep copies of them elsewhere, never beside the backup.)"""


def main(words: list[str]) -> int:
    """Write one backup; 0 when it is whole and on disk, 1 with the reason, 2 for bad words."""
    options = _options(words)
    data = data_directory(options.data)
    target = Path(options.to or f"lawang-{clock.real_now():%Y%m%d-%H%M%S}.tar.gz").absolute()
    try:
        _start(data)
        manifest = write(data=data, target=target)
    except Stop as reason:
        return told(reason)
    except OSError as error:
        return told(Stop(f"cadangan tidak jadi ditulis: {error}."))
    _say(target, manifest, data)
    return 0


def write(*, data: Path, target: Path) -> archive.Manifest:
    """Back up the database of the settings and `data`/files to `target`, whole or not at all.

    Raises Stop or OSError, and then leaves nothing behind.
    """
    if target.exists():
        raise Stop(f"{target} sudah ada; beri nama lain dengan --to.")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".lawang-", dir=target.parent) as folder,
            _private(part) as file,
        ):
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as tar:
                manifest = _fill(archive.Writer(tar), Path(folder), data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return manifest


def _fill(writer: archive.Writer, folder: Path, data: Path) -> archive.Manifest:
    """The database first: every file that its rows name is there when the files are read."""
    from lawang.cli import databases

    with databases.one_moment(folder) as cursor:
        manifest = _manifest(cursor)
        manifest.columns = databases.copy_out(cursor, folder)
    for path in sorted(folder.iterdir()):
        writer.add(f"database/{path.name}", path)
        path.unlink()
    key_ids = set(manifest.key_ids)
    files = 0
    for name, path in _files(data / "files"):
        try:
            key_ids |= _key_ids([writer.add(name, path)])
        except FileNotFoundError:
            continue  # deleted since, with its row
        files += 1
    manifest.counts["files"] = files
    manifest.key_ids = sorted(key_ids)
    writer.finish(manifest)
    return manifest


def _manifest(cursor: Any) -> archive.Manifest:
    import django

    from lawang.cli import databases
    from lawang.offices import installation

    found = installation.current()
    key_ids: set[str] = set()
    for place in databases.sealed_places(cursor):
        key_ids |= _key_ids(databases.sealed_heads(cursor, place))
    return archive.Manifest(
        kind=databases.kind(),
        made_at=clock.real_now().isoformat(timespec="seconds"),
        installation=found.kind if found else "",
        versions={"django": django.get_version(), "python": platform.python_version()},
        migrations=databases.applied_migrations(),
        counts={table: databases.count(cursor, table) for table in databases.tables_of(cursor)},
        columns={},
        key_ids=sorted(key_ids),
    )


def _key_ids(heads: Iterator[bytes] | list[bytes]) -> set[str]:
    from lawang.common.secretbox import CannotOpen, key_id_of

    found = set()
    for head in heads:
        try:
            found.add(key_id_of(head))
        except CannotOpen:
            continue  # a file half written, or none of ours
    return found


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"files/{path.relative_to(folder).as_posix()}", path


def _private(path: Path) -> Any:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(handle, "wb")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _options(words: list[str]) -> Namespace:
    parser = Options(prog="lawang backup", description=__doc__)
    parser.add_argument("--data", help="direktori data (var/)")
    parser.add_argument("--to", help="berkas cadangan yang dibuat (lawang-TANGGAL.tar.gz)")
    return parser.parse_args(words)


def _start(data: Path) -> None:
    from django.core.exceptions import ImproperlyConfigured

    from lawang.start import start_django

    if not data.is_dir():
        raise Stop(f"direktori data {data} tidak ada.")
    os.environ["LAWANG_DATA"] = str(data)
    try:
        start_django()
    except ImproperlyConfigured as error:
        raise Stop(str(error)) from None


def _say(target: Path, manifest: archive.Manifest, data: Path) -> None:
    size = target.stat().st_size / 1_000_000
    rows = sum(manifest.counts.values()) - manifest.counts["files"]
    print(f"Cadangan: {target} ({size:.1f} MB, {rows} baris, {manifest.counts['files']} berkas)")
    keys = data / "keys"
    where = str(keys) if keys.exists() else "lingkungan (LAWANG_FIELD_KEYS, LAWANG_SECRET_KEY)"
    ids = ", ".join(manifest.key_ids) or "belum ada yang disegel"
    print(KEYS.format(keys=where, ids=ids), file=sys.stdout, flush=True)
