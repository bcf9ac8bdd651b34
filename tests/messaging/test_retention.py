"""Words and addresses of old messages are cleared, and nothing else."""

from datetime import timedelta

import pytest

from lawang.messaging.actions import NotPossible, retry
from lawang.messaging.models import OutboxMessage, State
from lawang.messaging.retention import MESSAGE_DAYS, forget_old_messages
from lawang.people.audit import LAWANG
from tests.messaging.conftest import AT, put

LATER = AT + timedelta(days=MESSAGE_DAYS, seconds=1)


@pytest.mark.parametrize("state", sorted(set(State) - {State.WAITING, State.SENDING}))
def test_forget__over_for_90_days__loses_words_and_address_once(depok, production, state) -> None:
    row = put(depok)
    OutboxMessage.objects.update(state=state, sent_at=AT, provider_id="sms-1", channel="sms")
    assert forget_old_messages(at=AT + timedelta(days=MESSAGE_DAYS)) == 0
    assert forget_old_messages(at=LATER) == 1
    assert forget_old_messages(at=LATER) == 0
    row.refresh_from_db()
    assert (row.facts, row.recipient["phone"], row.recipient["email"]) == ({}, "", "")
    assert (row.provider_id, row.state, row.sent_at) == ("", state, AT)
    again = put(depok)
    assert again.id == row.id


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING])
def test_forget__still_to_go_out__is_left_alone(depok, production, state) -> None:
    put(depok)
    OutboxMessage.objects.update(state=state)
    assert forget_old_messages(at=LATER) == 0


def test_forget__forgotten__cannot_be_sent_again(depok, both_open) -> None:
    row = put(depok)
    OutboxMessage.objects.update(state=State.FAILED)
    forget_old_messages(at=LATER)
    with pytest.raises(NotPossible) as refused:
        retry(office=depok, id=row.id, by=LAWANG, reason="coba", at=LATER)
    assert refused.value.code == "no_channel"
