"""/<office>/standar-pelayanan/: the published standard, made from the catalogue, never typed twice.

The six components that must be published are those of PermenPANRB 15/2014: requirements, procedure,
time, fee, product, complaints.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.service_values import service_view
from lawang.web.moment import at_of


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """Every service of the office with its six components."""
    lang, at = get_language() or "id", at_of(request)
    views = [service_view(now, key, at=at, lang=lang) for key in now.file.services]
    words = {"office": now.file, "views": [view for view in views if not view.ended]}
    return render(request, "citizen/standard.html", words)
