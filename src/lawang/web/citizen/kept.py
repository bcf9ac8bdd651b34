"""Answers rendered once and kept in this process, plain and gzipped, until they are not true.

A closing brings a whole town to one page within minutes. What everybody sees is the same for a
minute (the shortest time in which a page changes) and for one version of the pile.
"""

import gzip
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.web.context import is_rehearsal
from lawang.web.language import WORD
from lawang.web.moment import at_of

MOST_KEPT = 256
"""About 20 kB each. When full, the oldest goes: keys hold the minute, so that is the stalest."""


@dataclass(frozen=True, slots=True)
class Body:
    """The same bytes twice: as they are, and gzipped."""

    plain: bytes
    zipped: bytes


_kept: dict[Hashable, Body] = {}


def kept(key: Hashable, make: Callable[[], bytes]) -> Body:
    """The body under this key, made when it is not there."""
    body = _kept.get(key)
    if body is None:
        plain = make()
        # mtime 0: the same page is the same bytes in every process.
        body = Body(plain, gzip.compress(plain, 6, mtime=0))
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = body
    return body


def answer(request: HttpRequest, body: Body, content_type: str) -> HttpResponse:
    """The body as this client reads it. Carries nothing secret, so gzip gives nothing away."""
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(body.zipped if zipped else body.plain, content_type=content_type)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def kept_page(
    request: HttpRequest, now: OfficeNow, name: str, make: Callable[[], bytes]
) -> HttpResponse:
    """A page that is the same for everybody who reads this language, during this minute.

    Its template must show nothing of the session: the next reader gets the same bytes.
    Addresses with other words in the query are made afresh: a kept page would carry somebody
    else's links, and strangers could push the good ones out.
    """
    if any(word != WORD for word in request.GET):
        return HttpResponse(make())
    minute = int(at_of(request).timestamp()) // 60
    key = (name, now.slug, now.version, now.changed_at, get_language(), minute, is_rehearsal())
    response = answer(request, kept(key, make), "text/html; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=15"
    return response
