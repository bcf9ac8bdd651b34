"""The worker's round over photos: made anew one at a time; swept up when nothing names them."""

import logging
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lawang.applications import pictures, storage
from lawang.applications.models import PageState, PaperPage
from lawang.applications.photos import file_names
from lawang.common.refusal import Refusal
from lawang.common.secretbox import CannotOpen

log = logging.getLogger(__name__)

MOST_TRIES = 3
RETRY = timedelta(minutes=5)
LITTER_SECONDS = 24 * 3600


class FileLost(Refusal):
    """The sealed original is gone or does not open."""

    default_code = "lost"


def clean_due(*, at: datetime, limit: int = 4) -> int:
    """Make the next few photos fit to be shown; returns how many were looked at.

    Killed in the middle, the photo is simply done again: only the last update says it is clean.
    """
    waiting = PaperPage.objects.filter(state=PageState.STORED).exclude(retry_at__gt=at)
    pages = list(waiting.order_by("id")[:limit])
    for page in pages:
        clean_page(page, at=at)
    return len(pages)


def clean_page(page: PaperPage, *, at: datetime) -> None:
    """One photo: clean pictures beside the sealed original, or why there are none."""
    try:
        made = _made_anew(page)
    except Refusal as bad:
        _settle(page, state=PageState.UNREADABLE, faults=[bad.code])
        return
    except RuntimeError:
        log.exception("page %s: the child that cleans pictures is broken", page.pk)
        gone = page.tries + 1 >= MOST_TRIES
        state = PageState.UNREADABLE if gone else PageState.STORED
        faults = ["unreadable"] if gone else []
        _settle(page, state=state, faults=faults, tries=page.tries + 1, retry_at=at + RETRY)
        return
    contents = [[part] for picture in made for part in (picture.jpeg, picture.thumbnail)]
    names = storage.store(contents)
    pairs = zip(made, names[::2], names[1::2], strict=True)
    described = [
        {"file": file, "thumbnail": thumbnail, "width": each.width, "height": each.height}
        for each, file, thumbnail in pairs
    ]
    faults = sorted({str(verdict) for picture in made for verdict in picture.verdicts})
    if not _settle(page, state=PageState.CLEAN, pictures=described, faults=faults):
        storage.forget(names)  # taken back by the citizen meanwhile


def _made_anew(page: PaperPage) -> list[pictures.CleanPicture]:
    try:
        content = storage.read(page.original)
    except (FileNotFoundError, CannotOpen):
        log.exception("page %s: its file is lost", page.pk)
        raise FileLost() from None
    return pictures.clean_paper(content, pictures.Kind(page.kind))


def _settle(page: PaperPage, **changes: object) -> bool:
    """Write the outcome unless the page is gone or done by now."""
    with transaction.atomic():
        rows = PaperPage.objects.filter(pk=page.pk, state=PageState.STORED)
        return rows.update(**changes) == 1


def sweep(*, now_seconds: float | None = None) -> int:
    """Remove files older than a day that no row names: what a kill left behind."""
    limit = (time.time() if now_seconds is None else now_seconds) - LITTER_SECONDS
    root = Path(settings.LAWANG_FILES)
    old = {p.name for p in root.glob("??/*") if p.is_file() and p.stat().st_mtime < limit}
    if not old:
        return 0
    for page in PaperPage.objects.only("original", "pictures").iterator():
        old.difference_update(file_names(page))
    storage.forget(old)
    return len(old)
