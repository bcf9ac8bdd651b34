"""/permohonan/<token>/isian/<page>/: one page of questions; and the way back into a draft."""

from collections.abc import Mapping
from datetime import date

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lawang.applications.answers import WrongAnswer, check
from lawang.applications.drafts import change_case, open_by_link, save_answers
from lawang.applications.sending import missing
from lawang.applications.stages import Stage
from lawang.offices.catalogue import Group
from lawang.offices.catalogue_service import OfficeKind
from lawang.web.citizen.field_values import fields, typed, visible
from lawang.web.citizen.own_link import Mine, log, of_link, public_address, redirect_after_post
from lawang.web.citizen.paper_values import case_views
from lawang.web.citizen.step_values import address, first_open, next_address, step_names, step_of
from lawang.web.moment import at_of

BACK_TO_REVIEW = "kembali"


@of_link
def resume(request: HttpRequest, mine: Mine) -> HttpResponse:
    """The citizen's own link: on with the draft, or to see how far it is."""
    if mine.application.stage != Stage.DRAFT:
        return mine.go("status")
    return redirect_after_post(first_open(mine, missing(mine.opened, at=at_of(request))))


@of_link
def page(request: HttpRequest, mine: Mine, group: str) -> HttpResponse:
    """One group of questions; what is typed is kept, right or wrong."""
    if mine.application.stage != Stage.DRAFT:
        return mine.go("status")
    found = next((g for g in mine.opened.case.every_group if g.key == group), None)
    if found is None or group not in step_names(mine.opened):
        return mine.go("resume")
    if request.method == "POST":
        return _save(request, mine, found)
    answers = mine.application.answers
    wrong: Mapping[str, WrongAnswer] = {}
    if "periksa" in request.GET:  # sent here from the review: say what is missing
        wrong = check(found, answers, before=answers, today=_today(request, mine)).wrong
    return _show(request, mine, found, answers, wrong)


@of_link
def case(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Another case of the same service: answers and photos that fit are used again."""
    if mine.application.stage != Stage.DRAFT:
        return mine.go("status")
    chosen = request.POST.get("case", "")
    if request.method == "POST" and chosen in {each.key for each in mine.opened.service.cases}:
        change_case(link=mine.link, case=chosen, at=at_of(request))
        return mine.go("resume")
    lang = get_language() or "id"
    words = {
        "office": mine.opened.office.file,
        "name": mine.opened.service.name.say(lang),
        "cases": case_views(
            mine.opened.service.at_office(OfficeKind(mine.opened.office.file.kind)), lang
        ),
        "chosen": mine.application.case,
        "back": mine.url("resume"),
    }
    return render(request, "citizen/apply_case.html", words)


def _save(request: HttpRequest, mine: Mine, group: Group) -> HttpResponse:
    before = mine.opened.case.settled(mine.application.answers)
    said = {asked.question.key: typed(asked.question, request.POST) for asked in group.asked}
    checked = check(group, said, before=before, today=_today(request, mine))
    try:
        save_answers(link=mine.link, values=checked.values, at=at_of(request))
    except OperationalError:
        log.exception("answers could not be saved")
        return _show(request, mine, group, {**before, **said}, {}, lost=True)
    mine = Mine(open_by_link(mine.link), mine.link, mine.family, mine.key)
    shown = set(request.POST.getlist("tampil"))
    wrong = {key: no for key, no in checked.wrong.items() if key in shown}
    fresh = [key for key in checked.values if key not in shown]
    if wrong:
        return _show(request, mine, group, mine.application.answers, wrong)
    if fresh:  # an answer on this page asks for more on this page
        return mine.go("group", group.key, mark=f"?lanjut#f-{fresh[0]}")
    if request.POST.get(BACK_TO_REVIEW):
        return mine.go("review")
    return redirect_after_post(next_address(mine, group.key))


def _show(
    request: HttpRequest,
    mine: Mine,
    group: Group,
    answers: Mapping[str, str],
    wrong: Mapping[str, WrongAnswer],
    *,
    lost: bool = False,
) -> HttpResponse:
    lang, office = get_language() or "id", mine.opened.office.file
    step = step_of(mine, group.key)
    review = request.GET.get(BACK_TO_REVIEW) or request.POST.get(BACK_TO_REVIEW, "")
    shown = fields(visible(group, answers), answers, wrong, region=office.region, lang=lang)
    words = {
        **common(request, mine),
        "title": group.title.say(lang),
        "step": step,
        "fields": shown,
        "errors": [field for field in shown if field.error],
        "lost": lost,
        "more": "lanjut" in request.GET,
        "review": review,
        "back": address(mine, "periksa") if review else step.before,
    }
    status = 503 if lost else 422 if wrong and request.method == "POST" else 200
    return render(request, "citizen/apply_answers.html", words, status=status)


def common(request: HttpRequest, mine: Mine) -> dict[str, object]:
    """What every page of the form shows: office, service, when it was saved, the own link."""
    lang = get_language() or "id"
    saved = mine.application.saved_at.astimezone(mine.opened.office.policy.tz)
    return {
        "office": mine.opened.office.file,
        "name": mine.opened.service.name.say(lang),
        "saved": f"{saved:%H.%M} {saved.tzname()}",
        "own_link": public_address(request, mine.url("resume")),
    }


def _today(request: HttpRequest, mine: Mine) -> date:
    return at_of(request).astimezone(mine.opened.office.policy.tz).date()
