"""All citizen pages: they answer, help where there is nothing, stay light and keep to the CSP."""

import gzip
import re

import pytest

from lawang.offices.files import office_slugs
from lawang.offices.queries import office_now
from tests.web.citizen.test_today import words_of

PAGES = (
    "", "pengumuman/", "pada/?tanggal=2021-01-19", "nomor-resmi/", "standar-pelayanan/",
    "pengaduan/", "data-pribadi/",
)  # fmt: skip
FIRST_VISIT = 14 * 1024


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("slug", office_slugs())
def test_pages__every_office__answer_lightly_without_inline_style_or_script(
    read, slug, bahasa
) -> None:
    now_services = [f"layanan/{key}/" for key in office_now_services(slug)]
    periods = [f"pengumuman/{key}/" for key in office_now_periods(slug)]
    for page in (*PAGES, *now_services, *periods):
        wishes = {"HTTP_ACCEPT_ENCODING": "gzip", "HTTP_COOKIE": f"bahasa={bahasa}"}
        response = read(f"/{slug}/{page}", **wishes)
        assert response.status_code == 200, page
        assert len(response.content) <= FIRST_VISIT, (page, len(response.content))
        html = gzip.decompress(response.content).decode()
        assert not re.search(r"\sstyle=|<script|\son[a-z]+=|javascript:", html), page
        assert html.count("<h1>") == 1, page
        used = set(re.findall(r'href="#(i-[a-z]+)"', html))
        assert used == set(re.findall(r'<symbol id="(i-[a-z]+)"', html)), page
        assert "Set-Cookie" not in response.headers
        assert "{" not in words_of_html(html), page


def office_now_services(slug):
    from lawang.offices.files import FOLDER, read_office

    return read_office(FOLDER / f"{slug}.toml").services


def office_now_periods(slug):
    from lawang.offices.files import FOLDER, read_office

    return [period.id for period in read_office(FOLDER / f"{slug}.toml").policy.periods]


def words_of_html(html: str) -> str:
    return re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)


def test_offices__front_page__each_with_its_door(read) -> None:
    words = words_of(read("/"))
    assert "Dinas Sosial Kota Depok Loket tutup sampai Rabu, 20 Januari 2021" in words
    assert "KTP, KK, dan akta" in words


def test_offices__only_one__its_door_is_the_page(read) -> None:
    from lawang.offices.models import Office, PolicyPeriod

    PolicyPeriod.objects.exclude(office="dinsos-lebak").delete()
    Office.objects.exclude(slug="dinsos-lebak").delete()
    page = read("/", "2021-07-02T10:00+07:00")
    assert "Loket tutup sampai ada pemberitahuan" in words_of(page)
    assert 'href="/dinsos-lebak/"' in page.content.decode()


def test_missing__office_misspelt__404_names_the_nearest(read) -> None:
    page = read("/dinsos-depo/")
    assert page.status_code == 404
    assert "Mungkin yang Bapak/Ibu cari: Dinas Sosial Kota Depok" in words_of(page)


def test_missing__service_misspelt__404_names_the_nearest_first(read) -> None:
    page = read("/dinsos-depok/layanan/kiss/")
    assert page.status_code == 404
    assert "Kartu Indonesia Sehat (KIS) Mungkin ini yang Bapak/Ibu cari." in words_of(page)


def test_missing__service_of_another_office__404_lists_ours(read) -> None:
    page = read("/dinsos-depok/layanan/kk/")
    assert page.status_code == 404
    assert 'href="/dinsos-depok/layanan/pbi-jk/"' in page.content.decode()


def test_missing__announcement_or_address__404_with_a_way_on(read) -> None:
    assert "Semua pengumuman" in words_of(read("/dinsos-depok/pengumuman/tidak-ada/"))
    page = read("/a/b/c/d/")
    assert page.status_code == 404
    assert "Lihat semua kantor" in words_of(page)


def test_service__depok_kis__asks_for_papers_and_says_each_way(read) -> None:
    words = words_of(read("/dinsos-depok/layanan/kis/"))
    for said in (
        "Gratis", "3 hari kerja", "Kartu keluarga (KK)",
        "Loket tutup sampai Rabu, 20 Januari 2021.",
        "Lewat WhatsApp 0800-000-0001", "Dinas Sosial memeriksa berkas", "Ketentuan Kota Depok.",
    ):  # fmt: skip
        assert said in words, words
    assert office_now("dinsos-depok").file.full_name in words


def test_service__bogor_legalisir__condition_and_proof(read) -> None:
    words = words_of(read("/disdukcapil-bogor/layanan/legalisir/", "2020-04-09T09:00+07:00"))
    assert "untuk pendaftaran TNI atau Polri" in words
    assert "Bawa bukti pendaftaran TNI atau Polri." in words
    assert "Mohon pakai masker." in words


def test_announcement__running_and_over__says_so(read) -> None:
    address = "/dinsos-depok/pengumuman/tutup-jan-2021/"
    running, over = words_of(read(address)), words_of(read(address, "2021-01-22T09:00+07:00"))
    assert "Sedang berlaku" in running
    assert "Berlaku Senin, 18 Januari 2021 sampai Rabu, 20 Januari 2021." in running
    assert "Diumumkan Minggu, 17 Januari 2021 pukul 19.45 WIB" in running
    assert "Sudah selesai" in over


def test_announcements__not_published_yet__not_told(read) -> None:
    assert "Loket buka terbatas" not in words_of(read("/dinsos-depok/pengumuman/"))
    later = read("/dinsos-depok/pengumuman/", "2021-01-20T19:01+07:00")
    assert "Loket buka terbatas" in words_of(later)


def test_on_that_day__a_day_of_the_closure__said_a_month_later(read) -> None:
    page = read("/dinsos-depok/pada/?tanggal=2021-01-19", "2021-02-19T09:00+07:00")
    assert "Selasa, 19 Januari 2021" in words_of(page)
    assert "Di loket Tutup sampai Rabu, 20 Januari 2021" in words_of(page)


@pytest.mark.parametrize("written", ["x", "2021-02-30", "Senin, 19 Januari 2021", "9999-01-01"])
def test_on_that_day__unreadable__400_and_the_form_again(read, written) -> None:
    page = read(f"/dinsos-depok/pada/?tanggal={written}")
    assert page.status_code == 400
    assert "Tanggal itu tidak terbaca." in words_of(page)


def test_complaints__office_with_the_service__its_channels(read) -> None:
    words = words_of(read("/disdukcapil-bekasi/pengaduan/", "2021-01-20T09:00+07:00"))
    assert "0800-000-0046" in words
    assert "SP4N-LAPOR!" in words


def test_rehearsal__banner_on_every_page_and_nowhere_else(read) -> None:
    from lawang.offices.installation import Installation
    from lawang.web.context import forget_installation

    assert "Ini geladi" not in words_of(read("/dinsos-depok/nomor-resmi/"))
    Installation.objects.create(kind="rehearsal", created_at="2021-01-01T00:00Z")
    forget_installation()
    try:
        for page in ("/", "/dinsos-depok/", "/dinsos-depok/layanan/kis/", "/nowhere/"):
            banner = "Ini geladi. Waktu di sini: Selasa, 19 Januari 2021 pukul 08.55 WIB."
            assert banner in words_of(read(page)), page
    finally:
        forget_installation()
