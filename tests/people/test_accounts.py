"""What is done to colleagues' accounts."""

import pytest
from allauth.mfa.models import Authenticator

from lawang.people.accounts import (
    AccountRefused,
    change_role,
    close_account,
    give_password,
    note_own_password,
    open_for,
    remove_code,
    reopen_account,
)
from lawang.people.actions import open_account
from lawang.people.audit import LAWANG, AuditEvent
from lawang.people.queries import accounts_of, staff_of
from lawang.people.staff import Role, Staff
from tests.office_world import AT, PASSWORD

pytestmark = pytest.mark.django_db


def account(username: str, role: str = Role.VERIFIER, office: str = "a") -> Staff:
    return open_account(
        office=office, username=username, name=username.title(), role=role, by=LAWANG, at=AT,
        password=PASSWORD,
    )  # fmt: skip


@pytest.fixture
def head() -> Staff:
    return account("kepala", Role.HEAD)


@pytest.fixture
def admin() -> Staff:
    return account("admin", Role.IT_ADMIN)


def on(staff: Staff, by: Staff, **more) -> dict:
    return {"office": by.office, "user": staff.user_id, "by": by, "at": AT} | more


def code_of(refused) -> str:
    return refused.value.code


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("act", flat=True))


def test_open_for__new_person__gets_a_password_that_must_be_changed(head) -> None:
    staff, password = open_for(
        office="a", username="Ani", name="Ani", role=Role.VERIFIER, by=head, at=AT
    )
    assert staff.user.check_password(password)
    assert staff.must_choose_password
    note_own_password(staff=staff, at=AT)
    staff.refresh_from_db()
    assert not staff.must_choose_password
    assert acts()[-2:] == ["account_opened", "password_chosen"]
    assert not AuditEvent.objects.filter(reason__contains=password).exists()


def test_open_for__taken_name__refused(head) -> None:
    with pytest.raises(AccountRefused) as refused:
        open_for(office="a", username="KEPALA", name="X", role=Role.VERIFIER, by=head, at=AT)
    assert code_of(refused) == "name_taken"


def test_give_password__old_one__no_longer_works_and_sessions_are_over(head) -> None:
    staff = account("ani")
    before = staff.user.get_session_auth_hash()
    password = give_password(**on(staff, head))
    user = Staff.objects.get(pk=staff.pk).user
    assert user.check_password(password)
    assert user.get_session_auth_hash() != before


def test_remove_code__lost_phone__code_and_password_go_and_a_reason_stays(head) -> None:
    staff = account("ani")
    for kind in Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES:
        Authenticator.objects.create(user=staff.user, type=kind, data={})
    assert accounts_of("a", staff.user_id)[0].has_code
    with pytest.raises(AccountRefused) as refused:
        remove_code(**on(staff, head, reason=" "))
    assert code_of(refused) == "reason_missing"
    remove_code(**on(staff, head, reason="HP hilang di pasar"))
    assert not Authenticator.objects.exists()
    assert not Staff.objects.get(pk=staff.pk).user.check_password(PASSWORD)
    assert AuditEvent.objects.latest("id").reason == "HP hilang di pasar"


def test_close_account__closed__cannot_sign_in_until_opened_again(head) -> None:
    staff = account("ani")
    close_account(**on(staff, head, reason="pindah tugas"))
    user = Staff.objects.get(pk=staff.pk).user
    assert staff_of(user) is None
    assert not user.has_usable_password()
    with pytest.raises(AccountRefused):
        give_password(**on(staff, head))
    password = reopen_account(**on(staff, head))
    user = Staff.objects.get(pk=staff.pk).user
    assert user.is_active
    assert user.check_password(password)
    assert acts()[-2:] == ["account_closed", "account_reopened"]


@pytest.mark.parametrize(
    "deed", [
        lambda staff, by: close_account(**on(staff, by, reason="")),
        lambda staff, by: change_role(**on(staff, by, role=Role.VERIFIER)),
        lambda staff, by: give_password(**on(staff, by)),
        lambda staff, by: remove_code(**on(staff, by, reason="x")),
    ],
)  # fmt: skip
def test_own_account__any_deed__refused(head, deed) -> None:
    with pytest.raises(AccountRefused) as refused:
        deed(head, head)
    assert code_of(refused) == "own_account"


def test_last_head__second_head_gone__neither_closed_nor_made_something_else(head) -> None:
    other = account("kepala2", Role.HEAD)
    close_account(**on(head, other, reason=""))
    # A head whose account was closed meanwhile presses a button of an old page.
    for deed in (
        lambda: close_account(**on(other, head, reason="")),
        lambda: change_role(**on(other, head, role=Role.VERIFIER)),
    ):
        with pytest.raises(AccountRefused) as refused:
            deed()
        assert code_of(refused) == "last_head"


def test_it_admin__heads__makes_changes_and_closes_none(head, admin) -> None:
    ani = account("ani")
    for deed in (
        lambda: close_account(**on(head, admin, reason="")),
        lambda: change_role(**on(head, admin, role=Role.VERIFIER)),
        lambda: change_role(**on(ani, admin, role=Role.HEAD)),
        lambda: open_for(office="a", username="b", name="B", role="head", by=admin, at=AT),
    ):
        with pytest.raises(AccountRefused) as refused:
            deed()
        assert code_of(refused) == "head_only"
    assert give_password(**on(head, admin))


def test_change_role__other_role__is_recorded_in_words(head) -> None:
    staff = account("ani")
    assert change_role(**on(staff, head, role=Role.OPERATOR)).role == Role.OPERATOR
    said = AuditEvent.objects.latest("id")
    assert (said.fields, said.reason) == (["role"], "Verifikator menjadi Operator telepon")
    with pytest.raises(AccountRefused) as refused:
        change_role(**on(staff, head, role="raja"))
    assert code_of(refused) == "no_such_role"


def test_other_office__same_user__is_no_account(head) -> None:
    stranger = account("lain", office="b")
    with pytest.raises(AccountRefused) as refused:
        close_account(**on(stranger, head, reason=""))
    assert code_of(refused) == "no_account"
    assert [each.staff.pk for each in accounts_of("a")] == [head.pk]
