"""Signing in, by django-allauth: what we add to it.

Passwords are counted by axes (in the database, so over all processes); codes by allauth.
"""

import base64
import io
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from lawang.common import clock
from lawang.people.accounts import note_own_password, note_sign_in
from lawang.people.queries import staff_of
from lawang.people.sealing import box
from lawang.web.moment import at_of

FRESH_SECONDS = 300
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
            note_sign_in(staff=staff, at=at_of(request))
        response: HttpResponse = super().post_login(request, user, **how)
        return response

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A password of one's own: what a colleague gave is over."""
        super().set_password(user, password)
        staff = staff_of(user)
        if staff is not None:
            note_own_password(staff=staff, at=at_of(context.request))

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who gave the password minutes ago is not asked for it again."""
        request = context.request
        newest = max((each["at"] for each in get_authentication_records(request, request.user)),
                     default=0.0)  # fmt: skip
        return clock.real_now().timestamp() - newest > FRESH_SECONDS

    def add_message(self, *said: Any, **how: Any) -> None:
        """Our pages say themselves what has happened."""

    def send_notification_mail(self, *said: Any, **how: Any) -> None:
        """Staff accounts have no mail address."""


class _Plain(forms.BaseForm):
    """Our look for allauth's forms: no placeholder in the place of a label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.error_messages["required"] = "Ini belum diisi."
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "input"


class PasswordForm(_Plain, ChangePasswordForm):
    """A new password, and not the old one again."""

    def clean_password1(self) -> str:
        """A first password is known to whoever gave it, so it cannot stay."""
        password = str(self.cleaned_data["password1"])
        if password == self.cleaned_data.get("oldpassword"):
            raise forms.ValidationError("Kata sandi baru masih sama dengan yang sekarang.")
        return password


class AgainForm(_Plain, ReauthenticateForm):
    """The password once more."""


class CodeForm(_Plain, AuthenticateForm):
    """The code while signing in."""


class CodeAgainForm(_Plain, ReauthenticateCodeForm):
    """The code once more."""


class FirstCodeForm(_Plain, ActivateTOTPForm):
    """The first code, which proves that the app works."""


class SignInForm(_Plain, LoginForm):
    """A name is the same in any case, for axes too: else each spelling gives five more tries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"login": "Nama pengguna", "password": "Kata sandi"}
        for name, label in words.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"{label} belum diisi."
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

        picture = io.BytesIO()  # a picture of its own, for <img>: with its name space
        segno.make(url, micro=False).save(
            picture, kind="svg", scale=5, border=3, light="#fff", xmldecl=False
        )
        return picture.getvalue().decode()
