"""Reads of people: accounts and the audit trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from lawang.people.audit import AuditEvent
from lawang.people.staff import Role, Staff

PAGE = 50


def staff_of(user: Any) -> Staff | None:
    """The member of staff behind an account, or None for a stranger or a closed account."""
    if not user.is_authenticated or not user.is_active:
        return None
    return Staff.objects.filter(user_id=user.pk).first()


def actor_names(actors: Iterable[str], office: str) -> Mapping[str, str]:
    """Names for the actors of audit events and periods (`staff:7`), as colleagues know them."""
    wanted = {actor for actor in actors if actor.startswith("staff:")}
    ids = [int(actor.partition(":")[2]) for actor in wanted]
    rows = Staff.objects.for_office(office).filter(user_id__in=ids)
    names = {f"staff:{row.user_id}": f"{row.name}, {row.get_role_display()}" for row in rows}
    return names | {"lawang": "Lawang", "citizen": "warga"}


@dataclass(frozen=True, slots=True)
class Account:
    """A line of the list of accounts."""

    staff: Staff
    has_code: bool
    """Does the person sign in with a code as well?"""

    @property
    def is_open(self) -> bool:
        """May the person sign in?"""
        return bool(self.staff.user.is_active)


def accounts_of(office: str, user: int | None = None) -> list[Account]:
    """The office's accounts (or this one), those that are open first, by role and name."""
    rows = Staff.objects.for_office(office).select_related("user")
    if user is not None:
        rows = rows.filter(user_id=user)
    coded = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user_id__in=rows.values("user_id")
    ).values_list("user_id", flat=True)
    with_code = set(coded)
    order = {role: place for place, role in enumerate(Role.values)}
    found = sorted(rows, key=lambda row: (not row.user.is_active, order[row.role], row.name))
    return [Account(row, row.user_id in with_code) for row in found]


def audit_page(office: str, *, before: int | None = None) -> tuple[list[AuditEvent], int | None]:
    """Events of the office, the newest first, and the key of the next page (None: the last)."""
    rows = AuditEvent.objects.for_office(office).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], (found[PAGE - 1].id if len(found) > PAGE else None)
