"""Rows read by a prepared statement are the rows that the ORM would have read."""

from datetime import timedelta

import pytest

from lawang.applications.models import Application, ApplicationEvent, TrackingTry
from lawang.applications.tracking import EVENT, PLAIN, TRY
from lawang.people.reading import read
from tests.applications import make

pytestmark = pytest.mark.django_db


def test_read__some_columns__values_as_the_orm_opens_them() -> None:
    make.load()
    real = make.filed().application
    (found,) = read(Application, (*PLAIN, "answers"), "WHERE t.number = %s", [real.number])
    for name in (*PLAIN, "answers"):
        assert getattr(found, name) == getattr(Application.objects.get(), name)
    assert {"nik", "phone"} <= found.get_deferred_fields()
    assert found.nik == real.nik


def test_read__columns_in_any_order__each_value_in_its_field() -> None:
    make.load()
    real = make.filed().application
    for event in read(ApplicationEvent, EVENT[::-1], "WHERE application_id = %s", [real.pk]):
        wanted = ApplicationEvent.objects.get(pk=event.pk)
        assert [getattr(event, each) for each in EVENT] == [getattr(wanted, each) for each in EVENT]


def test_read__moment_as_a_value__compared_as_the_orm_does() -> None:
    TrackingTry.objects.create(number_index="x", at=make.NOON)
    for seconds, count in ((-1, 1), (0, 0)):
        since = make.NOON + timedelta(seconds=seconds)
        assert len(read(TrackingTry, TRY, "WHERE t.at > %s", [since])) == count
