"""/<office>/: the state of the door, first of all."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.kept import answer, kept
from lawang.web.citizen.today_values import today_view
from lawang.web.context import is_rehearsal
from lawang.web.language import WORD
from lawang.web.moment import at_of


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """The same for everybody who reads this language, as long as the clock shows this minute."""
    lang, at = get_language() or "id", at_of(request)

    def make() -> bytes:
        words = {"office": now.file, "view": today_view(now, at=at, lang=lang), "now": now}
        return render_to_string("citizen/today.html", words, request).encode()

    strange = any(word != WORD for word in request.GET)
    if strange:  # kept pages carry links without other words, and strangers could fill the memory
        return HttpResponse(make())
    minute = int(at.timestamp()) // 60
    key = ("today", now.slug, now.version, now.changed_at, lang, minute, is_rehearsal())
    response = answer(request, kept(key, make), "text/html; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=15"
    return response
