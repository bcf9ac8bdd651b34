"""Reads of the outbox, always of one office."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from lawang.common import phone
from lawang.messaging.library import message
from lawang.messaging.models import NOT_REACHED, REACHED_BY_CALL, OutboxMessage, State
from lawang.people.tenancy import OfficeRows

PAGE = 100


@dataclass(frozen=True, slots=True)
class NotReached:
    """A line of the call list: who, about what, and why no message came through."""

    row: OutboxMessage
    number: str
    phone: str
    title: str

    @property
    def has_phone(self) -> bool:
        """Is there a number to dial?"""
        return bool(self.phone)


def counts(office: str) -> Mapping[str, int]:
    """How many messages stand in each state; states without any are 0."""
    found = (
        OutboxMessage.objects.for_office(office).values_list("state").annotate(number=Count("id"))
    )
    return {str(state): 0 for state in State} | dict(found)


def newest(office: str, *, state: str = "", before: int | None = None) -> list[OutboxMessage]:
    """A page of the outbox, newest first, without the sealed columns."""
    rows = OutboxMessage.objects.for_office(office).defer("facts", "recipient")
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:PAGE])


def not_reached(office: str) -> list[NotReached]:
    """Whom no message reached and nobody told by phone yet, oldest first."""
    rows = _still_to_tell(office).order_by("created_at", "id")[:500]
    return [
        NotReached(
            row,
            number=str(row.facts.get("number", "")),
            phone=phone.mask(row.recipient["phone"]) if row.recipient["phone"] else "",
            title=message(row.key).title,
        )
        for row in rows
    ]


def count_not_reached(office: str) -> int:
    """How many are still to be told."""
    return _still_to_tell(office).count()


def about(office: str, subject: str) -> list[OutboxMessage]:
    """What was said about one subject ("application:17"), oldest first; sealed columns left out."""
    rows = OutboxMessage.objects.for_office(office).filter(about=subject)
    return list(rows.defer("facts", "recipient").order_by("id"))


def _still_to_tell(office: str) -> OfficeRows:
    rows: OfficeRows = OutboxMessage.objects.for_office(office).filter(
        ~Q(call_outcome__in=REACHED_BY_CALL), state__in=NOT_REACHED
    )
    return rows
