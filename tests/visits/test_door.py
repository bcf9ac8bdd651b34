"""The door of the rush: it says no within a second of the truth, and never yes."""

import io

import pytest

from lawang.common import clock
from lawang.people.audit import CITIZEN
from lawang.visits.booking import cancel
from lawang.visits.rush import rush_state
from lawang.web import door
from tests.visits.making import DEPOK, EVENING, FRIDAY, load, moment, person, took


@pytest.fixture
def asked(monkeypatch):
    """A door on the evening before, with Django replaced by an answer of one word."""
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    seen = []

    def django(environ, start_response):
        seen.append(environ["wsgi.input"].read())
        start_response("200 OK", [("ETag", 'W/"x"'), ("Content-Type", "text/plain")])
        return [b"django"]

    made = door.Door(django)
    made.seen = seen
    return made


def post(made, serial: int, *, jam: str = "", step: str = "ambil", service: str = "kis", **env):
    """The last step of the form; gives status and body."""
    body = f"langkah={step}&nik={person(serial)}&phone=0800-000-0001&priority=".encode()
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": f"/{DEPOK}/antrean/ambil/{service}/",
        "QUERY_STRING": f"hari={FRIDAY}&jam={jam}", "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "wsgi.input": io.BytesIO(body),
        "REMOTE_ADDR": "10.0.0.9",
    } | env  # fmt: skip
    said = []
    answer = made(environ, lambda status, headers, *_: said.append(status))
    return said[0][:3], b"".join(answer)


def later(monkeypatch) -> None:
    """A second goes by."""
    then = door.time.monotonic() + 1.01
    monkeypatch.setattr(door.time, "monotonic", lambda: then)


def test_door__numbers_left__lets_everybody_through_with_the_form(depok, asked) -> None:
    assert post(asked, 1) == ("200", b"django")
    assert asked.seen[0].startswith(b"langkah=ambil&nik=3276")


def test_door__sold_out__no_for_strangers_and_through_for_holders(depok, asked) -> None:
    for serial in range(1, 31):
        took(serial)
    status, page = post(asked, 31)
    assert status == "409"
    assert b"sudah habis" in page
    assert f"/{DEPOK}/antrean/tunggu/kis/?hari={FRIDAY}".encode() in page
    assert post(asked, 30) == ("200", b"django")
    assert post(asked, 31, step="tinjau") == ("200", b"django")


def test_door__number_given_back__through_within_a_second(depok, asked, monkeypatch) -> None:
    taken = [took(serial) for serial in range(1, 31)]
    assert post(asked, 31)[0] == "409"
    cancel(token=taken[0].token, by=CITIZEN, at=EVENING)
    later(monkeypatch)
    assert post(asked, 31)[0] == "200"


def test_door__one_window_full__no_for_that_window_only(depok, asked) -> None:
    for serial in range(1, 5):
        took(serial, starts_at=moment("2021-01-22 08:00"))
    assert post(asked, 9, jam="0800")[0] == "409"
    assert post(asked, 9, jam="0830")[0] == "200"


def test_door__reserve_left__no_for_ordinary_and_through_with_priority(db, asked) -> None:
    load(DEPOK, more="cadangan_prioritas = 3")
    for serial in range(1, 28):
        took(serial)
    assert post(asked, 31)[0] == "409"
    state = rush_state(office=DEPOK, service="kis", activity="visit", day=FRIDAY,
                       site="kantor", at=EVENING)  # fmt: skip
    assert (state.no, state.no_ordinary) == ("", "sold_out")


def test_door__closed_day_and_conditions__no_and_silence(db) -> None:
    load(DEPOK, "dinsos-gowa")

    def state(office, service, day):
        return rush_state(office=office, service=service, activity="visit", day=day,
                          site="kantor", at=moment(f"{day} 06:00"))  # fmt: skip

    assert state(DEPOK, "kis", FRIDAY.replace(day=19)).no == "closed"
    assert state("dinsos-gowa", "jampersal", FRIDAY.replace(year=2020, month=3, day=26)) is None
    assert state("nowhere", "kis", FRIDAY) is None
    assert state(DEPOK, "jampersal", FRIDAY) is None


def test_door__form_that_is_none_of_ours__django_answers(depok, asked) -> None:
    for serial in range(1, 31):
        took(serial)
    assert post(asked, 31, CONTENT_TYPE="multipart/form-data; boundary=x")[0] == "200"
    assert post(asked, 31, CONTENT_LENGTH="99999")[0] == "200"
    assert post(asked, 31, QUERY_STRING="hari=2021-13-45")[0] == "200"
    assert post(asked, 31, QUERY_STRING="")[0] == "200"


def test_door__waited_too_long_at_our_proxy__dropped_and_a_strangers_word_ignored(
    depok, asked, settings
) -> None:
    old = {"HTTP_X_REQUEST_START": "t=1.0"}
    assert post(asked, 1, **old)[0] == "200"
    settings.LAWANG_TRUSTED_PROXIES = ["10.0.0.9"]
    behind = door.Door(asked.application)
    assert post(behind, 1, **old)[0] == "503"


def test_status__same_second__one_answer_from_django_and_304_with_its_etag(asked) -> None:
    def get(**env):
        said = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/{DEPOK}/status.json"} | env
        body = b"".join(asked(environ, lambda status, headers, *_: said.append(status)))
        return said[0][:3], body

    assert [get() for _ in range(3)] == [("200", b"django")] * 3
    assert get(HTTP_IF_NONE_MATCH='W/"x"') == ("304", b"")
    assert len(asked.seen) == 1
