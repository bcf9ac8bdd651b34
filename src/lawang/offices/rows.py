"""The tables of an office and its pile of periods."""

from django.db import models

from lawang.people.tenancy import OfficeRows


class Office(models.Model):
    """An office. `file_text` is its file as last loaded: names, sites, services, calendar.

    The periods in that text were copied to rows when they were loaded, and only rows count.
    `policy_version` counts every change of the pile; a change names the version it saw, so
    of two heads at once one wins and the other is shown the new pile.
    """

    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    file_text = models.TextField()
    policy_version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PolicyPeriod(models.Model):
    """One period of the pile, as published; what is said later stands in its amendments.

    `rules` is what `period_json` writes: rules and contacts. `texts` has title, reason and
    basis in both languages.
    """

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="periods"
    )
    key = models.SlugField(max_length=60)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    review_on = models.DateField(null=True)
    rules = models.JSONField()
    texts = models.JSONField()
    form_key = models.CharField(max_length=40, blank=True)
    """Of the form that published it, so that a form sent twice publishes once."""

    objects = OfficeRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["office", "key"], name="period_key_once_per_office"),
            models.UniqueConstraint(
                fields=["office", "form_key"],
                condition=~models.Q(form_key=""),
                name="period_published_once_per_form",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(since=None)
                | models.Q(until__gte=models.F("since")),
                name="period_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.key


class PeriodAmendment(models.Model):
    """A later word on a period: extended, ended or revoked. Rows are never changed."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="amendments")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_column="office", related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    until = models.DateField(null=True)
    revoked = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)

    objects = OfficeRows.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.period_id} {self.made_at}"
