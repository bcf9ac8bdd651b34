"""/<office>/: the state of the door, first of all."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.kept import kept_page
from lawang.web.citizen.today_values import today_view
from lawang.web.moment import at_of


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """Rendered once a minute: after a closing the whole town looks at it."""

    def make() -> bytes:
        view = today_view(now, at=at_of(request), lang=get_language() or "id")
        words = {"office": now.file, "view": view}
        return render_to_string("citizen/today.html", words, request).encode()

    return kept_page(request, now, "today", make)
