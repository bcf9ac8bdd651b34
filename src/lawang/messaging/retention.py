"""What the outbox forgets: a message's words and address, 90 days after its last try.

The row stays (what kind of message, about what, when, what became of it): staff answer "were they
told?" by it, and the dedupe key keeps a message from going out twice.
"""

from dataclasses import asdict
from datetime import datetime, timedelta

from lawang.messaging.channel import Recipient
from lawang.messaging.models import OutboxMessage, State

MESSAGE_DAYS = 90
LOT = 500
MOVING = (State.WAITING, State.SENDING)


def forget_old_messages(*, at: datetime) -> int:
    """Clear one lot, oldest first; returns how many. What is still to go out is left alone."""
    old = OutboxMessage.objects.filter(
        forgotten_at=None, next_at__lt=at - timedelta(days=MESSAGE_DAYS)
    ).exclude(state__in=MOVING)
    lot = list(old.order_by("next_at").values_list("id", flat=True)[:LOT])
    # The condition again: somebody may have sent one of them anew meanwhile.
    return old.filter(id__in=lot).update(
        facts={}, recipient=asdict(Recipient()), provider_id="", forgotten_at=at
    )
