"""How a citizen page finds its office, and the helpful answer when there is none."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lawang.offices.names import service_name
from lawang.offices.queries import OfficeNow, UnknownOffice, office_now, offices

View = Callable[..., HttpResponse]


def of_office(view: View) -> View:
    """Calls `view(request, now, …)` with the office of the address; 404 with a way on if none."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, **words: str) -> HttpResponse:
        try:
            now = office_now(slug)
        except UnknownOffice:
            return no_such_office(request, slug)
        request.lawang_tz = now.file.tz  # type: ignore[attr-defined]  # for the rehearsal's clock
        return view(request, now, **words)

    return page


def no_such_office(request: HttpRequest, slug: str) -> HttpResponse:
    """404 that names the nearest office and lists them all."""
    known = [office_now(row.slug).file for row in offices()]
    near = get_close_matches(slug, [each.slug for each in known], n=1)
    words = {"offices": known, "near": next((o for o in known if [o.slug] == near), None)}
    return render(request, "citizen/no_such_office.html", words, status=404)


def no_such_service(request: HttpRequest, now: OfficeNow, key: str, lang: str) -> HttpResponse:
    """404 that names the nearest service and lists those of the office."""
    near = get_close_matches(key, now.file.services, n=1)
    rows = [(each, service_name(each, lang), [each] == near) for each in now.file.services]
    # The nearest first; the rest in the office's own order.
    rows.sort(key=lambda row: not row[2])
    words = {"office": now.file, "services": rows, "near": bool(near)}
    return render(request, "citizen/no_such_service.html", words, status=404)


def no_such_announcement(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """404 that leads to the list of announcements."""
    return render(request, "citizen/no_such_announcement.html", {"office": now.file}, status=404)
