"""The tables around visits: the waiting list, and who was turned away at the door."""

from django.db import models

from lawang.offices.models import Office
from lawang.people.sealing import BlindIndexField, SealedTextField
from lawang.people.tenancy import OfficeRows
from lawang.visits.rows import Priority, Visit


class Waiting(models.Model):
    """Somebody on the waiting list of a day."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    site = models.SlugField(max_length=40, default="kantor")
    service = models.SlugField(max_length=40)
    activity = models.CharField(max_length=10, default="visit")
    channel = models.CharField(max_length=12, default="web")
    day = models.DateField()
    person = SealedTextField(default="")
    person_index = BlindIndexField(of="person")
    name = SealedTextField(default="")
    phone = SealedTextField(default="")
    language = models.CharField(max_length=2, default="id")
    priority = models.CharField(max_length=12, choices=Priority.choices, blank=True)
    application_number = models.CharField(max_length=16, blank=True)
    facts = models.JSONField(default=dict)
    filed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)
    """Set when a place was offered, or the person left, or the day is over."""
    visit = models.ForeignKey(Visit, null=True, on_delete=models.SET_NULL, related_name="+")
    """The place that was offered."""

    objects = OfficeRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["office", "site", "day", "service", "activity", "person_index"],
                condition=models.Q(over_at=None) & ~models.Q(person_index=""),
                name="waits_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["office", "site", "day", "id"],
                condition=models.Q(over_at=None),
                name="waiting_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} {self.day}"


class TurnedAway(models.Model):
    """Somebody who stood at the door and was not let in: the proof that counts."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    site = models.SlugField(max_length=40, default="kantor")
    at = models.DateTimeField()
    by = models.BigIntegerField()
    service = models.SlugField(max_length=40, blank=True)
    reason = models.CharField(max_length=30)
    had_number = models.BooleanField(default=False)
    was_told = models.BooleanField(default=False)
    """Had Lawang told them not to come?"""
    visit = models.ForeignKey(Visit, null=True, on_delete=models.SET_NULL, related_name="+")
    entry_key = models.CharField(max_length=40)
    """Made by the desk's browser, so that an entry synced twice counts once."""

    objects = OfficeRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["office", "entry_key"], name="turned_away_once"),
        )
        indexes = (models.Index(fields=["office", "at"], name="turned_away_day"),)

    def __str__(self) -> str:
        return f"{self.reason} {self.at}"
