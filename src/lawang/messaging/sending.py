"""Sending what is due: at least once inside, never twice outside (design decision 5)."""

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from lawang.common.refusal import Refusal
from lawang.messaging import claims
from lawang.messaging.channel import Channel, Outgoing, Recipient, SendFailed, SendUnclear, Sent
from lawang.messaging.channels import first_for, open_channels
from lawang.messaging.models import OutboxMessage, State
from lawang.messaging.quiet import is_quiet, not_before
from lawang.messaging.rendering import BadFacts, render
from lawang.offices.queries import office_now

log = logging.getLogger(__name__)

LOT = 100
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
KEEP_TRYING = timedelta(hours=24)
TURN_SECONDS = 5.0
"""A slow supplier must not keep the worker from its other jobs."""


def send_due(*, at: datetime, limit: int = LOT, seconds: float = TURN_SECONDS) -> int:
    """Send up to `limit` due messages, for about `seconds`; returns how many were tried."""
    started = time.monotonic()
    name, rows = claims.claim(at=at, limit=limit)
    if not rows:
        return 0
    channels = open_channels()
    tried = 0
    try:
        for row in rows:
            spent = time.monotonic() - started
            if spent > seconds:
                break
            tried += _send_one(row, name, channels, at + timedelta(seconds=spent))
    finally:
        if tried < len(rows):
            claims.release(name)
    return tried


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: 1, 3, 9, 27 minutes, … at most 4 hours."""
    return min(FIRST_PAUSE * 3 ** max(attempts - 1, 0), LONGEST_PAUSE)


def _send_one(
    row: OutboxMessage, claim: str, channels: Mapping[str, Channel], at: datetime
) -> bool:
    office = office_now(row.office_id)
    if not row.urgent and is_quiet(at, office.policy.tz):
        morning = not_before(at, office.policy.tz)
        return claims.settle(row, claim=claim, next_at=morning, not_before=morning)
    channel = channels.get(row.channel)
    if channel is None:  # switched off since it was enqueued; with no other, it waits a day
        gone = SendFailed("channel_off", "Kanal ini dimatikan.", permanent=bool(channels))
        return claims.settle(row, claim=claim, **_after_failure(row, gone, channels, at))
    try:
        message = _outgoing(row, channel, f"{office.file.name} {office.file.region_name}")
    except (BadFacts, LookupError, Refusal) as fault:
        log.exception("message %s cannot be rendered", row.id)
        return claims.settle(
            row, claim=claim, state=State.FAILED, error_code="cannot_render",
            error_reason=f"Teks pesan tidak bisa disusun ({type(fault).__name__}).",
        )  # fmt: skip
    if not claims.begin(row, claim=claim, at=at):
        return False
    return claims.settle(row, claim=claim, **_tried(row, channel, message, channels, at))


def _tried(
    row: OutboxMessage,
    channel: Channel,
    message: Outgoing,
    channels: Mapping[str, Channel],
    at: datetime,
) -> dict[str, object]:
    """Call the channel once; what the row becomes."""
    try:
        sent: Sent = channel.send(message)
    except SendFailed as failed:
        return _after_failure(row, failed, channels, at)
    except SendUnclear as unclear:
        return _unknown(unclear.code, unclear.reason)
    except Exception:  # a fault of ours: nobody knows how far it came
        log.exception("channel %s broke on message %s", channel.name, row.id)
        return _unknown("fault", "Kesalahan pada kanal; mungkin sudah terkirim.")
    return {
        "state": State.SENT,
        "sent_at": at,
        "provider_id": sent.provider_id[:200],
        "error_code": "",
        "error_reason": "",
    }


def _unknown(code: str, reason: str) -> dict[str, object]:
    return {"state": State.UNKNOWN, "error_code": code, "error_reason": reason}


def _after_failure(
    row: OutboxMessage, failed: SendFailed, channels: Mapping[str, Channel], at: datetime
) -> dict[str, object]:
    """Once more later, or the next channel, or the end; the reason is kept in each case."""
    outcome: dict[str, object] = {
        "error_code": failed.code,
        "error_reason": f"{row.channel}: {failed.reason}"[:200],
    }
    again_at = at + pause_after(row.attempts)
    too_late = again_at > row.not_before + KEEP_TRYING
    if not failed.permanent and row.attempts < MOST_ATTEMPTS and not too_late:
        return outcome | {"state": State.WAITING, "next_at": again_at}
    tried = (*row.tried, row.channel)
    following = first_for(Recipient(**row.recipient), channels, besides=tried)
    if following and at <= row.not_before + KEEP_TRYING:
        return outcome | {
            "state": State.WAITING,
            "channel": following,
            "tried": list(tried),
            "attempts": 0,
            "next_at": at,
        }
    return outcome | {"state": State.FAILED if failed.permanent else State.GIVEN_UP}


def _outgoing(row: OutboxMessage, channel: Channel, office: str) -> Outgoing:
    text = render(
        row.key, row.facts, row.lang, office=office, short=channel.short, limit=channel.limit
    )
    return Outgoing(
        id=str(row.id), to=Recipient(**row.recipient), sender=office, subject=text.subject,
        body=text.body,
    )  # fmt: skip
