"""/<office>/ajukan/<service>/: the policy is asked first; then what is needed, and which case.

Choosing the case is the first answer: it makes the draft.
"""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lawang.applications.drafts import NotYours, open_by_token, service_at, start_draft
from lawang.applications.models import Application
from lawang.applications.sending import file_question
from lawang.applications.stages import Stage
from lawang.offices.catalogue import Service
from lawang.offices.days_in_words import moment_in_words
from lawang.offices.queries import OfficeNow
from lawang.offices.today import service_today
from lawang.offices.today_wording import state_of
from lawang.offices.wording import explain, headline
from lawang.policy.decide import decide
from lawang.policy.model import Answer, Ask, Channel, Decision
from lawang.web.citizen.doorway import no_such_service, of_office
from lawang.web.citizen.own_link import private, redirect_after_post
from lawang.web.citizen.paper_values import case_views
from lawang.web.citizen.ways_values import WayLine, ways
from lawang.web.moment import at_of

COOKIE = "isian"
COOKIE_SECONDS = 14 * 24 * 3600


@csrf_exempt  # all it makes is an empty draft that only its maker knows
@of_office
def page(request: HttpRequest, now: OfficeNow, key: str) -> HttpResponse:
    """The door of the form."""
    lang, at = get_language() or "id", at_of(request)
    try:
        service = service_at(now, key, at=at)
    except KeyError:
        return no_such_service(request, now, key, lang)
    ask = file_question(key, Channel.WEB, at=at)
    decision = decide(now.policy, ask)
    if not decision.allowed or not service.active(at.astimezone(now.policy.tz).date()):
        return private(closed(request, now, ask, decision))
    if request.method == "POST":
        return _start(request, now, service, at)
    return private(_intro(request, now, service, decision))


def closed(
    request: HttpRequest, now: OfficeNow, ask: Ask, decision: Decision, **words: object
) -> HttpResponse:
    """No form: why, and the ways that work."""
    lang, names = get_language() or "id", now.file.names
    shown = {
        "office": now.file,
        "state": state_of(decision),
        "word": headline(decision, ask, lang),
        "line": explain(replace(decision, instead=()), ask, names, lang),
        "ways": other_ways(now, ask.service, ask.at, lang),
        "service": ask.service,
        **words,
    }
    return render(request, "citizen/apply_closed.html", shown, status=409 if words else 200)


def other_ways(now: OfficeNow, service: str, at: datetime, lang: str) -> tuple[WayLine, ...]:
    """The ways besides this website, with the contacts that answer now."""
    today = service_today(now.policy, service, at=at.astimezone(now.policy.tz))
    rest = tuple(each for each in today.channels if each.ask.channel is not Channel.WEB)
    return ways(now, (replace(today, channels=rest),), lang)


def later(now: OfficeNow, decision: Decision, lang: str) -> str:
    """For what is taken in now and handled later: from when."""
    if decision.answer is not Answer.DEFERRED:
        return ""
    if decision.next_opening is None:
        return _("Kami terima sekarang, dan kami proses setelah keadaan memungkinkan.")
    when = moment_in_words(decision.next_opening.astimezone(now.policy.tz), lang)
    return _("Kami terima sekarang, dan kami proses mulai %(when)s.") % {"when": when}


def _intro(
    request: HttpRequest,
    now: OfficeNow,
    service: Service,
    decision: Decision,
    *,
    error: bool = False,
) -> HttpResponse:
    lang, at = get_language() or "id", at_of(request)
    words = {
        "office": now.file,
        "service": service,
        "name": service.name.say(lang),
        "minutes": service.minutes,
        "cases": case_views(service, lang),
        "later": later(now, decision, lang),
        "error": error,
        "unsent": _unsent(request, now, service.key),
        "ways": other_ways(now, service.key, at, lang),
    }
    status = 422 if error else 200
    return render(request, "citizen/apply_start.html", words, status=status)


def _start(request: HttpRequest, now: OfficeNow, service: Service, at: datetime) -> HttpResponse:
    case = request.POST.get("case", "")
    if case not in {each.key for each in service.cases}:
        decision = decide(now.policy, file_question(service.key, Channel.WEB, at=at))
        return private(_intro(request, now, service, decision, error=True))
    draft, token = start_draft(
        office=now.slug,
        service=service.key,
        case=case,
        channel=Channel.WEB,
        language=get_language() or "id",
        at=at,
    )
    first = draft.case.groups({})[0].key
    response = private(redirect_after_post(reverse("citizen:own_group", args=[token, first])))
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_SECONDS,
        path=reverse("citizen:apply", args=[now.slug, service.key]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _unsent(request: HttpRequest, now: OfficeNow, service: str) -> dict[str, str] | None:
    """The draft begun on this phone and not sent yet: where, and when it was saved."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        application: Application = open_by_token(token).application
    except NotYours:
        return None
    if application.stage != Stage.DRAFT or not application.answers:
        return None
    if (application.office_id, application.service) != (now.slug, service):
        return None
    saved = application.saved_at.astimezone(now.policy.tz)
    words = moment_in_words(saved, get_language() or "id")
    return {"url": reverse("citizen:own_resume", args=[token]), "saved": words}
