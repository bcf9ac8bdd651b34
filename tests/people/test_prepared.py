"""Rows read and changed by prepared statements are those of the ORM."""

from dataclasses import asdict

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from lawang.messaging.channel import Recipient
from lawang.messaging.models import OutboxMessage, State
from lawang.people.prepared import insert_all, rows_where, update
from tests.office_world import AT, DEPOK, load

pytestmark = pytest.mark.django_db
FACTS = {"ticket": "A-001", "when": {"id": "Jumat", "en": "Friday"}}


def _message(mark: str) -> OutboxMessage:
    recipient = asdict(Recipient(phone="+628000000001"))
    return OutboxMessage(
        office_id=DEPOK, dedupe_key=mark * 64, key="visit_booked", about="visit:1", lang="id",
        facts=FACTS, recipient=recipient, created_at=AT, not_before=AT, next_at=AT,
    )  # fmt: skip


def _same(one: OutboxMessage, other: OutboxMessage) -> bool:
    names = [field.attname for field in OutboxMessage._meta.concrete_fields]
    return [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


def test_insert_all__several__each_its_own_id_and_the_values_of_the_orm() -> None:
    load(DEPOK)
    rows = [_message("0"), _message("1"), _message("2")]
    insert_all(rows)
    for row in rows:
        assert _same(row, OutboxMessage.objects.for_office(DEPOK).get(dedupe_key=row.dedupe_key))


def test_insert_all__one_there_already__none_is_written() -> None:
    load(DEPOK)
    insert_all([_message("0")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([_message("1"), _message("0")])
    assert OutboxMessage.objects.for_office(DEPOK).count() == 1


def test_rows_where__of_several__the_row_that_the_orm_reads() -> None:
    load(DEPOK)
    insert_all([_message("0"), _message("1")])
    with transaction.atomic():
        found = rows_where(OutboxMessage, lock=True, office=DEPOK, dedupe_key="1" * 64)
    (row,) = found
    assert _same(row, OutboxMessage.objects.for_office(DEPOK).get(dedupe_key="1" * 64))
    assert (row.facts, row.created_at) == (FACTS, AT)
    row.save()  # a row that exists
    assert rows_where(OutboxMessage, office="lain") == []


def test_update__named_fields__change_and_the_others_stay() -> None:
    load(DEPOK)
    insert_all([_message("0")])
    (row,) = rows_where(OutboxMessage, office=DEPOK)
    row.state, row.facts, row.about = State.SENT, {"ticket": "A-002"}, "not written"
    update(row, ["state", "facts"])
    found = OutboxMessage.objects.for_office(DEPOK).get()
    assert (found.state, found.facts, found.about) == (State.SENT, {"ticket": "A-002"}, "visit:1")


def test_update__row_gone__says_so() -> None:
    load(DEPOK)
    insert_all([_message("0")])
    (row,) = rows_where(OutboxMessage, office=DEPOK)
    OutboxMessage.objects.for_office(DEPOK).delete()
    with pytest.raises(DatabaseError):
        update(row, ["state"])
