"""/nomor/<token>/: a citizen's own number: its place, its QR, and what may still be changed."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lawang.common.refusal import Refusal
from lawang.offices.queries import OfficeNow, office_now
from lawang.people.audit import CITIZEN
from lawang.policy.model import Activity
from lawang.visits.booking import cancel, confirm, move, visit_of
from lawang.visits.links import path_of, token_of
from lawang.visits.models import PROMISED, Visit
from lawang.visits.wishes import NotThere, wish_of
from lawang.web.citizen.own_link import private, public_address, redirect_after_post
from lawang.web.citizen.take_days import Errand, day_lines
from lawang.web.citizen.take_refused import refused_sentence
from lawang.web.citizen.ticket_calendar import calendar_file
from lawang.web.citizen.ticket_values import ticket_view
from lawang.web.moment import at_of

View = Callable[..., HttpResponse]


def of_number(view: View) -> View:
    """Calls `view(request, now, visit)` for the visit of the link; 404 that says so if none.

    Whoever has the link may act, so there is no cookie and no CSRF token (see `own_link`).
    """

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        try:
            visit = visit_of(token)
        except NotThere:
            return private(render(request, "citizen/no_such_link.html", status=404))
        now = office_now(visit.office_id)
        request.lawang_tz = now.policy.tz  # type: ignore[attr-defined]
        return private(view(request, now, visit))

    return page


@of_number
def page(request: HttpRequest, now: OfficeNow, visit: Visit) -> HttpResponse:
    """The ticket as it stands now; open it again for what is new."""
    return _ticket(request, now, visit)


def from_old_address(request: HttpRequest, token: str) -> HttpResponse:
    """/antrean/<token>/: the same page."""
    return redirect("citizen:ticket", token)


@require_POST
@of_number
def confirm_it(request: HttpRequest, now: OfficeNow, visit: Visit) -> HttpResponse:
    """I will come; the same button takes an offer of the waiting list."""
    try:
        confirm(token=token_of(visit.pk), at=at_of(request))
    except Refusal as no:
        return _ticket(request, now, visit, no)
    return redirect_after_post(path_of(visit.pk))


@of_number
def cancel_it(request: HttpRequest, now: OfficeNow, visit: Visit) -> HttpResponse:
    """Asked once more, then given back for others."""
    if request.method != "POST":
        words = _words(now, visit) | {
            "view": ticket_view(now, visit, at=at_of(request), lang=get_language() or "id")
        }
        return render(request, "citizen/ticket_cancel.html", words)
    try:
        cancel(token=token_of(visit.pk), by=CITIZEN, at=at_of(request))
    except Refusal as no:
        return _ticket(request, now, visit, no)
    return redirect_after_post(path_of(visit.pk))


@of_number
def move_it(request: HttpRequest, now: OfficeNow, visit: Visit) -> HttpResponse:
    """Another day or hour: the old place is given back only together with the new one."""
    lang, at = get_language() or "id", at_of(request)
    if visit.state not in PROMISED:
        return _ticket(request, now, visit)
    errand = Errand(
        now.slug, visit.service, Activity(visit.activity), visit.facts, visit.filed_at,
        visit.application_number,
    )  # fmt: skip
    lines = [line for line in day_lines(now, errand, at=at, lang=lang) if line.open]
    words: dict[str, object] = {"days": lines, "view": ticket_view(now, visit, at=at, lang=lang)}
    if request.method == "POST":
        day_key, _, hour = request.POST.get("ke", "").partition("T")
        found = [
            (line, window) for line in lines if line.key == day_key
            for window in line.windows if window.key == hour
        ]  # fmt: skip
        if not found:
            words["wrong"] = True
        else:
            line, window = found[0]
            try:
                taken = move(token=token_of(visit.pk), day=line.day, starts_at=window.starts_at,
                             by=CITIZEN, at=at)  # fmt: skip
            except Refusal as no:
                wish = wish_of(visit, day=line.day, starts_at=window.starts_at)
                words["sentence"] = refused_sentence(no, now, wish, lang)
            else:
                return redirect_after_post(taken.path)
    status = 409 if "sentence" in words else 422 if "wrong" in words else 200
    return render(request, "citizen/ticket_move.html", _words(now, visit) | words, status=status)


@of_number
def calendar(request: HttpRequest, now: OfficeNow, visit: Visit) -> HttpResponse:
    """The visit as a calendar file."""
    address = public_address(request, path_of(visit.pk))
    body = calendar_file(
        now, visit, address=address, at=at_of(request), lang=get_language() or "id"
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{visit.label}.ics"'
    return response


def _ticket(
    request: HttpRequest, now: OfficeNow, visit: Visit, no: Refusal | None = None
) -> HttpResponse:
    lang = get_language() or "id"
    words = _words(now, visit) | {"view": ticket_view(now, visit, at=at_of(request), lang=lang)}
    if no is None:
        return render(request, "citizen/ticket.html", words)
    words["sentence"] = refused_sentence(no, now, wish_of(visit, day=visit.day), lang)
    return render(request, "citizen/ticket.html", words, status=409)


def _words(now: OfficeNow, visit: Visit) -> dict[str, object]:
    return {"office": now.file, "token": token_of(visit.pk), "service_key": visit.service}
