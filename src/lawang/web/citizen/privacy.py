"""/<office>/data-pribadi/: what is kept about a citizen, how long, and their rights."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lawang.offices.queries import OfficeNow
from lawang.web.citizen.doorway import of_office


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """Short, plain, the same for every office (UU 27/2022)."""
    return render(request, "citizen/privacy.html", {"office": now.file})
