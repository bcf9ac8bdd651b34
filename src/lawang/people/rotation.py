"""Changing keys in the background: what an old key sealed is sealed again with the current one.

Put the new key first in LAWANG_FIELD_KEYS, keep the old ones behind it, restart. The worker walks
every sealed column in small lots; where it is stands in memory only, because a restart that
begins again passes over finished rows quickly. `left_under_old_keys` says when an old key may go.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import BinaryField, ExpressionWrapper, F

from lawang.common.secretbox import CannotOpen, read_keys
from lawang.people.sealing import AlreadySealed, BlindIndexField, SealedField, SealedTextField, box

log = logging.getLogger(__name__)

LOT = 200
SealedFiles = Callable[[int], Iterator[int]]
"""A walk over files in lots of so many; each step gives how many it sealed again."""


class Rotation:
    """One walk over all sealed columns and files. `turn` does a bounded piece of it."""

    def __init__(self, files: Sequence[SealedFiles] = ()) -> None:
        self.files = files
        self.resealed = self.stuck = 0
        self._walk: Iterator[int] | None = None
        self._keys = ""

    def turn(self, limit: int = LOT) -> int:
        """Look at up to `limit` rows or files; returns how many were sealed again."""
        if self._keys != settings.LAWANG_FIELD_KEYS:
            self._keys = settings.LAWANG_FIELD_KEYS
            self._walk = self._lots(limit) if len(read_keys(self._keys)) > 1 else iter(())
        if self._walk is None:
            return 0
        try:
            done = next(self._walk)
        except StopIteration:
            self._walk = None
            if self.resealed or self.stuck:
                log.info("keys changed: %d sealed again, %d stuck", self.resealed, self.stuck)
            return 0
        except Exception:
            self._keys = ""  # a busy database, say: begin again, quickly past what is done
            raise
        self.resealed += done
        return done

    def _lots(self, limit: int) -> Iterator[int]:
        for model, columns in sealed_columns().items():
            after: Any = None
            while rows := _lot(model, columns, after, limit):
                after = rows[-1]["pk"]
                yield self._reseal(model, columns, rows)
        for reseal in self.files:
            yield from reseal(limit)

    def _reseal(
        self, model: type[models.Model], columns: Sequence[SealedField], rows: list[dict[str, Any]]
    ) -> int:
        done = 0
        with transaction.atomic():
            for row in rows:
                for column in columns:
                    try:
                        done += _reseal_value(model, column, row)
                    except CannotOpen as error:
                        self.stuck += 1
                        log.error("%s of row %s stays as it is: %s", column.bind, row["pk"], error)
        return done


def sealed_columns() -> Mapping[type[models.Model], list[SealedField]]:
    """Every sealed column of every model, found by the class of its field."""
    found: dict[type[models.Model], list[SealedField]] = {}
    for model in apps.get_models():
        columns = [f for f in model._meta.concrete_fields if isinstance(f, SealedField)]
        if columns and not model._meta.proxy:
            found[model] = columns
    return found


def left_under_old_keys() -> dict[str, int]:
    """How many values each sealed column still has under another key than the current one.

    Reads every value's header: for `./lawang doctor` and before an old key is thrown away.
    """
    return {
        column.bind: sum(
            1
            for sealed in _raw(model, [column]).values_list(_name(column), flat=True).iterator()
            if sealed is not None and box().needs_rotation(bytes(sealed))
        )
        for model, columns in sealed_columns().items()
        for column in columns
    }


def _reseal_value(model: type[models.Model], column: SealedField, row: Mapping[str, Any]) -> int:
    """One value; only if nobody wrote it meanwhile."""
    sealed = row[_name(column)]
    if sealed is None or not box().needs_rotation(bytes(sealed)):
        return 0
    plain = box().open_sealed(bytes(sealed), bind=column.bind)
    new: dict[str, Any] = {column.name: AlreadySealed(box().seal(plain, bind=column.bind))}
    if isinstance(column, SealedTextField):
        new |= {index.name: index.index(plain.decode()) for index in _indexes(model, column)}
    unchanged = _raw(model, [column]).filter(pk=row["pk"], **{_name(column): bytes(sealed)})
    return unchanged.update(**new)


def _indexes(model: type[models.Model], column: SealedField) -> list[BlindIndexField]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, BlindIndexField) and field.of == column.name
    ]


def _lot(
    model: type[models.Model], columns: Sequence[SealedField], after: Any, limit: int
) -> list[dict[str, Any]]:
    rows = _raw(model, columns)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.order_by("pk").values("pk", *(_name(each) for each in columns))[:limit])


def _raw(model: type[models.Model], columns: Sequence[SealedField]) -> models.QuerySet[Any]:
    """The rows with their columns as they stand in the database, not opened."""
    return model._base_manager.annotate(
        **{
            _name(each): ExpressionWrapper(F(each.name), output_field=BinaryField())
            for each in columns
        }
    )


def _name(column: SealedField) -> str:
    return f"raw_{column.name}"
