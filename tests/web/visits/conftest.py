"""The five offices, a clock that a test sets, and Depok's front desk signed in."""

from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from lawang.common import clock
from lawang.offices.installation import Installation
from lawang.web.citizen import kept
from lawang.web.context import forget_installation
from lawang.web.display import screen
from tests.office_world import AT, World, make_world


@pytest.fixture(autouse=True)
def nothing_kept():
    """Pages rendered by another test are not this one's."""
    kept._kept.clear()
    screen._boards.clear()
    cache.clear()
    forget_installation()
    yield
    forget_installation()


@pytest.fixture
def at(monkeypatch):
    """`at("2021-01-22T07:30")` sets the office clock, in Jakarta."""

    def stand(written: str) -> datetime:
        moment = datetime.fromisoformat(written if "+" in written else f"{written}+07:00")
        monkeypatch.setattr(clock, "now", lambda: moment)
        kept._kept.clear()
        return moment

    return stand


@pytest.fixture
def world(db) -> World:
    """Gowa and Depok in a rehearsal, with staff."""
    Installation.objects.create(kind="rehearsal", created_at=AT)
    return make_world()


@pytest.fixture
def desk(world) -> Client:
    """Depok's front desk."""
    client = Client()
    client.force_login(world.depok["front_desk"].user)
    return client
