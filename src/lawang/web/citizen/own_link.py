"""Pages behind the citizen's own link: the secret stands in the address and opens one application.

Whoever has the link may act, so these pages need no cookie and no CSRF token: a stranger cannot
make a form for an address he does not know. `no-referrer` keeps the address from going on.
"""

import errno
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from lawang.applications.drafts import NotWritable, NotYours, Opened, open_by_token
from lawang.applications.links import digest
from lawang.applications.models import Application
from lawang.applications.storage import DiskFull

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Mine:
    """One application, and the addresses under which its owner reached it."""

    opened: Opened
    link: str
    """Digest of the citizen's link: what the actions take."""
    family: str
    """Which addresses: `own` (by link) or `tracked` (by number and birth date)."""
    key: str

    @property
    def application(self) -> Application:
        """The row."""
        return self.opened.application

    def url(self, page: str, *more: object) -> str:
        """The address of a page of this application."""
        return reverse(f"citizen:{self.family}_{page}", args=[self.key, *more])

    def go(self, page: str, *more: object, mark: str = "") -> HttpResponseRedirect:
        """On to another page of this application, as a GET."""
        return redirect_after_post(self.url(page, *more) + mark)


def redirect_after_post(address: str) -> HttpResponseRedirect:
    """303: the next request is a GET, whatever this one was."""
    return HttpResponseRedirect(address, status=303)


def of_link(view: View) -> View:
    """Calls `view(request, mine, …)` for the application of the token in the address."""

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, token: str, **words: object) -> HttpResponse:
        try:
            opened = open_by_token(token)
        except NotYours:
            return private(render(request, "citizen/no_such_link.html", status=404))
        mine = Mine(opened, digest(token), "own", token)
        return private(guarded(view, request, mine, **words))

    return page


def guarded(view: View, request: HttpRequest, mine: Mine, **words: object) -> HttpResponse:
    """The view; a full disk or busy database becomes an apology, never a broken page."""
    request.lawang_tz = mine.opened.office.file.tz  # type: ignore[attr-defined]
    try:
        return view(request, mine, **words)
    except NotWritable:
        return mine.go("status")
    except (DiskFull, OperationalError, OSError) as failed:
        if not sorry_fits(failed):
            raise
        log.exception("no room or no database for a citizen's request")
        return sorry(request, mine)


def sorry_fits(failed: Exception) -> bool:
    """Is it the machine's trouble, which passes, and not a mistake of ours?"""
    return not isinstance(failed, OSError) or failed.errno in FULL


def sorry(request: HttpRequest, mine: Mine) -> HttpResponse:
    """507: nothing was written, what stood before stands; please try again."""
    words = {"office": mine.opened.office.file, "again": request.path}
    return render(request, "citizen/sorry.html", words, status=507)


def private(response: HttpResponse, *, referrer: str = "no-referrer") -> HttpResponse:
    """Nowhere kept, in no search engine, and the address goes nowhere.

    Pages that post with a cookie need `same-origin`: under `no-referrer` a browser does not say
    where a form stood, and Django's check for forged forms refuses it.
    """
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = referrer
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def public_address(request: HttpRequest, path: str) -> str:
    """The path as people can type it: with the office's public address, if it has one."""
    if settings.LAWANG_PUBLIC_HOSTS:
        return f"{settings.LAWANG_PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)
