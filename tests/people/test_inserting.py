"""Rows written by a prepared statement are the rows that the ORM would have written."""

from dataclasses import asdict

import pytest
from django.db import IntegrityError, connection, transaction

from lawang.messaging.channel import Recipient
from lawang.messaging.models import OutboxMessage, State
from lawang.people.inserting import insert
from tests.office_world import AT, DEPOK, load

pytestmark = pytest.mark.django_db
FACTS = {"ticket": "A-001", "when": {"id": "Jumat", "en": "Friday"}}


def _message() -> OutboxMessage:
    recipient = asdict(Recipient(phone="+628000000001"))
    return OutboxMessage(
        office_id=DEPOK, dedupe_key="0" * 64, key="visit_booked", about="visit:1", lang="id",
        facts=FACTS, recipient=recipient, created_at=AT, not_before=AT, next_at=AT,
    )  # fmt: skip


def test_insert__row_read_back__has_its_values_and_defaults() -> None:
    load(DEPOK)
    row = _message()
    assert insert(row)
    found = OutboxMessage.objects.for_office(DEPOK).get(pk=row.pk)
    assert (found.facts, found.recipient) == (FACTS, row.recipient)
    assert (found.created_at, found.tried, found.state) == (AT, [], State.WAITING)
    found.save()  # both are rows that exist
    row.save()
    assert OutboxMessage.objects.for_office(DEPOK).count() == 1


def test_insert__sealed_column__stands_sealed() -> None:
    load(DEPOK)
    insert(_message())
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient FROM messaging_outboxmessage")
        sealed = bytes(cursor.fetchone()[0])
    assert b"8000000001" not in sealed


def test_insert__there_already__refused_or_left_out() -> None:
    load(DEPOK)
    insert(_message())
    second = _message()
    assert not insert(second, unless_there=True)
    assert second.pk is None
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(second)
