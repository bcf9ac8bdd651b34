"""Putting messages in the outbox, taking them back, and what people do with those that failed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from lawang.common.refusal import Refusal
from lawang.messaging.channel import Recipient
from lawang.messaging.channels import first_for, open_channels
from lawang.messaging.models import NOT_REACHED, CallOutcome, OutboxMessage, State
from lawang.messaging.quiet import not_before
from lawang.messaging.rendering import settled_facts
from lawang.offices.queries import office_now
from lawang.people.audit import Actor, record
from lawang.people.inserting import insert

RETRYABLE = (State.FAILED, State.UNKNOWN, State.GIVEN_UP, State.UNREACHABLE)
_PERSONAL = re.compile(r"\d{9}|@")


class NotPossible(Refusal):
    """Codes: `no_such_message`, `not_retryable` (fact `state`), `no_channel`, `reason_missing`."""


def enqueue(
    *,
    office: str,
    event: str,
    person: str,
    key: str,
    facts: Mapping[str, object],
    recipient: Recipient,
    about: str,
    at: datetime,
    urgent: bool = False,
) -> OutboxMessage:
    """Put one message in the outbox; call it inside the transaction of its cause.

    `event` and `person` say what happened to whom ("application:17:received", "citizen:5"): the
    same pair a second time adds nothing, and gives the row of the first time. They are ids, never
    a phone number, address or NIK (ValueError). `about` is what staff see it under.
    `urgent` is for what cannot wait for 06.00. Raises `BadFacts` for facts that do not fit.
    """
    if _PERSONAL.search(event) or _PERSONAL.search(person):
        raise ValueError("event and person are ids, never a number or address of a person")
    dedupe_key = hashlib.sha256("\0".join((office, event, person)).encode()).hexdigest()
    channel = first_for(recipient, open_channels())
    begin = at if urgent else not_before(at, office_now(office).policy.tz)
    row = OutboxMessage(
        office_id=office,
        dedupe_key=dedupe_key,
        key=key,
        about=about,
        lang=recipient.lang,
        facts=settled_facts(key, facts),
        recipient=asdict(recipient),
        urgent=urgent,
        channel=channel,
        state=State.WAITING if channel else State.UNREACHABLE,
        created_at=at,
        not_before=begin,
        next_at=begin,
        error_code="" if channel else "no_address",
        error_reason="" if channel else "Tidak ada nomor atau alamat yang bisa dipakai.",
    )
    # A double never breaks the transaction of its cause.
    if insert(row, unless_there=True):
        return row
    return OutboxMessage.objects.get(dedupe_key=dedupe_key)


def cancel_waiting(*, office: str, about: str, keys: tuple[str, ...], at: datetime) -> int:
    """Take back messages that have not gone out yet; returns how many."""
    waiting = OutboxMessage.objects.for_office(office).filter(
        about=about, key__in=keys, state=State.WAITING
    )
    return waiting.update(state=State.CANCELLED, next_at=at, claim="", lease_until=None)


def retry(*, office: str, id: int, by: Actor, reason: str, at: datetime) -> OutboxMessage:
    """Send again what failed or is uncertain: a person decides, and says why.

    Raises `NotPossible`. An uncertain message may reach somebody twice; that is the decision.
    """
    if not reason.strip():
        raise NotPossible("reason_missing")
    with transaction.atomic():
        row = _row(office, id)
        channel = first_for(Recipient(**row.recipient), open_channels())
        if not channel:
            raise NotPossible("no_channel")
        begin = at if row.urgent else not_before(at, office_now(office).policy.tz)
        moved = (
            OutboxMessage.objects.for_office(office)
            .filter(id=id, state__in=RETRYABLE)
            .update(
                state=State.WAITING,
                channel=channel,
                tried=[],
                attempts=0,
                not_before=begin,
                next_at=begin,
                claim="",
                lease_until=None,
            )
        )
        if not moved:
            raise NotPossible("not_retryable", state=row.state)
        record(
            office=office, at=at, by=by, act="message_retried", subject=f"message:{id}",
            reason=reason,
        )  # fmt: skip
    row.refresh_from_db()
    return row


def note_call(
    *, office: str, id: int, outcome: CallOutcome, by: Actor, at: datetime
) -> OutboxMessage:
    """Somebody phoned a person whom no message reached. Raises `NotPossible`."""
    with transaction.atomic():
        moved = OutboxMessage.objects.for_office(office).filter(id=id, state__in=NOT_REACHED)
        if not moved.update(called_at=at, called_by=str(by), call_outcome=outcome):
            raise NotPossible("no_such_message")
        record(
            office=office, at=at, by=by, act="message_called", subject=f"message:{id}",
            fields=["call_outcome"],
        )  # fmt: skip
    return _row(office, id)


def reveal_phone(*, office: str, id: int, by: Actor, at: datetime) -> str:
    """The number to dial, for somebody not reached; an audit event. Raises `NotPossible`."""
    with transaction.atomic():
        row = _row(office, id)
        if row.state not in NOT_REACHED:
            raise NotPossible("no_such_message")
        record(
            office=office, at=at, by=by, act="phone_revealed", subject=f"message:{id}",
            fields=["recipient.phone"],
        )  # fmt: skip
    return str(row.recipient["phone"])


def _row(office: str, id: int) -> OutboxMessage:
    row = OutboxMessage.objects.for_office(office).filter(id=id).first()
    if row is None:
        raise NotPossible("no_such_message")
    return row
