"""The tables of applications: what was asked, with which papers, and what happened to it."""

from django.db import models

from lawang.applications.stages import Stage
from lawang.offices.models import Office
from lawang.people.sealing import BlindIndexField, SealedJSONField, SealedTextField
from lawang.people.tenancy import OfficeRows


class Application(models.Model):
    """One permohonan, from the first answer on; a draft has no number yet.

    What was typed is sealed as one; NIK and phone stand apart too, to be found again.
    """

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    number = models.CharField(max_length=16, null=True, unique=True)  # noqa: DJ001 - drafts have none
    token_digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret in the citizen's own link."""
    service = models.SlugField(max_length=40)
    case = models.SlugField(max_length=60)
    channel = models.CharField(max_length=12, default="web")
    language = models.CharField(max_length=2, default="id")
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.DRAFT)
    answers = SealedJSONField(default=dict)
    nik = SealedTextField(default="")
    nik_index = BlindIndexField(of="nik")
    phone = SealedTextField(default="")
    """E.164; where the office's word goes."""
    phone_index = BlindIndexField(of="phone")
    consent_version = models.CharField(max_length=20, blank=True)
    consent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    complete_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    """When the next word of the office is due."""
    clock_until = models.DateTimeField(null=True)
    """The hard clock of a patient in hospital, if one runs (domain.md 3.3)."""
    sort_at = models.DateTimeField(null=True)
    """The nearer of the two: what the inbox is sorted by."""
    fix_until = models.DateField(null=True)
    holder = models.BigIntegerField(null=True)
    """Account of the officer who holds it, as long as `held_until` has not passed."""
    held_until = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=1)

    objects = OfficeRows.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stage__in=(Stage.DRAFT, Stage.EXPIRED))
                | (models.Q(number__isnull=False) & models.Q(filed_at__isnull=False)),
                name="application_filed_has_number",
            ),
        )
        indexes = (
            # SQLite uses a partial index only when the query repeats its condition, and a list
            # of stages never does: `sort_at` is null exactly for drafts and what is over.
            models.Index(
                fields=["office", "sort_at", "id"],
                condition=models.Q(sort_at__isnull=False),
                name="application_open",
            ),
            models.Index(
                fields=["office", "stage", "sort_at", "id"],
                condition=models.Q(sort_at__isnull=False),
                name="application_stage",
            ),
            models.Index(
                fields=["office", "holder", "sort_at"],
                condition=models.Q(holder__isnull=False),
                name="application_holder",
            ),
            models.Index(fields=["office", "nik_index"], name="application_nik"),
            models.Index(fields=["office", "phone_index"], name="application_phone"),
            models.Index(
                fields=["saved_at"],
                condition=models.Q(stage=Stage.DRAFT),
                name="application_old_drafts",
            ),
        )

    def __str__(self) -> str:
        return self.number or f"draf {self.pk}"


class Verdict(models.TextChoices):
    """What an officer said of a paper."""

    UNCHECKED = "unchecked", "Belum diperiksa"
    ACCEPTED = "accepted", "Benar"
    REJECTED = "rejected", "Mohon kirim ulang"


class ApplicationPaper(models.Model):
    """One required paper of an application, with the officer's verdict on it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="papers")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    kind = models.SlugField(max_length=60)
    """Key of the paper in the catalogue."""
    place = models.PositiveSmallIntegerField()
    needed = models.BooleanField(default=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.UNCHECKED)
    reason = models.CharField(max_length=40, blank=True)
    """Key of a ready reason; `other` when only the free text says it."""
    words = SealedTextField(default="")
    """The officer's own words to the citizen."""
    judged_by = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)

    objects = OfficeRows.as_manager()

    class Meta:
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=["application", "kind"], name="paper_once"),)

    def __str__(self) -> str:
        return self.kind


class PageState(models.TextChoices):
    """How far a photo has come."""

    STORED = "stored", "Disimpan"
    CLEAN = "clean", "Siap dilihat"
    UNREADABLE = "unreadable", "Tidak terbaca"


class PaperPage(models.Model):
    """One photo or PDF as sent, and the clean pictures made from it.

    `original` and `pictures` name sealed files under LAWANG_FILES. A page replaced in a
    correction stays, with the round in which it was sent.
    """

    paper = models.ForeignKey(ApplicationPaper, on_delete=models.CASCADE, related_name="pages")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    original = models.CharField(max_length=40, unique=True)
    content_index = models.CharField(max_length=64)
    """Keyed digest of the bytes: the same photo sent twice is one page."""
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.STORED)
    pictures = models.JSONField(default=list)
    """Clean pages: `{"file", "thumbnail", "width", "height"}`, names of sealed files."""
    faults = models.JSONField(default=list)
    """`blurred`, `dark`, or why it could not be read."""
    kept_anyway = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    objects = OfficeRows.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["paper", "round", "content_index"], name="page_content_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["id"],
                condition=models.Q(state=PageState.STORED),
                name="page_to_clean",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ApplicationEvent(models.Model):
    """What happened, in order: the citizen's timeline and the officers' history."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    """A step, or `note`, `taken`, `released`, `paper_judged`, `rated`."""
    public = models.BooleanField(default=True)
    words = SealedTextField(default="")

    objects = OfficeRows.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.kind


class TrackingTry(models.Model):
    """A wrong try at a number, existing or not: five an hour, then a pause."""

    number_index = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["number_index", "at"], name="tracking_try"),)

    def __str__(self) -> str:
        return str(self.at)
