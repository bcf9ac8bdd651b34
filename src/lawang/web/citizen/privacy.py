"""/<office>/data-pribadi/: what is kept about a citizen, how long, and their rights."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lawang.applications.retention import DRAFT_DAYS, UPLOAD_DAYS
from lawang.messaging.retention import MESSAGE_DAYS
from lawang.offices.queries import OfficeNow
from lawang.people.audit import KEPT_YEARS
from lawang.web.citizen.doorway import of_office

KEPT = {
    "drafts": DRAFT_DAYS,
    "photos": UPLOAD_DAYS,
    "messages": MESSAGE_DAYS,
    "trail": KEPT_YEARS,
}
"""What the page promises is what the jobs do: the same constants."""


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """Short, plain, the same for every office (UU 27/2022)."""
    return render(request, "citizen/privacy.html", {"office": now.file, "kept": KEPT})
