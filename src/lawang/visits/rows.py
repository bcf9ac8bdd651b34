"""The tables of coming to the office: numbers drawn from a day's pools, and visits."""

from django.db import models

from lawang.offices.models import Office
from lawang.people.sealing import BlindIndexField, SealedTextField
from lawang.people.tenancy import OfficeRows


class VisitState(models.TextChoices):
    """Where a visit stands."""

    OFFERED = "offered", "Ditawarkan"
    BOOKED = "booked", "Terdaftar"
    ARRIVED = "arrived", "Menunggu dipanggil"
    CALLED = "called", "Dipanggil"
    SERVING = "serving", "Dilayani"
    HELD = "held", "Ditahan"
    DONE = "done", "Selesai"
    NO_SHOW = "no_show", "Tidak datang"
    CANCELLED = "cancelled", "Dibatalkan"
    MOVED = "moved", "Dipindah"
    LAPSED = "lapsed", "Hangus"


PROMISED = (VisitState.OFFERED, VisitState.BOOKED)
AT_COUNTER = (VisitState.CALLED, VisitState.SERVING)
INSIDE = (VisitState.ARRIVED, VisitState.HELD, *AT_COUNTER)
ACTIVE = (*PROMISED, *INSIDE)
"""A person has at most one of these per service and activity, and one per pool and day."""

SERIES = "nomor"
"""Where the day has no quota, numbers come from this pool without a limit."""
EMERGENCY = "darurat"
"""Emergencies draw from a series of their own: outside the quota, and counted apart."""


class Priority(models.TextChoices):
    """Who is helped sooner, as they say themselves; seen at the desk, no proof asked online."""

    NONE = "", "Tidak"
    ELDERLY = "elderly", "Lansia"
    DISABLED = "disabled", "Penyandang disabilitas"
    PREGNANT = "pregnant", "Ibu hamil"
    SMALL_CHILD = "small_child", "Membawa anak kecil"


class PoolDay(models.Model):
    """How much of one pool is used on one day, and the last number drawn from it.

    The only counters there are: `draw` moves them by one conditional statement.
    """

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    site = models.SlugField(max_length=40)
    day = models.DateField()
    pool = models.CharField(max_length=60)
    used = models.PositiveIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    objects = OfficeRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["office", "site", "day", "pool"], name="pool_day_once"),
            models.CheckConstraint(
                condition=models.Q(used__lte=models.F("last")), name="used_numbers_were_drawn"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pool} {self.day}: {self.used}"


class Visit(models.Model):
    """A promise that somebody is served on a day, in an arrival window, by a number."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    site = models.SlugField(max_length=40, default="kantor")
    service = models.SlugField(max_length=40)
    activity = models.CharField(max_length=10, default="visit")
    channel = models.CharField(max_length=12)
    """How the number was taken: web, phone, whatsapp, counter (a walk-in)."""
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    pool = models.CharField(max_length=60)
    """The pool that gives the number."""
    draws = models.JSONField(default=list)
    """Every counter drawn from, to give back on cancelling."""
    letter = models.CharField(max_length=1)
    sequence = models.PositiveIntegerField()
    person = SealedTextField(default="")
    """NIK or, where none is asked, the phone: what binds the number to a person."""
    person_index = BlindIndexField(of="person")
    name = SealedTextField(default="")
    phone = SealedTextField(default="")
    """E.164; where the office's word goes."""
    phone_index = BlindIndexField(of="phone")
    origin = models.CharField(max_length=24, blank=True)
    """A keyed digest of the network address and the day, for the limit per network only."""
    language = models.CharField(max_length=2, default="id")
    priority = models.CharField(max_length=12, choices=Priority.choices, blank=True)
    application_number = models.CharField(max_length=16, blank=True)
    facts = models.JSONField(default=dict)
    """What was known of the person when the place was given (condition keys, true or false)."""
    filed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.BOOKED)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    fair_at = models.DateTimeField(null=True)
    """The place in the order of calling (see `VisitRules`)."""
    called_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    counter = models.CharField(max_length=20, blank=True)
    meant_for = models.CharField(max_length=20, blank=True)
    """The counter this person was passed on to; empty: any."""
    result = models.CharField(max_length=40, blank=True)
    identity_by = models.BigIntegerField(null=True)
    """Account of the officer who compared the face with the KTP."""
    emergency_reason = SealedTextField(default="")
    approved_by = models.BigIntegerField(null=True)
    entry_key = models.CharField(max_length=40, blank=True)
    """Made by the desk's browser, so that a walk-in synced twice is one person."""
    moved_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = OfficeRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["office", "site", "day", "pool", "sequence"], name="number_once"
            ),
            models.UniqueConstraint(
                fields=["office", "site", "day", "letter", "sequence"], name="label_once"
            ),
            models.UniqueConstraint(
                fields=["office", "service", "activity", "person_index"],
                condition=models.Q(state__in=ACTIVE) & ~models.Q(person_index=""),
                name="one_active_visit_per_service",
            ),
            models.UniqueConstraint(
                fields=["office", "site", "day", "pool", "person_index"],
                condition=models.Q(state__in=ACTIVE)
                & ~models.Q(person_index="")
                & ~models.Q(pool__in=(SERIES, EMERGENCY)),
                name="one_number_per_pool",
            ),
            models.UniqueConstraint(
                fields=["office", "site", "counter"],
                condition=models.Q(state__in=AT_COUNTER),
                name="one_person_at_a_counter",
            ),
            models.UniqueConstraint(
                fields=["office", "entry_key"],
                condition=~models.Q(entry_key=""),
                name="visit_once_per_entry",
            ),
        )
        indexes = (
            models.Index(
                fields=["office", "site", "day", "state", "fair_at", "id"], name="visit_to_call"
            ),
            models.Index(fields=["office", "day", "starts_at", "id"], name="visit_day"),
            models.Index(fields=["office", "person_index"], name="visit_person"),
            models.Index(fields=["office", "phone_index"], name="visit_phone"),
            models.Index(
                fields=["office", "origin"], condition=~models.Q(origin=""), name="visit_origin"
            ),
            models.Index(fields=["application_number"], name="visit_application"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What is called out: `A-027`."""
        return f"{self.letter}-{self.sequence:03d}"

    @property
    def emergency(self) -> bool:
        """Let in outside the quota."""
        return self.pool == EMERGENCY
