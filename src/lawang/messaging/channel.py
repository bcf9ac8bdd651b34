"""The contract of a channel: how a message leaves the house, and what can be known about it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, repr=False)
class Recipient:
    """Where somebody can be reached: `phone` as E.164, `email`, and the language they chose."""

    phone: str = ""
    email: str = ""
    lang: str = "id"

    def __repr__(self) -> str:
        """Without the addresses, so that no log line gives them away."""
        return f"Recipient(phone={bool(self.phone)}, email={bool(self.email)}, lang={self.lang})"


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """A message as it leaves: `id` is the same at every attempt, so a supplier can know it."""

    id: str
    to: Recipient
    sender: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The supplier has taken the message; `provider_id` is its name for it, if it gave one."""

    provider_id: str = ""


class SendFailed(Exception):
    """The message has certainly not gone out. `permanent`: trying again would not help.

    `code` is a lower-case word; `reason` is a sentence for staff, without addresses.
    """

    def __init__(self, code: str, reason: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code, self.reason, self.permanent = code, reason, permanent


class SendUnclear(Exception):
    """Nobody can say whether the message went out : not sent again blindly."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


class Channel(Protocol):
    """One way out. `short`: it takes the short text, at most `limit` characters."""

    name: str
    short: bool
    limit: int

    def can_reach(self, recipient: Recipient) -> bool:
        """Whether this person has an address here."""

    def send(self, message: Outgoing) -> Sent:
        """Hand the message over, once; raises `SendFailed` or `SendUnclear`, nothing else."""
