"""Accounts of the office's staff, for the head and the IT admin.

A first password is in the answer to the button that made it and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from axes.utils import reset as lift_rest
from django import forms
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from lawang.applications.holding import let_go
from lawang.messaging.safe import cleaned
from lawang.offices.days_in_words import moment_in_words
from lawang.people import accounts as people
from lawang.people.accounts import AccountRefused
from lawang.people.queries import Account, accounts_of
from lawang.people.staff import Act, Role, Staff
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only

REFUSED = {
    "name_taken": "Nama pengguna itu sudah dipakai. Pilih yang lain.",
    "own_account": "Ini akun Bapak/Ibu sendiri. Minta rekan yang berwenang melakukannya.",
    "last_head": "Ini kepala terakhir. Buka akun kepala yang baru dulu.",
    "head_only": "Akun kepala hanya dibuka, ditutup, dan diganti perannya oleh kepala.",
    "closed": "Akun ini sudah ditutup.",
    "open": "Akun ini sudah terbuka.",
    "reason_missing": "Alasan belum diisi.",
    "no_such_role": "Peran itu tidak ada.",
}
LATER = {
    "peran": "Peran sudah diganti.",
    "tutup": "Akun sudah ditutup. Ia keluar dari semua perangkat, dan permohonan yang dipegang "
    "kembali ke daftar.",
}


class NewAccountForm(forms.Form):
    """Who gets an account, and to do what."""

    use_required_attribute = False

    name = forms.CharField(
        label="Nama", max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": "Nama belum diisi."},
    )  # fmt: skip
    username = forms.CharField(
        label="Nama pengguna", max_length=60,
        validators=[RegexValidator(r"^[A-Za-z0-9._-]+$", "Nama pengguna: huruf dan angka saja.")],
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off",
                                      "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Nama pengguna belum diisi."},
    )  # fmt: skip
    role = forms.ChoiceField(
        label="Peran", widget=forms.RadioSelect,
        error_messages={"required": "Peran belum dipilih."},
    )  # fmt: skip

    def __init__(self, by: Staff, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_for(by)  # type: ignore[attr-defined]


def roles_for(by: Staff) -> list[tuple[str, str]]:
    """The roles this person may give."""
    return [each for each in Role.choices if each[0] != Role.HEAD or by.role == Role.HEAD]


@staff_only(act=Act.MANAGE_STAFF)
def accounts(request: StaffRequest) -> HttpResponse:
    """/petugas/akun-petugas/"""
    lines = [_line(each, request) for each in accounts_of(request.office.slug)]
    return desk(request, "office/staff_accounts.html", {
        "open": [line for line in lines if line.account.is_open],
        "closed": [line for line in lines if not line.account.is_open],
        "here": "accounts",
    })  # fmt: skip


@staff_only(act=Act.MANAGE_STAFF)
def open_new(request: StaffRequest) -> HttpResponse:
    """/petugas/akun-petugas/baru/"""
    form = NewAccountForm(request.staff, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            staff, password = people.open_for(
                office=request.office.slug, by=request.staff, at=at_of(request),
                **form.cleaned_data,
            )  # fmt: skip
        except AccountRefused as refused:
            form.add_error("username" if refused.code == "name_taken" else None,
                           REFUSED[refused.code])  # fmt: skip
        else:
            return _shown_once(request, staff.user_id, password)
    status = 422 if form.errors else 200
    words = {"form": form, "here": "accounts"}
    return desk(request, "office/staff_account_new.html", words, status=status)


@staff_only(act=Act.MANAGE_STAFF, row=True)
def one_account(request: StaffRequest, user: int) -> HttpResponse:
    """/petugas/akun-petugas/ID/"""
    return _account_page(request, user, said=LATER.get(request.GET.get("sudah", ""), ""))


@staff_only(act=Act.MANAGE_STAFF, row=True)
def do(request: StaffRequest, user: int, deed: str) -> HttpResponse:
    """/petugas/akun-petugas/ID/DEED/: one button of that page."""
    line = _found(request, user)
    if deed not in DEEDS:
        raise Http404
    if request.method != "POST":
        return _account_page(request, user)
    try:
        password = DEEDS[deed](request, user, at_of(request))
    except AccountRefused as refused:
        return _account_page(request, user, refused=REFUSED[refused.code])
    if not password:
        response = redirect("staff_account", user=user)
        response["Location"] += f"?sudah={deed}"
        return response
    lift_rest(username=line.account.staff.user.get_username())
    return _shown_once(request, user, password)


def _give_password(request: StaffRequest, user: int, at: datetime) -> str:
    return people.give_password(office=request.office.slug, user=user, by=request.staff, at=at)


def _remove_code(request: StaffRequest, user: int, at: datetime) -> str:
    return people.remove_code(
        office=request.office.slug, user=user, reason=_reason(request), by=request.staff, at=at
    )


def _change_role(request: StaffRequest, user: int, at: datetime) -> str:
    people.change_role(office=request.office.slug, user=user, role=request.POST.get("role", ""),
                       by=request.staff, at=at)  # fmt: skip
    return ""


def _close(request: StaffRequest, user: int, at: datetime) -> str:
    """The account and what it holds, together or not at all."""
    office = request.office.slug
    with transaction.atomic():
        people.close_account(office=office, user=user, reason=_reason(request), by=request.staff,
                             at=at)  # fmt: skip
        let_go(office=office, user=user, by=actor_of(request), at=at)
    return ""


def _reopen(request: StaffRequest, user: int, at: datetime) -> str:
    return people.reopen_account(office=request.office.slug, user=user, by=request.staff, at=at)


DEEDS: dict[str, Callable[[StaffRequest, int, datetime], str]] = {
    "kata-sandi": _give_password,
    "kode": _remove_code,
    "peran": _change_role,
    "tutup": _close,
    "buka": _reopen,
}
"""What the buttons do; each gives the first password to show, or ""."""


@dataclass(frozen=True, slots=True)
class Line:
    """An account, with its last sign-in in words."""

    account: Account
    last: str


def _line(account: Account, request: StaffRequest) -> Line:
    at = account.staff.signed_in_at
    tz = request.office.policy.tz
    return Line(account, moment_in_words(at.astimezone(tz)) if at else "")


def _found(request: StaffRequest, user: int) -> Line:
    found = accounts_of(request.office.slug, user)
    if not found:
        raise Http404
    return _line(found[0], request)


def _account_page(
    request: StaffRequest, user: int, *, said: str = "", refused: str = ""
) -> HttpResponse:
    line = _found(request, user)
    staff = line.account.staff
    heads_only = staff.role == Role.HEAD and request.staff.role != Role.HEAD
    return desk(request, "office/staff_account.html", {
        "line": line,
        "own": staff.pk == request.staff.pk,
        "heads_only": heads_only,
        "roles": [(*role, role[0] == staff.role) for role in roles_for(request.staff)],
        "said": said,
        "refused": refused,
        "here": "accounts",
    }, status=409 if refused else 200)  # fmt: skip


def _shown_once(request: StaffRequest, user: int, password: str) -> HttpResponse:
    words = {"line": _found(request, user), "password": password, "here": "accounts"}
    return desk(request, "office/staff_account_password.html", words)


def _reason(request: StaffRequest) -> str:
    """As typed, without what must not stand in the trail."""
    return cleaned(request.POST.get("reason", "").strip())[:200]
