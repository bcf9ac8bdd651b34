"""The office pages on a rehearsal database, on Tuesday 19 January 2021 at 09.00 in Gowa."""

import pytest
from django.core.cache import cache
from django.test import Client

from lawang.common import clock
from lawang.offices.installation import Installation
from lawang.offices.queries import forget_offices
from lawang.web.context import forget_installation
from tests.office_world import AT, World, make_world


@pytest.fixture(autouse=True)
def office_clock():
    """The office clock stands where the rehearsal begins."""
    clock.set_offset(AT - clock.real_now())
    cache.clear()
    forget_offices()
    forget_installation()
    yield
    clock.set_offset(AT - AT)
    forget_installation()


@pytest.fixture
def world(db) -> World:
    """A rehearsal with two offices."""
    Installation.objects.create(kind="rehearsal", created_at=AT)
    return make_world()


@pytest.fixture
def head(world, client) -> Client:
    """Gowa's head, signed in."""
    client.force_login(world.gowa["head"].user)
    return client
