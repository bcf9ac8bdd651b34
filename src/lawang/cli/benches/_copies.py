"""A million applications in a minute: a few real ones, copied inside the database."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Any

from django.db import connection, models, transaction

from lawang.applications.models import Application, ApplicationEvent, ApplicationPaper
from lawang.common import receipts

PREFIX, FIRST_ID = "DPK", 1_000
Copy = tuple[int, str, str, int]
"""Id, receipt number, digest of the link, id of the application it is a copy of."""


def numbered(count: int, templates: list[int]) -> Iterator[Copy]:
    """Copies in order of id, with numbers as scattered as real ones; the same in every run."""
    random = Random(2)
    for place in range(count):
        digest = hashlib.sha256(str(place).encode()).hexdigest()
        number = receipts.new(PREFIX, random)
        yield FIRST_ID + place, number, digest, templates[place % len(templates)]


def make(copies: Iterable[Copy], *, every: int) -> list[Copy]:
    """Write them with papers and events; gives each `every`-th back."""
    kept: list[Copy] = []

    def passing() -> Iterator[Copy]:
        for place, copy in enumerate(copies):
            if place % every == 0:
                kept.append(copy)
            yield copy

    with connection.cursor() as cursor:
        for statement in QUICK[connection.vendor]:
            cursor.execute(statement)
        cursor.execute(
            "CREATE TABLE bench_copy (id bigint PRIMARY KEY, number varchar(16),"
            " digest varchar(64), template bigint)"
        )
        _load(cursor, passing())
        own = {"id": "c.id", "number": "c.number", "token_digest": "c.digest"}
        own["nik_index"] = own["phone_index"] = "substr(c.digest, 1, 60)"
        _copy(cursor, Application, "id", own)
        for model in (ApplicationPaper, ApplicationEvent):
            _copy(cursor, model, "application_id", {"application_id": "c.id"})
        cursor.execute("DROP TABLE bench_copy")
        for statement in SETTLE[connection.vendor]:
            cursor.execute(statement)
    return kept


QUICK = {
    "sqlite": ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-500000"),
    "postgresql": ("SET synchronous_commit=off",),
}
SETTLE = {
    "sqlite": ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"),
    "postgresql": ("VACUUM ANALYZE", "CHECKPOINT"),
}


def _load(cursor: Any, copies: Iterator[Copy]) -> None:
    if connection.vendor == "postgresql":
        with cursor.copy("COPY bench_copy FROM STDIN") as lines:
            for copy in copies:
                lines.write_row(copy)
        return
    with transaction.atomic():
        cursor.executemany("INSERT INTO bench_copy VALUES (%s, %s, %s, %s)", copies)


def _copy(cursor: Any, model: type[models.Model], template: str, own: Mapping[str, str]) -> None:
    """Rows of a table for all copies; `own` are the columns that differ from the template's."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    columns = [each for each in columns if each != "id" or each in own]
    values = [own.get(each, f't."{each}"') for each in columns]
    named = ", ".join(f'"{each}"' for each in columns)
    cursor.execute(
        f'INSERT INTO "{model._meta.db_table}" ({named}) SELECT {", ".join(values)}'
        f' FROM bench_copy c JOIN "{model._meta.db_table}" t ON t."{template}" = c.template'
    )
