"""/permohonan/<token>/periksa/: everything once more, the consent, and sending."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lawang.applications.drafts import Opened
from lawang.applications.sending import (
    CONSENT_VERSION,
    ChannelClosed,
    Incomplete,
    Missing,
    NoConsent,
    filing,
    may_file,
    missing,
    send,
)
from lawang.applications.stages import Stage
from lawang.common import nik, phone
from lawang.offices.catalogue import Kind, Question
from lawang.policy.model import Decision
from lawang.web.citizen.apply_answers import BACK_TO_REVIEW, common
from lawang.web.citizen.apply_start import closed, later
from lawang.web.citizen.field_values import readable
from lawang.web.citizen.own_link import Mine, of_link
from lawang.web.citizen.photo_values import cards
from lawang.web.citizen.step_values import REVIEW, address, step_of
from lawang.web.moment import at_of


@dataclass(frozen=True, slots=True)
class Part:
    """One page of answers, to be looked over."""

    key: str
    title: str
    rows: tuple[tuple[str, str], ...]
    edit: str
    open: bool
    """Something is missing or wrong here."""


@of_link
def page(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Look it over; send."""
    if mine.application.stage != Stage.DRAFT:
        return mine.go("receipt" if mine.application.number else "status")
    if request.method == "POST":
        return _send(request, mine)
    decision = may_file(mine.opened, at=at_of(request))
    if not decision.allowed:
        return kept(request, mine, decision)
    return _show(request, mine, decision)


def kept(request: HttpRequest, mine: Mine, decision: Decision) -> HttpResponse:
    """The web closed meanwhile: the draft stays, and these are the ways out."""
    ask = filing(mine.opened, at=at_of(request))
    return closed(request, mine.opened.office, ask, decision, kept=True, **common(request, mine))


def _send(request: HttpRequest, mine: Mine) -> HttpResponse:
    at = at_of(request)
    try:
        send(link=mine.link, consent=request.POST.get("setuju") == CONSENT_VERSION, at=at)
    except ChannelClosed as no:
        return kept(request, mine, no.decision)
    except Incomplete as no:
        return _show(request, mine, may_file(mine.opened, at=at), left=no.missing)
    except NoConsent:
        return _show(request, mine, may_file(mine.opened, at=at), unticked=True)
    return mine.go("receipt")


def _show(
    request: HttpRequest,
    mine: Mine,
    decision: Decision,
    *,
    left: Missing | None = None,
    unticked: bool = False,
) -> HttpResponse:
    lang = get_language() or "id"
    step = step_of(mine, REVIEW)
    needs = mine.opened.case.papers(mine.application.answers)
    open_now = missing(mine.opened, at=at_of(request))
    words = {
        **common(request, mine),
        "step": step,
        "case": mine.opened.case.name.say(lang),
        "case_url": mine.url("case"),
        "parts": parts(mine, open_now, lang),
        "cards": cards(mine, needs, {}, lang),
        "papers_url": mine.url("papers"),
        "open_papers": open_now.papers,
        "left": left or (open_now if open_now else None),
        "unticked": unticked,
        "later": later(mine.opened.office, decision, lang),
        "consent_version": CONSENT_VERSION,
        "back": step.before,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "citizen/apply_review.html", words, status=status)


def parts(mine: Mine, left: Missing, lang: str) -> tuple[Part, ...]:
    """The pages of answers, identity numbers masked."""
    answers = mine.application.answers
    return tuple(
        Part(
            group.key,
            group.title.say(lang),
            tuple(
                (each.question.label.say(lang), masked(each.question, answers, lang))
                for each in group.asked
                if answers.get(each.question.key)
            ),
            f"{address(mine, group.key)}?{BACK_TO_REVIEW}=1"
            + ("&periksa=1" if group.key in left.groups else ""),
            group.key in left.groups,
        )
        for group in mine.opened.case.groups(answers)
    )


def masked(question: Question, answers: Mapping[str, str], lang: str) -> str:
    """An answer as it may stand on a page: numbers of people show their ends only."""
    value = answers.get(question.key, "")
    if question.kind in (Kind.NIK, Kind.KK):
        return nik.mask(value)
    if question.kind is Kind.PHONE:
        return phone.mask(value) if value.startswith("+62") else value
    return readable(question, value, lang)


def applicant(draft: Opened) -> str:
    """The name the application stands under."""
    return str(draft.application.answers.get("name", ""))
