"""The head lays a period on the pile: form, what it would change, then one button.

/petugas/kebijakan/ubah/ lists the kinds of change; /petugas/kebijakan/ubah/tutup/ is one of them.
Every step is a plain form post that carries all that was typed.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lawang.offices.actions import PileMoved, publish_period
from lawang.offices.days_in_words import day_in_words
from lawang.offices.drafts import Draft, draft_of, title_of
from lawang.offices.names import service_name
from lawang.offices.previews import MOST_DAYS, answer_changes, changed_days, without_a_way
from lawang.offices.queries import period_of_form, read_office
from lawang.offices.wording import period_sentence
from lawang.offices.wording_rules import rule_sentence
from lawang.people.staff import Act
from lawang.policy.changes import ChangeRefused, lay
from lawang.policy.model import Channel, Policy
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.change_form import KINDS, ChangeForm, first_values
from lawang.web.office.pile_news import news_since


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change as the head reads it."""

    word: str
    icon: str
    name: str
    what: str
    button: str


KIND_TEXTS = (
    Kind("tutup", "closed", "Tutup sementara", "Loket atau cara lain tutup untuk beberapa hari.",
         "Tutup"),
    Kind("jam", "clock", "Ubah jam buka", "Buka lebih pendek, atau pada hari yang lain.",
         "Berlakukan jam ini"),
    Kind("batas", "people", "Batasi nomor", "Paling banyak sekian orang sehari.",
         "Berlakukan batas ini"),
    Kind("ambil", "file", "Hentikan pengambilan dokumen", "Dokumen jadi belum bisa diambil.",
         "Hentikan pengambilan"),
    Kind("syarat", "card", "Hanya untuk keadaan tertentu", "Misalnya hanya yang mendesak.",
         "Berlakukan syarat ini"),
    Kind("buka", "open", "Buka lagi, atau tambah cara", "Misalnya loket buka lagi, atau WhatsApp.",
         "Buka"),
)  # fmt: skip


@staff_only(act=Act.CHANGE_POLICY)
def choose(request: StaffRequest) -> HttpResponse:
    """/petugas/kebijakan/ubah/"""
    return desk(request, "office/change_choose.html", {"kinds": KIND_TEXTS, "here": "policy"})


@staff_only(act=Act.CHANGE_POLICY)
def change(request: StaffRequest, kind: str) -> HttpResponse:
    """/petugas/kebijakan/ubah/KIND/: GET the form; POST step = edit, preview or publish."""
    if kind not in KINDS:
        raise Http404
    what, at = KINDS[kind], at_of(request)
    today = at.astimezone(request.office.policy.tz).date()
    if request.method != "POST":
        form = ChangeForm(what, request.office, today,
                          initial=first_values(what, request.office, today))  # fmt: skip
        return _form_page(request, kind, form, _fresh_key())
    form_key = request.POST.get("form_key", "")[:40] or _fresh_key()
    already = period_of_form(request.office.slug, form_key)
    if already is not None:
        return redirect("policy_period", already)
    form = ChangeForm(what, request.office, today, request.POST)
    if request.POST.get("step") == "edit":
        return _form_page(request, kind, _unjudged(form, request, today), form_key)
    if not form.is_valid():
        return _form_page(request, kind, form, form_key, status=422)
    draft = draft_of(form.wish(), request.office.policy, request.office.file.services, at=at)
    if not draft.period.rules:
        form.add_error("channels", "Di sini tidak ada layanan yang berjalan. Pakai “Buka lagi”.")
        return _form_page(request, kind, form, form_key, status=422)
    if request.POST.get("step") == "publish":
        return _publish(request, kind, form, draft, form_key, at)
    return _preview_page(request, kind, form, draft, form_key, at)


def _publish(
    request: StaffRequest, kind: str, form: ChangeForm, draft: Draft, form_key: str, at: datetime
) -> HttpResponse:
    seen = request.POST.get("seen_version", "")
    try:
        publish_period(
            office=request.office.slug, draft=draft, by=actor_of(request), at=at,
            seen_version=int(seen) if seen.isdecimal() else -1, form_key=form_key,
        )  # fmt: skip
    except PileMoved:
        request.office = read_office(request.office.slug)
        again = draft_of(form.wish(), request.office.policy, request.office.file.services, at=at)
        return _preview_page(request, kind, form, again, form_key, at, moved=True)
    except ChangeRefused as refused:
        form.add_error(None, _REFUSED.get(refused.code, "Perubahan ini tidak bisa dilakukan."))
        return _form_page(request, kind, form, form_key, status=422)
    key = period_of_form(request.office.slug, form_key) or draft.period.id
    return redirect(reverse("policy_period", args=[key]) + "?baru=1")


