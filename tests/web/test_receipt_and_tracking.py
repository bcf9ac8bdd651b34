"""After sending, without a browser: receipt, status, tracking, one paper again."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lawang.applications.models import Application
from lawang.applications.stages import Stage
from lawang.common import receipts
from tests.applications import make
from tests.applications.test_correcting import sent_back
from tests.web.test_filing import page_of, stop, to_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def depok(monkeypatch):
    make.load()
    stop(monkeypatch, make.NOON)


@pytest.fixture
def phone() -> Client:
    return Client(enforce_csrf_checks=True)


def test_receipt__shows_number_masked_contents_and_the_closing(phone):
    text = page_of(phone, to_receipt(phone)).content.decode()
    assert Application.objects.get().number in text
    assert make.SARI["nik"] not in text
    assert "Jumat, 22 Januari 2021" in text
    assert '<svg class="qr"' in text


def test_receipt_pdf__citizen_writes_markup__it_stays_text(phone):
    receipt = to_receipt(phone)
    application = Application.objects.get()
    application.answers = application.answers | {"name": "#panic() *Sari* $x$ <b>"}
    application.save()
    response = phone.get(receipt.replace("/resi/", "/resi.pdf"))
    assert response.content[:5] == b"%PDF-"
    assert len(response.content) < 120_000
    again = phone.get(receipt.replace("/resi/", "/resi.pdf"))
    assert again.content == response.content


def test_status__by_own_link__state_first(phone):
    status = to_receipt(phone).replace("/resi/", "/perkembangan/")
    text = page_of(phone, status).content.decode()
    assert "Sedang diperiksa" in text
    assert "Dinas Kesehatan mendaftarkan" in text


def track(client: Client, number: str, born: str):
    token = client.get("/lacak/").content.decode()
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', token)[1]
    return client.post("/lacak/", {"nomor": number, "lahir": born, "csrfmiddlewaretoken": secret})


def test_track__number_and_birth_date__status_for_thirty_minutes():
    number, client = make.filed().application.number, Client(enforce_csrf_checks=True)
    response = track(client, number.lower(), "17-8-1990")
    assert response.url == f"/lacak/{number}/"
    assert number in page_of(client, response.url).content.decode()
    assert client.cookies["lacak"]["max-age"] == 1800
    assert Client().get(response.url).url == f"/lacak/?nomor={number}"


def test_track__wrong_or_not_there__the_same_page():
    number = make.filed().application.number
    texts = []
    for tried in (number, receipts.new("DPK")):
        response = track(Client(enforce_csrf_checks=True), tried, "1-1-1980")
        assert response.status_code == 422
        text = response.content.decode().replace(tried, "NOMOR")
        texts.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text))
    assert texts[0] == texts[1]


def test_track__five_wrong__pause_until_when():
    number, client = make.filed().application.number, Client(enforce_csrf_checks=True)
    for _ in range(5):
        track(client, number, "1-1-1980")
    response = track(client, number, "17-8-1990")
    assert response.status_code == 429
    assert "pukul 10.12 WIB" in response.content.decode()


def test_track__cancel__asks_once_more_then_over():
    number, client = make.filed().application.number, Client(enforce_csrf_checks=True)
    track(client, number, "17-8-1990")
    asked = page_of(client, f"/lacak/{number}/batal/").content.decode()
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked)[1]
    assert client.post(f"/lacak/{number}/batal/").status_code == 403
    client.post(f"/lacak/{number}/batal/", {"csrfmiddlewaretoken": secret})
    assert "Dibatalkan" in page_of(client, f"/lacak/{number}/").content.decode()


def test_correction__only_the_rejected_paper_is_asked(phone):
    link = sent_back("kk")
    address = f"/permohonan/{link.token}/perbaikan/"
    text = page_of(phone, address).content.decode()
    assert 'name="foto-kk"' in text
    assert 'name="foto-sktm"' not in text
    assert "Tulisannya belum terbaca" in text
    assert phone.post(address, {"lanjut": "1"}).status_code == 422
    photo = SimpleUploadedFile("kk.jpg", make.card(words="BARU").read())
    response = phone.post(address, {"foto-kk": photo, "lanjut": "1"})
    assert response.url.endswith("/perkembangan/")
    assert link.application.stage == Stage.CORRECTED


def test_bogor_kk__filed_on_a_thursday__receipt_says_monday(phone, monkeypatch):
    at = datetime.fromisoformat("2020-04-09T10:00:00+07:00")
    make.load("disdukcapil-bogor", at=at - timedelta(days=1))
    stop(monkeypatch, at)
    link = make.draft(make.SARI, office="disdukcapil-bogor", service="kk", case="pisah", at=at)
    application = link.application
    application.stage, application.number, application.filed_at = "filed", "BGR-2222-2222-2", at
    application.save()
    text = page_of(phone, f"/permohonan/{link.token}/resi/").content.decode()
    assert "Senin, 13 April 2020 pukul 08.00 WIB" in text
    assert "masker" in text


def test_bekasi__pickup_suspended__nobody_is_told_to_come(phone):
    make.load("disdukcapil-bekasi")
    link = make.draft(make.SARI, office="disdukcapil-bekasi", service="kk", case="pisah")
    application = link.application
    application.stage, application.number = "ready_pickup", "BKS-2222-2222-2"
    application.filed_at = make.NOON
    application.save()
    text = page_of(phone, f"/permohonan/{link.token}/perkembangan/").content.decode()
    assert "Mohon jangan datang dulu" in text


def test_track__the_browser_says_where_the_form_stood(phone):
    response = page_of(phone, "/lacak/")
    assert response.headers["Referrer-Policy"] == "same-origin"
