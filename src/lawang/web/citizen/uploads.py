"""Photos as they arrive in a request, and as their owner sees them again."""

import errno
from collections.abc import Sequence
from typing import BinaryIO, cast

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from lawang.applications import storage
from lawang.applications.models import PageState, PaperPage
from lawang.applications.pictures import MOST_BYTES
from lawang.common.refusal import Refusal
from lawang.common.secretbox import CannotOpen
from lawang.web.citizen.own_link import Mine

MOST_REQUEST_BYTES = 4 * MOST_BYTES
"""Of one submit; the rest is sent with the next one."""
FIELD = "foto-"


class CannotReceive(Refusal):
    """Codes: `too_much` (more than 60 MB at once), `too_many` (more than 20 files), `cut_off`."""


def received(request: HttpRequest) -> Sequence[tuple[str, BinaryIO]]:
    """The photos of this submit with the paper each is for.

    Raises `CannotReceive`, or `storage.DiskFull` when there is no room to take them in.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_REQUEST_BYTES:
        raise CannotReceive("too_much")
    try:
        sent = request.FILES
    except (TooManyFilesSent, TooManyFieldsSent):
        raise CannotReceive("too_many") from None
    except (RequestDataTooBig, MultiPartParserError, UnreadablePostError):
        raise CannotReceive("cut_off") from None
    except OSError as failed:
        if failed.errno in (errno.ENOSPC, errno.EDQUOT):
            raise storage.DiskFull() from failed
        raise
    return [
        (field.removeprefix(FIELD), cast(BinaryIO, file.file))
        for field, files in sent.lists()
        if field.startswith(FIELD)
        for file in files
    ]


def picture(mine: Mine, page: int, place: int) -> HttpResponse:
    """The small clean picture of one's own photo. 404 for anything else."""
    found = PaperPage.objects.filter(
        paper__application=mine.application, pk=page, state=PageState.CLEAN
    ).first()
    if found is None or not 0 <= place < len(found.pictures):
        raise Http404
    try:
        content = storage.read(found.pictures[place]["thumbnail"])
    except (FileNotFoundError, CannotOpen):
        raise Http404 from None
    response = HttpResponse(content, content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response
