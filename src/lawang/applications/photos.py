"""The photos of an application as sent: sealed on the disk, named in the database.

The worker does the rest. Each function is one transaction; `link` as in `drafts.py`.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from lawang.applications import pictures, storage
from lawang.applications.drafts import opened, writable
from lawang.applications.models import Application, ApplicationPaper, PaperPage, Verdict
from lawang.applications.stages import Stage
from lawang.common.refusal import Refusal
from lawang.people.prepared import insert_all, rows_where, update
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
    content: "hashlib._Hash"
    """Grows while the file is read to be sealed."""

    @property
    def content_index(self) -> str:
        """Keyed digest of the bytes, once the whole file was read."""
        return box().blind(self.content.hexdigest(), bind="paper_page.content")


def add_pages(*, link: str, photos: Sequence[tuple[str, BinaryIO]], at: datetime) -> Added:
    """Store photos, each for the paper of its kind; one that is refused takes none with it.

    Only header, size and pixel count are looked at here; the worker does the rest. Why a photo
    is refused is a `BadPaper` or `PaperRefused`. Raises `storage.DiskFull` (then none is kept),
    `NotYours`, `NotWritable`.
    """
    arrived, refused = _looked_at(photos)
    names = storage.store([_pieces(photo) for photo in arrived])
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
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return Arrived(place, paper, file, kind, size, hashlib.sha256())


def _rows(
    application: Application, stored: Sequence[tuple[Arrived, str]], at: datetime
) -> tuple[list[PaperPage], list[Refused]]:
    """Rows for these photos: no more queries for ten photos than for one."""
    known = {row.kind: row for row in rows_where(ApplicationPaper, application=application.pk)}
    papers = _papers(application, known, {photo.paper for photo, _ in stored})
    sent: dict[int, dict[str, PaperPage]] = {paper.pk: {} for paper in papers.values()}
    if known:  # else this is the first submit, and nothing can have been sent
        before = PaperPage.objects.filter(paper__application=application, round=application.round)
        for page in before:
            sent.setdefault(page.paper_id, {})[page.content_index] = page
    pages, refused = [], []
    for photo, name in stored:
        try:
            paper = _wanted(application, papers, photo.paper)
            pages.append(_page(paper, sent[paper.pk], application.round, photo, name, at))
        except PaperRefused as no:
            refused.append(Refused(photo.place, photo.paper, no))
    fresh = {page.original: page for page in pages if page.pk is None}
    insert_all(list(fresh.values()))
    application.saved_at = at
    update(application, ["saved_at"])
    return pages, refused


def _papers(
    application: Application, rows: Mapping[str, ApplicationPaper], kinds: set[str]
) -> dict[str, ApplicationPaper]:
    """The rows of the papers that may be sent now, made where there was none.

    `rows` are those that stand already; the application's lock makes this safe.
    """
    if application.stage == Stage.NEEDS_FIX:
        return {kind: row for kind, row in rows.items() if row.verdict == Verdict.REJECTED}
    case = opened(application).case
    fresh = [
        ApplicationPaper(
            application=application,
            office_id=application.office_id,
            kind=need.paper.key,
            place=place,
        )
        for place, need in enumerate(case.every_paper)
        if need.paper.key in kinds and need.paper.key not in rows
    ]
    insert_all(fresh)
    known = {need.paper.key for need in case.every_paper}
    return {kind: row for kind, row in rows.items() if kind in known} | {
        row.kind: row for row in fresh
    }


def _wanted(
    application: Application, papers: Mapping[str, ApplicationPaper], kind: str
) -> ApplicationPaper:
    if kind not in papers:
        fixing = application.stage == Stage.NEEDS_FIX
        raise PaperRefused("not_asked_again" if fixing else "unknown_paper", paper=kind)
    return papers[kind]


def _page(
    paper: ApplicationPaper,
    sent: dict[str, PaperPage],
    in_round: int,
    photo: Arrived,
    name: str,
    at: datetime,
) -> PaperPage:
    """The row of this photo, not saved; the same photo once more in this round is the same row."""
    if photo.content_index in sent:
        return sent[photo.content_index]
    if len(sent) >= MOST_PAGES_A_PAPER:
        raise PaperRefused("too_many_pages", paper=paper.kind, most=MOST_PAGES_A_PAPER)
    sent[photo.content_index] = PaperPage(
        paper=paper,
        office_id=paper.office_id,
        kind=photo.kind,
        size=photo.size,
        original=name,
        content_index=photo.content_index,
        round=in_round,
        sent_at=at,
    )
    return sent[photo.content_index]


def _pieces(photo: Arrived) -> Iterator[bytes]:
    """The bytes of a photo; its digest is made on the way, so it is read only once."""
    while piece := photo.file.read(storage.PIECE_BYTES):
        photo.content.update(piece)
        yield piece
