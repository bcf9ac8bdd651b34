"""/permohonan/<token>/berkas/: a card per paper, photos straight from the camera. No script."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lawang.applications.photos import Added, add_pages, keep_anyway, remove_page
from lawang.applications.sending import missing, missing_papers
from lawang.applications.stages import Stage
from lawang.applications.storage import DiskFull
from lawang.web.citizen.apply_answers import common
from lawang.web.citizen.apply_start import other_ways
from lawang.web.citizen.error_words import PHOTOS, said
from lawang.web.citizen.own_link import Mine, of_link, sorry
from lawang.web.citizen.photo_values import Card, cards
from lawang.web.citizen.step_values import PAPERS, step_of
from lawang.web.citizen.uploads import CannotReceive, received
from lawang.web.moment import at_of

Show = Callable[..., HttpResponse]
STATUS = {"too_much": 413, "too_many": 413, "cut_off": 400}


@of_link
def page(request: HttpRequest, mine: Mine) -> HttpResponse:
    """The papers of a draft; every photo of a submit is kept unless it is itself refused."""
    if mine.application.stage != Stage.DRAFT:
        return mine.go("status")
    if not mine.opened.case.papers(mine.application.answers):
        return mine.go("review")
    if request.method != "POST":
        left = missing(mine.opened, at=at_of(request)).papers if "periksa" in request.GET else ()
        return _show(request, mine, _missing_words(mine, left))
    return take_in(request, mine, _show, _onward)


def take_in(request: HttpRequest, mine: Mine, show: Show, onward: Show) -> HttpResponse:
    """Do what the submitted form says: photos in, one out, one kept, or on."""
    try:
        photos = received(request)
    except CannotReceive as no:
        words = {"office": mine.opened.office.file, "code": no.code, "back": request.path}
        return render(request, "citizen/cannot_receive.html", words, status=STATUS[no.code])
    at = at_of(request)
    try:
        added = add_pages(link=mine.link, photos=photos, at=at) if photos else Added()
    except DiskFull:
        return sorry(request, mine)
    if added.pages:
        mine.application.saved_at = at
    for act, field in ((remove_page, "hapus"), (keep_anyway, "pakai")):
        if (chosen := request.POST.get(field, "")).isdecimal():
            act(link=mine.link, page=int(chosen), at=at)
            mine.application.saved_at = at
    if added.refused:
        return show(request, mine, _refused_words(added, photos))
    if "lanjut" in request.POST:
        return onward(request, mine)
    return mine.go("papers" if show is _show else "correct")


def _onward(request: HttpRequest, mine: Mine) -> HttpResponse:
    if left := missing_papers(mine.opened):
        return _show(request, mine, _missing_words(mine, left))
    return mine.go("review")


def _refused_words(added: Added, photos: Sequence[object]) -> dict[str, str]:
    """Per paper: which photo is not kept and why; the others are."""
    lang = get_language() or "id"
    words: dict[str, str] = {}
    for no in added.refused:
        sentence = said(PHOTOS, no.why, lang)
        words[no.paper] = (
            f"{words.get(no.paper, '')} {_('Foto belum tersimpan:')} {sentence}".strip()
        )
    return words


def _missing_words(mine: Mine, left: Sequence[str]) -> dict[str, str]:
    needs = {need.paper.key: need for need in mine.opened.case.papers(mine.application.answers)}
    return {
        key: _("Mohon foto berkas ini.")
        if needs[key].least == 1
        else _("Mohon kirim %(least)s foto.") % {"least": needs[key].least}
        for key in left
    }


def _show(request: HttpRequest, mine: Mine, errors: Mapping[str, str]) -> HttpResponse:
    lang, step = get_language() or "id", step_of(mine, PAPERS)
    needs = mine.opened.case.papers(mine.application.answers)
    words = {
        **common(request, mine),
        **shown_cards(cards(mine, needs, errors, lang)),
        "step": step,
        "ways": other_ways(mine.opened.office, mine.application.service, at_of(request), lang),
        "back": step.before,
    }
    status = 422 if errors and request.method == "POST" else 200
    return render(request, "citizen/apply_papers.html", words, status=status)


def shown_cards(shown: Sequence[Card]) -> dict[str, object]:
    """The cards of a page, and what stands above them."""
    return {
        "cards": shown,
        "errors": [card for card in shown if card.error],
        "kept_others": any(card.photos for card in shown),
        "checking": any(photo.state == "checking" for card in shown for photo in card.photos),
    }
