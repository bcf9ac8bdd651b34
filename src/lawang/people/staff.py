"""Who works in an office, and what the role may do there."""

from django.conf import settings
from django.db import models

from lawang.people.tenancy import OfficeRows


class Role(models.TextChoices):
    """What somebody does in the office; one role each."""

    HEAD = "head", "Kepala dinas"
    VERIFIER = "verifier", "Verifikator"
    FRONT_DESK = "front_desk", "Petugas loket"
    OPERATOR = "operator", "Operator telepon"
    IT_ADMIN = "it_admin", "Admin TI"


class Act(models.TextChoices):
    """What may be done behind the staff door, by permission and not by page."""

    CHANGE_POLICY = "change_policy"
    CHECK_PAPERS = "check_papers"
    REVEAL_IDENTITY = "reveal_identity"
    SERVE_COUNTER = "serve_counter"
    TAKE_CALLS = "take_calls"
    SEE_MESSAGES = "see_messages"
    SEE_AUDIT = "see_audit"
    MANAGE_STAFF = "manage_staff"


MAY: dict[str, frozenset[str]] = {
    Role.HEAD: frozenset(Act),
    Role.VERIFIER: frozenset({Act.CHECK_PAPERS, Act.REVEAL_IDENTITY, Act.SEE_MESSAGES}),
    Role.FRONT_DESK: frozenset({Act.SERVE_COUNTER, Act.CHECK_PAPERS, Act.SEE_MESSAGES}),
    Role.OPERATOR: frozenset({Act.TAKE_CALLS, Act.SEE_MESSAGES}),
    Role.IT_ADMIN: frozenset({Act.SEE_AUDIT, Act.SEE_MESSAGES, Act.MANAGE_STAFF}),
}
"""Which role may do what; the one table that pages and actions ask."""


class Staff(models.Model):
    """One account in one office. The person's name is what colleagues see."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staff"
    )
    office = models.SlugField(max_length=40)
    role = models.CharField(max_length=12, choices=Role.choices)
    name = models.CharField(max_length=80)
    on_duty = models.BooleanField(default=True)
    must_choose_password = models.BooleanField(default=False)
    """The password came from somebody else: nothing opens until the person has chosen one."""
    signed_in_at = models.DateTimeField(null=True)
    """The last time, by the office's clock."""

    objects = OfficeRows.as_manager()

    class Meta:
        indexes = (models.Index(fields=["office", "role"], name="staff_office_role"),)

    def __str__(self) -> str:
        return self.name

    def may(self, act: str) -> bool:
        """Is this allowed to the role?"""
        return act in MAY[self.role]
