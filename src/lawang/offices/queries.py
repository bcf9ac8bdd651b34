"""Reads of offices: the pile as values. Every page, chat and receipt asks these."""

from collections.abc import Hashable
from datetime import date
from functools import lru_cache

from django.db import connection

from lawang.common.refusal import Refusal
from lawang.offices.models import Office, PolicyPeriod
from lawang.offices.pile import AmendmentRow, OfficeNow, PeriodRow, Publication, office_of_rows

__all__ = ["OfficeNow", "Publication", "UnknownOffice", "office_now", "offices"]

CACHED_OFFICES = 64
STAMP = "SELECT policy_version, changed_at FROM offices_office WHERE slug = %s"


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
    return _remembered(slug, _stamp(slug))


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
def _remembered(slug: str, stamp: Hashable) -> OfficeNow:
    """Keyed by version and moment, so that a restored database is not mistaken for another."""
    row = Office.objects.get(slug=slug)
    if _stamp(slug) == stamp:
        return _read(row)
    return office_now(slug)


def _stamp(slug: str) -> Hashable:
    """Version and moment of the last change, as the database gives them.

    Plain SQL, because every request asks. Raises `UnknownOffice`.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [slug])
        found: Hashable = cursor.fetchone()
    if found is None:
        raise UnknownOffice()
    return found


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
