"""Writing one row with a statement that is put together once, for what a whole town does at once.

The ORM writes the same SQL anew for every row, which takes it ten times as long as the database
needs to run it. The values still go through the fields, so they are sealed and indexed as ever.
"""

from functools import lru_cache
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

AnyField: TypeAlias = "models.Field[Any, Any]"


def insert(row: models.Model, *, unless_there: bool = False) -> bool:
    """Write this new row and give it its id, as `save(force_insert=True)` without signals.

    `unless_there`: where a unique constraint has such a row already, nothing is written and the
    answer is False. Otherwise raises IntegrityError. For models whose id the database makes.
    """
    statement, fields = _prepared(type(row), unless_there)
    here = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, True), here) for field in fields]
    with here.cursor() as cursor:
        cursor.execute(statement, values)
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk = made[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True


@lru_cache(maxsize=64)
def _prepared(model: type[models.Model], unless_there: bool) -> tuple[str, tuple[AnyField, ...]]:
    """The statement, which both databases understand, and the fields in its order."""
    key = model._meta.pk
    fields = tuple(each for each in model._meta.local_concrete_fields if each is not key)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(each.column)) for each in fields)
    marks = ", ".join(["%s"] * len(fields))
    conflict = " ON CONFLICT DO NOTHING" if unless_there else ""
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks}){conflict}"
        f" RETURNING {quote(str(key.column))}"
    )
    return statement, fields
