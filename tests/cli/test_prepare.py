"""What fits which database."""

from datetime import timedelta

import pytest

from lawang.cli import prepare
from lawang.cli.options import Stop
from lawang.common import clock
from lawang.offices.installation import Installation


@pytest.fixture(autouse=True)
def _real_clock_afterwards():
    yield
    clock.set_offset(timedelta(0))


def _rehearsal_an_hour_ahead() -> None:
    Installation.objects.create(
        kind="rehearsal", clock_offset_seconds=3600, created_at=clock.real_now()
    )


@pytest.mark.django_db
def test_as_of__before_the_latest_record__asks_for_new_data(monkeypatch) -> None:
    _rehearsal_an_hour_ahead()
    latest = clock.real_now()
    monkeypatch.setattr(prepare, "_latest_record", lambda now: latest)
    with pytest.raises(Stop, match="--data baru"):
        prepare.settle_kind(as_of=latest - timedelta(minutes=1), empty=False)
    assert Installation.objects.get().clock_offset_seconds == 3600


@pytest.mark.django_db
def test_as_of__later_than_every_record__moves_the_clock() -> None:
    _rehearsal_an_hour_ahead()
    wanted = clock.real_now() + timedelta(days=2)
    prepare.settle_kind(as_of=wanted, empty=False)
    assert abs(clock.now() - wanted) < timedelta(seconds=30)


@pytest.mark.django_db
def test_installation__production__keeps_the_real_clock_by_constraint() -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Installation.objects.create(
            kind="production", clock_offset_seconds=1, created_at=clock.real_now()
        )
