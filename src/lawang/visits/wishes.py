"""What somebody wants who comes to the office, what they get, and the ways to say no."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from lawang.common.refusal import Refusal
from lawang.policy.model import Activity, Ask, Channel, Decision, Fact
from lawang.visits.links import path_of, token_of
from lawang.visits.models import Visit, Waiting
from lawang.visits.places import Taker

REGISTERED = "registered"
DESK = Channel.COUNTER.value


class TicketRefused(Refusal):
    """The policy says no: `decision` has why and what instead; the code is its reason."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason.value)
        self.decision = decision


class Full(Refusal):
    """Codes: `pool_full`, `window_full`, `not_released` (more numbers come out later),
    `no_such_window`.
    """


class HasNumber(Refusal):
    """This person has an active number, and it was not asked for from the phone it belongs to.

    Code `has_number`; the registered phone has been told again.
    """

    default_code = "has_number"


class TooMany(Refusal):
    """Codes: `phone_limit`, `address_limit`, `no_show_pause` (fact `until`); fact `limit`."""


class NotThere(Refusal):
    """No visit opens with this link, or it is over (code `over`)."""

    default_code = "not_found"


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to come for what, on which day, in which arrival window."""

    office: str
    service: str
    day: date
    person: str
    """NIK, or the phone (E.164) where none is asked; empty only at the desk."""
    starts_at: datetime | None = None
    """The beginning of an arrival window; None: the first with room."""
    name: str = ""
    phone: str = ""
    language: str = "id"
    activity: str = Activity.VISIT.value
    site: str = "kantor"
    channel: str = "web"
    priority: str = ""
    application_number: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Proven facts only: see `proofs.facts_of`."""
    filed_at: datetime | None = None
    address: str = ""
    """The network address it was asked from, for the limit per network."""
    entry_key: str = ""

    @property
    def taker(self) -> Taker:
        """Which part of a pool is open to this person."""
        return Taker(remote=self.channel != DESK, priority=bool(self.priority))


@dataclass(frozen=True, slots=True)
class Taken:
    """A visit of one's own; `again`: it was there already, and a retry got it back."""

    visit: Visit
    again: bool = False

    @property
    def token(self) -> str:
        """The secret of its link, always the same."""
        return token_of(self.visit.pk)

    @property
    def path(self) -> str:
        """Its page."""
        return path_of(self.visit.pk)


def visit_ask(wish: Wish, at: datetime) -> Ask:
    """The question the visit itself will be at `at`; taking a number registers."""
    return Ask(
        wish.service,
        Channel.COUNTER,
        at,
        Activity(wish.activity),
        site=wish.site,
        facts={**wish.facts, REGISTERED: True},
        filed_at=wish.filed_at,
    )


def wish_of(row: Visit | Waiting, *, day: date, starts_at: datetime | None = None) -> Wish:
    """The same person's wish, for another time."""
    return Wish(
        office=row.office_id,
        service=row.service,
        day=day,
        person=row.person,
        starts_at=starts_at,
        name=row.name,
        phone=row.phone,
        language=row.language,
        activity=row.activity,
        site=row.site,
        channel=row.channel,
        priority=row.priority,
        application_number=row.application_number,
        facts=row.facts,
        filed_at=row.filed_at,
    )


def booking_ask(wish: Wish, at: datetime) -> Ask:
    """May a number be taken now, this way, for that day?"""
    channel = Channel(wish.channel) if wish.channel in set(Channel) else Channel.WEB
    return replace(visit_ask(wish, at), channel=channel, activity=Activity.BOOK, wanted=wish.day)
