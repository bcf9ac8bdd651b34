import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from lawang.common.secretbox import new_key
from lawang.people import rotation, sealing
from lawang.people.rotation import Rotation, left_under_old_keys
from lawang.people.sealing import BlindIndexField, SealedJSONField, SealedTextField


@pytest.fixture
def paper(transactional_db, monkeypatch):
    """A table with every kind of sealed column, which lives as long as the test."""
    with isolate_apps("lawang.people"):

        class Paper(models.Model):
            nik = SealedTextField(null=True)
            nik_index = BlindIndexField(of="nik", db_index=True)
            answers = SealedJSONField(default=dict)

            class Meta:
                app_label = "people"

            def __str__(self):
                return "paper"

        with connection.schema_editor() as editor:
            editor.create_model(Paper)
        columns = [f for f in Paper._meta.concrete_fields if isinstance(f, sealing.SealedField)]
        monkeypatch.setattr(rotation, "sealed_columns", lambda: {Paper: columns})
        yield Paper
        with connection.schema_editor() as editor:
            editor.delete_model(Paper)


@pytest.fixture
def rows(paper):
    for number in range(7):
        paper.objects.create(nik=f"n{number}" if number else None, answers={"a": number})
    return paper.objects


@pytest.fixture
def new_first(rows, settings):
    """A new key before the old one, as an operator writes it."""
    old = settings.LAWANG_FIELD_KEYS
    settings.LAWANG_FIELD_KEYS = f"t2:{new_key()},{old}"
    return old


def _walk(turning: Rotation, limit: int = 2) -> int:
    return sum(turning.turn(limit) for _ in range(20))


def test_rotation__one_key_only__looks_at_nothing(rows, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert Rotation().turn() == 0


def test_rotation__new_key__everything_sealed_again_and_found(
    rows, new_first, settings, paper
) -> None:
    assert sum(left_under_old_keys().values()) == 13
    assert _walk(Rotation()) == 13
    assert sum(left_under_old_keys().values()) == 0
    settings.LAWANG_FIELD_KEYS = settings.LAWANG_FIELD_KEYS.partition(",")[0]  # the old one is gone
    assert [row.answers["a"] for row in rows.order_by("id")] == list(range(7))
    assert rows.get(sealing.finds(paper, "nik_index", "n3")).nik == "n3"


def test_rotation__half_way__rows_of_both_keys_are_found(rows, new_first, paper) -> None:
    Rotation().turn(3)
    for number in (1, 6):
        assert rows.get(sealing.finds(paper, "nik_index", f"n{number}")).answers == {"a": number}


def test_rotation__stopped_and_started_again__finishes(rows, new_first) -> None:
    Rotation().turn(3)
    assert _walk(Rotation()) == 13 - 5
    assert _walk(Rotation()) == 0


def test_rotation__row_written_meanwhile__the_new_value_stays(rows, new_first, paper) -> None:
    column = paper._meta.get_field("answers")
    (row,) = rotation._lot(paper, [column], None, 1)
    rows.filter(pk=row["pk"]).update(answers={"a": "newer"})
    assert rotation._reseal_value(paper, column, row) == 0
    assert rows.get(pk=row["pk"]).answers == {"a": "newer"}


def test_rotation__a_broken_row__stays_and_the_others_go_on(rows, new_first, caplog) -> None:
    first = rows.order_by("id").first()
    rows.filter(pk=first.pk).update(answers=sealing.AlreadySealed(b"\x01\x02t1" + b"x" * 40))
    turning = Rotation()
    assert _walk(turning) == 12
    assert turning.stuck == 1
    assert "stays as it is" in caplog.text


def test_rotation__database_busy_once__begins_again(rows, new_first, monkeypatch) -> None:
    turning = Rotation()
    with monkeypatch.context() as broken:
        broken.setattr(rotation, "_lot", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            turning.turn()
    assert _walk(turning) == 13


def test_rotation__files__sealed_again_by_their_own_function(rows, new_first) -> None:
    def reseal(limit: int):
        yield from [2, 0, 2, 1]

    assert _walk(Rotation(files=[reseal])) == 13 + 5


@pytest.mark.django_db
def test_sealed_columns__real_models__the_outbox_is_among_them() -> None:
    assert "OutboxMessage" in {model.__name__ for model in rotation.sealed_columns()}
