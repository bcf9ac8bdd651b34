"""What an officer does with an application. Each answers with the next thing to look at.

Pressed twice is the same as once; what could not be done comes back with everything typed.
"""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lawang.applications import checking, holding, queries
from lawang.applications.drafts import opened
from lawang.applications.models import Verdict
from lawang.applications.stages import TABLE, Step
from lawang.people.staff import Act
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, staff_only
from lawang.web.office.application import page
from lawang.web.office.application_values import unjudged_after
from lawang.web.office.paper_values import papers_of
from lawang.web.office.refused_words import REFUSED, sentence

Deed = Callable[[StaffRequest, str], HttpResponse]


def _tried(request: StaffRequest, number: str, deed: Deed) -> HttpResponse:
    """Do it; a refusal shows the page again, with the reason and what was typed.

    The address of a form, opened by itself, shows the application.
    """
    if request.method != "POST":
        return page(request, number)
    try:
        if request.POST.get("again"):
            _take(request, number)
        return deed(request, number)
    except holding.NoApplication:
        raise Http404 from None
    except REFUSED as refused:
        if _done_already(request, number):
            return redirect("application", number=number)
        typed = {key: str(value) for key, value in request.POST.items()}
        again = isinstance(refused, holding.NotHeld | holding.Held)
        said = sentence(refused, request.office, at_of(request))
        status = 409 if again or not isinstance(refused, checking.ReasonMissing) else 400
        return page(request, number, said=said, typed=typed, again=again, status=status)


def _take(request: StaffRequest, number: str) -> None:
    holding.take(
        office=request.office.slug, number=number, user=request.staff.user_id, at=at_of(request)
    )


def _done_already(request: StaffRequest, number: str) -> bool:
    """Did this officer's own step (a button pressed twice) bring it where it stands?"""
    step = request.POST.get("step", "")
    if step not in set(Step):
        return False
    application = queries.by_number(request.office.slug, number)
    last = [each for each in application.events.all() if each.kind in set(Step)][-1:]
    by = f"staff:{request.staff.user_id}"
    return application.stage == TABLE[Step(step)][1] and [(e.kind, e.by) for e in last] == [
        (step, by)
    ]


@staff_only(act=Act.CHECK_PAPERS, row=True)
def release(request: StaffRequest, number: str) -> HttpResponse:
    """Put it back for a colleague."""
    return _tried(request, number, _release)


def _release(request: StaffRequest, number: str) -> HttpResponse:
    holding.release(
        office=request.office.slug, number=number, user=request.staff.user_id, at=at_of(request)
    )
    return redirect("inbox")


@staff_only(act=Act.CHECK_PAPERS, row=True)
def take(request: StaffRequest, number: str) -> HttpResponse:
    """Hold this one and open it."""
    return _tried(request, number, _taken)


def _taken(request: StaffRequest, number: str) -> HttpResponse:
    _take(request, number)
    return redirect("application", number=number)


@staff_only(act=Act.CHECK_PAPERS, row=True)
def judge(request: StaffRequest, number: str) -> HttpResponse:
    """One paper right or to be sent again; then the next one without a verdict."""
    return _tried(request, number, _judge)


def _judge(request: StaffRequest, number: str) -> HttpResponse:
    said = request.POST
    verdict, paper = said.get("verdict", ""), said.get("paper", "")
    if verdict not in set(Verdict) or not paper.isascii() or not paper.isdigit():
        raise Http404
    checking.judge_paper(
        office=request.office.slug,
        number=number,
        paper=int(paper),
        verdict=verdict,
        reason=said.get("reason", ""),
        words=said.get("words", ""),
        user=request.staff.user_id,
        at=at_of(request),
    )
    draft = opened(queries.by_number(request.office.slug, number))
    following = unjudged_after(papers_of(draft, paper, "", request.staff.user_id), int(paper))
    address = reverse("application", args=[number])
    return redirect(f"{address}?berkas={following}#foto" if following else f"{address}#langkah")


@staff_only(act=Act.CHECK_PAPERS, row=True)
def step(request: StaffRequest, number: str) -> HttpResponse:
    """One step on."""
    return _tried(request, number, _step)


def _step(request: StaffRequest, number: str) -> HttpResponse:
    wanted, words = request.POST.get("step", ""), request.POST.get("words", "")
    if wanted not in (Step.ACCEPT, Step.ASK_CORRECTION, Step.REJECT, *checking.LATER_STEPS):
        raise Http404
    office, user, at = request.office.slug, request.staff.user_id, at_of(request)
    if wanted == Step.ACCEPT:
        checking.accept(office=office, number=number, user=user, at=at)
    elif wanted == Step.ASK_CORRECTION:
        checking.ask_correction(office=office, number=number, user=user, at=at)
    elif wanted == Step.REJECT:
        way_out = request.POST.get("way_out", "")
        checking.reject(
            office=office, number=number, words=words, way_out=way_out, user=user, at=at
        )
    else:
        checking.move(
            office=office, number=number, step=Step(wanted), words=words, user=user, at=at
        )
    return redirect("application", number=number)


@staff_only(act=Act.CHECK_PAPERS, row=True)
def note(request: StaffRequest, number: str) -> HttpResponse:
    """An internal note."""
    return _tried(request, number, _note)


def _note(request: StaffRequest, number: str) -> HttpResponse:
    checking.add_note(
        office=request.office.slug,
        number=number,
        words=request.POST.get("words", ""),
        user=request.staff.user_id,
        at=at_of(request),
    )
    return redirect(f"{reverse('application', args=[number])}#catatan")
