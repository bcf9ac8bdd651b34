from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps

from lawang.common.secretbox import CannotOpen, new_key
from lawang.people import sealing
from lawang.people.sealing import BlindIndexField, SealedJSONField, SealedTextField


@pytest.fixture
def paper():
    with isolate_apps("lawang.people"):

        class Paper(models.Model):
            nik = SealedTextField(null=True)
            nik_index = BlindIndexField(of="nik")
            answers = SealedJSONField(default=dict)

            class Meta:
                app_label = "people"

            def __str__(self):
                return "paper"

        yield Paper


def _read(field, sealed):
    return field.from_db_value(sealed, None, None)


def test_sealed_text__written_and_read__same_text_and_nothing_clear_between(paper):
    field = paper._meta.get_field("nik")
    sealed = field.get_prep_value("rahasia")
    assert b"rahasia" not in sealed
    assert _read(field, memoryview(sealed)) == "rahasia"
    assert field.get_prep_value(None) is None
    assert _read(field, None) is None


def test_sealed_json__written_and_read__same_value(paper):
    field = paper._meta.get_field("answers")
    value = {"nama": "Siti Aminah", "anak": [1, 2], "é": None}
    assert _read(field, field.get_prep_value(value)) == value


def test_sealed_value__copied_to_another_column__does_not_open(paper):
    sealed = paper._meta.get_field("nik").get_prep_value("x")
    with pytest.raises(CannotOpen):
        _read(paper._meta.get_field("answers"), sealed)


def test_sealed_column__compared__refused(paper):
    with pytest.raises(FieldError):
        paper.objects.filter(nik="x")
    paper.objects.filter(nik__isnull=True)


def test_sealed_text__given_a_number__refused(paper):
    with pytest.raises(TypeError):
        paper._meta.get_field("nik").get_prep_value(42)


def test_blind_index__saved__equal_texts_equal_indexes(paper):
    field = paper._meta.get_field("nik_index")
    one, two = paper(nik="a"), paper(nik="a")
    assert field.pre_save(one, True) == field.pre_save(two, True) == one.nik_index != ""
    assert field.pre_save(paper(nik=None), True) == ""


def test_finds__keys_rotated__asks_under_every_key(paper, settings):
    old = sealing.index_of(paper, "nik_index", "a")
    settings.LAWANG_FIELD_KEYS = f"t2:{new_key()},{settings.LAWANG_FIELD_KEYS}"
    new = sealing.index_of(paper, "nik_index", "a")
    children: Any = sealing.finds(paper, "nik_index", "a").children
    asked = dict(children)["nik_index__in"]
    assert new != old
    assert set(asked) == {old, new}


def test_fields__in_a_migration__can_be_written_down(paper):
    for name in ("nik", "nik_index", "answers"):
        field = paper._meta.get_field(name)
        _, path, args, kwargs = field.deconstruct()
        assert path == f"lawang.people.sealing.{type(field).__name__}"
        assert type(field)(*args, **kwargs).get_internal_type() == field.get_internal_type()
