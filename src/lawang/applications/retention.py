"""What is deleted on time (handbook, domain.md 10): drafts nobody went on with, old tries."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from lawang.applications import storage
from lawang.applications.models import Application, PaperPage
from lawang.applications.photos import file_names
from lawang.applications.stages import Stage
from lawang.people.audit import LAWANG, record

DRAFT_DAYS = 14
UPLOAD_DAYS = 90
LOT = 100


def forget_old_drafts(*, at: datetime) -> int:
    """Drafts untouched for 14 days go, with their photos."""
    old = Application.objects.filter(
        stage=Stage.DRAFT, saved_at__lt=at - timedelta(days=DRAFT_DAYS)
    )
    drafts = list(old.order_by("saved_at")[:LOT])
    for draft in drafts:
        with transaction.atomic():
            names = _names(PaperPage.objects.filter(paper__application=draft))
            record(
                office=draft.office_id,
                at=at,
                by=LAWANG,
                act="draft_forgotten",
                subject=f"application:{draft.pk}",
            )
            draft.delete()
            transaction.on_commit(partial(storage.forget, names))
    return len(drafts)


def forget_old_uploads(*, at: datetime) -> int:
    """Photos go 90 days after an application is over."""
    over = PaperPage.objects.filter(
        paper__application__closed_at__lt=at - timedelta(days=UPLOAD_DAYS)
    )
    pages = list(over.order_by("id")[:LOT])
    with transaction.atomic():
        names = _names(pages)
        PaperPage.objects.filter(pk__in=[page.pk for page in pages]).delete()
        transaction.on_commit(lambda: storage.forget(names))
    return len(pages)


def _names(pages: Iterable[PaperPage]) -> list[str]:
    return [name for page in pages for name in file_names(page)]
