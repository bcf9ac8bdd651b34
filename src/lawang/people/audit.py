"""Who did what, when: append-only, in the same transaction as the deed (design decision 9).

Events carry ids, field names and reasons, never personal values. The worker seals them with
a hash over the batch and the previous seal, so a changed or missing row shows.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Coalesce

from lawang.people.inserting import insert
from lawang.people.tenancy import OfficeRows

SEAL_BATCH = 5_000
KEPT_YEARS = 5
"""Events are kept at least so long. Nothing deletes them yet: the chain of seals would break."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: a member of staff (by user id), a citizen, or Lawang itself."""

    kind: str
    id: int | None = None

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind}:{self.id}"


CITIZEN = Actor("citizen")
LAWANG = Actor("lawang")


def staff_actor(user_id: int) -> Actor:
    """A member of staff, by the id of the account."""
    return Actor("staff", user_id)


class AuditSeal(models.Model):
    """A hash over a batch of events and the seal before it."""

    made_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            # One first seal and one after each: SQLite has no "nulls not distinct".
            models.UniqueConstraint(
                Coalesce("previous", models.Value(0)), name="seals_are_one_chain"
            ),
        )

    def __str__(self) -> str:
        return self.digest[:12]


class AuditEvent(models.Model):
    """One deed. Rows are written once; only the worker's seal is added to them."""

    office = models.SlugField(max_length=40)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True)
    seal = models.ForeignKey(AuditSeal, null=True, on_delete=models.PROTECT)

    objects = OfficeRows.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["office", "-id"], name="audit_office_newest"),
            models.Index(fields=["office", "subject"], name="audit_office_subject"),
            models.Index(
                fields=["id"], condition=models.Q(seal__isnull=True), name="audit_unsealed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


def record(
    *,
    office: str,
    at: datetime,
    by: Actor,
    act: str,
    subject: str,
    fields: Iterable[str] = (),
    reason: str = "",
) -> AuditEvent:
    """Write one event. Call it inside the transaction of the deed.

    `subject` is a kind and an id (`period:tutup-jan-2021`, `application:17`); `fields` are
    names of fields, never their values; `reason` is what the person gave, cut at 200.
    """
    event = AuditEvent(
        office=office,
        at=at,
        actor=str(by),
        act=act,
        subject=subject,
        fields=list(fields),
        reason=reason[:200],
    )
    insert(event)
    return event


def seal(*, at: datetime) -> int:
    """Seal the events not sealed yet, oldest first; returns how many. Safe to run twice."""
    with transaction.atomic():
        events = list(AuditEvent.objects.filter(seal=None).order_by("id")[:SEAL_BATCH])
        if not events:
            return 0
        previous = AuditSeal.objects.order_by("-id").first()
        digest = _digest(previous.digest if previous else "", events)
        made = AuditSeal.objects.create(
            made_at=at, count=len(events), digest=digest, previous=previous
        )
        AuditEvent.objects.filter(id__in=[event.id for event in events]).update(seal=made)
    return len(events)


def broken_seals() -> list[AuditSeal]:
    """The seals whose events no longer give the digest: something was changed or taken."""
    broken = []
    before = ""
    for made in AuditSeal.objects.order_by("id").iterator():
        events = list(AuditEvent.objects.filter(seal=made).order_by("id"))
        if len(events) != made.count or _digest(before, events) != made.digest:
            broken.append(made)
        before = made.digest
    return broken


def _digest(before: str, events: list[AuditEvent]) -> str:
    digest = hashlib.sha256(before.encode())
    for event in events:
        row = [
            event.id,
            event.office,
            event.at.timestamp(),
            event.actor,
            event.act,
            event.subject,
            event.fields,
            event.reason,
        ]
        digest.update(json.dumps(row, sort_keys=True).encode())
    return digest.hexdigest()
