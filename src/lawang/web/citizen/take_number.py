"""/<office>/antrean/ambil/<service>/: choose a day and an arrival window, say who comes, confirm.

Without script and without a session: what is no personal matter travels in the address, the rest
in the form. The last step is one call into `visits.booking.take`, safe to repeat.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lawang.applications.answers import WrongAnswer, read_date
from lawang.common.refusal import Refusal
from lawang.offices.names import service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.today import office_today
from lawang.people.audit import CITIZEN
from lawang.policy.model import Activity, Channel
from lawang.visits.booking import take
from lawang.visits.wishes import Wish
from lawang.web.citizen.doorway import no_such_service, of_office
from lawang.web.citizen.not_kept import not_kept
from lawang.web.citizen.own_link import redirect_after_post
from lawang.web.citizen.take_days import (
    DayLine,
    Errand,
    WindowLine,
    day_line,
    day_lines,
    day_of,
    runs_of_closed,
)
from lawang.web.citizen.take_person import Typed, priorities, read_person
from lawang.web.citizen.take_proof import (
    BY_APPLICATION,
    errand_of,
    find_application,
    proofs_for,
)
from lawang.web.citizen.take_refused import refused_sentence
from lawang.web.citizen.ways_values import ways
from lawang.web.moment import at_of

TAKE = "ambil"
"""The last step; the door in front of a rush knows it by this word."""
HOUR = re.compile(r"([01]\d|2[0-3])[0-5]\d")


@dataclass(frozen=True, slots=True)
class Taking:
    """One request of this page: the office, the errand, and the words of the address."""

    request: HttpRequest
    now: OfficeNow
    errand: Errand
    at: datetime
    lang: str

    @property
    def words(self) -> dict[str, str]:
        """The words that every further address of this errand carries."""
        given = self.request.GET
        return {key: given[key] for key in ("untuk", "alasan", "permohonan") if given.get(key)}

    def here(self, **more: str) -> str:
        """This page with other words."""
        path = reverse("citizen:take_number", args=[self.now.slug, self.errand.service])
        words = urlencode(self.words | more)
        return f"{path}?{words}" if words else path


@of_office
def page(request: HttpRequest, now: OfficeNow, key: str) -> HttpResponse:
    """Every step; which one, the address and the button say."""
    lang = get_language() or "id"
    if key not in now.file.services:
        return no_such_service(request, now, key, lang)
    taking = Taking(request, now, errand_of(now, key, request.GET), at_of(request), lang)
    if request.method == "POST" and request.POST.get("langkah") == "bukti":
        return not_kept(_show_proof(taking))
    if (taken := _last_step(taking)) is not None:
        return not_kept(taken)
    window = _window(taking)
    if window is None:
        return not_kept(_choose(taking, gone="jam" in request.GET))
    day, chosen = window
    if request.method != "POST":
        return not_kept(_person(taking, day, chosen, Typed()))
    typed = _typed(taking)
    if not typed.good or request.POST.get("langkah") == "ubah":
        return not_kept(_person(taking, day, chosen, typed))
    return not_kept(_draw(taking, "citizen/take_confirm.html", day=day, window=chosen, typed=typed))


def _last_step(taking: Taking) -> HttpResponse | None:
    """The button of the last page: the action itself knows what is free, and whose number it is.

    None for anything else, and for what was changed in the address or the form meanwhile.
    """
    request = taking.request
    if request.method != "POST" or request.POST.get("langkah") != TAKE:
        return None
    day = day_of(taking.now, request.GET.get("hari", ""), at=taking.at)
    hour = HOUR.fullmatch(request.GET.get("jam", ""))
    typed = _typed(taking)
    if day is None or hour is None or not typed.good:
        return None
    clock = time(int(hour[0][:2]), int(hour[0][2:]))
    return _take(taking, datetime.combine(day, clock, taking.now.policy.tz), typed)


def _typed(taking: Taking) -> Typed:
    today = taking.at.astimezone(taking.now.policy.tz).date()
    return read_person(taking.request.POST, today=today, lang=taking.lang)


def _take(taking: Taking, starts_at: datetime, typed: Typed) -> HttpResponse:
    wish = _wish(taking, starts_at, typed)
    try:
        taken = take(wish=wish, by=CITIZEN, at=taking.at)
    except Refusal as no:
        sentence = refused_sentence(no, taking.now, wish, taking.lang)
        return _draw(taking, "citizen/take_refused.html", status=409, sentence=sentence,
                     again=taking.here(), wait_url=_wait_url(taking, _day(taking)))  # fmt: skip
    return redirect_after_post(taken.path)


def _wish(taking: Taking, starts_at: datetime, typed: Typed) -> Wish:
    return taking.errand.wish(
        starts_at.date(), starts_at=starts_at, person=typed.nik, name=typed.name, phone=typed.phone,
        language=taking.lang, priority=typed.priority,
        address=taking.request.META.get("REMOTE_ADDR", ""),
    )  # fmt: skip


def _window(taking: Taking) -> tuple[DayLine, WindowLine] | None:
    """The day and window of the address while they are free."""
    day = _day(taking)
    if day is None or not taking.request.GET.get("jam"):
        return None
    key = taking.request.GET["jam"]
    found = [each for each in day.windows if each.key == key]
    return (day, found[0]) if found else None


def _day(taking: Taking) -> DayLine | None:
    day = day_of(taking.now, taking.request.GET.get("hari", ""), at=taking.at)
    if day is None:
        return None
    return day_line(taking.now, taking.errand, day, at=taking.at, lang=taking.lang)


def _choose(taking: Taking, *, gone: bool) -> HttpResponse:
    """Days and windows; where the policy asks for a condition, that comes first."""
    lines = day_lines(taking.now, taking.errand, at=taking.at, lang=taking.lang)
    missing = dict.fromkeys(key for line in lines for key in line.decision.conditions)
    chosen = _day(taking) or next((line for line in lines if line.open), None)
    rows = [(line, taking.here(hari=line.key), chosen is not None and line.key == chosen.key)
            for line in runs_of_closed(lines, taking.lang)]  # fmt: skip
    windows = (
        [(each, taking.here(hari=chosen.key, jam=each.key)) for each in chosen.windows]
        if chosen
        else []
    )
    blocked = missing and not any(line.open for line in lines)
    return _draw(
        taking, "citizen/take_day.html", days=rows, chosen=chosen, windows=windows, gone=gone,
        needs_application=bool(BY_APPLICATION & missing.keys()), blocked=bool(blocked),
        proofs=proofs_for(missing, taking.now, taking.lang),
        nothing=not any(line.open for line in lines),
        wait_url=_wait_url(taking, chosen or next((line for line in lines if line.full), None)),
        ways=ways(taking.now, office_today(taking.now, at=taking.at).services, taking.lang),
    )  # fmt: skip


def _wait_url(taking: Taking, day: DayLine | None) -> str:
    if day is None or not day.full:
        return ""
    path = reverse("citizen:wait_join", args=[taking.now.slug, taking.errand.service])
    return f"{path}?{urlencode(taking.words | {'hari': day.key})}"


def _person(taking: Taking, day: DayLine, window: WindowLine, typed: Typed) -> HttpResponse:
    wrong = bool(typed.errors) and taking.request.POST.get("langkah") != "ubah"
    return _draw(taking, "citizen/take_person.html", day=day, window=window, typed=typed,
                 status=422 if wrong else 200)  # fmt: skip


def _show_proof(taking: Taking) -> HttpResponse:
    """An application's number, or a reason given: back to the days with what was shown."""
    given = taking.request.POST
    reasons = [key for key in given.getlist("alasan") if key]
    if reasons:
        return redirect_after_post(taking.here(alasan=",".join(reasons)))
    number, born = given.get("nomor", ""), given.get("lahir", "")
    word, wrong = find_application(
        taking.now, taking.errand.service, number, _typed_day(born), at=taking.at
    )
    if word:
        return redirect_after_post(taking.here(permohonan=word))
    lines = day_lines(taking.now, taking.errand, at=taking.at, lang=taking.lang)
    missing = dict.fromkeys(key for line in lines for key in line.decision.conditions)
    return _draw(
        taking, "citizen/take_day.html", status=422, days=(), chosen=None, windows=(),
        nothing=True, needs_application=True, wrong=wrong, number=number, born=born,
        proofs=proofs_for(missing, taking.now, taking.lang), ways=(),
    )  # fmt: skip


def _typed_day(text: str) -> date | None:
    try:
        return read_date(text)
    except WrongAnswer:
        return None


def _draw(taking: Taking, template: str, *, status: int = 200, **words: object) -> HttpResponse:
    pickup = taking.errand.activity is Activity.PICKUP
    given = {
        "office": taking.now.file,
        "service": service_name(taking.errand.service, taking.lang),
        "service_key": taking.errand.service,
        "pickup": pickup,
        "title": _("Janji mengambil dokumen") if pickup else _("Ambil nomor antrean"),
        "channel": Channel.COUNTER,
        "priorities": priorities(),
        "days_url": taking.here(),
    }
    return render(taking.request, template, given | words, status=status)
