"""/<office>/pada/?tanggal=2021-01-19: what applied on a day, past or coming."""

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lawang.offices.days_in_words import WrongDay, day_in_words, read_day
from lawang.offices.queries import OfficeNow
from lawang.web.citizen.announcement_values import announcement_line
from lawang.web.citizen.day_values import services_that_day
from lawang.web.citizen.doorway import of_office
from lawang.web.moment import at_of

NEAR_YEARS = range(2000, 2101)


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """Today when no day is named; 400 with the form again when the day cannot be read."""
    lang, at = get_language() or "id", at_of(request).astimezone(now.file.tz)
    day, wrong = _wanted(request, at.date())
    then = datetime.combine(day, time(12), now.file.tz)
    words = {
        "office": now.file,
        "day_iso": day.isoformat(),
        "in_words": day_in_words(day, lang),
        "wrong": wrong,
        "periods": [
            announcement_line(now, period, at=then, lang=lang)
            for period in now.policy.in_force(day)
        ],
        "services": services_that_day(now, day, lang),
    }
    return render(request, "citizen/on_that_day.html", words, status=400 if wrong else 200)


def _wanted(request: HttpRequest, today: date) -> tuple[date, bool]:
    written = request.GET.get("tanggal", "").strip()
    if not written:
        return today, False
    try:
        day = read_day(written)
    except WrongDay:
        return today, True
    return (day, False) if day.year in NEAR_YEARS else (today, True)
