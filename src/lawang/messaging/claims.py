"""Who sends which message: leases by conditional updates, the same on SQLite and PostgreSQL."""

import secrets
from datetime import datetime, timedelta

from django.db.models import F, Q

from lawang.messaging.models import OutboxMessage, State

LEASE = timedelta(minutes=2)
"""Longer than any channel waits for an answer."""


def claim(*, at: datetime, limit: int) -> tuple[str, list[OutboxMessage]]:
    """Take up to `limit` messages that are due, oldest first; gives the claim and the rows.

    One UPDATE. Its condition stands outside the subquery as well, so that of two workers that
    chose the same rows the second finds them taken.
    """
    name = secrets.token_hex(16)
    due = Q(state=State.WAITING, next_at__lte=at) & (Q(lease_until=None) | Q(lease_until__lte=at))
    chosen = OutboxMessage.objects.filter(due).order_by("next_at", "id").values("id")[:limit]
    taken = OutboxMessage.objects.filter(due, id__in=chosen)
    if not taken.update(claim=name, lease_until=at + LEASE):
        return name, []
    held = OutboxMessage.objects.filter(claim=name, state=State.WAITING)
    return name, list(held.order_by("next_at", "id"))


def begin(row: OutboxMessage, *, claim: str, at: datetime) -> bool:
    """Say, on disk, that the channel is about to be called; False when the claim was lost.

    From here on the message may have gone out.
    """
    mine = OutboxMessage.objects.filter(id=row.id, claim=claim, state=State.WAITING)
    begun = mine.update(state=State.SENDING, lease_until=at + LEASE, attempts=F("attempts") + 1)
    row.attempts += begun
    return bool(begun)


def settle(row: OutboxMessage, *, claim: str, **outcome: object) -> bool:
    """Write what became of it; False when a person or another worker decided meanwhile.

    An outcome that comes after the lease ended still counts: it says more than "unknown".
    """
    mine = OutboxMessage.objects.filter(
        id=row.id, claim=claim, state__in=(State.WAITING, State.SENDING, State.UNKNOWN)
    )
    return bool(mine.update(claim="", lease_until=None, **outcome))


def release(claim: str) -> int:
    """Give back what was claimed and not begun; returns how many."""
    held = OutboxMessage.objects.filter(claim=claim, state=State.WAITING)
    return held.update(claim="", lease_until=None)


def end_leases(*, at: datetime) -> int:
    """Messages whose worker died in mid-send become `unknown`; returns how many.

    Those claimed and not begun need nothing: their lease is over, so they are due again.
    """
    lost = OutboxMessage.objects.filter(state=State.SENDING, lease_until__lte=at)
    return lost.update(
        state=State.UNKNOWN,
        lease_until=None,
        error_code="interrupted",
        error_reason="Pengirim terhenti di tengah jalan; mungkin sudah terkirim.",
    )
