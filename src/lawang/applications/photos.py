"""The photos of an application as sent: sealed on the disk, named in the database.

The worker does the rest. Each function is one transaction; `link` as in `drafts.py`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from lawang.applications import pictures, storage
from lawang.applications.drafts import opened, writable
from lawang.applications.models import Application, ApplicationPaper, PaperPage, Verdict
from lawang.applications.stages import Stage
from lawang.common.refusal import Refusal
from lawang.people.sealing import box

MOST_PAGES_A_PAPER = 10


class PaperRefused(Refusal):
    """Codes: `too_many_pages` (fact `most`), `unknown_paper`, `not_asked_again`."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A photo that is not kept: its place among those sent, its paper, and why."""

    place: int
    paper: str
    why: Refusal


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the photos of one submit."""

    pages: tuple[PaperPage, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrived:
    """A photo that passed the first look."""

    place: int
    paper: str
    file: BinaryIO
    kind: pictures.Kind
    size: int
    content_index: str


def add_pages(*, link: str, photos: Sequence[tuple[str, BinaryIO]], at: datetime) -> Added:
    """Store photos, each for the paper of its kind; one that is refused takes none with it.

    Only header, size and pixel count are looked at here; the worker does the rest. Why a photo
    is refused is a `BadPaper` or `PaperRefused`. Raises `storage.DiskFull` (then none is kept),
    `NotYours`, `NotWritable`.
    """
    writable(link)  # cheap no before anything is written to the disk
    arrived, refused = _looked_at(photos)
    names = storage.store([_pieces(photo.file) for photo in arrived])
    try:
        with transaction.atomic():
            pages, too_many = _rows(writable(link), list(zip(arrived, names, strict=True)), at)
    except BaseException:
        storage.forget(names)
        raise
    storage.forget(set(names) - {page.original for page in pages})
    return Added(tuple(pages), (*refused, *too_many))


def remove_page(*, link: str, page: int, at: datetime) -> None:
    """Take back a photo of this round; one already gone is no error."""
    with transaction.atomic():
        application = writable(link)
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


def keep_anyway(*, link: str, page: int, at: datetime) -> None:
    """The citizen cannot take a better photo: use this one."""
    with transaction.atomic():
        application = writable(link)
        PaperPage.objects.filter(paper__application=application, pk=page).update(kept_anyway=True)
        application.saved_at = at
        application.save(update_fields=["saved_at"])


def file_names(page: PaperPage) -> list[str]:
    """Every file of a page."""
    made = (name for each in page.pictures for name in (each["file"], each["thumbnail"]))
    return [page.original, *made]


def _looked_at(
    photos: Sequence[tuple[str, BinaryIO]],
) -> tuple[list[Arrived], list[Refused]]:
    arrived, refused = [], []
    for place, (paper, file) in enumerate(photos):
        try:
            arrived.append(_arrived(place, paper, file))
        except pictures.BadPaper as bad:
            refused.append(Refused(place, paper, bad))
    return arrived, refused


def _arrived(place: int, paper: str, file: BinaryIO) -> Arrived:
    kind = pictures.inspect(file)
    content = hashlib.sha256()
    size = 0
    for piece in _pieces(file):
        content.update(piece)
        size += len(piece)
    index = box().blind(content.hexdigest(), bind="paper_page.content")
    return Arrived(place, paper, file, kind, size, index)


def _rows(
    application: Application, stored: Sequence[tuple[Arrived, str]], at: datetime
) -> tuple[list[PaperPage], list[Refused]]:
    pages, refused = [], []
    for photo, name in stored:
        try:
            pages.append(_page(application, photo, name, at))
        except PaperRefused as no:
            refused.append(Refused(photo.place, photo.paper, no))
    application.saved_at = at
    application.save(update_fields=["saved_at"])
    return pages, refused


def _paper_row(application: Application, kind: str) -> ApplicationPaper:
    """The row of this paper; in a correction only for a paper that was asked again."""
    if application.stage == Stage.NEEDS_FIX:
        again = application.papers.filter(kind=kind, verdict=Verdict.REJECTED).first()
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
