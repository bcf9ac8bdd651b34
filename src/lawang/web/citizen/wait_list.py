"""The waiting list of a full day: join it, see one's place in it, leave it. No login."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lawang.common.refusal import Refusal
from lawang.offices.days_in_words import day_in_words
from lawang.offices.names import service_name
from lawang.offices.queries import OfficeNow, office_now
from lawang.visits.links import path_of, waiting_path_of
from lawang.visits.models import VisitState
from lawang.visits.waiting import join, leave, rank, waiting_of
from lawang.visits.wishes import NotThere
from lawang.web.citizen.doorway import no_such_service, of_office
from lawang.web.citizen.not_kept import not_kept
from lawang.web.citizen.own_link import private, redirect_after_post
from lawang.web.citizen.take_days import day_line, day_of
from lawang.web.citizen.take_person import Typed, priorities, read_person
from lawang.web.citizen.take_proof import errand_of
from lawang.web.citizen.take_refused import refused_sentence
from lawang.web.moment import at_of


@of_office
def join_page(request: HttpRequest, now: OfficeNow, key: str) -> HttpResponse:
    """/<office>/antrean/tunggu/<service>/?hari=…: who waits, and for which day."""
    lang, at = get_language() or "id", at_of(request)
    if key not in now.file.services:
        return no_such_service(request, now, key, lang)
    errand = errand_of(now, key, request.GET)
    day = day_of(now, request.GET.get("hari", ""), at=at)
    back = reverse("citizen:take_number", args=[now.slug, key])
    back += "?" + urlencode({k: v for k, v in request.GET.items() if k != "hari"})
    if day is None:
        return redirect(back)
    line = day_line(now, errand, day, at=at, lang=lang)
    if line.open:  # a place came free meanwhile: better than waiting
        return redirect(f"{back}&hari={line.key}")
    words: dict[str, object] = {
        "office": now.file, "service": service_name(key, lang), "day": line, "days_url": back,
        "priorities": priorities(), "wait": True, "typed": Typed(),
    }  # fmt: skip
    if request.method != "POST":
        return not_kept(render(request, "citizen/wait_join.html", words))
    typed = read_person(request.POST, today=at.astimezone(now.policy.tz).date(), lang=lang)
    words["typed"] = typed
    if not typed.good:
        return not_kept(render(request, "citizen/wait_join.html", words, status=422))
    wish = errand.wish(line.day, person=typed.nik, name=typed.name, phone=typed.phone,
                       language=lang, priority=typed.priority)  # fmt: skip
    try:
        row = join(wish=wish, at=at)
    except Refusal as no:
        words |= {"sentence": refused_sentence(no, now, wish, lang), "again": back}
        return not_kept(render(request, "citizen/take_refused.html", words, status=409))
    return not_kept(redirect_after_post(waiting_path_of(row.pk)))


@csrf_exempt
def page(request: HttpRequest, token: str) -> HttpResponse:
    """/menunggu/<token>/: how many are before, the offer when there is one, and leaving."""
    try:
        row = waiting_of(token)
    except NotThere:
        return private(render(request, "citizen/no_such_link.html", status=404))
    now, lang, at = office_now(row.office_id), get_language() or "id", at_of(request)
    request.lawang_tz = now.policy.tz  # type: ignore[attr-defined]
    if request.method == "POST":
        leave(token=token, at=at)
        return private(redirect_after_post(waiting_path_of(row.pk)))
    offered = row.visit
    if offered is not None and offered.state in (VisitState.OFFERED, VisitState.BOOKED):
        return private(redirect(path_of(offered.pk)))
    waits = row.over_at is None
    words = {
        "office": now.file,
        "service": service_name(row.service, lang),
        "day": day_in_words(row.day, lang),
        "waits": waits,
        "before": rank(row) if waits else 0,
        "over": "" if waits else _("Bapak/Ibu sudah tidak menunggu untuk hari ini."),
        "again": reverse("citizen:take_number", args=[now.slug, row.service]),
    }
    return private(render(request, "citizen/wait.html", words))
