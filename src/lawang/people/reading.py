"""Rows by prepared statements, for the few reads that many people make again and again.

Django writes the SQL of a query anew each time, which costs more than running it.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
Opener = Callable[[Any, Any, Any], Any]


def read(model: type[Row], only: tuple[str, ...], rest: str, values: list[Any]) -> list[Row]:
    """The rows of `SELECT only FROM model rest`, other columns deferred.

    `only` names fields (`office_id` for a foreign key) and must hold the primary key; `rest` is
    SQL with `%s` for each of `values`, `t` being the table.
    """
    start, names, openers = _prepared(model, only, connection.vendor)
    adapt = connection.ops.adapt_datetimefield_value
    given = [adapt(each) if isinstance(each, datetime) else each for each in values]
    with connection.cursor() as cursor:
        cursor.execute(f"{start} {rest}", given)
        found = cursor.fetchall()
    return [model.from_db(connection.alias, names, _opened(row, openers)) for row in found]


def _opened(row: tuple[Any, ...], openers: tuple[tuple[int, Any, Opener], ...]) -> list[Any]:
    opened = list(row)
    for place, column, opener in openers:
        opened[place] = opener(opened[place], column, connection)
    return opened


@lru_cache(maxsize=64)
def _prepared(
    model: type[models.Model], only: tuple[str, ...], _vendor: str
) -> tuple[str, tuple[str, ...], tuple[tuple[int, Any, Opener], ...]]:
    """The statement's beginning, the names in the model's order, and what opens the values."""
    fields = [each for each in model._meta.concrete_fields if each.attname in only]
    columns = [each.get_col("t") for each in fields]
    quote = connection.ops.quote_name
    wanted = ", ".join(f"t.{quote(str(column.target.column))}" for column in columns)
    openers = tuple(
        (place, column, opener)
        for place, column in enumerate(columns)
        for opener in (
            *connection.ops.get_db_converters(column),
            *column.get_db_converters(connection),
        )
    )
    start = f"SELECT {wanted} FROM {quote(model._meta.db_table)} t"
    return start, tuple(each.attname for each in fields), openers
