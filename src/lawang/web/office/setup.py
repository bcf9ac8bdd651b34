"""The first office of a new installation: its file is pasted or uploaded, its head gets an account.

Opened by the one-time link that `./lawang up --empty` prints, and closed for good afterwards.
"""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lawang.offices.actions import load_offices
from lawang.offices.files import OfficeFile, OfficeFileError, read_office_text
from lawang.people.actions import open_account
from lawang.people.audit import LAWANG
from lawang.people.setup import claim_setup, setup_is_open
from lawang.people.staff import Role
from lawang.web.moment import at_of

MOST_BYTES = 200_000
SHOWN = Path("berkas-kantor.toml")


class FirstOfficeForm(forms.Form):
    """The office file and the head's account."""

    use_required_attribute = False

    file = forms.FileField(label="Berkas kantor (.toml)", required=False)
    text = forms.CharField(
        label="Atau tempel isinya", required=False,
        widget=forms.Textarea(attrs={"class": "input mono", "rows": 14, "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(
        label="Nama kepala kantor", max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        error_messages={"required": "Nama kepala kantor belum diisi."},
    )  # fmt: skip
    username = forms.CharField(
        label="Nama pengguna", max_length=60,
        validators=[RegexValidator(r"^[A-Za-z0-9._-]+$", "Nama pengguna: huruf dan angka saja.")],
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "username",
                                      "autocapitalize": "none"}),
        error_messages={"required": "Nama pengguna belum diisi."},
    )  # fmt: skip
    password = forms.CharField(
        label="Kata sandi", strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
        error_messages={"required": "Kata sandi belum diisi."},
    )  # fmt: skip

    office: OfficeFile
    written: str

    def clean_password(self) -> str:
        """Long enough and not a common one."""
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Read the file; every mistake with its line."""
        found = super().clean() or {}
        upload = found.get("file")
        if upload is not None and upload.size > MOST_BYTES:
            raise ValidationError("Berkas kantor terlalu besar, paling banyak 200 kB.")
        written = upload.read().decode("utf-8", "replace") if upload else found.get("text", "")
        if not str(written).strip():
            self.add_error("text", "Berkas kantor belum ada. Pilih berkas, atau tempel isinya.")
            return found
        self.written = str(written).replace("\r\n", "\n")
        try:
            self.office = read_office_text(self.written, SHOWN)
        except OfficeFileError as mistakes:
            for mistake in str(mistakes).splitlines():
                self.add_error("text", mistake)
        return found


def first_office(request: HttpRequest, token: str) -> HttpResponse:
    """/petugas/mulai/TOKEN/"""
    if not setup_is_open(token):
        raise Http404
    form = FirstOfficeForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "office/setup.html", {"form": form}, status=status)
    at, found = at_of(request), form.cleaned_data
    with transaction.atomic():
        if not claim_setup(token):
            raise Http404
        load_offices(files=[(form.office, form.written)], at=at)
        open_account(office=form.office.slug, username=found["username"], name=found["name"],
                     role=Role.HEAD, password=found["password"], by=LAWANG, at=at)  # fmt: skip
    return redirect("office_home")
