"""Seorang warga melihat keadaan kantor sebelum berangkat: dari HP, dari komputer, tanpa skrip."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESK
from tests.running import Server

NARROW = {"width": 320, "height": 640}
PAGES = (
    "/", "/dinsos-depok/", "/dinsos-depok/layanan/kis/",
    "/dinsos-depok/pengumuman/tutup-jan-2021/", "/dinsos-depok/pengumuman/",
    "/dinsos-depok/pada/?tanggal=2021-01-19", "/dinsos-depok/nomor-resmi/",
    "/dinsos-depok/standar-pelayanan/", "/dinsos-depok/pengaduan/", "/dinsos-depok/data-pribadi/",
    "/disdukcapil-bekasi/", "/disdukcapil-bekasi/layanan/legalisir/", "/disdukcapil-bogor/",
    "/dinsos-gowa/", "/dinsos-lebak/", "/tidak-ada/", "/dinsos-depok/layanan/tidak-ada/",
)  # fmt: skip


def overflow(page: Page) -> int:
    """How far the page is wider than its window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def test_warga_membuka_halaman_kantor_dan_tahu_kapan_buka_lagi(page: Page, screenshot) -> None:
    page.goto("/")
    page.get_by_role("link", name="Dinas Sosial Kota Depok").click()
    assert page.locator("h1").inner_text() == "Loket tutup sampai Rabu, 20 Januari 2021"
    # The state is readable without scrolling.
    assert page.locator("h1").bounding_box()["y"] < 400
    opens = page.get_by_text("Kamis, 21 Januari 2021 pukul 08.00 WIB").first
    assert opens.is_visible()
    whatsapp = page.get_by_role("link", name="Lewat WhatsApp 0800-000-0001")
    assert whatsapp.get_attribute("href") == "https://wa.me/628000000001"
    screenshot("warga-hari-ini")
    page.get_by_role("link", name="Kartu Indonesia Sehat (KIS)").click()
    assert page.locator("h1").inner_text() == "Kartu Indonesia Sehat (KIS)"
    screenshot("warga-layanan")


def test_setiap_halaman_bersih_menurut_axe_di_hp(page: Page) -> None:
    for address in PAGES:
        page.goto(address)
        assert overflow(page) <= 0, address


def test_setiap_halaman_bersih_menurut_axe_di_komputer(page: Page, screenshot) -> None:
    page.set_viewport_size(DESK)
    for address in PAGES:
        page.goto(address)
        assert overflow(page) <= 0, address
    page.goto("/dinsos-depok/")
    screenshot("warga-hari-ini")


def test_layar_320_piksel_tidak_perlu_digeser_ke_samping(page: Page) -> None:
    page.set_viewport_size(NARROW)
    for address in PAGES:
        page.goto(address)
        assert overflow(page) <= 0, address


def test_huruf_dua_kali_lebih_besar_tetap_terbaca(page: Page) -> None:
    for address in PAGES:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) <= 0, address


def test_tanpa_skrip_halaman_sama_saja(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/dinsos-depok/?bahasa=en")
    assert tab.locator("h1").inner_text().startswith("The counter is closed until Wednesday")
    tab.goto("/dinsos-depok/layanan/kis/")
    assert tab.locator("html").get_attribute("lang") == "en"
    tab.get_by_role("link", name="Bahasa Indonesia").click()
    assert tab.locator("html").get_attribute("lang") == "id"
    context.close()


def test_dengan_papan_ketik_langsung_ke_isi(page: Page) -> None:
    page.goto("/dinsos-depok/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#isi")


def test_kunjungan_pertama_hanya_satu_permintaan(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/dinsos-depok/")
    page.wait_for_load_state("networkidle")
    assert len([url for url in asked if url.startswith("http")]) == 1, asked


@pytest.mark.parametrize("address", ["/dinsos-depok/pengumuman/tutup-jan-2021/"])
def test_pengumuman_dicetak_tanpa_tombol(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert page.locator("h1").is_visible()
    page.emulate_media(media="screen")
