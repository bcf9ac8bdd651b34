"""Signing in, by django-allauth: what we add to it.

Passwords are counted by axes (in the database, so over all processes); codes by allauth.
"""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from lawang.people.audit import record, staff_actor
from lawang.people.queries import staff_of
from lawang.people.sealing import box
from lawang.web.moment import at_of

SEALED_AS = "mfa.authenticator"


class Accounts(DefaultAccountAdapter):
    """No sign-up, no mail; each sign-in is an audit event."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Nama pengguna atau kata sandi tidak cocok. Coba lagi.",
        "enter_current_password": "Kata sandi sekarang tidak cocok. Coba lagi.",
        "incorrect_password": "Kata sandi tidak cocok. Coba lagi.",
        "too_many_login_attempts": "Terlalu sering mencoba. Tunggu beberapa menit.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the office."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Axes alone counts wrong passwords: two counters would hide its lockout page."""

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse:
        """Record who came in."""
        staff = staff_of(user)
        if staff is not None:
            who = staff_actor(staff.user_id)
            record(office=staff.office, at=at_of(request), by=who, act="signed_in",
                   subject=f"staff:{staff.user_id}")  # fmt: skip
        response: HttpResponse = super().post_login(request, user, **how)
        return response

    def add_message(self, *said: Any, **how: Any) -> None:
        """Our pages say themselves what has happened."""

    def send_notification_mail(self, *said: Any, **how: Any) -> None:
        """Staff accounts have no mail address."""


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """User names are the same in any case, for axes too: else each spelling gives five more tries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"login": "Nama pengguna", "password": "Kata sandi"}
        for name, label in words.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].error_messages["required"] = f"{label} belum diisi."
            widget: forms.Widget = self.fields[name].widget
            widget.attrs.pop("placeholder", None)
            widget.attrs["class"] = "input"
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self) -> str:
        """As stored: small letters, no spaces around."""
        return str(self.cleaned_data["login"]).strip().lower()


class SecondStep(DefaultMFAAdapter):
    """The secrets of codes are sealed like other personal values."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Kode tidak cocok. Lihat kode terbaru di aplikasi, lalu coba lagi.",
    }

    def encrypt(self, text: str) -> str:
        """Sealed, as text for the JSON column."""
        return base64.b64encode(box().seal(text, bind=SEALED_AS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` sealed."""
        return str(box().open_text(base64.b64decode(encrypted_text), bind=SEALED_AS))

    def send_notification_mail(self, *said: Any, **how: Any) -> None:
        """Staff accounts have no mail address."""

    def build_totp_svg(self, url: str) -> str:
        """By segno, which Lawang has anyway."""
        import segno

        return str(segno.make(url, micro=False).svg_inline(scale=5, border=3, light="#fff"))
