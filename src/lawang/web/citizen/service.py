"""/<office>/layanan/<service>/: what it needs, how to ask for it today, what happens then."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.web.citizen.doorway import no_such_service, of_office
from lawang.web.citizen.kept import kept_page
from lawang.web.citizen.service_values import service_view
from lawang.web.moment import at_of


@of_office
def page(request: HttpRequest, now: OfficeNow, key: str) -> HttpResponse:
    """404 with the office's services when it has no such one."""
    lang = get_language() or "id"
    if key not in now.file.services:
        return no_such_service(request, now, key, lang)

    def make() -> bytes:
        view = service_view(now, key, at=at_of(request), lang=lang)
        words = {"office": now.file, "view": view, "apply_url": _apply_url(now.slug, key)}
        return render_to_string("citizen/service.html", words, request).encode()

    return kept_page(request, now, f"service {key}", make)


def _apply_url(slug: str, key: str) -> str:
    """Where the form is; empty while this installation has none, so that no link is dead."""
    try:
        return reverse("citizen:apply", args=[slug, key])
    except NoReverseMatch:
        return ""
