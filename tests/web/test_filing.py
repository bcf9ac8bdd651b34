"""Filing on the web, page by page, without a browser: nothing typed or sent is lost."""

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lawang.applications.cleaning_jobs import clean_due
from lawang.applications.models import Application, PaperPage
from lawang.applications.stages import Stage
from lawang.common import clock
from lawang.messaging.models import OutboxMessage
from tests.applications import make

pytestmark = pytest.mark.django_db
START = "/dinsos-depok/ajukan/kis/"


@pytest.fixture(autouse=True)
def depok(monkeypatch):
    make.load()
    stop(monkeypatch, make.NOON)


def stop(monkeypatch, at: datetime):
    """The office clock stands still at this moment."""
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def phone() -> Client:
    return Client(enforce_csrf_checks=True)


def page_of(client: Client, address: str):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response


def shown(response) -> list[str]:
    """The questions that stand on the page."""
    return re.findall(r'name="tampil" value="([a-z0-9_]+)"', response.content.decode())


def fill(client: Client, address: str, answers) -> str:
    """Fill the page as a person would, also when an answer asks for more; the next address."""
    while True:
        page = page_of(client, address)
        asked = shown(page)
        said = {key: answers.get(key, "") for key in asked} | {"tampil": asked}
        response = client.post(address.partition("#")[0], said)
        assert response.status_code == 303, response.content.decode()[:3000]
        if not response.url.startswith(address.partition("?")[0]):
            return response.url
        address = response.url.partition("#")[0]


def begin(client: Client, case="baru", start=START) -> str:
    response = client.post(start, {"case": case})
    assert response.status_code == 303
    return response.url


def to_papers(client: Client, answers=make.KIS, **begun) -> str:
    address = begin(client, **begun)
    while "/isian/" in address:
        address = fill(client, address, answers)
    return address


def upload(*papers: str):
    """The form's files for these papers, as a browser sends them."""
    found: dict[str, list] = {}
    for paper, file in make.photos(*papers):
        found.setdefault(f"foto-{paper}", []).append(
            SimpleUploadedFile("IMG.jpg", file.read(), "image/jpeg")
        )
    return found


def to_review(client: Client) -> str:
    papers = to_papers(client)
    response = client.post(papers, {**upload(*make.PAPERS), "lanjut": "1"})
    assert response.status_code == 303
    assert response.url.endswith("/periksa/")
    return response.url


def to_receipt(client: Client) -> str:
    review = to_review(client)
    response = client.post(review, {"setuju": "2026-11"})
    assert response.status_code == 303, response.content.decode()[:2000]
    return response.url


def test_start__open__says_what_is_needed_and_sets_no_csrf_cookie(phone):
    response = page_of(phone, START)
    assert "Daftar KIS baru" in response.content.decode()
    assert "csrftoken" not in response.cookies


def test_start__nothing_chosen__error_that_takes_focus(phone):
    response = phone.post(START, {})
    assert response.status_code == 422
    assert "autofocus" in response.content.decode()


def test_start__service_of_no_catalogue__404(phone):
    assert phone.get("/dinsos-depok/ajukan/kk/").status_code == 404


def test_start__web_closed__no_form_but_the_ways_out(phone):
    make.close_web()
    text = page_of(phone, START).content.decode()
    assert 'name="case"' not in text
    assert "0800-000-0001" in text
    assert phone.post(START, {"case": "baru"}).status_code == 200
    assert Application.objects.count() == 0


def test_start__outside_hours__says_when_it_is_handled(phone, monkeypatch):
    stop(monkeypatch, datetime.fromisoformat("2021-01-16T20:00:00+07:00"))
    assert "kami proses mulai Senin, 18 Januari 2021" in page_of(phone, START).content.decode()


