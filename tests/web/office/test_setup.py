"""The first office of a real installation, made once from its file; and QR pictures that show."""

import pytest
from django.test import Client

from lawang.offices.files import FOLDER
from lawang.offices.installation import Installation
from lawang.offices.queries import office_now
from lawang.people.setup import new_setup_token
from lawang.people.staff import Role, Staff
from lawang.web.office.account import SecondStep
from tests.office_world import AT

FILE = (FOLDER / "dinsos-gowa.toml").read_text("utf-8")
HEAD = {"name": "Andi Mappa", "username": "Andi", "password": "kalimat-yang-panjang"}


@pytest.fixture
def address(db) -> str:
    Installation.objects.create(kind="production", created_at=AT)
    return f"/petugas/mulai/{new_setup_token(at=AT)}/"


def test_first_office__good_file__is_made_with_its_head_and_the_link_is_used_up(address) -> None:
    client = Client()
    assert client.get(address).status_code == 200
    assert client.post(address, HEAD | {"text": FILE}).status_code == 302
    assert office_now("dinsos-gowa").file.region_name == "Kabupaten Gowa"
    assert Staff.objects.get().role == Role.HEAD
    assert client.get(address).status_code == 404
    client.post("/petugas/masuk/", {"login": "andi", "password": HEAD["password"]})
    assert client.get("/petugas/")["Location"] == "/petugas/akun/kode/pasang/"


def test_first_office__broken_file__names_line_and_keeps_everything(address) -> None:
    broken = FILE.replace("Senin", "Selasa", 1) if "Senin," in FILE else FILE + "x"
    page = Client().post(address, HEAD | {"text": broken.replace("zona =", "zone =")})
    said = page.content.decode()
    assert page.status_code == 422
    assert "berkas-kantor.toml:" in said
    assert "Andi Mappa" in said
    assert not Staff.objects.exists()


def test_first_office__weak_password__is_refused_in_words(address) -> None:
    page = Client().post(address, HEAD | {"text": FILE, "password": "pendek"})
    assert page.status_code == 422
    assert not Staff.objects.exists()


def test_first_office__wrong_token__404(address) -> None:
    assert Client().get("/petugas/mulai/salah/").status_code == 404


def test_qr__picture__stands_alone() -> None:
    assert 'xmlns="http://www.w3.org/2000/svg"' in SecondStep().build_totp_svg("otpauth://totp/a")
