"""A contact as a link: WhatsApp and telephone numbers open the right application."""

import re
from dataclasses import dataclass

from lawang.policy.model import Channel

NUMBER = re.compile(r"^\+?[\d\s.()-]{6,}$")


@dataclass(frozen=True, slots=True)
class ContactLink:
    """An address as written, where a tap leads (empty: nowhere), and whom it serves."""

    address: str
    href: str
    services: str = ""


def href_of(channel: Channel, address: str) -> str:
    """wa.me for WhatsApp, tel: for telephones, mailto: for e-mail; else empty."""
    if "@" in address and " " not in address:
        return f"mailto:{address}"
    if not NUMBER.match(address):
        return ""
    digits = re.sub(r"\D", "", address)
    abroad = f"62{digits[1:]}" if digits.startswith("0") else digits
    if channel is Channel.WHATSAPP:
        return f"https://wa.me/{abroad}"
    return f"tel:+{abroad}"
