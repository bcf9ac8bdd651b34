"""Reads of offices: the pile as values. Every page, chat and receipt asks these."""

from datetime import date, datetime
from functools import lru_cache

from lawang.common.refusal import Refusal
from lawang.offices.models import Office, PolicyPeriod
from lawang.offices.pile import AmendmentRow, OfficeNow, PeriodRow, Publication, office_of_rows

__all__ = ["OfficeNow", "Publication", "UnknownOffice", "office_now", "offices"]

CACHED_OFFICES = 64


class UnknownOffice(Refusal):
    """No office has this slug here."""

    default_code = "unknown_office"


def offices() -> list[Office]:
    """All offices, by name."""
    return list(Office.objects.order_by("name", "slug"))


def office_now(slug: str) -> OfficeNow:
    """The office as it stands; one small query, the rest is remembered per version.

    Raises `UnknownOffice`.
    """
    found = Office.objects.filter(slug=slug).values_list("policy_version", "changed_at").first()
    if found is None:
        raise UnknownOffice()
    return _remembered(slug, *found)


def read_office(slug: str) -> OfficeNow:
    """The office as this transaction sees it, for actions. Raises `UnknownOffice`."""
    row = Office.objects.filter(slug=slug).first()
    if row is None:
        raise UnknownOffice()
    return _read(row)


def period_of_form(office: str, form_key: str) -> str | None:
    """The key of the period that this form published, if it already has."""
    rows = PolicyPeriod.objects.for_office(office).filter(form_key=form_key)
    return rows.values_list("key", flat=True).first()


def policy_of_installation(slug: str) -> OfficeNow:
    """For `./lawang ask --data`: the pile of the database that settings name."""
    return read_office(slug)


def forget_offices() -> None:
    """For tests, whose databases come and go in one process."""
    _remembered.cache_clear()


@lru_cache(maxsize=CACHED_OFFICES)
def _remembered(slug: str, version: int, changed_at: datetime) -> OfficeNow:
    """Keyed by version and moment, so that a restored database is not mistaken for another."""
    row = Office.objects.get(slug=slug)
    if (row.policy_version, row.changed_at) == (version, changed_at):
        return _read(row)
    return office_now(slug)


def _read(row: Office) -> OfficeNow:
    rows = PolicyPeriod.objects.for_office(row.slug).prefetch_related("amendments")
    return office_of_rows(
        slug=row.slug,
        file_text=row.file_text,
        version=row.policy_version,
        changed_at=row.changed_at,
        periods=[_period_row(each) for each in rows.order_by("-id")],
    )


def _period_row(row: PolicyPeriod) -> PeriodRow:
    return PeriodRow(
        row.key, row.published_at, row.published_by, row.since, row.until, row.review_on,
        row.rules, row.texts,
        tuple(
            AmendmentRow(each.made_at, each.made_by, each.until, each.revoked)
            for each in row.amendments.all()
        ),
    )  # fmt: skip


def reviews_due(slug: str, day: date) -> list[str]:
    """Keys of running periods whose review day has come."""
    now = office_now(slug)
    return [
        period.id
        for period in now.policy.in_force(day)
        if (review := now.texts(period.id).review_on) is not None and review <= day
    ]
