"""Extend, end or revoke a period: what would change is shown, then one button does it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lawang.offices.actions import PileMoved, end_period, extend_period, revoke_period
from lawang.offices.days_in_words import day_in_words
from lawang.offices.previews import AnswerChange, answer_changes
from lawang.offices.queries import OfficeNow, read_office
from lawang.people.queries import actor_names
from lawang.people.staff import Act
from lawang.policy import changes
from lawang.policy.changes import ChangeRefused
from lawang.policy.model import Period, Policy
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.periods import find_period, show
from lawang.web.office.pile_news import news_since

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to change a period, in words."""

    word: str
    title: str
    button: str
    intro: str


WAYS = {
    way.word: way
    for way in (
        Way("perpanjang", "Perpanjang", "Perpanjang", "Masa ini berlaku lebih lama."),
        Way("akhiri", "Akhiri lebih awal", "Akhiri", "Masa ini selesai lebih awal. Sesudah hari "
            "terakhir, aturan sebelumnya berlaku lagi dengan sendirinya."),
        Way("cabut", "Cabut", "Cabut masa ini", "Masa ini belum mulai, jadi bisa dicabut. Semua "
            "jawaban kembali seperti sebelumnya."),
    )
}  # fmt: skip

REFUSED = {
    "already_begun": "Masa ini sudah mulai. Akhiri saja, tidak bisa dicabut lagi.",
    "not_begun": "Masa ini belum mulai. Cabut saja.",
    "over": "Masa ini sudah selesai.",
    "day_passed": "Hari itu sudah lewat. Pilih hari ini atau sesudahnya.",
    "not_earlier": "Hari itu tidak lebih awal dari hari terakhir sekarang.",
    "not_later": "Hari itu tidak lebih lama dari hari terakhir sekarang.",
}


class AmendForm(forms.Form):
    """The new last day, and why."""

    use_required_attribute = False

    until = forms.DateField(
        label="Hari terakhir yang baru", required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tanggal tidak terbaca. Pilih dari kalender."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Alasan, untuk catatan kantor", max_length=200,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": "Alasan belum diisi."},
    )  # fmt: skip

    def __init__(self, how: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.how = how
        if how == "cabut":
            del self.fields["until"]

    def clean(self) -> dict[str, Any]:
        """Ending needs a day; extending may be until further notice."""
        found = super().clean() or {}
        if self.how == "akhiri" and not found.get("until") and "until" not in self.errors:
            self.add_error("until", "Hari terakhir yang baru belum diisi.")
        return found


@staff_only(act=Act.CHANGE_POLICY, row=True)
def amend(request: StaffRequest, key: str, how: str) -> HttpResponse:
    """/petugas/kebijakan/masa/KEY/HOW/: GET the form; POST step = preview or do."""
    if how not in WAYS:
        raise Http404
    found, at = find_period(request.office, key), at_of(request)
    if request.method != "POST":
        today = at.astimezone(request.office.policy.tz).date()
        form = AmendForm(how, initial={"until": _first_day(how, found, today)})
        return _page(request, found, how, form, at)
    form = AmendForm(how, request.POST)
    if not form.is_valid():
        return _page(request, found, how, form, at, status=422)
    until = form.cleaned_data.get("until")
    try:
        after = _changed(request.office.policy, key, how, until, at)
    except ChangeRefused as refused:
        form.add_error(None, REFUSED[refused.code])
        return _page(request, found, how, form, at, status=422)
    if request.POST.get("step") != "do":
        return _page(request, found, how, form, at, after=after)
    return _do(request, found, how, form, at)


def _do(
    request: StaffRequest, found: Period, how: str, form: AmendForm, at: datetime
) -> HttpResponse:
    seen = request.POST.get("seen_version", "")
    common: dict[str, Any] = {
        "office": request.office.slug,
        "key": found.id,
        "seen_version": int(seen) if seen.isdecimal() else -1,
        "by": actor_of(request),
        "at": at,
        "reason": form.cleaned_data["reason"],
    }
    until = form.cleaned_data.get("until")
    try:
        if how == "cabut":
            revoke_period(**common)
        elif how == "akhiri" and until is not None:
            end_period(**common, until=until)
        else:
            extend_period(**common, until=until)
    except PileMoved:
        request.office = read_office(request.office.slug)
        return _page(request, found, how, form, at, moved=True, status=409)
    except ChangeRefused as refused:
        form.add_error(None, REFUSED[refused.code])
        return _page(request, found, how, form, at, status=422)
    return redirect(reverse("policy_period", args=[found.id]))


def _changed(policy: Policy, key: str, how: str, until: date | None, at: datetime) -> Policy:
    if how == "cabut":
        return changes.revoke(policy, key, at=at)
    if how == "akhiri":
        assert until is not None
        return changes.end(policy, key, until=until, at=at)
    return changes.extend(policy, key, until=until, at=at)


def _page(
    request: StaffRequest, found: Period, how: str, form: AmendForm, at: datetime, *,
    after: Policy | None = None, moved: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = request.office
    today = at.astimezone(now.policy.tz).date()
    names = actor_names({now.publications[found.id].by}, now.slug)
    until = form.cleaned_data.get("until") if form.is_bound and form.is_valid() else None
    return desk(request, "office/amend.html", {
        "here": "policy",
        "form": form,
        "how": WAYS[how],
        "shown": show(now, found, today, dict(names)),
        "preview": after is not None,
        "changes": _differences(now, found, after, until, today) if after else (),
        "new_end": day_in_words(until) if until else "sampai ada pemberitahuan",
        "seen_version": now.version,
        "seen_at": at.isoformat(),
        "moved": moved,
        "news": news_since(now, request.POST.get("seen_at", "")) if moved else (),
    }, status=status)  # fmt: skip


def _differences(
    now: OfficeNow, found: Period, after: Policy, until: date | None, today: date
) -> tuple[AnswerChange, ...]:
    """On the days between the old end and the new one; all days for a revoked period."""
    amended = changes.find(after, found.id)
    if amended.revoked:
        if found.since is None:
            return ()
        since, last = found.since, found.last_day
    else:
        ends = [day for day in (found.last_day, until) if day is not None]
        since = max(min(ends) + DAY, today)
        last = max(ends) if len(ends) == 2 else None
    return answer_changes(now.policy, after, now.file.names, since=since, until=last)


def _first_day(how: str, found: Period, today: date) -> date | None:
    if how == "akhiri":
        return today
    return found.last_day + DAY if found.last_day else None
