"""The pictures of papers: only the clean ones, only for officers of that office, each time noted.

A large picture opened is one audit event. Thumbnails come only with a page that has noted them:
their addresses are signed by that page for that officer and live for an hour.
"""

import logging

from django.core import signing
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse

from lawang.applications import storage
from lawang.applications.holding import NoApplication
from lawang.applications.models import PageState, PaperPage
from lawang.applications.queries import page_of
from lawang.common.secretbox import CannotOpen
from lawang.people.audit import record
from lawang.people.staff import Act
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, staff_only

log = logging.getLogger(__name__)

SALT = "lawang.thumbnail"
THUMBNAIL_SECONDS = 3600


@staff_only(act=Act.CHECK_PAPERS, row=True)
def picture(request: StaffRequest, page: int, place: int) -> HttpResponse:
    """/petugas/berkas/PAGE/N/"""
    found = _page(request, page)
    content = _content(found, place, "file")
    with transaction.atomic():
        record(
            office=request.office.slug,
            at=at_of(request),
            by=actor_of(request),
            act="paper_opened",
            subject=f"paper_page:{found.pk}",
            fields=(found.paper.kind, str(place)),
        )
    return _jpeg(content)


@staff_only(act=Act.CHECK_PAPERS, row=True)
def thumbnail(request: StaffRequest, page: int, place: int, key: str) -> HttpResponse:
    """/petugas/berkas/PAGE/N/kecil/KEY/"""
    try:
        said = signing.loads(key, salt=SALT, max_age=THUMBNAIL_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    if said != [request.staff.user_id, page, place]:
        raise Http404
    return _jpeg(_content(_page(request, page), place, "thumbnail"))


def thumbnail_address(user: int, page: int, place: int) -> str:
    """An address for this officer; the caller records that the page showed it."""
    key = signing.dumps([user, page, place], salt=SALT)
    return reverse("paper_thumbnail", args=[page, place, key])


def _page(request: StaffRequest, page: int) -> PaperPage:
    try:
        found = page_of(request.office.slug, page)
    except NoApplication:
        raise Http404 from None
    if found.state != PageState.CLEAN or found.paper.application.number is None:
        raise Http404
    return found


def _content(page: PaperPage, place: int, which: str) -> bytes:
    if not 1 <= place <= len(page.pictures):
        raise Http404
    try:
        return storage.read(page.pictures[place - 1][which])
    except (FileNotFoundError, CannotOpen):
        log.exception("page %s: its clean picture is lost", page.pk)
        raise Http404 from None


def _jpeg(content: bytes) -> HttpResponse:
    """Never anything but a picture, whatever the bytes are."""
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": 'inline; filename="berkas.jpg"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )
