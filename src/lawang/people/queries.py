"""Reads of people: accounts and the audit trail."""

from collections.abc import Iterable, Mapping
from typing import Any

from lawang.people.audit import AuditEvent
from lawang.people.staff import Staff

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


def audit_page(office: str, *, before: int | None = None) -> tuple[list[AuditEvent], int | None]:
    """Events of the office, the newest first, and the key of the next page (None: the last)."""
    rows = AuditEvent.objects.for_office(office).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], (found[PAGE - 1].id if len(found) > PAGE else None)
