"""What this database is: a rehearsal or the real thing; never turned into the other."""

from datetime import timedelta

from django.db import connection, models


class Installation(models.Model):
    """The one row that says whether this is a rehearsal, and how far its clock is moved."""

    class Kind(models.TextChoices):
        REHEARSAL = "rehearsal", "geladi"
        PRODUCTION = "production", "sungguhan"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    clock_offset_seconds = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="installation_one_row"),
            models.CheckConstraint(
                condition=models.Q(kind="rehearsal") | models.Q(clock_offset_seconds=0),
                name="installation_production_on_real_clock",
            ),
        )

    def __str__(self) -> str:
        return self.kind

    @property
    def is_rehearsal(self) -> bool:
        """Whether demo accounts, the simulator and a moved clock are allowed here."""
        return self.kind == self.Kind.REHEARSAL

    @property
    def clock_offset(self) -> timedelta:
        """How far the office clock stands from the real one; zero for production."""
        return timedelta(seconds=self.clock_offset_seconds)


def current() -> Installation | None:
    """The installation of this database, or None before `./lawang up` has made it."""
    return Installation.objects.first()


def is_rehearsal() -> bool:
    """Whether this database is marked as a rehearsal (False when it is not marked at all)."""
    return kind() == Installation.Kind.REHEARSAL


def is_production() -> bool:
    """Whether this database is marked as the real thing (False when it is not marked at all)."""
    return kind() == Installation.Kind.PRODUCTION


def kind() -> str:
    """What this database is marked as, "" for not at all. Plain SQL: every message asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM offices_installation")
        found = cursor.fetchone()
    return str(found[0]) if found else ""
