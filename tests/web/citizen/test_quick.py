"""Answers given before Django: the same bytes and headers, and never past a change."""

import gzip
import io
import json
import sqlite3

import pytest
from django.core import signals
from django.core.wsgi import get_wsgi_application

from lawang.offices.actions import publish_period
from lawang.offices.drafts import What, Wish, draft_of
from lawang.offices.queries import office_now
from lawang.offices.words import Text
from lawang.people.audit import LAWANG
from lawang.web import quick

DEPOK = "dinsos-depok"
WHEN = "2021-01-21T09:00+07:00"
PATHS = (f"/{DEPOK}/status.json", f"/{DEPOK}/", f"/{DEPOK}/layanan/kis/")


class Counted:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.django, self.asked = get_wsgi_application(), 0

    def __call__(self, environ, start_response):
        self.asked += 1
        answer = self.django(environ, start_response)
        body = b"".join(answer)
        return [body]


def get(application, path, method="GET", **more):
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "HTTP_HOST": "localhost", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
    } | more  # fmt: skip
    said = []
    answer = application(environ, lambda status, headers, *_: said.extend((status, headers)))
    return said[0][:3], said[1], b"".join(answer)


class Stamp:
    """A change counter that a test moves."""

    def __init__(self) -> None:
        self.now = 0

    def stamp(self):
        return self.now

    def form_sent(self) -> None:
        self.now += 1


@pytest.fixture
def made(five_offices, at, monkeypatch):
    """Quick in front of Django, on Thursday at nine."""
    for signal in (signals.request_started, signals.request_finished):
        monkeypatch.setattr(signal, "send", lambda **_: [])  # the connection belongs to the test
    at(WHEN)
    django = Counted()
    return quick.Quick(django, django, Stamp())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("more", [
    {}, {"HTTP_ACCEPT_ENCODING": "gzip, br"}, {"HTTP_COOKIE": "a=b; bahasa=en"},
    {"HTTP_COOKIE": "bahasa=xx"},
])  # fmt: skip
def test_quick__any_variant__is_djangos_own_answer(made, path, more) -> None:
    theirs = get(made.django, path, **more)
    assert get(made, path, **more) == theirs
    asked = made.django.asked
    assert get(made, path, **more) == theirs
    assert get(made, path, method="HEAD", **more) == (*theirs[:2], b"")
    assert made.django.asked == asked


def test_quick__etag_of_the_client__304_as_djangos(made) -> None:
    _, headers, _ = get(made, PATHS[0])
    etag = dict(headers)["ETag"]
    theirs = get(made.django, PATHS[0], HTTP_IF_NONE_MATCH=f'"x", {etag}')
    assert theirs[0] == "304"
    assert get(made, PATHS[0], HTTP_IF_NONE_MATCH=f'"x", {etag}') == theirs
    asked = made.django.asked
    assert get(made, PATHS[0], HTTP_IF_NONE_MATCH=etag) == theirs
    assert get(made, PATHS[0], HTTP_IF_NONE_MATCH='W/"old"')[0] == "200"
    assert made.django.asked == asked


@pytest.mark.parametrize("path", PATHS)
def test_quick__something_else_was_written__looks_and_keeps(made, path) -> None:
    before = get(made, path)
    asked = made.django.asked
    made.changes.now += 1
    assert get(made, path) == before
    assert made.django.asked == asked


@pytest.mark.parametrize("path", PATHS)
def test_quick__counter_closed_by_the_head__said_by_the_next_request(made, path, at) -> None:
    before = get(made, path)
    now, moment = office_now(DEPOK), at(WHEN)
    wish = Wish(What.CLOSE, moment.date(), moment.date(), None, Text("Petugas sakit.", ""))
    publish_period(
        office=DEPOK, draft=draft_of(wish, now.policy, now.file.services, at=moment), at=moment,
        seen_version=now.version, by=LAWANG,
    )  # fmt: skip
    made.changes.now += 1
    after = get(made, path)
    assert after[2] != before[2]
    assert after == get(made.django, path)


