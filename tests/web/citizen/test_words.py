"""Citizens' pages read word by word, in both languages, along the ways that people take.

English: no Indonesian sentence is left. Indonesian: no word that we avoid, every day written out
with its weekday and year, every time with its zone.
"""

import re
from functools import cache

import pytest
from django.http import HttpResponse
from django.test import Client

from lawang.applications.models import Application
from lawang.applications.stages import Stage
from lawang.offices.days_in_words import MONTHS, WEEKDAYS
from lawang.offices.files import FOLDER, office_slugs, read_office
from lawang.visits.links import path_of, waiting_path_of
from lawang.visits.models import VisitState
from lawang.visits.waiting import join
from tests.applications import make
from tests.applications.test_correcting import sent_back
from tests.visits import making
from tests.web.citizen.test_pages import PAGES
from tests.web.test_filing import START, begin, page_of, shown, stop, to_papers, upload

pytestmark = pytest.mark.django_db

WORDS = """
ada adalah agar akan akta alamat ambil antre antrean antrian asli atas atau awal bagi bagian
bantuan bapak baru batal batalkan bawa belum benar berkas berlaku besok bila bisa boleh buka
bukan bukti bulan cara cek cepat contoh daftar dan dapat dari data-data datang dengan di
dibuka diambil diproses diterima ditutup dokumen dulu foto gratis habis hanya hari harus ialah
ibu ini isi isian itu izin jadi jam jangan juga kabar kalau kami kantor karena kartu ke kecuali
kelurahan keluarga kembali kemudian keperluan kirim kosong kurang lagi lahir lain lalu langkah
layanan lebih lengkap lewat lihat loket maaf masih masuk melalui menit menunggu minta mohon
mulai nama nanti nomor oleh orang pada paling pemohon pelayanan pengaduan pengambilan
pengumuman periksa perlu permohonan persetujuan petugas pilih pukul rumah saat saja salah
sakit sampai satu saya sebelum sedang sekarang selesai semua sendiri seperti serta sesudah
setelah setiap siapa silakan simpan sudah supaya surat tahun tanda tanggal tanpa tapi telah
telepon tempat terima terlambat tersimpan tetap tiap tidak tunggu tutup ubah ulang untuk urus
waktu warga yang
senin selasa rabu kamis jumat sabtu minggu
januari februari maret mei juni juli agustus oktober desember
"""
INDONESIAN = frozenset(WORDS.split())
GLOSSES = ("(kelurahan or desa)",)
"""What a form must name in Indonesian too."""
HIDDEN = re.compile(
    r"<(style|svg|script|template|optgroup)\b.*?</\1>|<p class=\"langs\".*?</p>|https?://[^\s<\"]+",
    re.DOTALL,
)
"""No words of a page: drawings, the names of villages, the other language, addresses."""
AVOIDED = re.compile(
    r"\b(klik|anda|kamu|antrian|silahkan|harap|upload|download|submit|login|error|invalid|Rp)\b",
    re.IGNORECASE,
)
WITHOUT_ZONE = re.compile(r"\bpukul \d{1,2}[.:]\d{2}\b(?! WI(?:B|TA|T)\b)")
DAY = re.compile(rf"(\w+,? )?\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b( \d{{4}})?")
SAID_IN_ATTRIBUTES = re.compile(r'\b(?:alt|aria-label|title|placeholder)="([^"]*)"')


@cache
def names_kept() -> tuple[str, ...]:
    """Offices, regions and places as their files name them, longest first."""
    found = set(GLOSSES)
    for slug in office_slugs():
        file = read_office(FOLDER / f"{slug}.toml")
        found |= {file.full_name, file.name, file.region_name}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def titles() -> tuple[str, ...]:
    """Headlines of announcements: the office's own words, its full dates stand below."""
    files = [read_office(FOLDER / f"{slug}.toml") for slug in office_slugs()]
    return tuple(text.title.id for file in files for text in file.texts.values())


def pieces(html: str) -> list[str]:
    """What a page says, line by line, also to those who only hear it."""
    html = HIDDEN.sub("\n", html)
    whole = re.sub(r"</?(b|span|a|small)\b[^>]*>", "", html)
    return [*SAID_IN_ATTRIBUTES.findall(html), *re.split(r"<[^>]*>|\n", whole)]


