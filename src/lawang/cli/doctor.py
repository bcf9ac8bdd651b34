"""./lawang doctor: what is misconfigured on this machine, in plain words."""

import os
import shutil
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from lawang.cli.options import REPOSITORY, Options, data_directory
from lawang.common import clock

LEAST_FREE_BYTES = 1_000_000_000


def main(words: list[str]) -> int:
    """Print each fault in one sentence; 0 when there is none, else 1."""
    parser = Options(prog="lawang doctor", description=__doc__)
    parser.add_argument("--data", help="direktori data (var/)")
    options = parser.parse_args(words)
    data = data_directory(options.data)
    os.environ["LAWANG_DATA"] = str(data)
    faults = [fault for check in CHECKS for fault in check(data)]
    for fault in faults:
        print(f"✗ {fault}")
    print("Semua baik." if not faults else f"{len(faults)} hal perlu dibenahi.")
    return 1 if faults else 0


def _keys(data: Path) -> Iterator[str]:
    path = data / "keys"
    if not data.exists():
        yield f"{data} belum ada; jalankan ./lawang up."
    elif path.exists() and path.stat().st_mode & 0o077:
        yield f"{path} bisa dibaca orang lain; jalankan: chmod 600 '{path}'"


def _disk(data: Path) -> Iterator[str]:
    if data.exists() and shutil.disk_usage(data).free < LEAST_FREE_BYTES:
        yield f"ruang di {data} kurang dari 1 GB; kosongkan atau pindahkan."


def _calendar(data: Path) -> Iterator[str]:
    now = clock.real_now()
    years = [now.year, now.year + 1] if now.month > 10 else [now.year]
    for year in years:
        if not (REPOSITORY / "calendar" / f"{year}.toml").exists():
            yield f"calendar/{year}.toml belum ada; hari libur {year} tidak dikenal."


def _typst(data: Path) -> Iterator[str]:
    import typst

    try:
        typst.compile(b"Lawang", format="pdf")
    except (RuntimeError, OSError) as failed:
        yield f"Typst tidak bisa membuat PDF: {failed}"


def _database(data: Path) -> Iterator[str]:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from lawang.start import start_django

    if not data.exists():
        return
    try:
        start_django()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "skema basis data belum terbaru; ./lawang up akan membaruinya."
        yield from _exposure(_settings())
    except ImproperlyConfigured as wrong:
        yield str(wrong)
    except DatabaseError as failed:
        yield f"basis data tidak menjawab: {failed}"


def _settings() -> Namespace:
    from django.conf import settings

    return Namespace(
        hosts=settings.LAWANG_PUBLIC_HOSTS,
        proxies=settings.LAWANG_TRUSTED_PROXIES,
        whatsapp=[settings.LAWANG_WHATSAPP_TOKEN, settings.LAWANG_WHATSAPP_APP_SECRET],
    )


def _exposure(found: Namespace) -> Iterator[str]:
    if found.hosts and not found.proxies:
        yield "LAWANG_ALLOWED_HOSTS tanpa LAWANG_TRUSTED_PROXIES: tanpa proksi tidak ada https."
    if found.proxies and not found.hosts:
        yield "LAWANG_TRUSTED_PROXIES tanpa LAWANG_ALLOWED_HOSTS: nama situs akan ditolak."
    if any(found.whatsapp) and not all(found.whatsapp):
        yield "WhatsApp setengah diatur: TOKEN dan APP_SECRET keduanya perlu."


CHECKS: tuple[Callable[[Path], Iterator[str]], ...] = (_keys, _disk, _calendar, _typst, _database)
