"""Signing in: the right password, the wrong one, the resting account, codes, idle sessions."""

from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.test import Client

from lawang.common import clock
from lawang.offices.installation import Installation
from lawang.people.audit import AuditEvent
from tests.office_world import PASSWORD

LOGIN = "/petugas/masuk/"


def sign_in(client: Client, username: str, password: str, **more):
    return client.post(LOGIN, {"login": username, "password": password, **more})


def now_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_door__stranger__is_led_to_the_sign_in_page(world, client) -> None:
    response = client.get("/petugas/")
    assert response.status_code == 302
    assert response["Location"] == "/petugas/masuk/?next=/petugas/"


def test_sign_in__right_password_any_case__comes_in_and_is_recorded(world, client) -> None:
    response = sign_in(client, " Head.Gowa ", PASSWORD)
    assert response["Location"] == "/petugas/"
    assert AuditEvent.objects.for_office("dinsos-gowa").filter(act="signed_in").count() == 1


def test_sign_in__next_elsewhere__stays_here(world, client) -> None:
    response = sign_in(client, "head.gowa", PASSWORD, next="https://jahat.example/")
    assert response["Location"] == "/petugas/"
    again = sign_in(Client(), "head.gowa", PASSWORD, next="/petugas/kebijakan/")
    assert again["Location"] == "/petugas/kebijakan/"


def test_sign_in__wrong_password__says_so_and_keeps_the_name(world, client) -> None:
    response = sign_in(client, "head.gowa", "salah")
    assert b"tidak cocok" in response.content
    assert b'value="head.gowa"' in response.content


def test_sign_in__five_wrong__even_the_right_password_is_told_to_wait(world, client) -> None:
    for spelling in ("head.gowa", "HEAD.gowa", "Head.Gowa", "head.GOWA", "head.gowa"):
        last = sign_in(client, spelling, "salah")
    assert last.status_code == 429
    locked = sign_in(client, "head.gowa", PASSWORD)
    assert locked.status_code == 429
    assert "15 menit" in locked.content.decode()
    assert int(locked["Retry-After"]) == 900
    assert client.get("/petugas/").status_code == 302
    assert sign_in(Client(), "head.depok", PASSWORD).status_code == 302


def test_sign_in__after_the_rest__comes_in(world, client) -> None:
    for _ in range(5):
        sign_in(client, "head.gowa", "salah")
    AccessAttempt.objects.update(attempt_time=clock.real_now() - timedelta(minutes=16))
    assert sign_in(client, "head.gowa", PASSWORD)["Location"] == "/petugas/"


def test_code__set_up__is_asked_at_the_next_sign_in(world, client) -> None:
    sign_in(client, "head.gowa", PASSWORD)
    page = client.get("/petugas/akun/kode/pasang/")
    secret = page.context["form"].secret
    done = client.post("/petugas/akun/kode/pasang/", {"code": now_code(secret)})
    assert done["Location"] == "/petugas/akun/kode/cadangan/"
    spare = client.get(done["Location"]).context["unused_codes"]
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert get_adapter().decrypt(stored) == secret

    other = Client()
    assert sign_in(other, "head.gowa", PASSWORD)["Location"].startswith("/petugas/masuk/kode/")
    assert other.get("/petugas/").status_code == 302
    assert b"tidak cocok" in other.post("/petugas/masuk/kode/", {"code": "000000"}).content
    assert other.post("/petugas/masuk/kode/", {"code": spare[0]})["Location"] == "/petugas/"


@pytest.mark.parametrize("role", ["head", "it_admin"])
def test_code__strong_role_in_a_real_office__is_led_to_set_it_up(world, client, role) -> None:
    Installation.objects.update(kind="production", clock_offset_seconds=0)
    sign_in(client, f"{role}.gowa", PASSWORD)
    assert client.get("/petugas/")["Location"] == "/petugas/akun/kode/pasang/"
    assert client.get("/petugas/akun/kode/pasang/").status_code == 200


def test_code__verifier_in_a_real_office__may_do_without(world, client) -> None:
    Installation.objects.update(kind="production", clock_offset_seconds=0)
    sign_in(client, "verifier.gowa", PASSWORD)
    assert client.get("/petugas/").status_code == 200


def test_session__left_idle__says_so_kindly(world, client) -> None:
    sign_in(client, "head.gowa", PASSWORD)
    client.get("/petugas/")
    del client.cookies["sessionid"]
    assert "30 menit" in client.get(LOGIN).content.decode()


def test_session__signed_out__says_nothing(world, client) -> None:
    sign_in(client, "head.gowa", PASSWORD)
    client.get("/petugas/")
    client.post("/petugas/keluar/")
    assert "30 menit" not in client.get(LOGIN).content.decode()


def test_accounts__sign_up_and_reset__have_no_address(world, client) -> None:
    for path in ("daftar/", "signup/", "akun/kata-sandi/lupa/", "password/reset/"):
        assert client.get(f"/petugas/{path}").status_code == 404
