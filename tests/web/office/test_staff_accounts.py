"""Accounts of the staff, by the page."""

import re

import pytest
from django.test import Client

from lawang.applications import holding
from lawang.applications.models import Application
from lawang.people.audit import AuditEvent
from lawang.people.staff import Staff
from tests.applications import making
from tests.office_world import AT, GOWA, PASSWORD

LIST = "/petugas/akun-petugas/"
SHOWN = re.compile(r'<dd class="mono">([a-z0-9-]{19})</dd>')


def sign_in(username: str, password: str) -> Client:
    client = Client()
    client.post("/petugas/masuk/", {"login": username, "password": password})
    return client


def shown(response) -> str:
    found = SHOWN.search(response.content.decode())
    assert found, response.content.decode()[-2000:]
    return found[1]


@pytest.fixture
def ani(world) -> Staff:
    return world.gowa["verifier"]


def test_list__head__sees_own_office_only(world, head) -> None:
    page = head.get(LIST).content.decode()
    assert "verifier gowa" in page
    assert "depok" not in page
    assert page.count("Belum pernah masuk.") == 5


@pytest.mark.parametrize("role", ["verifier", "front_desk", "operator"])
def test_list__role_that_may_not__403(world, client, role) -> None:
    client.force_login(world.gowa[role].user)
    for path in (LIST, f"{LIST}baru/", f"{LIST}{world.gowa['head'].user_id}/"):
        assert client.get(path).status_code == 403
    page = client.get("/petugas/").content.decode()
    assert LIST not in page


def test_open__new_colleague__signs_in_and_must_choose_a_password(world, head) -> None:
    given = {"name": "Budi", "username": "Budi.G", "role": "front_desk"}
    first = shown(head.post(f"{LIST}baru/", given))
    budi = sign_in("budi.g", first)
    assert budi.get("/petugas/")["Location"] == "/petugas/akun/kata-sandi/"
    change = "/petugas/akun/kata-sandi/"
    same = {"oldpassword": first, "password1": first, "password2": first}
    assert "masih sama" in budi.post(change, same).content.decode()
    new = "kuda-lari-di-sawah"
    budi.post(change, same | {"password1": new, "password2": new})
    assert budi.get("/petugas/").status_code == 200
    assert first not in head.get(LIST).content.decode()
    again = head.post(f"{LIST}baru/", given)
    assert again.status_code == 422
    assert "sudah dipakai" in again.content.decode()


def test_open__nothing_filled__says_what_is_missing(world, head) -> None:
    page = head.post(f"{LIST}baru/", {}).content.decode()
    assert "Nama belum diisi." in page
    assert "Peran belum dipilih." in page


def test_close__signed_in_officer__is_out_at_once_and_holds_nothing(world, head, ani) -> None:
    number = making.file(GOWA, at=AT).number
    holding.take(office=GOWA, number=number, user=ani.user_id, at=AT)
    officer = sign_in("verifier.gowa", PASSWORD)
    assert officer.get("/petugas/").status_code == 200
    done = head.post(f"{LIST}{ani.user_id}/tutup/", {"reason": "NIK 3276 0101 0101 0001"})
    assert done["Location"].endswith("?sudah=tutup")
    assert "Akun sudah ditutup" in head.get(done["Location"]).content.decode()
    assert officer.get("/petugas/").status_code == 302
    assert Application.objects.get(number=number).holder is None
    closed = AuditEvent.objects.for_office(GOWA).get(act="account_closed")
    assert "3276" not in closed.reason
    trail = head.get("/petugas/catatan/").content.decode()
    assert "menutup akun petugas verifier gowa, Verifikator." in trail
    first = shown(head.post(f"{LIST}{ani.user_id}/buka/"))
    assert officer.get("/petugas/").status_code == 302
    assert sign_in("verifier.gowa", first).get("/petugas/").status_code == 302


def test_password__given__old_sessions_are_over(world, head, ani) -> None:
    officer = sign_in("verifier.gowa", PASSWORD)
    for _ in range(5):
        sign_in("verifier.gowa", "salah")
    first = shown(head.post(f"{LIST}{ani.user_id}/kata-sandi/"))
    assert officer.get("/petugas/").status_code == 302
    assert sign_in("verifier.gowa", first).get("/petugas/")["Location"].endswith("kata-sandi/")


def test_deeds__refused_or_unknown__said_on_the_page(world, head, ani) -> None:
    mine = world.gowa["head"].user_id
    own = head.post(f"{LIST}{mine}/tutup/")
    assert own.status_code == 409
    assert "akun Bapak/Ibu sendiri" in own.content.decode()
    assert head.post(f"{LIST}{ani.user_id}/kode/", {"reason": ""}).status_code == 409
    assert head.post(f"{LIST}{ani.user_id}/terbang/").status_code == 404
    assert head.get(f"{LIST}{ani.user_id}/tutup/").status_code == 200
    assert Staff.objects.get(pk=ani.pk).user.is_active


def test_role__changed__what_may_be_done_changes_at_once(world, head, ani) -> None:
    officer = sign_in("verifier.gowa", PASSWORD)
    head.post(f"{LIST}{ani.user_id}/peran/", {"role": "it_admin"})
    assert officer.get(LIST).status_code == 200
    assert Staff.objects.get(pk=ani.pk).role == "it_admin"


def test_it_admin__heads_account__offers_no_closing(world, client) -> None:
    client.force_login(world.gowa["it_admin"].user)
    page = client.get(f"{LIST}{world.gowa['head'].user_id}/").content.decode()
    assert "hanya oleh kepala" in page
    assert "Tutup akun" not in page
    new = client.get(f"{LIST}baru/").content.decode()
    assert "Kepala dinas" not in new


def test_sign_in__last_time__stands_in_the_list(world, head) -> None:
    sign_in("verifier.gowa", PASSWORD)
    assert "Terakhir masuk Selasa, 19 Januari 2021" in head.get(LIST).content.decode()
