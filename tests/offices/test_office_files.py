"""Office files: read as written, and every mistake named with file, line and what to write."""

# ruff: noqa: E501 - the table of mistakes is read row by row

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawang.offices.files import FOLDER, OfficeFileError, office_slugs, read_office
from lawang.policy.model import WIB, Channel, Condition, Days, Pool, Reason, Says, Window
from lawang.policy.model import Test as Compare

NOTHING: frozenset[date] = frozenset()
HEAD = """\
slug = "dinsos-contoh"
nama = "Dinas Sosial"
wilayah_nama = "Kota Contoh"
kode_wilayah = "32.76"
awalan_resi = "CTH"
zona = "WIB"
jenis = "dinsos"
layanan = ["kis", "pbi-jk"]

[[tempat]]
kode = "kantor"
nama = "Kantor"

[[masa]]
id = "biasa"
judul = "Biasa"
diumumkan = "2019-12-31"
mulai = "2020-01-01"
alasan = "Biasa."
  [[masa.ketentuan]]
  kanal = ["loket"]
  kata = "buka"
  jam = ["08.00-15.00"]

[[masa]]
id = "tutup"
judul = "Tutup"
diumumkan = "Minggu, 17 Januari 2021 pukul 19.45 WIB"
mulai = "Senin, 18 Januari 2021"
sampai = "Rabu, 20 Januari 2021"
alasan = "Petugas sakit."
  [[masa.ketentuan]]
  kanal = ["loket"]
  kata = "tutup"
"""


@pytest.fixture
def read(tmp_path):
    def _read(written: str):
        path = tmp_path / "contoh.toml"
        path.write_text(written, encoding="utf-8")
        return read_office(path, holidays=NOTHING)

    return _read


def _mistakes(read, written: str) -> list[str]:
    with pytest.raises(OfficeFileError) as caught:
        read(written)
    return [mistake.split("contoh.toml")[1] for mistake in caught.value.mistakes]


def test_read_office__correct_file__gives_the_pile_newest_first(read) -> None:
    office = read(HEAD)
    newest, normal = office.policy.periods
    assert (newest.id, newest.since, newest.until) == (
        "tutup",
        date(2021, 1, 18),
        date(2021, 1, 20),
    )
    assert newest.published_at == datetime(2021, 1, 17, 19, 45, tzinfo=WIB)
    assert newest.rules[0].says is Says.CLOSED
    assert newest.rules[0].services == {"kis", "pbi-jk"}
    assert normal.rules[0].hours == ((Window(480, 900),),) * 5 + ((), ())
    assert office.full_name == "Dinas Sosial Kota Contoh"


def test_read_office__rule_with_every_part__keeps_every_part(read) -> None:
    office = read(
        HEAD
        + """\
[[masa]]
id = "rinci"
judul = "Rinci"
diumumkan = 2021-02-01T19:00:00
mulai = 2021-02-02
sampai = "pemberitahuan berikutnya"
tinjau = "2021-03-01"
alasan = "Rinci."
  [[masa.ketentuan]]
  semua_kecuali_layanan = ["kis"]
  kanal = ["whatsapp", "telepon"]
  pada = ["Sabtu", "Rabu ke-2", "Senin, 8 Februari 2021"]
  syarat = ["usia >= 60", "domisili di 36.02", "terdaftar = tidak", "masa berlaku <= 2021-01-15"]
  kalau_tidak = "harus mendaftar"
  kata = "buka"
  jam = { "Senin-Kamis" = ["08.00-11.00", "13.00-15.00"], "Sabtu" = "00.00-24.00" }
  kuota = [{ kolam = "loket", batas = 30, kira_kira = [25, 30] }]
  paling_cepat_hari = 1
  paling_lama_hari = 7
  hari_kerja_tunggu = 2
  pindah_ke = "Kecamatan"
  pemberitahuan = ["wajib masker", "keep_distance"]
  [[masa.kontak]]
  kanal = "telepon"
  alamat = "0800-000-0099"
"""
    )
    period = office.policy.periods[0]
    rule = period.rules[0]
    assert rule.services == {"pbi-jk"}
    assert rule.channels == {Channel.WHATSAPP, Channel.PHONE}
    assert rule.on == Days(frozenset({date(2021, 2, 8)}), frozenset({5}), frozenset({(2, 2)}))
    assert rule.conditions == (
        Condition("age", Compare.LEAST, 60),
        Condition("residence", Compare.WITHIN, "36.02"),
        Condition("registered", Compare.IS, False),
        Condition("expires", Compare.MOST, date(2021, 1, 15)),
    )
    assert rule.if_failed is Reason.NEEDS_REGISTRATION
    assert rule.hours is not None
    assert rule.hours[0] == (Window(480, 660), Window(780, 900))
    assert rule.hours[4] == ()
    assert rule.hours[5] == (Window(0, 1440),)
    assert rule.pools == (Pool("loket", 30, (25, 30)),)
    assert (rule.ahead_least, rule.ahead_most, rule.lead_days) == (1, 7, 2)
    assert rule.notices == ("wear_mask", "keep_distance")
    assert period.until is None
    assert office.texts["rinci"].review_on == date(2021, 3, 1)
    assert period.contacts[0].address == "0800-000-0099"


