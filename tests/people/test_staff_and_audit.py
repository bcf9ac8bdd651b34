"""Accounts, roles, the audit trail and its seals."""

from datetime import timedelta

import pytest

from lawang.people import setup
from lawang.people.actions import open_account, random_password
from lawang.people.audit import (
    LAWANG,
    AuditEvent,
    AuditSeal,
    broken_seals,
    record,
    seal,
    staff_actor,
)
from lawang.people.queries import actor_names, audit_page
from lawang.people.staff import MAY, Act, Role
from tests.office_world import AT


def note(act: str = "x", office: str = "a") -> AuditEvent:
    return record(office=office, at=AT, by=LAWANG, act=act, subject="period:y")


def account(**more):
    given = {"office": "a", "username": "Ani", "name": "Ani", "role": Role.HEAD,
             "by": LAWANG, "at": AT, "password": random_password()}  # fmt: skip
    return open_account(**(given | more))


def test_roles__head__may_everything_and_others_may_not_change_policy() -> None:
    assert MAY[Role.HEAD] == frozenset(Act)
    assert [role for role in Role if Act.CHANGE_POLICY in MAY[role]] == [Role.HEAD]


@pytest.mark.django_db
def test_account__opened__is_small_letters_and_recorded() -> None:
    staff = account()
    assert staff.user.username == "ani"
    assert AuditEvent.objects.get().subject == f"staff:{staff.user_id}"
    assert actor_names([f"staff:{staff.user_id}"], "a")[f"staff:{staff.user_id}"].startswith("Ani")


@pytest.mark.django_db
def test_actor_names__other_office__are_not_told() -> None:
    staff = account()
    assert str(staff_actor(staff.user_id)) not in actor_names([f"staff:{staff.user_id}"], "b")


@pytest.mark.django_db
def test_seal__events__once_and_in_a_chain() -> None:
    note()
    note()
    assert (seal(at=AT), seal(at=AT)) == (2, 0)
    note()
    assert seal(at=AT + timedelta(minutes=1)) == 1
    first, second = AuditSeal.objects.order_by("id")
    assert second.previous == first
    assert broken_seals() == []


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["changed", "taken"])
def test_seal__event_changed_or_taken__is_broken(how) -> None:
    event = note()
    note()
    seal(at=AT)
    rows = AuditEvent.objects.filter(id=event.id)
    if how == "changed":
        rows.update(reason="lain")
    else:
        rows.delete()
    assert len(broken_seals()) == 1


@pytest.mark.django_db
def test_audit_page__many_events__pages_by_key_and_keeps_to_the_office() -> None:
    for number in range(60):
        note(f"act{number}", office="a" if number % 2 else "b")
    for _ in range(50):
        note("more", office="a")
    first, further = audit_page("a")
    second, last = audit_page("a", before=further)
    assert (len(first), len(second), last) == (50, 30, None)
    assert {event.office for event in first + second} == {"a"}


@pytest.mark.django_db
def test_setup__token__works_once_and_only_the_newest() -> None:
    old = setup.new_setup_token(at=AT)
    new = setup.new_setup_token(at=AT)
    assert not setup.setup_is_open(old)
    assert setup.setup_is_open(new)
    assert setup.claim_setup(new)
    assert not setup.claim_setup(new)


@pytest.mark.django_db
def test_setup__somebody_can_sign_in__no_more_links() -> None:
    token = setup.new_setup_token(at=AT)
    account()
    assert setup.new_setup_token(at=AT) is None
    assert not setup.setup_is_open(token)