def test_own_pages__are_private_and_keep_their_address(phone):
    response = page_of(phone, begin(phone))
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_answers__wrong__sentence_next_to_the_field_and_everything_kept(phone):
    address = begin(phone)
    asked = shown(page_of(phone, address))
    typed = make.SARI | {"nik": "3276 12", "birth_date": "31-2-1990", "name": "Sari <b>"}
    response = phone.post(address, typed | {"tampil": asked})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Yang diketik 6 angka" in text
    assert 'value="3276 12"' in text
    assert 'value="31-2-1990"' in text
    assert "Sari &lt;b&gt;" in text
    assert 'href="#i-nik"' in text
    assert Application.objects.get().answers["nik"] == "3276 12"


def test_answers__one_asks_for_more__the_page_comes_again_without_reproach(phone):
    address = fill(phone, begin(phone), make.KIS)
    asked = shown(page_of(phone, address))
    assert asked == ["represented"]
    response = phone.post(address, {"represented": "yes", "tampil": asked})
    assert "?lanjut" in response.url
    again = page_of(phone, response.url.partition("#")[0])
    assert shown(again) == ["represented", "relation", "rep_name", "rep_phone"]
    assert 'role="alert"' not in again.content.decode()


def test_answers__village_not_listed__written_by_hand(phone):
    address = begin(phone)
    typed = make.SARI | {"kelurahan": "lainnya", "kelurahan_lainnya": "Desa Contoh, Kec. Contoh"}
    response = phone.post(address, typed | {"tampil": list(make.SARI)})
    assert response.status_code == 303
    assert Application.objects.get().answers["kelurahan"] == "Desa Contoh, Kec. Contoh"
    assert "Desa Contoh" in page_of(phone, address).content.decode()


def test_answers__database_busy__apology_with_everything_typed(phone, monkeypatch):
    from django.db import OperationalError

    address = begin(phone)

    def busy(**_said):
        raise OperationalError("database is locked")

    monkeypatch.setattr("lawang.web.citizen.apply_answers.save_answers", busy)
    response = phone.post(address, make.SARI | {"tampil": list(make.SARI)})
    assert response.status_code == 503
    assert 'value="Sari Melati"' in response.content.decode()


def test_resume__draft__goes_on_where_it_stood(phone):
    address = fill(phone, begin(phone), make.KIS)
    own = re.match(r"/permohonan/[^/]+/", address)[0]
    assert Client().get(own).url == address


def test_start__on_the_same_phone_again__offers_the_draft(phone):
    fill(phone, begin(phone), make.KIS)
    assert "Ada isian yang belum dikirim" in page_of(phone, START).content.decode()
    assert "Ada isian yang belum dikirim" not in page_of(Client(), START).content.decode()


def test_link__unknown__404_with_a_way_on(phone):
    response = phone.get("/permohonan/tidak-ada/")
    assert response.status_code == 404
    assert "Isian ini tidak ditemukan" in response.content.decode()


def test_papers__one_bad_among_good__good_kept_and_bad_named(phone):
    papers = to_papers(phone)
    files = upload("ktp-el", "sktm")
    files["foto-kk"] = [SimpleUploadedFile("kk.jpg", b"<html>", "image/jpeg")]
    response = phone.post(papers, {**files, "lanjut": "1"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "ini bukan foto atau PDF" in text
    assert "Foto yang lain sudah kami simpan" in text
    assert sorted(PaperPage.objects.values_list("paper__kind", flat=True)) == ["ktp-el", "sktm"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "berkasnya kosong"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "bukan foto"),
        (b"\xff\xd8\xff\xe0" + b"x" * 100, "rusak"),
        (b"\xff\xd8\xff" + b"x" * (15 * 1024 * 1024), "15 MB"),
    ],
)
def test_papers__not_a_photo__kind_sentence(phone, content, words):
    papers = to_papers(phone)
    response = phone.post(papers, {"foto-kk": SimpleUploadedFile("kk.jpg", content)})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert PaperPage.objects.count() == 0


def test_papers__missing__named_and_linked(phone):
    papers = to_papers(phone)
    response = phone.post(papers, {**upload("ktp-el"), "lanjut": "1"})
    text = response.content.decode()
    assert response.status_code == 422
    assert 'href="#i-foto-rumah"' in text
    assert "Mohon kirim 2 foto" in text
    assert PaperPage.objects.count() == 1


