"""Hari di loket: ambil nomor dari HP, dicatat di pintu, dipanggil, tampil di layar, selesai."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.running import Running, Server

WALL = {"width": 1920, "height": 1080}
TAKE = "/dinsos-depok/antrean/ambil/kis/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Jumat, 22 Januari 2021 pukul 07.30 di Depok: 30 nomor, sampai pukul 12.00."""
    data = tmp_path_factory.mktemp("loket") / "data"
    running = Running(data, "--as-of", "2021-01-22T07:30+07:00")
    yield running.server
    running.stop()


def masuk(page: Page, server: Server, username: str) -> None:
    """Petugas masuk."""
    page.goto("/petugas/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(server.sign_ins[username]["password"])
    page.locator("main button").click()
    page.wait_for_url("**/petugas/")


def ambil_nomor(page: Page, nik: str, *, where: str = TAKE, hp: str = "0800-000-0112") -> str:
    """Warga mengambil nomor; alamat halaman nomornya."""
    page.goto(where)
    page.locator("#jam a").first.click()
    page.get_by_label("Nama seperti di KTP").fill("Sari Melati")
    page.get_by_label("Nomor HP").fill(hp)
    page.get_by_label("NIK").fill(nik)
    page.get_by_role("button", name="Periksa sekali lagi").click()
    page.get_by_role("button", name="Ambil nomor ini").click()
    page.wait_for_url("**/nomor/**")
    return page.url


def test_warga_dan_petugas__sehari__dari_hp_sampai_selesai(
    page: Page, browser: Browser, server: Server, screenshot
) -> None:
    page.goto("/dinsos-depok/antrean/")
    screenshot("antrean")
    alamat = ambil_nomor(page, "3276015708907001")
    nomor = page.locator(".number").inner_text()
    expect(page.get_by_text("Sebelum berangkat")).to_be_visible()
    screenshot("nomor")

    _dipanggil(page, browser, server, nomor, screenshot)

    page.keyboard.press("m")
    expect(page.get_by_text("mulai dilayani.")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_text(f"{nomor} selesai.")).to_be_visible()
    page.goto("/petugas/laporan/hari/")
    expect(page.locator(".told")).to_contain_text("Dilayani")
    screenshot("laporan-hari")
    page.set_viewport_size(PHONE)
    page.goto(alamat)
    expect(page.get_by_text("Kunjungan sudah selesai")).to_be_visible()


def _dipanggil(page: Page, browser: Browser, server: Server, nomor: str, screenshot) -> None:
    """Dicatat di pintu, dipanggil dengan papan ketik, dan tampil di layar ruang tunggu."""
    layar = browser.new_context(base_url=server.url, viewport=WALL).new_page()
    layar.goto("/layar/dinsos-depok/")

    page.set_viewport_size(DESK)
    masuk(page, server, "loket.depok")
    page.goto("/petugas/loket/")
    page.get_by_label("Nomor antrean atau kode QR").fill(nomor)
    page.get_by_role("button", name="Catat datang", exact=True).click()
    expect(page.get_by_text(f"{nomor} dicatat datang.")).to_be_visible()
    expect(page.get_by_role("link", name="Cetak karcis", exact=True)).to_be_visible()
    screenshot("pintu")
    page.goto("/petugas/panggil/?loket=2")
    page.keyboard.press("n")
    expect(page.locator(".serve .number")).to_have_text(nomor)
    screenshot("panggil")

    expect(layar.locator(".board .number")).to_have_text(nomor)
    expect(layar.locator(".counter")).to_have_text("Loket 2")
    layar.screenshot(path="var/screens/layar-1920x1080.png")
    layar.context.close()


def test_petugas__jalur_putus__kedatangan_dicatat_lalu_dikirim(page: Page, server: Server) -> None:
    ambil_nomor(page, "3276015708907002", hp="0800-000-0113")
    nomor = page.locator(".number").inner_text()
    kode = _kode_qr(server, nomor)
    page.set_viewport_size(DESK)
    masuk(page, server, "loket.depok")
    page.goto("/petugas/loket/")
    page.context.set_offline(True)
    hasil, jalur = page.locator("#hasil"), page.locator("#jalur")
    kotak = page.get_by_label("Nomor antrean atau kode QR")
    catat = page.get_by_role("button", name="Catat datang", exact=True)

    kotak.fill(kode.replace(f"|{nomor}|", "|A-099|"))
    catat.click()
    expect(hasil).to_contain_text("tidak asli")
    kotak.fill(kode)
    catat.click()
    expect(hasil).to_contain_text(f"{nomor}: asli, dicatat datang.")
    expect(jalur).to_contain_text("1 kedatangan menunggu dikirim.")
    kotak.fill(kode)
    catat.click()
    expect(hasil).to_contain_text("sudah dicatat datang di meja ini")

    _tolak(page)
    expect(jalur).to_contain_text("2 catatan menunggu dikirim.")
    page.context.set_offline(False)
    expect(jalur).to_be_hidden(timeout=20_000)
    page.goto("/petugas/loket/ditolak/")
    expect(page.locator("tbody tr").first).to_contain_text("Belum punya nomor")
    page.goto("/petugas/loket/")
    inside = page.locator("section", has=page.get_by_role("heading", name="Sudah di dalam"))
    expect(inside).to_contain_text(nomor)


def _tolak(page: Page) -> None:
    """Seseorang terpaksa ditolak, dicatat tanpa nama."""
    page.get_by_text("Terpaksa menolak seseorang?").click()
    page.get_by_label("Belum punya nomor").check()
    page.get_by_role("button", name="Catat penolakan").click()


def test_layar__jalur_putus__nomor_terakhir_tetap_dan_pulih_sendiri(page: Page) -> None:
    page.set_viewport_size(WALL)
    page.goto("/layar/dinsos-depok/")
    page.context.set_offline(True)
    putus = page.locator("#putus")
    expect(putus).to_contain_text("Terhubung kembali sebentar lagi. Terakhir pukul", timeout=20_000)
    expect(page.locator("#papan")).to_contain_text("Berikutnya")
    page.context.set_offline(False)
    expect(putus).to_be_hidden(timeout=20_000)


def test_layar__suara__klip_dirangkai_menjadi_bilangan(page: Page) -> None:
    page.set_viewport_size(WALL)
    page.goto("/layar/dinsos-depok/")
    words = page.evaluate("LawangSuara.words('A-027', '1')")
    assert words == ["bel", "nomor", "huruf-a", "2", "puluh", "7", "loket", "1"]
    assert page.evaluate("LawangSuara.words('P-115', '12')") == [
        "bel", "nomor", "huruf-p", "seratus", "5", "belas", "loket", "2", "belas",
    ]  # fmt: skip
    page.get_by_role("button", name="Nyalakan suara").click()
    expect(page.get_by_role("button", name="Nyalakan suara")).to_be_hidden()


def test_warga__tanpa_javascript__tetap_bisa(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    alamat = ambil_nomor(page, "3276015708907003", hp="0800-000-0114")
    page.goto(f"{alamat}pindah/")
    page.locator("input[name=ke]").nth(1).check()
    page.get_by_role("button", name="Pindah ke jam ini").click()
    page.wait_for_url("**/nomor/**")
    page.get_by_role("link", name="Batalkan").click()
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text("Nomor ini sudah dibatalkan")).to_be_visible()
    context.close()


def test_warga__orang_ke_31__dapat_jalan_lain(page: Page, server: Server) -> None:
    """Sisa nomor dihabiskan lewat telepon, lalu warga berikutnya melihat jalannya."""
    page.set_viewport_size(DESK)
    masuk(page, server, "operator.depok")
    for serial in range(40):
        page.goto("/petugas/telepon/antrean/?layanan=kis&keperluan=kunjungan")
        hari_ini = page.locator("details", has_text="Jumat, 22 Januari 2021")
        if not hari_ini.count():
            break
        hari_ini.locator("input").first.check()
        page.get_by_label("Nama").fill("Warga Telepon")
        page.get_by_label("Nomor HP").fill(f"0800-000-0{200 + serial}")
        page.get_by_label("NIK").fill(f"32760157089061{serial:02d}")
        page.locator("button", has_text="Ambilkan nomor").click()
        expect(page.get_by_text(re.compile("Bacakan"))).to_be_visible()
    page.set_viewport_size(PHONE)
    page.goto(f"{TAKE}?hari=2021-01-22")
    expect(page.get_by_text("Nomor sudah habis.").first).to_be_visible()
    expect(page.get_by_role("link", name="Senin, 25 Januari 2021")).to_be_visible()
    page.get_by_role("link", name="Masuk daftar tunggu").click()
    page.get_by_label("Nama seperti di KTP").fill("Joko Contohno")
    page.get_by_label("Nomor HP").fill("0800-000-0115")
    page.get_by_label("NIK").fill("3276015708907004")
    page.get_by_role("button", name="Masuk daftar tunggu").click()
    expect(page.get_by_text("Bapak/Ibu ada di daftar tunggu")).to_be_visible()


def _kode_qr(server: Server, nomor: str) -> str:
    """Teks QR nomor ini, dibuat dengan kunci kantor geladi itu."""
    import subprocess
    import sys

    from tests.running import environment

    script = (
        "import django; django.setup()\n"
        "from lawang.offices.queries import office_now\n"
        "from lawang.visits.models import Visit\n"
        "from lawang.visits.passes import pass_of\n"
        f"letter, sequence = {nomor[0]!r}, {int(nomor[2:])}\n"
        "row = Visit.objects.get(office='dinsos-depok', day='2021-01-22', letter=letter,\n"
        "                        sequence=sequence)\n"
        "print(pass_of(office_now('dinsos-depok'), row))\n"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "lawang.settings", "LAWANG_DATA": str(server.data)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment() | settings, capture_output=True,
        text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    return done.stdout.strip()
