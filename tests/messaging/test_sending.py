"""Sending: retry with an end, the next channel, never twice outside."""

from datetime import datetime, timedelta

import pytest

from lawang.messaging import claims
from lawang.messaging.channel import Recipient
from lawang.messaging.models import OutboxMessage, State
from lawang.messaging.sending import MOST_ATTEMPTS, pause_after, send_due
from tests.messaging.conftest import AT, put

ONLY_PHONE = Recipient(phone="+628000000123")
MINUTE = timedelta(minutes=1)


def _only() -> OutboxMessage:
    return OutboxMessage.objects.get()


def test_send_due__rehearsal__console_and_nothing_outside(depok, settings, sms) -> None:
    settings.LAWANG_SMS_URL = sms.url
    put(depok)
    assert send_due(at=AT) == 1
    assert (_only().state, _only().channel) == (State.SENT, "console")
    assert sms.arrived == []


def test_send_due__taken__sent_with_the_suppliers_id(depok, both_open, sms) -> None:
    put(depok)
    assert send_due(at=AT) == 1
    row = _only()
    assert (row.state, row.provider_id, row.attempts, row.claim) == (State.SENT, "gw-1", 1, "")
    assert row.sent_at is not None
    assert sms.arrived[0]["id"] == str(row.id)
    assert "DPK-7K4M-P2X8-C" in sms.arrived[0]["text"]
    assert send_due(at=AT) == 0


def test_send_due__refused_for_good__next_channel_at_once_then_the_end(
    depok, both_open, sms, smtp
) -> None:
    sms.mood, smtp.mood = "400", "550"
    put(depok)
    send_due(at=AT)
    assert (_only().state, _only().channel) == (State.WAITING, "email")
    assert _only().error_reason.startswith("sms:")
    send_due(at=AT + MINUTE)
    row = _only()
    assert (row.state, row.error_code) == (State.FAILED, "refused")
    assert row.tried == ["sms"]
    assert row.error_reason.startswith("email:")


def test_send_due__refused_by_sms__reaches_by_mail(depok, both_open, sms, smtp) -> None:
    sms.mood = "400"
    put(depok)
    send_due(at=AT)
    send_due(at=AT + MINUTE)
    assert _only().state == State.SENT
    assert len(smtp.arrived) == 1


def test_send_due__supplier_busy__backs_off_and_gives_up_with_the_reason(
    depok, both_open, sms
) -> None:
    sms.mood = "500"
    put(depok, to=ONLY_PHONE)
    at, pauses = AT, []
    while _only().state == State.WAITING:
        send_due(at=at)
        row = _only()
        if row.state == State.WAITING:
            pauses.append(round((row.next_at - at) / MINUTE))
            at = row.next_at
    assert row.state == State.GIVEN_UP
    assert row.error_reason == "sms: Gerbang SMS menjawab 500."
    assert at - AT <= timedelta(hours=24)
    assert len(sms.arrived) <= MOST_ATTEMPTS
    assert pauses == [1, 3, 9, 27, 81, 240, 240]


def test_pause_after__more_attempts__longer_up_to_four_hours() -> None:
    minutes = [pause_after(n) / MINUTE for n in range(1, 9)]
    assert minutes == [1, 3, 9, 27, 81, 240, 240, 240]


@pytest.mark.parametrize("mood", ["slow", "cut", "502"])
def test_send_due__no_clear_answer__unknown_and_not_sent_again(depok, both_open, sms, mood) -> None:
    sms.mood = mood
    put(depok)
    send_due(at=AT)
    assert _only().state == State.UNKNOWN
    assert _only().error_reason
    sms.mood = "ok"
    for hours in range(48):
        send_due(at=AT + timedelta(hours=hours))
        claims.end_leases(at=AT + timedelta(hours=hours))
    assert len(sms.arrived) == 1


def test_send_due__fell_into_the_night__waits_for_the_morning(depok, both_open, sms) -> None:
    put(depok, at=datetime.fromisoformat("2026-11-23T19:59+07:00"))
    send_due(at=datetime.fromisoformat("2026-11-23T21:00+07:00"))
    morning = datetime.fromisoformat("2026-11-24T06:00+07:00")
    assert sms.arrived == []
    assert _only().next_at == morning
    send_due(at=morning)
    assert len(sms.arrived) == 1


def test_send_due__channel_switched_off__waits_then_the_other_one(
    depok, both_open, settings, smtp
) -> None:
    put(depok)
    settings.LAWANG_SMS_URL = ""
    send_due(at=AT)
    assert _only().channel == "email"
    send_due(at=AT + MINUTE)
    assert len(smtp.arrived) == 1


def test_send_due__text_cannot_be_made__failed_with_the_reason(depok, both_open, sms) -> None:
    row = put(depok)
    OutboxMessage.objects.filter(id=row.id).update(key="gone_since")
    send_due(at=AT)
    assert (_only().state, _only().error_code) == (State.FAILED, "cannot_render")


def test_send_due__more_than_a_lot__the_oldest_first(depok, both_open, sms) -> None:
    for number in range(5):
        put(depok, number, at=AT - number * MINUTE)
    assert send_due(at=AT, limit=2) == 2
    assert [row.about for row in OutboxMessage.objects.filter(state="sent").order_by("id")] == [
        "application:3",
        "application:4",
    ]


def test_send_due__no_time_left__the_rest_is_given_back(depok, both_open, sms) -> None:
    for number in range(3):
        put(depok, number)
    assert send_due(at=AT, seconds=-1) == 0
    assert not OutboxMessage.objects.exclude(claim="").exists()
    assert send_due(at=AT) == 3


def test_claim__taken_by_another__not_taken_again_until_the_lease_ends(depok) -> None:
    put(depok)
    _, rows = claims.claim(at=AT, limit=10)
    assert len(rows) == 1
    assert claims.claim(at=AT + MINUTE, limit=10)[1] == []
    assert len(claims.claim(at=AT + claims.LEASE, limit=10)[1]) == 1


def test_begin__claim_lost_meanwhile__does_not_send(depok) -> None:
    put(depok)
    slow, rows = claims.claim(at=AT, limit=10)
    quick, again = claims.claim(at=AT + claims.LEASE, limit=10)
    assert claims.begin(again[0], claim=quick, at=AT)
    assert not claims.begin(rows[0], claim=slow, at=AT)


def test_end_leases__died_in_mid_send__unknown_the_claimed_one_due_again(depok) -> None:
    put(depok, 1)
    put(depok, 2)
    name, rows = claims.claim(at=AT, limit=10)
    claims.begin(rows[0], claim=name, at=AT)
    assert claims.end_leases(at=AT + MINUTE) == 0
    assert claims.end_leases(at=AT + claims.LEASE) == 1
    rows[0].refresh_from_db()
    assert (rows[0].state, rows[0].error_code) == (State.UNKNOWN, "interrupted")
    assert [row.id for row in claims.claim(at=AT + claims.LEASE, limit=10)[1]] == [rows[1].id]


def test_settle__answer_after_the_lease__still_counts_but_not_over_a_persons_retry(depok) -> None:
    put(depok)
    name, (row,) = claims.claim(at=AT, limit=10)
    claims.begin(row, claim=name, at=AT)
    claims.end_leases(at=AT + claims.LEASE)
    assert claims.settle(row, claim=name, state=State.SENT)
    assert not claims.settle(row, claim=name, state=State.FAILED)
    assert _only().state == State.SENT
