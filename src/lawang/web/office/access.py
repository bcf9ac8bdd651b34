"""Who may come in: every view behind the staff door is wrapped in `staff_only`.

A page that names a row of an office answers a stranger with 404, as it answers an officer of
another office; the other pages lead a stranger to the sign-in page.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lawang.offices import installation
from lawang.offices.queries import OfficeNow, UnknownOffice, office_now
from lawang.people.audit import Actor, staff_actor
from lawang.people.queries import staff_of
from lawang.people.staff import Act, Role, Staff

View = Callable[..., HttpResponse]
SECOND_STEP_ROLES = frozenset({Role.HEAD, Role.IT_ADMIN})
"""Who can close an office or read the trail signs in with a code as well."""


class StaffRequest(HttpRequest):
    """A request whose sender is known: `staff_only` has looked."""

    staff: Staff
    office: OfficeNow

    @property
    def actor(self) -> Actor:  # pragma: no cover - for the type checker; see `actor_of`
        """The sender, for actions."""
        return actor_of(self)


def staff_only(*, act: Act | None = None, row: bool = False) -> Callable[[View], View]:
    """Only staff of an office come in; gives `request.staff` and `request.office`.

    `act` is what the role must allow (else a page that says so, 403). `row` says that the
    address names a row of an office, so that a stranger gets 404 and learns nothing.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def checked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            staff = staff_of(request.user)
            if staff is None:
                return _stranger(request, row=row)
            try:
                request.office = office_now(staff.office)
            except UnknownOffice:
                raise Http404 from None
            request.staff = staff
            request.lawang_tz = request.office.policy.tz
            if staff.must_choose_password:
                return redirect("account_change_password")
            if _needs_second_step(staff):
                return redirect("mfa_activate_totp")
            if act is not None and not staff.may(act):
                return desk(request, "office/not_yours.html", {}, status=403)
            return view(request, *args, **kwargs)

        checked.staff_only = "row" if row else "place"  # type: ignore[attr-defined]  # for the walk
        return checked

    return wrap


def actor_of(request: StaffRequest) -> Actor:
    """Who sends this request, for actions and their audit events."""
    return staff_actor(request.staff.user_id)


def desk(
    request: Any, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A desk page with the office and the person in its masthead."""
    given: dict[str, object] = {
        "staff": request.staff,
        "office": request.office.file,
        "can": {
            "papers": request.staff.may(Act.CHECK_PAPERS),
            "policy": request.staff.may(Act.CHANGE_POLICY),
            "counter": request.staff.may(Act.SERVE_COUNTER),
            "calls": request.staff.may(Act.TAKE_CALLS),
            "audit": request.staff.may(Act.SEE_AUDIT),
            "messages": request.staff.may(Act.SEE_MESSAGES),
            "accounts": request.staff.may(Act.MANAGE_STAFF),
        },
    }
    return render(request, template, given | dict(context), status=status)


def _stranger(request: HttpRequest, *, row: bool) -> HttpResponse:
    if row:
        raise Http404
    if request.user.is_authenticated:  # an account that belongs to no office
        return render(request, "office/no_office.html", status=403)
    return redirect_to_login(request.get_full_path())


def _needs_second_step(staff: Staff) -> bool:
    """In a real office the strong roles must have a code; in a rehearsal they may."""
    if staff.role not in SECOND_STEP_ROLES or installation.is_rehearsal():
        return False
    return not is_mfa_enabled(staff.user, [Authenticator.Type.TOTP])
