"""How far is it? By number and birth date, or by the citizen's own link: the same page."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lawang.applications import tracking
from lawang.applications.answers import WrongAnswer, read_date
from lawang.applications.correcting import cancel, send_correction
from lawang.applications.drafts import opened
from lawang.applications.models import Verdict
from lawang.applications.sending import Incomplete
from lawang.applications.stages import Stage, StepRefused
from lawang.applications.tracking import NotFound, TooManyTries, by_number, find
from lawang.common.receipts import BadReceipt
from lawang.offices.days_in_words import moment_in_words
from lawang.policy.model import WIB
from lawang.web.citizen import receipt, track_page, track_values
from lawang.web.citizen.apply_papers import shown_cards, take_in
from lawang.web.citizen.apply_start import other_ways
from lawang.web.citizen.own_link import (
    Mine,
    guarded,
    of_link,
    private,
    redirect_after_post,
)
from lawang.web.citizen.photo_values import cards
from lawang.web.citizen.take_proof import pickup_appointment_url
from lawang.web.citizen.uploads import picture
from lawang.web.moment import at_of

COOKIE, SALT, SECONDS = "lacak", tracking.SALT, 30 * 60
View = Callable[..., HttpResponse]


def find_page(request: HttpRequest) -> HttpResponse:
    """/lacak/: number and birth date; the same answer whether or not the number exists."""
    if request.method != "POST":
        return _form(request, {"number": request.GET.get("nomor", "")[:40]})
    number, born = request.POST.get("nomor", "")[:40], request.POST.get("lahir", "")[:40]
    typed: dict[str, object] = {"number": number, "born": born}
    try:
        application = find(number=number, birth_date=read_date(born.strip()), at=at_of(request))
    except WrongAnswer:
        return _form(request, {**typed, "bad_date": True}, 422)
    except BadReceipt:
        return _form(request, {**typed, "bad_number": True}, 422)
    except NotFound:
        return _form(request, {**typed, "not_found": True}, 422)
    except TooManyTries as no:
        again = no.facts["again_at"].astimezone(WIB)  # type: ignore[attr-defined]
        when = moment_in_words(again, get_language() or "id")
        return _form(request, {**typed, "again_at": when}, 429)
    response = private(
        redirect_after_post(reverse("citizen:tracked_status", args=[application.number]))
    )
    response.set_cookie(
        COOKIE,
        signing.dumps(application.number, salt=SALT),
        max_age=SECONDS,
        path=reverse("citizen:track_find"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _form(request: HttpRequest, words: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "citizen/track_find.html", words, status=status)
    return private(response, referrer="same-origin")


def of_number(view: View) -> View:
    """Calls `view(request, mine, …)` for the number of the address, with its fresh cookie."""

    @wraps(view)
    def page(request: HttpRequest, number: str, **words: object) -> HttpResponse:
        try:
            known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
        except signing.BadSignature:
            known = None
        application = by_number(number)
        if known != number or application is None:
            return private(redirect_after_post(f"{reverse('citizen:track_find')}?nomor={number}"))
        mine = Mine(opened(application), application.token_digest, "tracked", number)
        return private(guarded(view, request, mine, **words), referrer="same-origin")

    return page


def status(request: HttpRequest, mine: Mine) -> HttpResponse:
    """State first, then what to do, then the way."""
    if mine.application.stage == Stage.DRAFT or not mine.application.number:
        return mine.go("resume")
    at, draft = at_of(request), mine.opened
    view = track_values.track_view(draft, lang=get_language() or "id")
    urls = {
        "pickup_url": pickup_appointment_url(mine.application) if view.ready else "",
        "correct_url": mine.url("correct") if view.again else "",
        "cancel_url": mine.url("cancel") if view.may_cancel else "",
        "receipt_url": mine.url("receipt"),
    }
    return HttpResponse(track_page.page(request, draft, view, urls, at=at))


def correct(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Only the papers that were asked again; photos in, then sent."""
    if mine.application.stage != Stage.NEEDS_FIX:
        return mine.go("status")
    if request.method == "POST":
        return take_in(request, mine, _show_correction, _send_correction)
    return _show_correction(request, mine, {})


def _send_correction(request: HttpRequest, mine: Mine) -> HttpResponse:
    try:
        send_correction(link=mine.link, at=at_of(request))
    except Incomplete as no:
        left = {key: _("Mohon foto berkas ini.") for key in no.missing.papers}
        return _show_correction(request, mine, left)
    except StepRefused:
        pass  # settled meanwhile: the status page says how
    return mine.go("status")


def _show_correction(request: HttpRequest, mine: Mine, errors: dict[str, str]) -> HttpResponse:
    lang = get_language() or "id"
    rejected = set(
        mine.application.papers.filter(needed=True, verdict=Verdict.REJECTED).values_list(
            "kind", flat=True
        )
    )
    needs = [
        n for n in mine.opened.case.papers(mine.application.answers) if n.paper.key in rejected
    ]
    words = {
        "office": mine.opened.office.file,
        "view": track_values.track_view(mine.opened, lang=lang),
        **shown_cards(cards(mine, needs, errors, lang)),
        "ways": other_ways(mine.opened.office, mine.application.service, at_of(request), lang),
        "back": mine.url("status"),
        "tracked": mine.family == "tracked",
    }
    code = 422 if errors else 200
    return render(request, "citizen/correct.html", words, status=code)


def call_off(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Cancel, after asking once more."""
    if request.method == "POST":
        with suppress(StepRefused):  # it went on meanwhile; the status page says so
            cancel(link=mine.link, at=at_of(request))
        return mine.go("status")
    lang = get_language() or "id"
    words = {
        "office": mine.opened.office.file,
        "view": track_values.track_view(mine.opened, lang=lang),
        "back": mine.url("status"),
        "tracked": mine.family == "tracked",
    }
    return render(request, "citizen/cancel.html", words)


def own_picture(request: HttpRequest, mine: Mine, page: int, place: int) -> HttpResponse:
    """A thumbnail for its owner."""
    return picture(mine, page, place)


PAGES: dict[str, View] = {
    "status": status,
    "correct": correct,
    "cancel": call_off,
    "picture": own_picture,
    "receipt": receipt.show,
    "receipt_pdf": receipt.show_pdf,
}
OWN = {name: of_link(view) for name, view in PAGES.items()}
TRACKED = {name: of_number(view) for name, view in PAGES.items()}
