"""Seorang kepala dinas menutup loket dari HP; semua halaman langsung berkata begitu."""

import json

from playwright.sync_api import Page

from tests.running import Server, lawang

OFFICE = "dinsos-gowa"


def sign_in(page: Page, server: Server, username: str) -> None:
    page.goto("/petugas/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(server.sign_ins[username]["password"])
    page.get_by_role("button", name="Masuk").click()


def counter_on(server: Server, day: str) -> str:
    """What `./lawang ask --data` says of the counter at 10.00 that day: exit code and reason."""
    said = lawang("ask", OFFICE, "kis", "--channel", "counter", "--at", f"{day}T10:00",
                  "--data", str(server.data), "--json")  # fmt: skip
    return f"{said.returncode} {json.loads(said.stdout)['reason']}"


def status(page: Page) -> dict:
    found: dict = page.request.get(f"/{OFFICE}/status.json").json()
    return found


def counter_now(page: Page) -> str:
    services = {each["service"]: each["channels"] for each in status(page)["services"]}
    channels = {each["channel"]: each for each in services["kis"]}
    return str(channels["counter"]["reason"])


def close_counter(page: Page, since: str, until: str) -> None:
    page.goto("/petugas/kebijakan/ubah/tutup/")
    page.get_by_label("Mulai").fill(since)
    page.get_by_label("Hari terakhir").fill(until)
    page.get_by_role("textbox", name="Alasan untuk warga").fill("Beberapa petugas sakit.")
    page.get_by_role("button", name="Periksa dulu").click()


def changed_answers(page: Page) -> str:
    """The diff of answers, on one line."""
    return " ".join(page.locator(".diff").inner_text().split())


def revoke(page: Page, title: str) -> None:
    page.goto("/petugas/kebijakan/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Cabut").click()
    page.get_by_label("Alasan, untuk catatan kantor").fill("Petugas sudah sehat.")
    page.get_by_role("button", name="Periksa dulu").click()
    page.get_by_role("button", name="Cabut masa ini").click()
    assert page.get_by_text("dicabut sebelum berlaku").first.is_visible()


def no_wider(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_kepala_salah_menulis_tanggal_dan_langsung_melihatnya(
    page: Page, server: Server, screenshot
) -> None:
    sign_in(page, server, "kepala.gowa")
    page.get_by_role("link", name="Ubah pelayanan").click()
    page.get_by_role("link", name="Tutup sementara").click()
    no_wider(page)
    page.get_by_label("Hari terakhir").fill("2021-01-19")
    page.get_by_role("button", name="Periksa dulu").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.get_by_text("lebih awal dari mulai").first.is_visible()
    no_wider(page)
    screenshot("kepala-salah-tanggal")


def test_kepala_menutup_loket_besok_lalu_mencabutnya(
    page: Page, server: Server, screenshot
) -> None:
    sign_in(page, server, "kepala.gowa")
    assert "Andi Mappa" in page.locator("h1").inner_text()
    assert page.get_by_text("Loket: Buka").is_visible()
    screenshot("kepala-depan")
    before = status(page)["policy_version"]
    assert counter_on(server, "2021-01-20") == "0 open"

    close_counter(page, "2021-01-20", "2021-01-22")
    assert page.locator("h1").inner_text() == "Loket tutup 20 sampai 22 Januari 2021?"
    assert "buka → menjadi tutup" in changed_answers(page)
    no_wider(page)
    screenshot("kepala-pratinjau")
    assert status(page)["policy_version"] == before
    page.get_by_role("button", name="Tutup loket").click()

    assert page.get_by_text("Sudah diumumkan.").is_visible()
    screenshot("kepala-sudah")
    assert status(page)["policy_version"] != before
    assert counter_on(server, "2021-01-20") == "1 channel_closed"
    page.goto(f"/{OFFICE}/pada/?tanggal=2021-01-20")
    assert "tutup" in page.locator("main").inner_text().lower()

    revoke(page, "Loket tutup 20 sampai 22 Januari 2021")
    assert counter_on(server, "2021-01-20") == "0 open"
    page.goto("/petugas/catatan/")
    assert page.get_by_text("Catatan utuh").is_visible()
    screenshot("kepala-catatan")


def test_kepala_menutup_loket_hari_ini_dan_semua_halaman_langsung_berkata_begitu(
    page: Page, server: Server, screenshot
) -> None:
    sign_in(page, server, "kepala.lebak")
    page.goto("/petugas/kebijakan/ubah/tutup/")
    close_counter(page, "2021-01-19", "2021-01-21")
    assert page.get_by_text("Ini mulai hari ini juga").is_visible()
    page.get_by_role("button", name="Tutup loket").click()
    assert page.get_by_text("Sudah berlaku.").is_visible()
    period = page.url.split("?")[0]

    page.goto("/dinsos-lebak/")
    assert "tutup" in page.locator("h1").inner_text().lower()
    screenshot("warga-sesudah-ditutup")
    found = page.request.get("/dinsos-lebak/status.json").json()
    assert found["today"]["reason"] == "channel_closed"
    assert found["today"]["until"] == "2021-01-21"

    page.goto(f"{period}akhiri/")
    page.get_by_label("Hari terakhir yang baru").fill("2021-01-19")
    page.get_by_label("Alasan, untuk catatan kantor").fill("Petugas sudah sehat.")
    page.get_by_role("button", name="Periksa dulu").click()
    assert "tutup → menjadi buka" in changed_answers(page)
    page.get_by_role("button", name="Akhiri").click()
    found = page.request.get("/dinsos-lebak/status.json").json()
    assert found["today"]["until"] == "2021-01-19"
    assert found["today"]["next_opening"].startswith("2021-01-20T08:00")
