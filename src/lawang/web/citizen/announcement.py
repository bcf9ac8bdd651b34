"""/<office>/pengumuman/: what was announced, and each announcement in full."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.offices.today import office_today
from lawang.web.citizen.announcement_values import announcement_lines, announcement_view
from lawang.web.citizen.doorway import no_such_announcement, of_office
from lawang.web.citizen.today_values import door_view
from lawang.web.citizen.ways_values import ways
from lawang.web.moment import at_of


@of_office
def page(request: HttpRequest, now: OfficeNow, key: str) -> HttpResponse:
    """Reason, dates, rules, contacts, exceptions; what became of it; the ways that work now."""
    lang, at = get_language() or "id", at_of(request)
    try:
        view = announcement_view(now, key, at=at, lang=lang)
    except KeyError:
        return no_such_announcement(request, now)
    today = office_today(now, at=at)
    words = {
        "office": now.file,
        "view": view,
        "ways": ways(now, today.services, lang),
        "door": door_view(now, today, lang),
    }
    return render(request, "citizen/announcement.html", words)


@of_office
def history(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """All announcements, newest first, also those that are over."""
    lang, at = get_language() or "id", at_of(request).astimezone(now.file.tz)
    lines = announcement_lines(now, at=at, lang=lang, everything=True)
    words = {"office": now.file, "lines": lines, "day_iso": at.date().isoformat()}
    return render(request, "citizen/announcements.html", words)
