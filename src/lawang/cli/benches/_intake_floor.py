"""The floor of `bench intake`: a bare Django view that takes an application in.

Three files of one request, each written and flushed with its folder, then the rows that ours
writes too, in one transaction. No middleware, no policy, no checks, nothing sealed.
"""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lawang.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationPaper,
    PaperPage,
)
from lawang.common import clock
from lawang.messaging.models import OutboxMessage
from lawang.people.audit import AuditEvent
from lawang.people.sealing import AlreadySealed

OFFICE = "dinsos-depok"
SEALED = AlreadySealed(bytes(700))
LITTLE = AlreadySealed(bytes(60))


def take_in(request: HttpRequest, draft: int) -> HttpResponse:
    """One application, on the disk before the answer."""
    stored = [
        (field, *_write(file))
        for field, file in request.FILES.items()
        if isinstance(file, UploadedFile)
    ]
    with transaction.atomic():
        _write_rows(draft, stored)
    return HttpResponse(b"ok", status=303)


def _write(file: UploadedFile) -> tuple[str, str, int]:
    name, digest = secrets.token_hex(16), hashlib.sha256()
    folder = Path(settings.LAWANG_FILES) / name[:2]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("xb") as out:
        for piece in file.chunks():
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    return name, digest.hexdigest()[:60], file.size or 0


def _write_rows(draft: int, stored: list[tuple[str, str, str, int]]) -> None:
    at, number = clock.now(), secrets.token_hex(8)
    Application.objects.filter(pk=draft).update(
        stage="filed", number=number, answers=SEALED, saved_at=at, filed_at=at, due_at=at,
        sort_at=at, consent_version="1", consent_at=at,
    )  # fmt: skip
    papers = ApplicationPaper.objects.bulk_create(
        ApplicationPaper(
            application_id=draft, office_id=OFFICE, kind=field, place=place, words=LITTLE
        )
        for place, (field, *_) in enumerate(stored)
    )
    PaperPage.objects.bulk_create(
        PaperPage(
            paper=paper, office_id=OFFICE, kind="jpeg", size=size, original=name,
            content_index=digest, sent_at=at,
        )
        for paper, (_, name, digest, size) in zip(papers, stored, strict=True)
    )  # fmt: skip
    ApplicationEvent.objects.create(
        application_id=draft, office_id=OFFICE, at=at, by="citizen", kind="send", words=LITTLE
    )
    AuditEvent.objects.create(
        office=OFFICE, at=at, actor="citizen", act="send", subject=f"application:{draft}"
    )
    OutboxMessage.objects.create(
        office_id=OFFICE, dedupe_key=hashlib.sha256(number.encode()).hexdigest(), key="received",
        about=f"application:{draft}", lang="id", facts=LITTLE, recipient=LITTLE, channel="sms",
        created_at=at, not_before=at, next_at=at,
    )  # fmt: skip


urlpatterns = [
    path("healthz", lambda request: HttpResponse(b"ok")),
    path("<int:draft>/", take_in),
]
