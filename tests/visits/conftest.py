"""Offices for the tests of visits."""

import pytest

from tests.visits import making


@pytest.fixture
def depok(db: None) -> str:
    """The office of Depok, loaded."""
    making.load(making.DEPOK)
    return making.DEPOK
