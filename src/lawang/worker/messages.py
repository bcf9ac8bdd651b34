"""The worker's part in messages: send what is due, end the leases of a worker that died."""

from datetime import datetime

from lawang.messaging import claims, retention, sending


def send_messages(at: datetime) -> int:
    """One turn of the outbox; returns how many were tried."""
    return sending.send_due(at=at)


def end_message_leases(at: datetime) -> int:
    """Messages stuck in mid-send become `unknown`; returns how many."""
    return claims.end_leases(at=at)


def forget_messages(at: datetime) -> int:
    """One lot of old messages loses its words and addresses; returns how many."""
    return retention.forget_old_messages(at=at)
