"""Four citizens file from a phone of 360 pixels; the network is cut once for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys import filing
from tests.journeys.conftest import DESK, PHONE
from tests.running import Running, Server

SARI = {
    "name": "Sari Melati", "nik": "3276015708900001", "kk_no": "3276011203150002",
    "birth_date": "17-8-1990", "phone": "0800-000-0112", "represented": "no",
}  # fmt: skip
FAMILY = {"household_count": "4", "job": "Buruh harian", "income": "900000",
          "bpjs_status": "none", "ill": "no"}  # fmt: skip
BOGOR_MORNING = "2020-04-09T10:00+07:00"


@pytest.fixture(scope="module")
def bogor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A rehearsal at 10.00 WIB on Thursday 9 April 2020, the day before Good Friday."""
    running = Running(tmp_path_factory.mktemp("bogor") / "data", "--as-of", BOGOR_MORNING)
    yield running.server
    running.stop()


def both(page: Page, screenshot, name: str) -> None:
    """The page on the phone and on a desk."""
    screenshot(name)
    page.set_viewport_size(DESK)
    screenshot(name)
    page.set_viewport_size(PHONE)


def test_kis_in_depok__counter_closed__filed_with_four_papers(page: Page, screenshot):
    filing.begin(page, "dinsos-depok", "kis", "baru")
    both(page, screenshot, "filing-questions")
    wrong = SARI | {"nik": "32760157", "kelurahan": "32.76.06.1001"}
    filing.fill_one(page, wrong)
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.locator("[name=nik]").input_value() == "32760157"
    both(page, screenshot, "filing-error")
    answers = SARI | FAMILY | {"kelurahan": "32.76.06.1001", "sktm_no": "470/012/I/2021"}
    filing.fill_one(page, answers)
    filing.press_without_network(page, "Simpan dan lanjut")
    filing.fill(page, answers)

    both(page, screenshot, "filing-papers-empty")
    page.locator("input[name=foto-sktm]").set_input_files([filing.photo("sktm", blur=9)])
    page.get_by_role("button", name="Simpan foto dulu").click()
    page.wait_for_function(
        "() => document.body.innerText.includes('belum terbaca') || "
        "(setTimeout(() => location.reload(), 700), false)",
        timeout=20_000, polling=1000,
    )  # fmt: skip
    both(page, screenshot, "filing-papers-blurred")
    page.get_by_role("button", name="Pakai foto ini").click()
    filing.send_photos(page, {"ktp-el": 1, "kk": 1, "foto-rumah": 2})
    both(page, screenshot, "filing-review")
    page.locator("input[name=setuju]").check()
    filing.press_without_network(page, "Kirim permohonan")
    number = filing.send(page)
    assert number.startswith("DPK-")
    assert "tidak perlu datang" in page.content()
    both(page, screenshot, "filing-receipt")
    followed(page, number, screenshot)


def followed(page: Page, number: str, screenshot) -> None:
    """By number and birth date the same application."""
    filing.track(page, number, "17-8-1990")
    assert "Sedang diperiksa" in page.content()
    both(page, screenshot, "filing-status")
    page.goto("/lacak/")
    both(page, screenshot, "filing-track")


def test_birth_certificate_in_bekasi__no_proof_of_marriage__statement_asked(page: Page, screenshot):
    filing.begin(page, "disdukcapil-bekasi", "akta-kelahiran", "tanpa-bukti-nikah")
    answers = SARI | {
        "kelurahan": "lainnya", "kelurahan_lainnya": "Desa Contoh", "relation_to_child": "mother",
    }  # fmt: skip
    filing.fill(page, Answers(answers))
    asked = filing.papers_asked(page)
    assert "sptjm-suami-istri" in asked
    assert "buku-nikah" not in asked
    filing.choose_photos(page, asked)
    filing.press_without_network(page, "Simpan foto dan lanjut")
    filing.send_photos(page, filing.papers_asked(page))
    number = filing.send(page)
    assert number.startswith("BKS-") or number[:3].isalpha()
    both(page, screenshot, "filing-receipt-bekasi")


def test_kk_split_in_bogor__thursday__receipt_says_monday(bogor: Server, page: Page, screenshot):
    goto_office(page, bogor)
    filing.begin(page, "disdukcapil-bogor", "kk", "pisah")
    filing.fill(page, Answers(SARI | {"kelurahan": "32.71.03.1001", "union": "muslim"}))
    filing.choose_photos(page, filing.papers_asked(page))
    filing.press_without_network(page, "Simpan foto dan lanjut")
    filing.send_photos(page, filing.papers_asked(page))
    filing.send(page)
    assert "Senin, 13 April 2020" in page.content()
    assert "masker" in page.content()
    both(page, screenshot, "filing-receipt-bogor")


def test_hospital_patient_in_bogor__clock_runs(bogor: Server, page: Page, screenshot):
    goto_office(page, bogor)
    filing.begin(page, "disdukcapil-bogor", "bpjs-darurat", "nik-kk")
    answers = Answers(SARI | {"kelurahan": "32.71.03.1001", "admitted_at": "2020-04-08T22:30"})
    filing.fill_one(page, answers)
    filing.press_without_network(page, "Simpan dan lanjut")
    filing.fill(page, answers)
    filing.send_photos(page, filing.papers_asked(page))
    filing.send(page)
    assert "Sabtu, 11 April 2020 pukul 22.30 WIB" in page.content()
    both(page, screenshot, "filing-receipt-hospital")


def goto_office(page: Page, server: Server) -> None:
    """From here on this page's short addresses lead to another rehearsal."""
    original = page.goto

    def elsewhere(address: str, **said: object):
        return original(server.url + address if address.startswith("/") else address, **said)

    page.goto = elsewhere  # type: ignore[method-assign]


class Answers(dict[str, str]):
    """Answers to every question: those given, else a likely one by its name."""

    LIKELY = (
        ("nik", "3276015708900001"), ("kk_no", "3276011203150002"), ("_name", "Budi Contoh"),
        ("birth_date", "3-1-2020"), ("_date", "3-1-2020"), ("phone", "0800-000-0112"),
        ("rt", "3"), ("rw", "5"), ("weight", "3200"), ("time", "08.30"), ("order", "1"),
    )  # fmt: skip

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> str:
        return next((value for part, value in self.LIKELY if part in key), "")
