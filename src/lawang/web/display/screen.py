"""/layar/<office>/: the screen of the hall, and the board that it asks for every few seconds.

The board is one small public document with an ETag that speaks for what it shows. The moment
travels in a header, so that the document stays the same while nothing happens.
"""

import gzip
import hashlib
from collections.abc import Callable, Hashable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import override

from lawang.offices.days_in_words import clock_in_words, day_in_words
from lawang.offices.queries import OfficeNow
from lawang.settings import PACKAGE_DIR
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.kept import Body, answer
from lawang.web.citizen.own_link import public_address
from lawang.web.display.board import board
from lawang.web.moment import at_of

PARTS = ("static/layar.css", "static/layar.js", "static/layar-suara.js",
         "templates/display/screen.html", "templates/display/_board.html")  # fmt: skip
VERSION = hashlib.sha256(
    b"".join((PACKAGE_DIR / "web" / part).read_bytes() for part in PARTS)
).hexdigest()[:12]
"""Of the screen's own files: a television that was left on loads the page again when it changes."""

LANGUAGE = "id"
"""A wall has one language, like its recorded voice: whoever set it up may have read in English."""


@override(LANGUAGE)
@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """The whole screen; without scripts it loads itself again."""
    at = at_of(request)
    local = at.astimezone(now.policy.tz)
    offset = local.utcoffset()
    words = {
        "office": now.file,
        "board": board(now, at=at),
        "clock": f"{clock_in_words(local.hour * 60 + local.minute)} {local.tzname()}",
        "day": day_in_words(local.date()),
        "now_ms": _milliseconds(at),
        "zone_minutes": int(offset.total_seconds() // 60) if offset else 0,
        "zone_name": local.tzname(),
        "version": VERSION,
        "address": _address(request, now),
    }
    response = render(request, "display/screen.html", words)
    response.headers["Cache-Control"] = "no-cache"
    return response


@override(LANGUAGE)
@of_office
def board_only(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """What changes, as a piece of the page; 304 to a screen that shows it already."""
    at = at_of(request)

    def make() -> bytes:
        words = {
            "office": now.file,
            "board": board(now, at=at),
            "day": day_in_words(at.astimezone(now.policy.tz).date()),
            "address": _address(request, now),
        }
        return render_to_string("display/_board.html", words, request).encode()

    second = int(at.timestamp())  # ten screens ask in the same second: the database is asked once
    key = (now.version, now.changed_at, second, request.get_host())
    body = _of_this_second(now.slug, key, make)
    etag = f'W/"{VERSION}-{hashlib.sha256(body.plain).hexdigest()[:16]}"'
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = answer(request, body, "text/html; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Lawang-Now"] = str(_milliseconds(at))
    response.headers["X-Lawang-Version"] = VERSION
    return response


_boards: dict[str, tuple[Hashable, Body]] = {}
"""The last board of each office: beside the kept pages, which these would push out."""


def _of_this_second(slug: str, key: Hashable, make: Callable[[], bytes]) -> Body:
    found = _boards.get(slug)
    if found is None or found[0] != key:
        plain = make()
        found = _boards[slug] = (key, Body(plain, gzip.compress(plain, 6, mtime=0)))
    return found[1]


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _address(request: HttpRequest, now: OfficeNow) -> str:
    """The office's page as somebody would type it from the wall."""
    path = reverse("citizen:today", args=[now.slug])
    return public_address(request, path).partition("://")[2].rstrip("/")
