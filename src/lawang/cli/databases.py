"""A database as files and back: SQLite by its own backup, PostgreSQL by COPY.

Both see one moment of a running installation and stop nobody: SQLite's backup reads a snapshot of
the write-ahead log, COPY runs in one repeatable-read transaction. COPY instead of pg_dump,
because it needs no program beside Lawang, and Lawang knows its own tables.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from lawang.cli.options import Stop
from lawang.people.rotation import sealed_columns

SQLITE_FILE = "lawang.sqlite3"
MIGRATIONS = "django_migrations"


def kind() -> str:
    """ "sqlite" or "postgresql", as the settings say."""
    return connection.vendor


@contextmanager
def one_moment(copy: Path) -> Iterator[Any]:
    """A cursor on a still picture of the database, for the time of the `with`.

    For SQLite the picture is the copy itself, written to `copy / lawang.sqlite3`.
    """
    if kind() == "sqlite":
        target = copy / SQLITE_FILE
        _copy_sqlite(target)
        with closing(sqlite3.connect(target)) as database:
            yield database.cursor()
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield cursor


def count(cursor: Any, table: str) -> int:
    """How many rows a table has in this moment."""
    cursor.execute(f"SELECT count(*) FROM {_quoted(table)}")
    return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class SealedPlace:
    """A sealed column that this database has (before its migrations it may lack new ones)."""

    table: str
    column: str
    key: str
    bind: str


def sealed_places(cursor: Any) -> list[SealedPlace]:
    """The sealed columns of this moment."""
    there = tables_of(cursor)
    found = []
    for model, columns in sealed_columns().items():
        table = model._meta.db_table
        if table not in there:
            continue
        cursor.execute(f"SELECT * FROM {_quoted(table)} LIMIT 0")
        names = {each[0] for each in cursor.description}
        key = model._meta.pk.attname
        found += [
            SealedPlace(table, each.attname, key, each.bind)
            for each in columns
            if each.attname in names
        ]
    return found


def sealed_heads(cursor: Any, place: SealedPlace) -> Iterator[bytes]:
    """The first bytes of every sealed value of a column."""
    name = _quoted(place.column)
    cursor.execute(
        f"SELECT substr({name}, 1, 18) FROM {_quoted(place.table)} WHERE {name} IS NOT NULL"
    )
    while rows := cursor.fetchmany(5000):
        for (head,) in rows:
            yield bytes(head)


def sealed_samples(cursor: Any, place: SealedPlace, most: int) -> list[bytes]:
    """Some values of a column, the oldest and the newest."""
    name, found = _quoted(place.column), []
    for order in ("ASC", "DESC"):
        cursor.execute(
            f"SELECT {name} FROM {_quoted(place.table)} WHERE {name} IS NOT NULL"
            f" ORDER BY {_quoted(place.key)} {order} LIMIT {most:d}"
        )
        found += [bytes(sealed) for (sealed,) in cursor.fetchall()]
    return found


def tables_of(cursor: Any) -> list[str]:
    """Every table in this moment, by name; none of SQLite's own."""
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        if kind() == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    return sorted(name for (name,) in cursor.fetchall())


def copy_out(cursor: Any, folder: Path) -> dict[str, list[str]]:
    """Every table of PostgreSQL as a text file; gives each table's columns. SQLite: nothing."""
    if kind() == "sqlite":
        return {}
    columns = {}
    for table in tables_of(cursor):
        if table == MIGRATIONS:
            continue
        described = connection.introspection.get_table_description(cursor, table)
        columns[table] = [each.name for each in described]
        with (
            (folder / table).open("wb") as file,
            cursor.copy(f"COPY {_quoted(table)} ({_listed(columns[table])}) TO STDOUT") as copy,
        ):
            for piece in copy:
                file.write(piece)
    return columns


def applied_migrations() -> list[list[str]]:
    """What has been applied, as the database says."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def refuse_unknown(migrations: list[list[str]]) -> None:
    """Raises Stop when a newer Lawang made the backup."""
    known = set(MigrationLoader(None).disk_migrations or {})
    unknown = [f"{app}.{name}" for app, name in migrations if (app, name) not in known]
    if unknown:
        raise Stop(f"cadangan ini dari Lawang yang lebih baru ({unknown[0]}); perbarui dulu.")


def refuse_full() -> None:
    """Raises Stop when the PostgreSQL database has tables already."""
    if connection.introspection.table_names():
        raise Stop("basis data PostgreSQL tujuan tidak kosong; buat yang baru. (Not empty.)")


@contextmanager
def copied_in(
    folder: Path, migrations: list[list[str]], columns: dict[str, list[str]]
) -> Iterator[Any]:
    """PostgreSQL filled from its files; kept only when the `with` ends well. Gives a cursor."""
    with transaction.atomic(), connection.cursor() as cursor:
        executor = MigrationExecutor(connection)
        executor.migrate(_last_ones(executor.loader.graph.node_map, migrations))
        cursor.execute(f"TRUNCATE {_listed(list(columns))}")
        for table, names in columns.items():
            with (
                (folder / table).open("rb") as file,
                cursor.copy(f"COPY {_quoted(table)} ({_listed(names)}) FROM STDIN") as copy,
            ):
                while piece := file.read(1024 * 1024):
                    copy.write(piece)
        models = apps.get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        yield cursor


def _last_ones(graph: Any, migrations: list[list[str]]) -> list[tuple[str, str]]:
    """The last of these migrations in each app: an earlier one as target would mean going back."""
    there = {(app, name) for app, name in migrations}
    return [
        one
        for one in sorted(there & set(graph))
        if not any(child.key[0] == one[0] and child.key in there for child in graph[one].children)
    ]


def _copy_sqlite(target: Path) -> None:
    source = Path(connection.settings_dict["NAME"])
    if not source.exists():
        raise Stop(f"basis data {source} tidak ada.")
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as running,
        closing(sqlite3.connect(target)) as copy,
    ):
        running.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        (sound,) = copy.execute("PRAGMA quick_check").fetchone()
    if sound != "ok":
        raise Stop(f"basis data {source} rusak: {sound}. Jangan hapus cadangan lama.")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _listed(names: list[str]) -> str:
    return ", ".join(_quoted(name) for name in names)
