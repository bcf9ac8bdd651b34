"""A draft, from the first answer on. Photos are in `photos.py`; sending it is in `sending.py`.

Each function is one transaction. `link` is the digest of the secret in the citizen's own link
(`links.digest`): a name or number in a URL opens nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lawang.applications.links import digest, new_token
from lawang.applications.models import Application
from lawang.applications.stages import Stage
from lawang.common.refusal import Refusal
from lawang.offices.catalogue import Case, Service
from lawang.offices.catalogue_service import OfficeKind
from lawang.offices.office_services import service_of
from lawang.offices.queries import OfficeNow, office_now
from lawang.people.prepared import rows_where

WRITABLE = (Stage.DRAFT, Stage.NEEDS_FIX)


class NotYours(Refusal):
    """No draft or application opens with this link; the same for a wrong and an old one."""

    default_code = "not_found"


class NotWritable(Refusal):
    """It was sent already, or is over; fact `stage`."""

    default_code = "not_writable"


@dataclass(frozen=True, slots=True)
class Opened:
    """An application with the office and the catalogue it is read by."""

    application: Application
    office: OfficeNow
    service: Service
    case: Case


def start_draft(
    *, office: str, service: str, case: str, channel: str, language: str, at: datetime
) -> tuple[Opened, str]:
    """Begin a draft with the first answer; returns it with the secret of its link.

    Raises `KeyError` for a service or case that this office does not have.
    """
    now = office_now(office)
    found = service_at(now, service, at=at)
    chosen = found.case(case)
    token = new_token()
    application = Application.objects.create(
        office_id=office,
        token_digest=digest(token),
        service=service,
        case=case,
        channel=channel,
        language=language,
        started_at=at,
        saved_at=at,
    )
    return Opened(application, now, found, chosen), token


def service_at(now: OfficeNow, service: str, *, at: datetime) -> Service:
    """The service with the cases this office does. Raises `KeyError` when it does not give it."""
    if service not in now.file.services:
        raise KeyError(service)
    found = service_of(now.file, service, on=at.astimezone(now.policy.tz).date())
    return found.at_office(OfficeKind(now.file.kind))


def open_by_token(token: str) -> Opened:
    """The draft or application of this link, by the secret itself. Raises `NotYours`."""
    return open_by_link(digest(token))


def open_by_link(link: str) -> Opened:
    """The draft or application of this link. Raises `NotYours`."""
    found = rows_where(Application, token_digest=link)
    if not found:
        raise NotYours()
    return opened(found[0])


def opened(application: Application) -> Opened:
    """With its office and the catalogue of the day it was started."""
    now = office_now(application.office_id)
    day = application.started_at.astimezone(now.policy.tz).date()
    service = service_of(now.file, application.service, on=day)
    return Opened(application, now, service, service.case(application.case))


def save_answers(*, link: str, values: Mapping[str, str], at: datetime) -> Application:
    """Keep a page of answers; what other pages hold stays. Raises `NotYours`, `NotWritable`."""
    with transaction.atomic():
        application = writable(link, only_draft=True)
        application.answers = {**application.answers, **values}
        application.nik = application.answers.get("nik", "")
        application.phone = application.answers.get("phone", "")
        application.saved_at = at
        application.save()
    return application


def change_case(*, link: str, case: str, at: datetime) -> Application:
    """Another case of the same service; answers and photos that still fit are used again."""
    with transaction.atomic():
        application = writable(link, only_draft=True)
        opened(application).service.case(case)
        application.case = case
        application.saved_at = at
        application.save()
    return application


def writable(link: str, *, only_draft: bool = False) -> Application:
    """The application of this link while the citizen may change it; locked in a transaction.

    Raises `NotYours`, `NotWritable`.
    """
    lock = transaction.get_connection().in_atomic_block
    found = rows_where(Application, lock=lock, token_digest=link)
    if not found:
        raise NotYours()
    application = found[0]
    allowed = (Stage.DRAFT,) if only_draft else WRITABLE
    if application.stage not in allowed:
        raise NotWritable(stage=application.stage)
    return application
