"""Reading and changing rows with statements that are put together once (see `inserting.py`).

For the few reads and writes that every application goes through. Values go through the fields
both ways, so what is sealed stays sealed and every index is kept. No signals.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models

from lawang.people.inserting import AnyField

Row = TypeVar("Row", bound=models.Model)
Converters = tuple[tuple[int, Any, tuple[Any, ...]], ...]


def rows_where(model: type[Row], *, lock: bool = False, **equal: object) -> list[Row]:
    """The rows whose columns equal these values, in the model's own order, all fields loaded.

    `lock` holds them until the transaction ends, where the database can hold single rows.
    """
    here = connections[DEFAULT_DB_ALIAS]
    statement, names, wanted, converters = _read(model, tuple(equal), lock, here.vendor)
    values = [
        field.get_db_prep_value(value, here)
        for field, value in zip(wanted, equal.values(), strict=True)
    ]
    with here.cursor() as cursor:
        cursor.execute(statement, values)
        found = [list(each) for each in cursor.fetchall()]
    for row in found:
        for place, column, convert in converters:
            for each in convert:
                row[place] = each(row[place], column, here)
    return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in found]


def update(row: models.Model, fields: Sequence[str]) -> None:
    """Write these fields of a row that exists, as `save(update_fields=fields)` without signals.

    Raises DatabaseError when the row is gone.
    """
    here = connections[DEFAULT_DB_ALIAS]
    statement, written = _written(type(row), tuple(fields))
    values = [field.get_db_prep_save(field.pre_save(row, False), here) for field in written]
    with here.cursor() as cursor:
        cursor.execute(statement, [*values, row.pk])
        if cursor.rowcount == 0:
            raise DatabaseError(f"{type(row).__name__} {row.pk} is gone: nothing was updated.")


def insert_all(rows: Sequence[models.Model]) -> None:
    """Write these new rows of one model in one statement and give them their ids.

    For models whose id the database makes; raises IntegrityError.
    """
    if not rows:
        return
    here = connections[DEFAULT_DB_ALIAS]
    statement, written = _inserted(type(rows[0]), len(rows))
    values = [
        field.get_db_prep_save(field.pre_save(row, True), here) for row in rows for field in written
    ]
    with here.cursor() as cursor:
        cursor.execute(statement, values)
        made = cursor.fetchall()
    for row, (key,) in zip(rows, made, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache(maxsize=64)
def _read(
    model: type[models.Model], wanted: tuple[str, ...], lock: bool, _vendor: str
) -> tuple[str, list[str], tuple[AnyField, ...], Converters]:
    """Statement, names of the fields in its order, fields asked for, what makes values of columns.

    Remembered per kind of database: each has its own converters.
    """
    fields = model._meta.concrete_fields
    asked = tuple(_field(model, name) for name in wanted)
    where = " AND ".join(f"{_quoted(field)} = %s" for field in asked)
    order = ", ".join(_quoted(_field(model, str(name))) for name in model._meta.ordering or ())
    statement = (
        f"SELECT {', '.join(_quoted(field) for field in fields)}"
        f" FROM {connection.ops.quote_name(model._meta.db_table)} WHERE {where}"
        + (f" ORDER BY {order}" if order else "")
        + (" FOR UPDATE" if lock and connection.features.has_select_for_update else "")
    )
    columns = [field.cached_col for field in fields]
    converters = (
        (
            place,
            column,
            (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)),
        )
        for place, column in enumerate(columns)
    )
    return (
        statement,
        [field.attname for field in fields],
        asked,
        tuple(each for each in converters if each[2]),
    )


@lru_cache(maxsize=64)
def _written(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, tuple[AnyField, ...]]:
    fields = tuple(_field(model, name) for name in names)
    changes = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"UPDATE {table} SET {changes} WHERE {_quoted(model._meta.pk)} = %s", fields


@lru_cache(maxsize=64)
def _inserted(model: type[models.Model], count: int) -> tuple[str, tuple[AnyField, ...]]:
    key = model._meta.pk
    fields = tuple(each for each in model._meta.local_concrete_fields if each is not key)
    marks = f"({', '.join(['%s'] * len(fields))})"
    statement = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)}"
        f" ({', '.join(_quoted(field) for field in fields)})"
        f" VALUES {', '.join([marks] * count)} RETURNING {_quoted(key)}"
    )
    return statement, fields


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))