def test_papers__twenty_one_files__kind_page(phone):
    papers = to_papers(phone)
    files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(21)]
    response = phone.post(papers, {"foto-kk": files})
    assert response.status_code == 413
    assert "Paling banyak 20 foto" in response.content.decode()


def test_papers__too_much_at_once__refused_before_it_is_read(phone):
    papers = to_papers(phone)
    response = phone.post(papers, upload("kk"), headers={"content-length": str(61 * 1024 * 1024)})
    assert response.status_code == 413


def test_papers__disk_full__apology_and_nothing_half_written(phone, monkeypatch):
    from lawang.applications import storage

    papers = to_papers(phone)

    def full(_contents):
        raise storage.DiskFull()

    monkeypatch.setattr(storage, "store", full)
    response = phone.post(papers, {**upload(*make.PAPERS), "lanjut": "1"})
    assert response.status_code == 507
    assert "belum tersimpan" in response.content.decode()
    assert PaperPage.objects.count() == 0


def test_papers__blurred__said_after_the_worker_and_may_be_kept(phone):
    papers = to_papers(phone)
    photo = SimpleUploadedFile("kk.jpg", make.card(blur=9).read())
    phone.post(papers, {"foto-kk": photo})
    assert "sedang kami periksa" in page_of(phone, papers).content.decode()
    clean_due(at=make.NOON)
    assert "Tulisannya belum terbaca" in page_of(phone, papers).content.decode()
    phone.post(papers, {"pakai": PaperPage.objects.get().pk})
    assert "foto ini dipakai" in page_of(phone, papers).content.decode()


def test_thumbnail__only_clean_and_only_for_its_owner(phone):
    papers = to_papers(phone)
    phone.post(papers, upload("kk"))
    page = PaperPage.objects.get()
    own = re.match(r"/permohonan/[^/]+/", papers)[0]
    assert phone.get(f"{own}foto/{page.pk}/0/").status_code == 404
    clean_due(at=make.NOON)
    response = phone.get(f"{own}foto/{page.pk}/0/")
    assert response.content[:3] == b"\xff\xd8\xff"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response.headers["Cache-Control"]
    other = re.match(r"/permohonan/[^/]+/", begin(Client()))[0]
    assert phone.get(f"{other}foto/{page.pk}/0/").status_code == 404


def test_review__identity_numbers_are_masked(phone):
    text = page_of(phone, to_review(phone)).content.decode()
    assert make.SARI["nik"] not in text
    assert "3276********0001" in text
    assert "Beji" in text


def test_send__no_consent__error_and_not_sent(phone):
    response = phone.post(to_review(phone), {})
    assert response.status_code == 422
    assert "Centang kalau setuju" in response.content.decode()


def test_send__web_closed_meanwhile__draft_kept_with_the_ways_out(phone):
    review = to_review(phone)
    make.close_web()
    response = phone.post(review, {"setuju": "2026-11"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "isian Bapak/Ibu kami simpan" in text
    assert "0800-000-0001" in text
    assert Application.objects.get().stage == Stage.DRAFT


def test_send__double_submit__one_application_one_receipt(phone):
    review = to_review(phone)
    first = phone.post(review, {"setuju": "2026-11"})
    again = phone.post(review, {"setuju": "2026-11"})
    assert first.url == again.url
    assert Application.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


def test_every_service_and_case__first_page_opens(phone):
    for slug in ("disdukcapil-bogor", "dinsos-gowa"):
        make.load(slug)
        from lawang.offices.queries import office_now

        for key in office_now(slug).file.services:
            response = phone.get(f"/{slug}/ajukan/{key}/")
            assert response.status_code == 200, key
            for case in re.findall(r'name="case" value="([a-z0-9-]+)"', response.content.decode()):
                page_of(phone, begin(phone, case, f"/{slug}/ajukan/{key}/"))