def badly_said(html: str) -> list[str]:
    """Pieces of an Indonesian page with a word that we avoid, or a day or time cut short."""
    found = []
    for text in pieces(html):
        plain = text
        for title in titles():
            plain = plain.replace(title, "")
        if AVOIDED.search(text) or WITHOUT_ZONE.search(plain) or cut_short(plain):
            found.append(text.strip())
    return found


def cut_short(text: str) -> bool:
    """Is a day of the text without its weekday or its year?"""
    return any(
        (before or "").rstrip(", ") not in WEEKDAYS or not year
        for before, year in DAY.findall(text)
    )


def left_over(html: str) -> list[str]:
    """Pieces of an English page that are Indonesian."""
    found = []
    for text in pieces(html):
        plain = text
        for name in names_kept():
            plain = plain.replace(name, "")
        if INDONESIAN & set(re.findall(r"[a-z]+", plain.lower())):
            found.append(text.strip())
    return list(dict.fromkeys(found))


class Reader:
    """A phone that reads one language, and what it met on its way."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.faults = left_over if lang == "en" else badly_said
        self.client = Client()
        self.client.cookies["bahasa"] = lang
        self.met: dict[str, list[str]] = {}

    def get(self, address: str) -> str:
        response = self.client.get(address, follow=True)
        return self.look(address, response)

    def post(self, address: str, said: dict[str, object]) -> str:
        return self.look(address, self.client.post(address, said, follow=True))

    def look(self, address: str, response: HttpResponse) -> str:
        assert response.status_code < 500, address
        html = response.content.decode()
        assert f'<html lang="{self.lang}">' in html, address
        if found := self.faults(html):
            self.met.setdefault(address, []).extend(found)
        return html


@pytest.fixture
def depok(db: None) -> str:
    """The office of Depok, loaded."""
    making.load(making.DEPOK)
    return making.DEPOK


@pytest.fixture(params=["en", "id"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


DAYS = (
    ("dinsos-depok", "2021-01-19T08:55+07:00"),
    ("dinsos-depok", "2021-01-22T09:30+07:00"),
    ("disdukcapil-bogor", "2020-04-09T09:00+07:00"),
    ("disdukcapil-bekasi", "2021-01-20T10:00+07:00"),
    ("dinsos-lebak", "2021-07-02T10:00+07:00"),
    ("dinsos-gowa", "2021-01-20T10:00+08:00"),
)


@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_words__every_page_of_an_office__well_said(five_offices, at, reader, slug, when) -> None:
    at(when)
    file = read_office(FOLDER / f"{slug}.toml")
    reader.get("/")
    for page in PAGES:
        reader.get(f"/{slug}/{page}")
    for period in file.policy.periods:
        reader.get(f"/{slug}/pengumuman/{period.id}/")
    reader.get(f"/{slug}/antrean/")
    for key in file.services:
        for page in ("layanan/{}/", "ajukan/{}/", "antrean/ambil/{}/", "antrean/tunggu/{}/"):
            reader.get(f"/{slug}/{page.format(key)}")
    assert not reader.met


def test_words__indonesian_page_read_as_english__found(five_offices, at) -> None:
    at("2021-01-19T08:55+07:00")
    html = Client().get("/dinsos-depok/").content.decode()
    assert "Tidak perlu datang. Urus dari rumah." in left_over(html)
    assert len(left_over(html)) > 20


def test_words__word_avoided_or_day_cut_short__found() -> None:
    said = ("Klik di sini", "Buka pukul 08.00", "Rabu, 20 Januari", "20 Januari 2021")
    assert [badly_said(each) for each in said] == [[each] for each in said]
    assert not badly_said("Rabu, 20 Januari 2021 pukul 09.00 WIB")


def test_words__filing_from_the_first_question_to_the_receipt__well_said(
    reader, monkeypatch
) -> None:
    make.load()
    stop(monkeypatch, make.NOON)
    phone = reader.client
    reader.post(START, {})
    address = begin(phone)
    asked = shown(page_of(phone, address))
    reader.post(address, {"tampil": asked, "nik": "12", "birth_date": "31-2-1990"})
    papers = to_papers(phone)
    for group in re.findall(r"/isian/([a-z]+)/", reader.get(papers.replace("berkas", "periksa"))):
        reader.get(papers.replace("berkas/", f"isian/{group}/"))
    reader.get(papers)
    reader.get(papers.replace("berkas", "keperluan"))
    reader.post(papers, {"lanjut": "1"})
    review = papers.replace("berkas", "periksa")
    reader.post(review, {})
    reader.post(papers, {**upload(*make.PAPERS), "simpan": "1"})
    reader.post(papers, {"lanjut": "1"})
    reader.post(review, {"setuju": "2026-11"})
    receipt = papers.replace("berkas", "resi")
    for page in ("resi", "perkembangan", "batal", "periksa"):
        reader.get(receipt.replace("resi", page))
    assert Application.objects.exclude(number=None).exists()
    assert not reader.met


def test_words__every_stage_tracked__well_said(reader, monkeypatch) -> None:
    make.load()
    stop(monkeypatch, make.NOON)
    link = sent_back("kk")
    own = f"/permohonan/{link.token}/"
    for page in ("perkembangan/", "perbaikan/"):
        reader.get(own + page)
    reader.post(f"{own}perbaikan/", {"lanjut": "1"})
    for stage in Stage:
        if stage is not Stage.DRAFT:
            Application.objects.update(stage=stage)
            for page in ("perkembangan/", "resi/", "batal/"):
                reader.get(own + page)
    number = Application.objects.get().number
    for said in ({"nomor": "x"}, {"nomor": number}, {"nomor": number, "lahir": "1-1-1980"}):
        reader.post("/lacak/", said)
    for _ in range(6):
        reader.post("/lacak/", {"nomor": number, "lahir": "1-1-1980"})
    reader.get("/permohonan/tidak-ada/")
    assert not reader.met


def test_words__taking_a_number__well_said(depok, reader, monkeypatch) -> None:
    stop(monkeypatch, making.EVENING)
    take = "/dinsos-depok/antrean/ambil/kis/"
    reader.get("/dinsos-depok/antrean/")
    reader.get(take)
    html = reader.get(f"{take}?hari=2021-01-22")
    window = re.search(r'href="([^"]*jam=\d+)"', html)
    assert window, html
    address = window[1].replace("&amp;", "&")
    who = {"name": "Sari", "phone": "0800 0000 112", "nik": making.person(1)}
    reader.get(address)
    reader.post(address, {"langkah": "periksa", "nik": "12"})
    reader.post(address, who | {"langkah": "periksa", "priority": "elderly"})
    reader.post(address, who | {"langkah": "ambil"})
    reader.post(address, who | {"langkah": "ambil", "phone": "0800 0000 113"})
    reader.post(take, {"langkah": "bukti", "nomor": "x", "lahir": ""})
    assert not reader.met


def test_words__ticket_in_every_state__well_said(depok, reader, monkeypatch) -> None:
    stop(monkeypatch, making.EVENING)
    visit = making.took(1).visit
    own = path_of(visit.pk)
    for page in ("", "pindah/", "batal/"):
        reader.get(own + page)
    reader.post(f"{own}pindah/", {"ke": "x"})
    reader.post(f"{own}pasti/", {})
    for when in ("2021-01-22 09:05", "2021-01-22 13:00"):
        stop(monkeypatch, making.moment(when))
        for state in VisitState:
            type(visit).objects.update(state=state, counter=2)
            reader.get(own)
            reader.get("/dinsos-depok/antrean/")
            reader.post(f"{own}pasti/", {})
    assert not reader.met


def test_words__waiting_list__well_said(depok, reader, monkeypatch) -> None:
    stop(monkeypatch, making.EVENING)
    for serial in range(1, 31):
        making.took(serial)
    reader.get("/dinsos-depok/antrean/ambil/kis/")
    wait = "/dinsos-depok/antrean/tunggu/kis/?hari=2021-01-22"
    reader.get(wait)
    reader.post(wait, {"name": "", "nik": "1"})
    row = join(wish=making.wish(40), at=making.EVENING)
    own = waiting_path_of(row.pk)
    reader.get(own)
    reader.post(own, {})
    assert not reader.met


def test_words__hall_screen_opened_by_an_english_phone__stays_indonesian(five_offices, at) -> None:
    at("2021-01-19T08:55+07:00")
    phone = Client()
    phone.cookies["bahasa"] = "en"
    for address in ("/layar/dinsos-depok/", "/layar/dinsos-depok/papan/"):
        html = phone.get(address).content.decode()
        assert "Lewat fasilitator di kelurahan" in html
        assert "Through your village" not in html
