"""What is done to an office and its pile. Each is one transaction with its audit event.

Every change of the pile names the policy version it was made against; when the pile has moved
on meanwhile nothing is written and `PileMoved` says so.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from lawang.common.refusal import Refusal
from lawang.offices.drafts import Draft
from lawang.offices.file_periods import PeriodTexts
from lawang.offices.files import OfficeFile
from lawang.offices.models import Office, PeriodAmendment, PolicyPeriod
from lawang.offices.period_json import period_to_json
from lawang.offices.period_texts import texts_to_json
from lawang.offices.queries import period_of_form, read_office
from lawang.people.audit import LAWANG, Actor, record
from lawang.policy import changes
from lawang.policy.model import Period, Policy


class PileMoved(Refusal):
    """Somebody else changed the pile after it was looked at; look again, then decide."""

    default_code = "pile_moved"


def publish_period(
    *,
    office: str,
    draft: Draft,
    seen_version: int,
    by: Actor,
    at: datetime,
    form_key: str = "",
) -> int:
    """Lay a new period on the pile; returns the new policy version.

    A form sent twice (same `form_key`) publishes once; the second time gives today's version.
    Raises `PileMoved`, or `ChangeRefused` (`taken`, `end_before_start`, `day_passed` when it
    would begin before today: what applied on a past day never changes).
    """
    if form_key and period_of_form(office, form_key):
        return read_office(office).version
    try:
        with transaction.atomic():
            version = _next_version(office, seen_version, at)
            policy = read_office(office).policy
            _refuse_past(policy, draft.period, at)
            changes.lay(policy, draft.period)
            _store(office, draft.period, draft.texts, by, form_key=form_key)
            _record(office, draft.period.id, "period_published", by, at)
    except PileMoved:
        # The other of the two may have been this same form.
        if form_key and period_of_form(office, form_key):
            return read_office(office).version
        raise
    return version


def _refuse_past(policy: Policy, period: Period, at: datetime) -> None:
    if period.since is not None and period.since < at.astimezone(policy.tz).date():
        raise changes.ChangeRefused("day_passed", since=period.since)


def revoke_period(
    *, office: str, key: str, seen_version: int, by: Actor, at: datetime, reason: str = ""
) -> int:
    """Take back a period that has not begun. Raises `PileMoved` or `ChangeRefused`."""
    with transaction.atomic():
        version = _next_version(office, seen_version, at)
        policy = changes.revoke(read_office(office).policy, key, at=at)
        _amend(office, changes.find(policy, key), "period_revoked", by, reason)
    return version


def extend_period(
    *,
    office: str,
    key: str,
    until: date | None,
    seen_version: int,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> int:
    """Give a running period a later last day; None = until further notice."""
    with transaction.atomic():
        version = _next_version(office, seen_version, at)
        policy = changes.extend(read_office(office).policy, key, until=until, at=at)
        _amend(office, changes.find(policy, key), "period_extended", by, reason)
    return version


def end_period(
    *,
    office: str,
    key: str,
    until: date,
    seen_version: int,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> int:
    """Let a running period end earlier, its last day not before today."""
    with transaction.atomic():
        version = _next_version(office, seen_version, at)
        policy = changes.end(read_office(office).policy, key, until=until, at=at)
        _amend(office, changes.find(policy, key), "period_ended", by, reason)
    return version


def load_offices(*, files: Iterable[tuple[OfficeFile, str]], at: datetime) -> tuple[str, ...]:
    """Bring read office files (with their text) into the database; returns what changed.

    A new office comes with all its periods. Of a known one the names, sites, services and
    calendar follow the file and periods with a new id are laid on the pile; periods already
    there stay as they were published.
    """
    changed = []
    for file, text in files:
        with transaction.atomic():
            office = Office.objects.filter(slug=file.slug).first()
            if office is None:
                Office.objects.create(slug=file.slug, name=file.name, file_text=text, changed_at=at)
            known = set(PolicyPeriod.objects.for_office(file.slug).values_list("key", flat=True))
            new = [period for period in file.policy.periods if period.id not in known]
            if office is not None and office.file_text == text and not new:
                continue
            for period in reversed(new):
                _store(file.slug, period, file.texts[period.id], LAWANG)
            Office.objects.filter(slug=file.slug).update(
                file_text=text,
                name=file.name,
                policy_version=F("policy_version") + int(office is not None),
                changed_at=at,
            )
            _record(file.slug, "*", "office_loaded", LAWANG, at)
            changed.append(file.slug)
    return tuple(changed)


def _next_version(office: str, seen: int, at: datetime) -> int:
    """Claim the next version: one conditional update, so of two changes at once one wins."""
    unchanged = Office.objects.filter(slug=office, policy_version=seen)
    if unchanged.update(policy_version=seen + 1, changed_at=at) != 1:
        raise PileMoved(seen=seen)
    return seen + 1


def _store(
    office: str,
    period: Period,
    texts: PeriodTexts,
    by: Actor,
    *,
    form_key: str = "",
) -> PolicyPeriod:
    return PolicyPeriod.objects.create(
        office_id=office,
        key=period.id,
        published_at=period.published_at,
        published_by=str(by),
        since=period.since,
        until=period.until,
        review_on=texts.review_on,
        rules=period_to_json(period),
        texts=texts_to_json(texts),
        form_key=form_key,
    )


def _amend(office: str, period: Period, act: str, by: Actor, reason: str) -> None:
    latest = period.amendments[-1]
    row = PolicyPeriod.objects.for_office(office).get(key=period.id)
    PeriodAmendment.objects.create(
        period=row,
        office_id=office,
        made_at=latest.made_at,
        made_by=str(by),
        until=latest.until,
        revoked=latest.revoked,
        reason=reason[:200],
    )
    _record(office, period.id, act, by, latest.made_at, reason)


def _record(office: str, key: str, act: str, by: Actor, at: datetime, reason: str = "") -> None:
    record(office=office, at=at, by=by, act=act, subject=f"period:{key}", reason=reason)
