"""/<office>/pengaduan/: where to complain, and what happens then."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.numbers import official_numbers
from lawang.web.citizen.service_values import service_view
from lawang.web.moment import at_of

COMPLAINTS = "pengaduan"


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """The channels of the complaint service where the office has one, else all its numbers."""
    lang = get_language() or "id"
    offered = COMPLAINTS in now.file.services
    words = {
        "office": now.file,
        "view": service_view(now, COMPLAINTS, at=at_of(request), lang=lang) if offered else None,
        "channels": () if offered else official_numbers(now, request, lang),
    }
    return render(request, "citizen/complaints.html", words)
