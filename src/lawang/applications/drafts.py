"""A draft, from the first answer to the photos. Sending it is in `sending.py`.

Each function is one transaction. A draft is found by the secret in its link; a name or number
in a URL opens nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from lawang.applications import pictures, storage
from lawang.applications.links import digest, new_token
from lawang.applications.models import Application, ApplicationPaper, PaperPage
from lawang.applications.stages import Stage
from lawang.common.refusal import Refusal
from lawang.offices.catalogue import Case, Service
from lawang.offices.office_services import service_of
from lawang.offices.queries import OfficeNow, office_now
from lawang.people.sealing import box

MOST_PAGES_A_PAPER = 10
WRITABLE = (Stage.DRAFT, Stage.NEEDS_FIX)


class NotYours(Refusal):
    """No draft or application opens with this link; the same for a wrong and an old one."""

    default_code = "not_found"


class NotWritable(Refusal):
    """It was sent already, or is over; fact `stage`."""

    default_code = "not_writable"


class PaperRefused(Refusal):
    """Codes: `too_many_pages` (fact `most`), `unknown_paper`, `not_asked_again`."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An application with the office and the catalogue it is read by."""

    application: Application
    office: OfficeNow
    service: Service
    case: Case


@dataclass(frozen=True, slots=True)
class Arrived:
    """A photo that passed the first look."""

    paper: str
    file: BinaryIO
    kind: pictures.Kind
    size: int
    content_index: str


def start_draft(
    *, office: str, service: str, case: str, channel: str, language: str, at: datetime
) -> tuple[Opened, str]:
    """Begin a draft with the first answer; returns it with the secret of its link.

    Raises `KeyError` for a service or case that does not exist.
    """
    now = office_now(office)
    found = service_of(now.file, service, on=at.astimezone(now.policy.tz).date())
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


def open_by_token(token: str) -> Opened:
    """The draft or application of this link. Raises `NotYours`."""
    application = Application.objects.filter(token_digest=digest(token)).first()
    if application is None:
        raise NotYours()
    return opened(application)


def opened(application: Application) -> Opened:
    """With its office and the catalogue of the day it was started."""
    now = office_now(application.office_id)
    day = application.started_at.astimezone(now.policy.tz).date()
    service = service_of(now.file, application.service, on=day)
    return Opened(application, now, service, service.case(application.case))


def save_answers(*, token: str, values: Mapping[str, str], at: datetime) -> Application:
    """Keep a page of answers; what other pages hold stays. Raises `NotYours`, `NotWritable`."""
    with transaction.atomic():
        application = _writable(token, only_draft=True)
        application.answers = {**application.answers, **values}
        application.nik = application.answers.get("nik", "")
        application.phone = application.answers.get("phone", "")
        application.saved_at = at
        application.save()
    return application


def change_case(*, token: str, case: str, at: datetime) -> Application:
    """Another case of the same service; answers and photos that still fit are used again."""
    with transaction.atomic():
        application = _writable(token, only_draft=True)
        opened(application).service.case(case)
        application.case = case
        application.saved_at = at
        application.save()
    return application


def add_pages(
    *, token: str, photos: Sequence[tuple[str, BinaryIO]], at: datetime
) -> list[PaperPage]:
    """Store photos, each for the paper of its kind; all are kept or none.

    Only header, size and pixel count are looked at here; the worker does the rest. Raises
    `BadPaper` (with the fact `paper`), `PaperRefused`, `storage.DiskFull`, `NotYours`,
    `NotWritable`.
    """
    _writable(token)  # cheap no before anything is written to the disk
    arrived = [_arrived(paper, file) for paper, file in photos]
    names = storage.store([_pieces(photo.file) for photo in arrived])
    try:
        with transaction.atomic():
            application = _writable(token)
            pages = [
                _page(application, photo, name, at)
                for photo, name in zip(arrived, names, strict=True)
            ]
            application.saved_at = at
            application.save(update_fields=["saved_at"])
    except BaseException:
        storage.forget(names)
        raise
    storage.forget(set(names) - {page.original for page in pages})
    return pages


def remove_page(*, token: str, page: int, at: datetime) -> None:
    """Take back a photo of this round; one already gone is no error."""
    with transaction.atomic():
        application = _writable(token)
        mine = PaperPage.objects.filter(
            paper__application=application, pk=page, round=application.round
        ).first()
        if mine is None:
            return
        names = file_names(mine)
        mine.delete()
        application.saved_at = at
        application.save(update_fields=["saved_at"])
        transaction.on_commit(lambda: storage.forget(names))


def keep_anyway(*, token: str, page: int, at: datetime) -> None:
    """The citizen cannot take a better photo: use this one."""
    with transaction.atomic():
        application = _writable(token)
        PaperPage.objects.filter(paper__application=application, pk=page).update(kept_anyway=True)
        application.saved_at = at
        application.save(update_fields=["saved_at"])


def file_names(page: PaperPage) -> list[str]:
    """Every file of a page."""
    made = (name for each in page.pictures for name in (each["file"], each["thumbnail"]))
    return [page.original, *made]


def _writable(token: str, *, only_draft: bool = False) -> Application:
    rows = Application.objects.filter(token_digest=digest(token))
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update()
    application = rows.first()
    if application is None:
        raise NotYours()
    allowed = (Stage.DRAFT,) if only_draft else WRITABLE
    if application.stage not in allowed:
        raise NotWritable(stage=application.stage)
    return application


def _arrived(paper: str, file: BinaryIO) -> Arrived:
    try:
        kind = pictures.inspect(file)
    except pictures.BadPaper as bad:
        raise pictures.BadPaper(bad.code, **{**bad.facts, "paper": paper}) from None
    content = hashlib.sha256()
    size = 0
    for piece in _pieces(file):
        content.update(piece)
        size += len(piece)
    index = box().blind(content.hexdigest(), bind="paper_page.content")
    return Arrived(paper, file, kind, size, index)


def _paper_row(application: Application, kind: str) -> ApplicationPaper:
    """The row of this paper; in a correction only for a paper that was asked again."""
    if application.stage == Stage.NEEDS_FIX:
        again = application.papers.filter(kind=kind, verdict="rejected").first()
        if again is None:
            raise PaperRefused("not_asked_again", paper=kind)
        return again
    case = opened(application).case
    places = {need.paper.key: place for place, need in enumerate(case.every_paper)}
    if kind not in places:
        raise PaperRefused("unknown_paper", paper=kind)
    row, _ = ApplicationPaper.objects.get_or_create(
        application=application,
        kind=kind,
        defaults={"office_id": application.office_id, "place": places[kind]},
    )
    return row


def _page(application: Application, photo: Arrived, name: str, at: datetime) -> PaperPage:
    """The row of this photo; the same photo once more in this round is the same row."""
    row = _paper_row(application, photo.paper)
    sent = row.pages.filter(round=application.round)
    known = sent.filter(content_index=photo.content_index).first()
    if known is not None:
        return known
    if sent.count() >= MOST_PAGES_A_PAPER:
        raise PaperRefused("too_many_pages", paper=row.kind, most=MOST_PAGES_A_PAPER)
    return PaperPage.objects.create(
        paper=row,
        office_id=application.office_id,
        kind=photo.kind,
        size=photo.size,
        original=name,
        content_index=photo.content_index,
        round=application.round,
        sent_at=at,
    )


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(storage.PIECE_BYTES):
        yield piece