MISTAKES = [
    ('sampai = "Rabu, 20', 'sampai = "Selasa, 20', ":30:", '20 Januari 2021 itu hari Rabu; tulis "Rabu, 20 Januari 2021"'),
    ('sampai = "Rabu, 20 Januari 2021"', 'sampai = "2021-01-17"', ":30:", "lebih awal dari mulai"),
    ('sampai = "Rabu, 20 Januari 2021"\n', "", ":25:", 'sampai = "ada pemberitahuan"'),
    ('sampai = "Rabu, 20 Januari 2021"', 'sampai = "ada pemberitahuan"', ":25:", "tinjau ="),
    ('18 Januari', '31 Februari', ":29:", "tidak ada"),
    ('18 Januari', '18 Januri', ":29:", "bulan"),
    ('layanan = ["kis", "pbi-jk"]', 'layanan = ["kiss", "pbi-jk"]', ":8:", 'tulis "kis"'),
    ('layanan = ["kis", "pbi-jk"]', 'layanan = "kis"', ":8:", 'tulis layanan = ["kis"]'),
    ('zona = "WIB"', 'zona = "WIP"', ":6:", '"WITA"'),
    ('jenis = "dinsos"', 'jenis = "dinso"', ":7:", 'tulis "dinsos"'),
    ('nama = "Dinas', 'name = "Dinas', ":2:", 'tulis "nama"'),
    ('kode = "kantor"', 'kode = "pusat"', ":10:", 'kode = "kantor"'),
    ('id = "tutup"', 'id = "biasa"', ":26:", "sudah dipakai"),
    ('["08.00-15.00"]', '["15.00-08.00"]', ":23:", "terbalik"),
    ('["08.00-15.00"]', '["08.00-12.00", "11.00-15.00"]', ":23:", "bertumpuk"),
    ('["08.00-15.00"]', '["08.00-24.30"]', ":23:", "24.00"),
    ('["08.00-15.00"]', '["jam delapan"]', ":23:", 'tulis misalnya "08.00-15.00"'),
    ('["08.00-15.00"]', '{ "Senen" = ["08.00-15.00"] }', ":23:", 'tulis "Senin"'),
    ('kata = "buka"', 'kata = "bukka"', ":22:", 'tulis "buka"'),
    ('kata = "buka"', 'kata = "buka"\n  kuota = { kolam = "loket", batas = 0 }', ":23:", "paling sedikit 1"),
    ('kata = "buka"', 'kata = "buka"\n  kuota = { kolam = "loket", batas = 30, kira_kira = [30, 25] }', ":23:", "[25, 30]"),
    ('kata = "buka"', 'kata = "buka"\n  kegiatan = ["mengajkan"]', ":23:", 'tulis "mengajukan"'),
    ('kata = "buka"', 'kata = "buka"\n  tempat = ["gerai"]', ":23:", "tidak ada di kantor ini"),
    ('kata = "buka"', 'kata = "buka"\n  pemberitahuan = ["wajib maskr"]', ":23:", 'tulis "wajib masker"'),
    ('kata = "buka"', 'kata = "buka"\n  syarat = ["berkas dikonfirmasikan"]', ":23:", 'tulis "berkas dikonfirmasi"'),
    ('kata = "buka"', 'kata = "buka"\n  sebab = "blangko habis"', ":23:", "hanya untuk yang tutup"),
    ('kata = "buka"', 'kata = "buka"\n  pada = ["Rabu ke-2", "Senin, 19 Januari 2021"]', ":23:", "itu hari Selasa"),
    ('kanal = ["loket"]\n  kata = "tutup"', 'kanal = ["lokett"]\n  kata = "tutup"', ":33:", 'tulis "loket"'),
    ('  [[masa.ketentuan]]\n  kanal = ["loket"]\n  kata = "tutup"\n', "", ":25:", "tidak mengatakan apa-apa"),
    ('pukul 19.45 WIB', 'pukul 19.45 WITA', ":28:", "kantor ini memakai WIB"),
    ('pukul 19.45 WIB', 'pukul 29.45', ":28:", "jam tidak ada"),
    ('slug = "dinsos-contoh"', 'slug = "Dinsos Contoh"', ":1:", '"dinsos-depok"'),
    ('kode_wilayah = "32.76"', 'kode_wilayah = 32.76', ":4:", "harus teks"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "advice"), MISTAKES)
