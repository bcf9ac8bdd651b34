"""The rehearsal's channel: the message is written to the log and goes nowhere."""

import logging

from lawang.common import phone
from lawang.messaging.channel import Outgoing, Recipient, Sent

log = logging.getLogger(__name__)


class ConsoleChannel:
    """Reaches everybody who left a phone or an e-mail address, in the log only."""

    name = "console"
    short = False
    limit = 10_000

    def can_reach(self, recipient: Recipient) -> bool:
        """Anybody with an address of any kind."""
        return bool(recipient.phone or recipient.email)

    def send(self, message: Outgoing) -> Sent:
        """Write it to the log, the number masked."""
        to = phone.mask(message.to.phone) if message.to.phone else "e-mail"
        log.info("[geladi] pesan %s kepada %s: %s", message.id, to, message.subject)
        return Sent(f"console-{message.id}")
