"""The outbox: a message is a row, committed with its cause and sent by the worker."""

from django.db import models

from lawang.people.sealing import SealedJSONField
from lawang.people.tenancy import OfficeRows


class State(models.TextChoices):
    """Where a message stands. WAITING and SENDING move by themselves, the others stay."""

    WAITING = "waiting", "menunggu dikirim"
    SENDING = "sending", "sedang dikirim"
    SENT = "sent", "terkirim"
    FAILED = "failed", "gagal"
    UNKNOWN = "unknown", "tidak pasti terkirim"
    GIVEN_UP = "given_up", "menyerah mencoba"
    UNREACHABLE = "unreachable", "tidak ada alamat"
    CANCELLED = "cancelled", "dibatalkan"


class CallOutcome(models.TextChoices):
    """What came of phoning somebody no message reached."""

    REACHED = "reached", "Sudah diberi tahu"
    NO_ANSWER = "no_answer", "Tidak diangkat"
    WRONG_NUMBER = "wrong_number", "Nomor salah"
    OTHER_WAY = "other_way", "Diberi tahu lewat jalan lain"


NOT_REACHED = (State.FAILED, State.UNKNOWN, State.GIVEN_UP, State.UNREACHABLE)
REACHED_BY_CALL = (CallOutcome.REACHED, CallOutcome.OTHER_WAY)


class OutboxMessage(models.Model):
    """One message to one person about one event.

    A row that a worker holds has its `claim` and a lease; the state becomes SENDING in a commit
    of its own just before the channel is called, so a killed worker leaves either WAITING (it
    had not begun) or SENDING (it may have gone out: UNKNOWN when the lease is over).
    """

    office = models.ForeignKey(
        "offices.Office", on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    dedupe_key = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    lang = models.CharField(max_length=5)
    facts = SealedJSONField()
    recipient = SealedJSONField()
    urgent = models.BooleanField(default=False)

    channel = models.CharField(max_length=12, blank=True)
    tried = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    next_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=200, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_reason = models.CharField(max_length=200, blank=True)

    forgotten_at = models.DateTimeField(null=True)
    """When facts and recipient were cleared (see `retention.py`)."""
    called_at = models.DateTimeField(null=True)
    called_by = models.CharField(max_length=40, blank=True)
    call_outcome = models.CharField(max_length=12, choices=CallOutcome.choices, blank=True)

    objects = OfficeRows.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=["next_at"], condition=models.Q(state="waiting"), name="outbox_waiting"
            ),
            models.Index(
                fields=["lease_until"], condition=models.Q(state="sending"), name="outbox_sending"
            ),
            models.Index(
                fields=["next_at"], condition=models.Q(forgotten_at=None), name="outbox_remembered"
            ),
            models.Index(fields=["claim"], condition=~models.Q(claim=""), name="outbox_claimed"),
            models.Index(fields=["office", "state", "-id"], name="outbox_office_state"),
            models.Index(fields=["office", "about"], name="outbox_office_about"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="outbox_known_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.about}"
