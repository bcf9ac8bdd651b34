"""status.json: the contract of design section 4."""

import json
from datetime import datetime, timedelta

import pytest

from lawang.offices.next_change import next_change
from lawang.offices.queries import office_now
from lawang.offices.today import office_today
from tests.web.citizen.test_today import DAYS

KEYS = ["office", "tz", "policy_version", "valid_until", "today", "services", "queue"]
TODAY = ["answer", "reason", "explanation", "until", "next_opening"]


def test_status__depok_closed__keeps_the_contract(read) -> None:
    response = read("/dinsos-depok/status.json", "2021-01-19T09:00+07:00")
    said = json.loads(response.content)
    assert list(said) == KEYS
    assert list(said["today"]) == TODAY
    assert said["office"] == "dinsos-depok"
    assert said["tz"] == "Asia/Jakarta"
    assert said["valid_until"] == "2021-01-19T15:00:00+07:00"  # filing on the web turns deferred
    assert said["today"]["reason"] == "channel_closed"
    assert said["today"]["until"] == "2021-01-20"
    assert said["today"]["next_opening"] == "2021-01-21T08:00:00+07:00"
    assert set(said["today"]["explanation"]) == {"id", "en"}
    kis = {row["channel"]: row for row in said["services"][0]["channels"]}
    assert list(kis["counter"]) == ["channel", "answer", "reason", "until", "next_opening"]
    assert kis["whatsapp"]["answer"] == "open"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in response.headers["Cache-Control"]
    assert "max-age=10" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_status__a_second_later__same_bytes_and_304(read, slug, when) -> None:
    first = read(f"/{slug}/status.json", when)
    later = (datetime.fromisoformat(when) + timedelta(seconds=7)).isoformat()
    again = read(f"/{slug}/status.json", later)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    unchanged = read(f"/{slug}/status.json", later, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert unchanged.status_code == 304
    assert not unchanged.content


@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_status__made_anew_later_in_the_segment__same_bytes(read, slug, when) -> None:
    from lawang.web.citizen import kept, status

    first = read(f"/{slug}/status.json", when)
    status._segments.clear()
    kept._kept.clear()
    later = (datetime.fromisoformat(when) + timedelta(seconds=59)).isoformat()
    assert read(f"/{slug}/status.json", later).content == first.content


def test_status__counter_opens__another_etag(read) -> None:
    closed = read("/dinsos-depok/status.json", "2021-01-21T07:59:59+07:00")
    opened = read("/dinsos-depok/status.json", "2021-01-21T08:00+07:00")
    assert json.loads(closed.content)["valid_until"] == "2021-01-21T08:00:00+07:00"
    assert closed.headers["ETag"] != opened.headers["ETag"]
    assert json.loads(opened.content)["today"]["answer"] == "open"


@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_next_change__until_then__no_answer_changes(slug, when, five_offices) -> None:
    now, at = office_now(slug), datetime.fromisoformat(when)
    until = next_change(now.policy, now.file.services, at=at)
    assert until is not None
    assert _answers(now, until) != _answers(now, at)
    step = (until - at) / 9
    for count in range(1, 9):
        assert _answers(now, at + step * count) == _answers(now, at)


def _answers(now, at):
    today = office_today(now, at=at)
    return [
        (said.ask.service, said.ask.channel, said.decision.answer, said.decision.reason)
        for service in today.services
        for said in (*service.channels, *([service.pickup] if service.pickup else []))
    ]


def test_status__gzip__same_document(read) -> None:
    import gzip

    plain = read("/dinsos-depok/status.json")
    zipped = read("/dinsos-depok/status.json", HTTP_ACCEPT_ENCODING="gzip")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped.headers["ETag"] == plain.headers["ETag"]


def test_status__unknown_office__404(read) -> None:
    assert read("/tidak-ada/status.json").status_code == 404