def test_read_office__one_mistake__names_line_and_what_to_write(
    read, old, new, line, advice
) -> None:
    assert old in HEAD
    mistakes = _mistakes(read, HEAD.replace(old, new, 1))
    assert any(m.startswith(line) and advice in m for m in mistakes), mistakes


def test_read_office__toml_broken__names_the_line(read) -> None:
    (mistake,) = _mistakes(read, HEAD.replace('jenis = "dinsos"', 'jenis = "dinsos'))
    assert mistake.startswith(":7:")
    assert "tanda kutip" in mistake


def test_read_office__earlier_rule_contains_the_later__later_is_named(read) -> None:
    extra = """\
  [[masa.ketentuan]]
  layanan = ["kis"]
  kanal = ["loket"]
  kegiatan = ["mengajukan"]
  kata = "buka"
"""
    (mistake,) = _mistakes(read, HEAD + extra)
    assert mistake.startswith(":35:")
    assert "baris 32" in mistake


def test_read_office__earlier_rule_has_a_condition__later_is_reachable(read) -> None:
    first = '  [[masa.ketentuan]]\n  syarat = ["mendesak"]\n  kata = "buka"\n'
    closing = '  [[masa.ketentuan]]\n  kanal = ["loket"]\n  kata = "tutup"\n'
    read(HEAD.replace(closing, first + closing))


def test_read_office__several_mistakes__all_are_told_in_order(read) -> None:
    mistakes = _mistakes(
        read, HEAD.replace('WIB"\njenis', 'X"\njenis').replace('"tutup"\n', '"tutupp"\n')
    )
    assert len(mistakes) >= 2
    assert [int(m.split(":")[1]) for m in mistakes] == sorted(
        int(m.split(":")[1]) for m in mistakes
    )


DEPOK = (FOLDER / "dinsos-depok.toml").read_text(encoding="utf-8")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_read_office__file_damaged_anywhere__is_read_or_refused_with_a_line(
    tmp_path_factory, data
) -> None:
    lines = DEPOK.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = data.draw(st.sampled_from([
        "", "x = 1", "[masa]", "[[masa]]", "mulai = 3", "jam = 5", 'jam = { x = 1 }', "kuota = [1]",
        "layanan = [[1]]", "[libur]", 'tambah = ["x"]', "syarat = 7", 'pada = [""]', "tempat = 1",
        lines[place][:-1], lines[place].replace('"', ""), lines[place].replace("2021", "20211"),
        lines[place].replace("[", ""), lines[place] + lines[place],
    ]))  # fmt: skip
    path = tmp_path_factory.mktemp("office") / "rusak.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = _told(path)
    assert all(int(mistake.split("rusak.toml:")[1].split(":")[0]) > 0 for mistake in told)


def _told(path) -> tuple[str, ...]:
    try:
        read_office(path, holidays=NOTHING)
    except OfficeFileError as wrong:
        return wrong.mistakes
    return ()


def test_office_files__all_five__are_read_and_named_as_their_slug() -> None:
    assert len(office_slugs()) == 5
    for slug in office_slugs():
        assert read_office(FOLDER / f"{slug}.toml").slug == slug
