"""The five offices in the database, and a clock that stands where a test wants it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from lawang.common import clock
from lawang.offices.actions import load_offices
from lawang.offices.files import FOLDER, read_office
from lawang.web.context import forget_installation

LOADED_AT = datetime.fromisoformat("2020-01-01T08:00+07:00")

Visit = Callable[..., object]


@pytest.fixture
def five_offices(db) -> None:
    """As `up` loads them."""
    paths = sorted(FOLDER.glob("*.toml"))
    load_offices(files=[(read_office(path), path.read_text()) for path in paths], at=LOADED_AT)
    forget_installation()


@pytest.fixture
def at(monkeypatch) -> Callable[[str], datetime]:
    """`at("2021-01-19T09:00+07:00")` sets the office clock."""

    def stand(written: str) -> datetime:
        moment = datetime.fromisoformat(written)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return stand


@pytest.fixture
def read(client: Client, five_offices, at):
    """`read("/dinsos-depok/", at="…")` gives the response of that moment."""

    def page(address: str, when: str = "2021-01-19T08:55+07:00", **words):
        at(when)
        return client.get(address, **words)

    return page
