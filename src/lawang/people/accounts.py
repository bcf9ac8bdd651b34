"""What a head or IT admin does to colleagues' accounts. Each deed is one transaction.

A first password is made here, given back once and kept nowhere; its owner must choose another
before anything opens. A new or taken password ends every session of the account, because
Django binds a session to the password's hash. Only a head makes, changes or closes a head.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from lawang.common.refusal import Refusal
from lawang.people.actions import open_account, random_password
from lawang.people.audit import Actor, record, staff_actor
from lawang.people.staff import Role, Staff


class AccountRefused(Refusal):
    """Codes: `no_account`, `name_taken`, `own_account`, `last_head`, `head_only`, `closed`,
    `open`, `reason_missing`, `no_such_role`.
    """


def open_for(
    *, office: str, username: str, name: str, role: str, by: Staff, at: datetime
) -> tuple[Staff, str]:
    """A new account and its first password. Raises `AccountRefused` (name_taken, head_only)."""
    _refuse_role(role)
    _refuse_unless_head(by, role)
    password = random_password()
    try:
        staff = open_account(
            office=office, username=username, name=name, role=role, password=password,
            must_choose_password=True, by=_actor(by), at=at,
        )  # fmt: skip
    except IntegrityError:
        raise AccountRefused("name_taken") from None
    return staff, password


def give_password(*, office: str, user: int, by: Staff, at: datetime) -> str:
    """A new first password for an open account. Raises `AccountRefused` (own_account, closed)."""
    with transaction.atomic():
        staff = _colleague(office, user, by)
        _refuse_closed(staff)
        password = _new_password(staff)
        _note(staff, "account_password_given", by, at)
    return password


def remove_code(*, office: str, user: int, reason: str, by: Staff, at: datetime) -> str:
    """Take the second step of a lost phone away; gives a new first password.

    Who found the phone may have found the password in it. Raises `AccountRefused`
    (own_account, closed, reason_missing).
    """
    if not reason.strip():
        raise AccountRefused("reason_missing")
    with transaction.atomic():
        staff = _colleague(office, user, by)
        _refuse_closed(staff)
        Authenticator.objects.filter(user_id=user).delete()
        password = _new_password(staff)
        _note(staff, "account_code_removed", by, at, reason)
    return password


def change_role(*, office: str, user: int, role: str, by: Staff, at: datetime) -> Staff:
    """Another role. Raises `AccountRefused` (own_account, head_only, last_head, closed)."""
    _refuse_role(role)
    with transaction.atomic():
        staff = _colleague(office, user, by)
        _refuse_closed(staff)
        if staff.role == role:
            return staff
        _refuse_unless_head(by, role, staff.role)
        _refuse_last_head(staff)
        before, staff.role = staff.get_role_display(), role
        staff.save(update_fields=["role"])
        said = f"{before} menjadi {staff.get_role_display()}"
        _note(staff, "account_role_changed", by, at, said, fields=("role",))
    return staff


def close_account(*, office: str, user: int, reason: str, by: Staff, at: datetime) -> Staff:
    """Nobody signs in with it any more and its sessions are over.

    What the account held is given back by `applications.holding.let_go`, in the caller's
    transaction. Raises `AccountRefused` (own_account, head_only, last_head, closed).
    """
    with transaction.atomic():
        staff = _colleague(office, user, by)
        _refuse_closed(staff)
        _refuse_unless_head(by, staff.role)
        _refuse_last_head(staff)
        staff.user.is_active = False
        staff.user.set_unusable_password()
        staff.user.save(update_fields=["is_active", "password"])
        _note(staff, "account_closed", by, at, reason)
    return staff


def reopen_account(*, office: str, user: int, by: Staff, at: datetime) -> str:
    """Open a closed account again; gives its first password. Raises `AccountRefused`."""
    with transaction.atomic():
        staff = _colleague(office, user, by)
        if staff.user.is_active:
            raise AccountRefused("open")
        _refuse_unless_head(by, staff.role)
        staff.user.is_active = True
        password = _new_password(staff)
        _note(staff, "account_reopened", by, at)
    return password


def note_sign_in(*, staff: Staff, at: datetime) -> None:
    """Somebody came in."""
    with transaction.atomic():
        Staff.objects.for_office(staff.office).filter(pk=staff.pk).update(signed_in_at=at)
        _note(staff, "signed_in", staff, at)


def note_own_password(*, staff: Staff, at: datetime) -> None:
    """The person has chosen a password of their own."""
    with transaction.atomic():
        rows = Staff.objects.for_office(staff.office).filter(pk=staff.pk)
        rows.update(must_choose_password=False)
        _note(staff, "password_chosen", staff, at)


def _colleague(office: str, user: int, by: Staff) -> Staff:
    """Somebody else of this office; its accounts are locked for this transaction.

    All of them, so that of two heads who close each other at once the second sees the first.
    """
    list(Staff.objects.for_office(office).select_for_update().order_by("pk").values_list("pk"))
    staff = Staff.objects.for_office(office).select_related("user").filter(user_id=user).first()
    if staff is None:
        raise AccountRefused("no_account")
    if staff.pk == by.pk:
        raise AccountRefused("own_account")
    return staff


def _new_password(staff: Staff) -> str:
    password = random_password()
    staff.user.set_password(password)
    staff.user.save(update_fields=["is_active", "password"])
    staff.must_choose_password = True
    staff.save(update_fields=["must_choose_password"])
    return password


def _refuse_closed(staff: Staff) -> None:
    if not staff.user.is_active:
        raise AccountRefused("closed")


def _refuse_role(role: str) -> None:
    if role not in Role.values:
        raise AccountRefused("no_such_role", role=role)


def _refuse_unless_head(by: Staff, *roles: str) -> None:
    """The head closes and opens the office: an IT admin must not make one of themselves."""
    if Role.HEAD in roles and by.role != Role.HEAD:
        raise AccountRefused("head_only")


def _refuse_last_head(staff: Staff) -> None:
    others = Staff.objects.for_office(staff.office).filter(role=Role.HEAD, user__is_active=True)
    if staff.role == Role.HEAD and not others.exclude(pk=staff.pk).exists():
        raise AccountRefused("last_head")


def _actor(by: Staff) -> Actor:
    return staff_actor(by.user_id)


def _note(
    staff: Staff, act: str, by: Staff, at: datetime, reason: str = "", fields: tuple[str, ...] = ()
) -> None:
    record(
        office=staff.office, at=at, by=_actor(by), act=act, subject=f"staff:{staff.user_id}",
        fields=fields, reason=reason,
    )  # fmt: skip
