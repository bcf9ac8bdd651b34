"""Enqueueing: with its cause, once per person and event, at a decent hour, or on the call list."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawang.messaging import actions, queries
from lawang.messaging.channel import Recipient
from lawang.messaging.models import CallOutcome, OutboxMessage, State
from lawang.people.audit import AuditEvent, staff_actor
from tests.messaging.conftest import AT, BOTH, put

BY = staff_actor(1)


def _at(words: str) -> datetime:
    return datetime.fromisoformat(words)


def test_enqueue__first_channel_that_reaches__chosen(depok, both_open) -> None:
    assert put(depok, 1).channel == "sms"
    assert put(depok, 2, to=Recipient(email="siti@example.org")).channel == "email"


def test_enqueue__no_address__on_the_list_of_those_not_reached(depok, both_open) -> None:
    row = put(depok, to=Recipient())
    assert row.state == State.UNREACHABLE
    (line,) = queries.not_reached(depok)
    assert line.number == "DPK-7K4M-P2X8-C"
    assert not line.has_phone


def test_enqueue__no_channel_configured__on_the_list(depok, production) -> None:
    assert put(depok).state == State.UNREACHABLE


def test_enqueue__cause_rolled_back__no_message(depok) -> None:
    with transaction.atomic():
        put(depok)
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()


def test_enqueue__same_event_and_person_inside_a_transaction__one_row(depok) -> None:
    with transaction.atomic():
        first = put(depok)
        again = put(depok, at=AT + timedelta(hours=1))
        OutboxMessage.objects.count()  # the transaction still works
    assert first.id == again.id
    assert again.created_at == AT
    assert OutboxMessage.objects.count() == 1


def test_enqueue__row__holds_nothing_clear(depok) -> None:
    row = put(depok)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM messaging_outboxmessage")
        (stored,) = cursor.fetchall()
    written = b" ".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in stored
    )
    for secret in (b"000123", b"siti@", b"DPK-7K4M"):
        assert secret not in written
    row.refresh_from_db()
    assert row.recipient["phone"] == "+628000000123"


@pytest.mark.parametrize("person", ["+628000000123", "siti@example.org", "3276014107900001"])
def test_enqueue__person_is_an_address__refused(depok, person) -> None:
    with pytest.raises(ValueError, match="ids"):
        actions.enqueue(
            office=depok, event="x", person=person, key="application_done", facts={},
            recipient=BOTH, about="x:1", at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        ("2026-11-23T19:59:59+07:00", "2026-11-23T19:59:59+07:00"),
        ("2026-11-23T20:00+07:00", "2026-11-24T06:00+07:00"),
        ("2026-11-24T00:30+07:00", "2026-11-24T06:00+07:00"),
        ("2026-11-24T05:59:59+07:00", "2026-11-24T06:00+07:00"),
        ("2026-11-24T06:00+07:00", "2026-11-24T06:00+07:00"),
        ("2026-11-23T14:00+00:00", "2026-11-24T06:00+07:00"),
    ],
)
def test_quiet_hours__office_time__wait_until_six(depok, at, begins) -> None:
    assert put(depok, at=_at(at)).next_at == _at(begins)


def test_quiet_hours__urgent__goes_at_once(depok) -> None:
    late = _at("2026-11-23T23:00+07:00")
    assert put(depok, at=late, urgent=True).next_at == late


EVENTS = st.tuples(st.integers(1, 3), st.sampled_from("ab"), st.booleans())


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=st.lists(EVENTS, max_size=12))
def test_dedupe__any_order_and_repetition__one_row_per_event_and_person(depok, asked) -> None:
    with transaction.atomic():
        for number, person, late in asked:
            actions.enqueue(
                office=depok, event=f"application:{number}", person=f"citizen:{person}",
                key="application_done", facts={"number": "N", "service": "S", "path": "/"},
                recipient=BOTH, about=f"application:{number}",
                at=AT + timedelta(hours=late),
            )  # fmt: skip
        assert OutboxMessage.objects.count() == len({(n, p) for n, p, _ in asked})
        transaction.set_rollback(True)


def _failed(depok):
    row = put(depok)
    OutboxMessage.objects.filter(id=row.id).update(
        state=State.FAILED, attempts=3, error_code="refused", error_reason="sms: ditolak"
    )
    return row


def test_retry__failed__waits_again_with_an_audit_event(depok, both_open) -> None:
    row = _failed(depok)
    again = actions.retry(office=depok, id=row.id, by=BY, reason="nomor benar", at=AT)
    assert (again.state, again.attempts, again.channel) == (State.WAITING, 0, "sms")
    event = AuditEvent.objects.get(act="message_retried")
    assert (event.subject, event.reason) == (f"message:{row.id}", "nomor benar")


def test_retry__sent_or_without_reason_or_another_offices__refused(depok, both_open) -> None:
    row = put(depok)
    for office, reason, code in (
        (depok, "ya", "not_retryable"),
        (depok, "  ", "reason_missing"),
        ("dinsos-gowa", "ya", "no_such_message"),
    ):
        with pytest.raises(actions.NotPossible) as refused:
            actions.retry(office=office, id=row.id, by=BY, reason=reason, at=AT)
        assert refused.value.code == code


def test_call_list__reached_by_phone__leaves_it_others_stay(depok, both_open) -> None:
    row = _failed(depok)
    (line,) = queries.not_reached(depok)
    assert line.phone == "0800-***-**23"
    actions.note_call(office=depok, id=row.id, outcome=CallOutcome.NO_ANSWER, by=BY, at=AT)
    assert queries.count_not_reached(depok) == 1
    actions.note_call(office=depok, id=row.id, outcome=CallOutcome.REACHED, by=BY, at=AT)
    assert queries.not_reached(depok) == []
    assert queries.not_reached("dinsos-gowa") == []


def test_reveal__not_reached__number_and_audit_event_without_it(depok, both_open) -> None:
    row = _failed(depok)
    assert actions.reveal_phone(office=depok, id=row.id, by=BY, at=AT) == "+628000000123"
    event = AuditEvent.objects.get(act="phone_revealed")
    assert "000123" not in str(event.__dict__)
    with pytest.raises(actions.NotPossible):
        actions.reveal_phone(office="dinsos-gowa", id=row.id, by=BY, at=AT)


def test_cancel__waiting__never_sent(depok, both_open) -> None:
    row = put(depok)
    cancelled = actions.cancel_waiting(
        office=depok, about=row.about, keys=("application_received",), at=AT
    )
    assert cancelled == 1
    assert queries.counts(depok)[State.CANCELLED] == 1
