"""Columns that stand sealed in the database, and blind indexes to find their rows again.

    class Person(models.Model):
        nik = SealedTextField()
        nik_index = BlindIndexField(of="nik", db_index=True)

    Person.objects.for_office(office).filter(finds(Person, "nik_index", "3276…"))

A value is sealed when it is written, opened when its row is read, and bound to its own column:
copied to another one it does not open. Lists that do not show it should `.defer("nik")` it.
Whoever writes the sealed column by `.update()` must write the index too (`index_of`).
"""

import base64
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

from lawang.common.secretbox import SecretBox, read_keys

INDEX_LENGTH = 60

if TYPE_CHECKING:
    _Bytes = models.BinaryField[Any, Any]
    _Text = models.CharField[Any, Any]
else:
    _Bytes, _Text = models.BinaryField, models.CharField


@lru_cache(maxsize=4)
def _box(keys: str) -> SecretBox:
    return SecretBox(read_keys(keys))


def box() -> SecretBox:
    """The box of this installation's keys (LAWANG_FIELD_KEYS); raises `BadKeys`."""
    return _box(settings.LAWANG_FIELD_KEYS)


class AlreadySealed(bytes):
    """Sealed bytes that go into a sealed column as they are: for the rotation of keys."""


class SealedField(_Bytes):
    """What the sealed columns have in common; use `SealedTextField` or `SealedJSONField`."""

    @property
    def bind(self) -> str:
        """The column's name, as the seal knows it: "messaging.outboxmessage.facts"."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> bytes | None:
        """Seal what is about to be written."""
        if value is None or isinstance(value, AlreadySealed):
            return value
        return box().seal(self.written(value), bind=self.bind)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """Open what was read; raises `CannotOpen` when its key is missing or it was changed."""
        return None if value is None else self.read(box().open_text(bytes(value), bind=self.bind))

    def _check_str_default_value(self) -> list[Any]:
        """A sealed column's default is a value of its own kind, not bytes."""
        return []

    def written(self, value: Any) -> str:
        """The value as the text that is sealed."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """The value back from the opened text."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """Values are kept as they are; only the database holds them sealed."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """What a serializer may see: the sealed bytes."""
        sealed = self.get_prep_value(self.value_from_object(obj))
        return base64.b64encode(sealed or b"").decode()

    def get_lookup(self, lookup_name: str) -> Any:
        """Sealed values cannot be compared; only whether there is one."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.bind} is sealed: look it up by its blind index.")
        return super().get_lookup(lookup_name)


class SealedTextField(SealedField):
    """A text, sealed in the database. At most what fits in a page, not a file."""

    def written(self, value: Any) -> str:
        """The text itself; anything else is a mistake of the caller."""
        if not isinstance(value, str):
            raise TypeError(f"{self.bind} takes a text, not {type(value).__name__}.")
        return value

    def read(self, text: str) -> str:
        """The text itself."""
        return text


class SealedJSONField(SealedField):
    """Anything `json` can write, sealed in the database."""

    def written(self, value: Any) -> str:
        """Compact JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str) -> Any:
        """The value back."""
        return json.loads(text)


class BlindIndexField(_Text):
    """The blind index of the sealed text in the field `of`, computed when the row is saved.

    An empty or missing text has the index "". During a rotation equal texts may stand under two
    keys: look up with `finds`, and do not trust a unique constraint alone.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", INDEX_LENGTH)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    @property
    def bind(self) -> str:
        """The name of the sealed column."""
        return f"{self.model._meta.label_lower}.{self.of}"

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The index of the text as it is being saved."""
        index = self.index(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, index)
        return index

    def index(self, text: str | None) -> str:
        """The index under the current key; "" for no text."""
        return box().blind(text, bind=self.bind) if text else ""


def finds(model: type[models.Model], index: str, text: str) -> models.Q:
    """The rows whose sealed text is exactly `text` (in its normal form), under any key."""
    field = _index_field(model, index)
    return models.Q(**{f"{index}__in": box().blinds(text, bind=field.bind)})


def index_of(model: type[models.Model], index: str, text: str) -> str:
    """The index to write beside a text, for writes that do not go through `save`."""
    return _index_field(model, index).index(text)


def _index_field(model: type[models.Model], index: str) -> BlindIndexField:
    field = model._meta.get_field(index)
    if not isinstance(field, BlindIndexField):
        raise TypeError(f"{model.__name__}.{index} is no blind index.")
    return field
