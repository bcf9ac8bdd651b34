"""Seorang petugas memeriksa berkas; warga memperbaiki satu saja; permohonan sampai selesai."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys import filing
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_filing import FAMILY, SARI
from tests.journeys.test_kepala_menutup_loket import sign_in
from tests.running import Server

BORN = "17-8-1990"
PAPERS = {"ktp-el": 1, "kk": 1, "foto-rumah": 2, "sktm": 1}


class Citizen:
    """Sari on her own phone, in a browser of her own."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.context = browser.new_context(base_url=server.url, viewport=PHONE, locale="id-ID")
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()

    def files(self) -> str:
        """A KIS application with four papers; gives its number."""
        filing.begin(self.page, "dinsos-depok", "kis", "baru")
        answers = SARI | FAMILY | {"kelurahan": "32.76.06.1001", "sktm_no": "470/012/I/2021"}
        filing.fill(self.page, answers)
        filing.send_photos(self.page, PAPERS)
        return filing.send(self.page)

    def reads(self, number: str) -> str:
        """What the tracking page says now."""
        filing.track(self.page, number, BORN)
        return self.page.locator("main").inner_text()

    def corrects(self, number: str) -> None:
        """Reads which paper is wrong and why, and sends only that one again."""
        assert "terpotong" in self.reads(number)
        again = re.compile("ulang", re.IGNORECASE)
        self.page.get_by_role("link", name=again).first.click()
        fields = self.page.locator("input[type=file]")
        assert [field.get_attribute("name") for field in fields.all()] == ["foto-kk"]
        fields.set_input_files([filing.photo("kk-lagi")])
        self.page.get_by_role("button", name="Kirim perbaikan").click()
        expect(self.page.get_by_role("heading", level=1)).not_to_contain_text("kirim ulang")


def both(page: Page, screenshot, name: str) -> None:
    """The page on a phone and on the desk."""
    page.set_viewport_size(PHONE)
    screenshot(name)
    page.set_viewport_size(DESK)
    screenshot(name)


def find(page: Page, number: str) -> None:
    """From the inbox, by its whole number."""
    page.goto("/petugas/permohonan/")
    page.get_by_role("searchbox").fill(number)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/permohonan/{number}/")


def key(page: Page, pressed: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(pressed)


def until_clean(page: Page) -> None:
    """The worker makes the pictures anew within seconds."""
    for _ in range(20):
        if not page.get_by_text("masih disiapkan").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("the pictures were not cleaned")


def accept_all_but_the_kk(page: Page) -> None:
    """With keys alone: 1 accepts and brings the next; 2 opens the reasons."""
    for _ in range(len(PAPERS)):
        until_clean(page)
        name = page.locator("#foto").inner_text()
        if "KK" not in name:
            key(page, "1")
        else:
            page.keyboard.press("2")
            page.keyboard.press("Space")  # the first reason has the focus
            with page.expect_navigation():
                page.get_by_role("button", name=re.compile("^Minta ulang")).press("Enter")


def finish(page: Page, screenshot, sari: Citizen, number: str) -> None:
    """The paper sent again is right: lengkap, proses, selesai; the citizen reads each."""
    find(page, number)
    key(page, "a")
    expect(page.get_by_text("Kiriman ke-2, belum diperiksa")).to_be_visible()
    until_clean(page)
    both(page, screenshot, "petugas-kiriman-kedua")
    key(page, "1")
    page.get_by_role("button", name="Berkas lengkap, proses").click()
    assert "proses" in sari.reads(number).lower()
    page.locator("summary", has_text="Selesai").click()
    page.get_by_role("button", name="Selesai").click()
    expect(page.locator(".lease .tag")).to_have_text(re.compile("Selesai"))
    both(page, screenshot, "petugas-selesai")
    assert "selesai" in sari.reads(number).lower()


def test_officer__checks_and_asks_one_again__citizen_corrects_only_that(
    browser: Browser, server: Server, page: Page, screenshot
) -> None:
    sari = Citizen(browser, server)
    number = sari.files()
    page.set_viewport_size(DESK)
    sign_in(page, server, "verifikator1.depok")
    page.get_by_role("link", name="Permohonan").first.click()
    both(page, screenshot, "petugas-permohonan")
    page.get_by_role("button", name="Ambil berikutnya").click()
    page.get_by_role("button", name="Lepas").click()

    find(page, number)
    expect(page.get_by_text("Belum ada pemegang.")).to_be_visible()
    key(page, "a")
    expect(page.get_by_text("Bapak/Ibu pegang sejak")).to_be_visible()
    until_clean(page)
    both(page, screenshot, "petugas-berkas")
    accept_all_but_the_kk(page)
    expect(page.get_by_role("heading", name="Langkah berikutnya")).to_be_visible()
    both(page, screenshot, "petugas-minta-perbaikan")
    page.get_by_role("button", name="Minta perbaikan").click()
    expect(page.get_by_text("Menunggu perbaikan").first).to_be_visible()

    sari.corrects(number)

    finish(page, screenshot, sari, number)
    sari.context.close()


def test_officer__looks_for_a_number__shown_only_with_a_reason(
    server: Server, page: Page, screenshot
) -> None:
    page.set_viewport_size(DESK)
    sign_in(page, server, "verifikator2.depok")
    page.goto("/petugas/permohonan/?tab=citizen")
    page.locator(".queue a").first.click()
    page.locator("summary", has_text="Tampilkan NIK").click()
    page.get_by_label("Mencocokkan dengan foto berkas").check()
    page.get_by_role("button", name="Tampilkan sekali").click()
    expect(page.get_by_text("Nomor lengkap sedang ditampilkan")).to_be_visible()
    both(page, screenshot, "petugas-nomor-lengkap")
    page.goto("/petugas/permohonan/?tab=mine")
    both(page, screenshot, "petugas-kosong")
