"""Making a database ready: its keys, its migrations, what kind it is, what time it is there."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lawang.cli import keys
from lawang.cli.options import SignIn, Stop
from lawang.common import clock

if TYPE_CHECKING:  # Django is loaded only when the keys are there
    from lawang.offices.installation import Installation

REHEARSAL_START = datetime.fromisoformat("2021-01-19T08:55+07:00")


def settle_data(data: Path) -> None:
    """Make the data directory and, for a new database, its keys; before Django is loaded.

    Raises Stop for a database that exists but has lost its keys.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["LAWANG_DATA"] = str(data)
    path = data / "keys"
    if path.exists() or keys.in_environment():
        return
    if _database_exists(data):
        raise Stop(
            f"basis data ini sudah ada, tetapi kuncinya ({path}) tidak ada. "
            "Kembalikan berkas kunci dari simpanan Anda. (The database has lost its keys.)"
        )
    keys.write_new(path)


def _database_exists(data: Path) -> bool:
    url = _database_url()
    if not url:
        return (data / "lawang.sqlite3").exists()
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute("SELECT to_regclass('offices_installation')").fetchone()
    except psycopg.OperationalError as failed:
        raise Stop(f"PostgreSQL tidak menjawab: {str(failed).splitlines()[0]}") from failed
    return row is not None and row[0] is not None


def _database_url() -> str:
    named = os.environ.get("LAWANG_DATABASE_URL_FILE")
    if named:
        return Path(named).read_text(encoding="utf-8").strip()
    return os.environ.get("LAWANG_DATABASE_URL", "")


def migrate() -> None:
    """Apply what is pending; looks first, because most starts have nothing to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def settle_kind(*, as_of: datetime | None, empty: bool) -> Sequence[SignIn]:
    """Mark a new database as rehearsal or production, or check that the wish fits an old one.

    Sets this process's clock. Gives the sign-ins of a rehearsal made just now, else nothing.
    Raises Stop when the wish does not fit the database.
    """
    from lawang.offices import installation

    found = installation.current()
    if found is None:
        return _make_new(as_of=as_of, empty=empty)
    if found.is_rehearsal and empty:
        raise Stop(
            "basis data ini geladi dan tidak bisa menjadi sungguhan; "
            "beri --data baru. (A rehearsal cannot become a production database.)"
        )
    if as_of is not None and not found.is_rehearsal:
        raise Stop(
            "--as-of hanya untuk geladi; basis data ini sungguhan. "
            "(--as-of works on a rehearsal database only.)"
        )
    clock.set_offset(found.clock_offset)
    if as_of is not None:
        _move_clock(found, as_of)
    _bring_offices(is_rehearsal=found.is_rehearsal)
    return ()


def _bring_offices(*, is_rehearsal: bool) -> None:
    """Read the office files of an existing installation; a broken one stops, and nothing changes.

    A rehearsal follows its files. A real office lives in its database, changed by its head.
    """
    from lawang.cli import office_files, rehearsal

    if is_rehearsal:
        rehearsal.load_office_files(at=clock.now())
    else:
        office_files.read_all()


def setup_path() -> str | None:
    """The one-time address of the first office's page, while nobody can sign in yet."""
    from lawang.offices import installation
    from lawang.people.setup import new_setup_token

    if installation.is_rehearsal():
        return None
    token = new_setup_token(at=clock.now())
    return f"/petugas/mulai/{token}/" if token else None


def _make_new(*, as_of: datetime | None, empty: bool) -> Sequence[SignIn]:
    from django.db import transaction

    from lawang.cli import rehearsal
    from lawang.offices.installation import Installation

    if empty:
        Installation.objects.create(kind="production", created_at=clock.real_now())
        return ()
    at = as_of or REHEARSAL_START
    clock.set_offset(at - clock.real_now())
    with transaction.atomic():  # an interrupted first start leaves a new database, not half a town
        made = Installation(kind="rehearsal", created_at=clock.real_now())
        made.clock_offset_seconds = round((at - clock.real_now()).total_seconds())
        made.save()
        return rehearsal.load(at=at)


def _move_clock(found: "Installation", as_of: datetime) -> None:
    latest = _latest_record(clock.now())
    if latest is not None and as_of < latest:
        raise Stop(
            f"geladi ini sudah berisi catatan sampai {latest.isoformat(timespec='minutes')}; "
            "untuk waktu yang lebih awal beri --data baru. (Later records exist: use a new --data.)"
        )
    found.clock_offset_seconds = round((as_of - clock.real_now()).total_seconds())
    found.save(update_fields=["clock_offset_seconds"])
    clock.set_offset(found.clock_offset)


def _latest_record(now: datetime) -> datetime | None:
    """The newest time any row of ours carries, leaving out what is planned after `now`."""
    from django.apps import apps
    from django.db.models import DateTimeField, Max

    latest: list[datetime] = []
    for model in apps.get_models():
        if not model.__module__.startswith("lawang.") or model.__name__ == "Installation":
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, DateTimeField):
                past = model._base_manager.filter(**{f"{field.name}__lte": now})
                found = past.aggregate(latest=Max(field.name))["latest"]
                latest += [found] if found else []
    return max(latest, default=None)
