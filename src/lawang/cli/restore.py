"""./lawang restore: a backup into a new data directory, checked before and after."""

import os
import shutil
import sqlite3
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from lawang.cli import archive
from lawang.cli.options import Options, Stop, told

SAMPLES = 20
HALF = ".restoring"


def main(words: list[str]) -> int:
    """Bring one backup back; 0 when it is whole and can be opened, else 1 with the reason."""
    options = _options(words)
    path, data = Path(options.file).absolute(), Path(options.data).absolute()
    try:
        _refuse_full(data)
        manifest = archive.verify(path)
        _start(data, manifest)
        restore(path=path, data=data, manifest=manifest)
    except Stop as reason:
        return told(reason)
    except OSError as error:
        return told(Stop(f"pemulihan gagal: {error}. Kosongkan {data}, lalu ulangi."))
    rows = sum(manifest.counts.values()) - manifest.counts.get("files", 0)
    print(f"Pulih di {data}: {rows} baris, {manifest.counts.get('files', 0)} berkas.")
    print(f"Keadaan pada {manifest.made_at}. Kunci cocok: isinya bisa dibuka.")
    print(f"Jalankan: ./lawang up --data '{data}'")
    return 0


def restore(*, path: Path, data: Path, manifest: archive.Manifest) -> None:
    """Write database and files of a verified backup; nothing is left when it does not open."""
    place = {"database": data / f"database{HALF}", "files": data / f"files{HALF}"}
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        archive.extract(path, manifest, place)
        place["files"].mkdir(exist_ok=True, mode=0o700)
        if manifest.kind == "sqlite":
            _settle_sqlite(place["database"], place["files"], data)
            place["files"].rename(data / "files")
        else:
            with _filled(place["database"], place["files"], manifest):
                place["files"].rename(data / "files")
    finally:
        for folder in place.values():
            shutil.rmtree(folder, ignore_errors=True)


def _settle_sqlite(folder: Path, files: Path, data: Path) -> None:
    from lawang.cli.databases import SQLITE_FILE

    with closing(sqlite3.connect(folder / SQLITE_FILE)) as database:
        (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            raise Stop(f"basis data di dalam cadangan rusak: {sound}.")
        _open_samples(database.cursor(), files)
    (folder / SQLITE_FILE).rename(data / SQLITE_FILE)


@contextmanager
def _filled(folder: Path, files: Path, manifest: archive.Manifest) -> Iterator[None]:
    from lawang.cli import databases

    with databases.copied_in(folder, manifest.migrations, manifest.columns) as cursor:
        for table in manifest.columns:
            if databases.count(cursor, table) != manifest.counts[table]:
                raise Stop(f"tabel {table} tidak lengkap sesudah dipulihkan.")
        _open_samples(cursor, files)
        yield


def _open_samples(cursor: Any, files: Path) -> None:
    """Open some values of every sealed column and some files; raises Stop when one stays shut."""
    from lawang.applications.storage import BIND
    from lawang.cli import databases
    from lawang.common.secretbox import CannotOpen
    from lawang.people.sealing import box

    for place in databases.sealed_places(cursor):
        for sealed in databases.sealed_samples(cursor, place, SAMPLES):
            try:
                box().open_sealed(sealed, bind=place.bind)
            except CannotOpen as error:
                raise Stop(_wrong_keys(place.bind, str(error))) from None
    for sealed in _sealed_files(files):
        try:
            box().open_sealed(sealed, bind=BIND)
        except CannotOpen as error:
            raise Stop(_wrong_keys(BIND, str(error))) from None


def _sealed_files(folder: Path) -> Iterator[bytes]:
    """Some whole sealed files; what is no sealed file is restored as it was."""
    from lawang.common.secretbox import CannotOpen, key_id_of

    for path in islice((each for each in folder.rglob("*") if each.is_file()), SAMPLES):
        content = path.read_bytes()
        with suppress(CannotOpen):
            key_id_of(content[:64])
            yield content


def _wrong_keys(where: str, why: str) -> str:
    return (
        f"kunci yang ada tidak membuka {where} ({why}). Tidak ada yang dipulihkan: cari kunci "
        "yang dipakai waktu cadangan dibuat. (The keys do not open this backup.)"
    )


def _refuse_full(data: Path) -> None:
    """Only `keys` may be there already: it must be, unless the keys are in the environment."""
    if data.exists() and (not data.is_dir() or {each.name for each in data.iterdir()} - {"keys"}):
        raise Stop(
            f"{data} tidak kosong; pulihkan ke direktori baru, supaya tidak ada yang tertimpa. "
            "(The target is not empty.)"
        )


def _start(data: Path, manifest: archive.Manifest) -> None:
    """Django on the new directory, once the keys can be the right ones; else raises Stop."""
    from lawang.cli import keys
    from lawang.start import start_django

    wanted = ", ".join(manifest.key_ids) or "(belum ada yang disegel)"
    if not keys.in_environment() and not (data / "keys").is_file():
        raise Stop(
            f"kunci belum ada. Cadangan ini memerlukan kunci: {wanted}. Buat direktori {data}, "
            f"salin berkas kunci simpanan Anda ke {data / 'keys'}, lalu ulangi. (Keys needed.)"
        )
    os.environ["LAWANG_DATA"] = str(data)
    start_django()
    from django.conf import settings

    from lawang.cli import databases
    from lawang.common.secretbox import BadKeys, SecretBox, read_keys

    try:
        present = read_keys(settings.LAWANG_FIELD_KEYS)
        SecretBox(present)
    except BadKeys as error:
        raise Stop(str(error)) from None
    missing = sorted(set(manifest.key_ids) - set(present))
    if missing:
        raise Stop(
            f"cadangan ini memerlukan kunci {wanted}; yang tidak ada: {', '.join(missing)}. "
            "Tambahkan di belakang LAWANG_FIELD_KEYS, lalu ulangi. (Keys are missing.)"
        )
    if databases.kind() != manifest.kind:
        raise Stop(f"cadangan ini dari {manifest.kind}, pengaturan di sini {databases.kind()}.")
    databases.refuse_unknown(manifest.migrations)
    if manifest.kind == "postgresql":
        databases.refuse_full()


def _options(words: list[str]) -> Namespace:
    parser = Options(prog="lawang restore", description=__doc__)
    parser.add_argument("file", help="berkas cadangan")
    parser.add_argument("--data", required=True, help="direktori data yang baru")
    return parser.parse_args(words)