def test_quick__valid_until_comes__another_answer(made, at) -> None:
    at("2021-01-21T07:59:59.5+07:00")
    closed = json.loads(get(made, PATHS[0])[2])
    at("2021-01-21T08:00:00+07:00")
    opened = json.loads(get(made, PATHS[0])[2])
    assert (closed["today"]["answer"], opened["today"]["answer"]) == ("refused", "open")


@pytest.mark.parametrize("path", PATHS[1:])
def test_quick__next_minute__page_is_made_anew(made, path, at) -> None:
    get(made, path)
    asked = made.django.asked
    at("2021-01-21T09:01+07:00")
    get(made, path)
    assert made.django.asked == asked + 1


@pytest.mark.parametrize(("path", "more"), [
    ("/tidak-ada/status.json", {}), ("/tidak-ada/", {}), (f"/{DEPOK}/layanan/terbang/", {}),
    (f"/{DEPOK}/", {"QUERY_STRING": "bahasa=en"}), (f"/{DEPOK}/", {"HTTP_COOKIE": "sessionid=x"}),
    (f"/{DEPOK}/", {"HTTP_X_FORWARDED_PROTO": "gopher"}), (f"/{DEPOK}/", {"HTTP_HOST": "jahat"}),
])  # fmt: skip
def test_quick__unusual__goes_to_django_each_time(made, path, more) -> None:
    for _ in range(2):
        get(made, path, **more)
    assert made.kept == {}
    assert made.django.asked >= 2


def test_quick__status_with_a_session__answered_without_it(made) -> None:
    _, headers, _ = get(made, PATHS[0], HTTP_COOKIE="sessionid=x")
    assert "Set-Cookie" not in dict(headers)
    assert len(made.kept) == 1


def test_quick__form_sent_here__stamp_moves(made) -> None:
    get(made, f"/{DEPOK}/", method="POST")
    assert made.changes.now == 1


def test_quick__gzip__same_document(made) -> None:
    zipped = get(made, PATHS[0], HTTP_ACCEPT_ENCODING="gzip")[2]
    assert gzip.decompress(zipped) == get(made, PATHS[0])[2]


def test_changes__other_connection_commits__stamp_moves_at_once(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(quick, "PAUSE", 0)
    place = tmp_path / "a.sqlite3"
    writer = sqlite3.connect(place)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE t (n)")
    writer.commit()
    changes = quick.Changes(str(place))
    first = changes.stamp()
    assert changes.stamp() == first
    writer.execute("INSERT INTO t VALUES (1)")
    assert changes.stamp() == first
    writer.commit()
    assert changes.stamp() != first


@pytest.mark.parametrize("database", ["", "/no/such/place.sqlite3"])
def test_changes__no_counter__a_second_or_a_form_moves_it(database, monkeypatch) -> None:
    seconds = [5.1, 5.9, 5.9, 6.0]
    monkeypatch.setattr(quick.time, "monotonic", lambda: seconds.pop(0))
    changes = quick.Changes(database)
    first = changes.stamp()
    assert changes.stamp() == first
    changes.form_sent()
    formed = changes.stamp()
    assert formed != first
    assert changes.stamp() != formed


def test_changes__pause__one_look_for_all_who_ask_within_it(tmp_path, monkeypatch) -> None:
    changes = quick.Changes(str(tmp_path / "a.sqlite3"))
    looks = []
    monkeypatch.setattr(changes, "_version", lambda: looks.append(1) or len(looks))
    seconds = [1.0, 1.009, 1.011, 1.012]
    monkeypatch.setattr(quick.time, "monotonic", lambda: seconds.pop(0))
    assert changes.stamp() == changes.stamp()
    changes.stamp()
    changes.form_sent()
    changes.stamp()
    assert len(looks) == 3
