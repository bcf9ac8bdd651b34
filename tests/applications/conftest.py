"""Offices for the tests of applications."""

import pytest

from tests.applications import making


@pytest.fixture
def depok(db: None) -> str:
    """The office of Depok, loaded."""
    making.load(making.DEPOK)
    return making.DEPOK