_REFUSED = {
    "day_passed": "Hari mulai sudah lewat. Pilih hari ini atau sesudahnya.",
    "end_before_start": "Hari terakhir lebih awal dari hari mulai.",
    "taken": "Masa dengan nama ini sudah ada. Coba sekali lagi.",
}


def _unjudged(form: ChangeForm, request: StaffRequest, today: date) -> ChangeForm:
    """The same values without errors: somebody went back to change something."""
    typed = {
        name: request.POST.getlist(name) if name in _LISTS else request.POST.get(name, "")
        for name in form.fields
    }
    return ChangeForm(form.what, request.office, today, initial=typed)


_LISTS = frozenset({"channels", "conditions", "weekdays", "services", "activities", "sites"})


def _form_page(
    request: StaffRequest, kind: str, form: ChangeForm, form_key: str, *, status: int = 200
) -> HttpResponse:
    optional = ("services", "activities", "sites", "basis", "title", "reason_en", "title_en")
    context = {
        "form": form,
        "kind": _texts(kind),
        "form_key": form_key,
        "here": "policy",
        "days": {name: _weekday_of(form, name) for name in ("since", "until", "review_on")},
        "more_open": any(form.errors.get(name) or form[name].value()
                         for name in optional if name in form.fields),
        "friday_open": any(form[name].value() for name in ("friday_opens", "opens_again")
                           if name in form.fields),
    }  # fmt: skip
    return desk(request, "office/change_form.html", context, status=status)


def _preview_page(
    request: StaffRequest, kind: str, form: ChangeForm, draft: Draft, form_key: str,
    at: datetime, *, moved: bool = False,
) -> HttpResponse:  # fmt: skip
    now = request.office
    period, names = draft.period, now.file.names
    after = lay(now.policy, period)
    assert period.since is not None
    changes = answer_changes(now.policy, after, names, since=period.since, until=period.until)
    seen_at = request.POST.get("seen_at", "") if moved else ""
    context = {
        "here": "policy",
        "kind": _texts(kind),
        "button": _button(kind, period.rules[0].channels),
        "draft": draft,
        "sentences": [rule_sentence(rule, names) for rule in period.rules],
        "when": period_sentence(period, review_on=draft.texts.review_on),
        "changes": changes,
        "more_days": max(0, changed_days(period.since, period.until) - MOST_DAYS),
        "open_end": period.until is None,
        "warnings": _warnings(now.policy, after, form, at),
        "suggested": title_of(form.wish()).id,
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "form_key": form_key,
        "seen_version": now.version,
        "seen_at": at.isoformat(),
        "moved": moved,
        "news": news_since(now, seen_at) if moved else (),
    }  # fmt: skip
    return desk(request, "office/change_preview.html", context, status=409 if moved else 200)


def _warnings(before: Policy, after: Policy, form: ChangeForm, at: datetime) -> list[str]:
    """What a head would want to know before it is said to everybody."""
    wish = form.wish()
    lost = without_a_way(before, after, form.office.file.services,
                         since=wish.since, until=wish.until)  # fmt: skip
    said = []
    if wish.since == at.astimezone(before.tz).date():
        said.append("Ini mulai hari ini juga. Orang yang sudah di jalan tidak sempat tahu.")
    if len(lost) == len(form.office.file.services):
        said.append("Tidak ada cara lain yang tersisa untuk layanan apa pun.")
    elif lost:
        names = ", ".join(service_name(each) for each in lost)
        said.append(f"Tidak ada cara lain yang tersisa untuk: {names}.")
    for day, name in ((wish.since, "Hari pertama"), (wish.until, "Hari terakhir")):
        if day is not None and not before.working_day(day):
            said.append(f"{name}, {day_in_words(day)}, memang hari libur.")
    return said


def _button(kind: str, channels: frozenset[Channel]) -> str:
    if kind == "tutup" and channels == {Channel.COUNTER}:
        return "Tutup loket"
    return _texts(kind).button


def _weekday_of(form: ChangeForm, name: str) -> str:
    """The day as typed, with its weekday, so that a wrong one is seen."""
    try:
        day = form.fields[name].clean(form[name].value()) if form[name].value() else None
    except Exception:
        return ""
    return day_in_words(day) if day else ""


def _texts(kind: str) -> Kind:
    return next(each for each in KIND_TEXTS if each.word == kind)


def _fresh_key() -> str:
    return uuid.uuid4().hex
