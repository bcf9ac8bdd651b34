"""The national catalogue is whole: every case of the handbook, in words people understand."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest

from lawang.offices.catalogue import (
    Case,
    Kind,
    Service,
    Text,
    catalogue,
    service_keys,
)
from lawang.offices.catalogue_keys import FOLDER
from lawang.offices.catalogue_service import OfficeKind
from lawang.offices.catalogue_words import When

TODAY = date(2026, 11, 23)
REHEARSAL = date(2021, 1, 19)
DAYS = (date(2020, 3, 24), REHEARSAL, date(2025, 6, 1), TODAY)

DINSOS = "kis pbi-jk bpjs-darurat kip kip-kuliah pkh bpnt bst jampersal siks-ng"
DISDUKCAPIL = (
    "ktp-el-rekam ktp-el kk kia akta-kelahiran akta-kematian akta-perkawinan akta-perceraian "
    "pindah-datang validasi-nik perubahan-data legalisir pengaduan"
)

# domain.md 2 and 3, table by table.
HANDBOOK_CASES = {
    "kis": "baru tidak-aktif rawat-inap bayi berhenti",
    "pbi-jk": "daftar reaktivasi",
    "bpjs-darurat": "nik-kk kk-bayi rekomendasi",
    "kip": "surat-terdaftar belum-terdaftar",
    "kip-kuliah": "surat-terdaftar belum-terdaftar",
    "pkh": "cek-status belum-cair kartu-bermasalah ubah-data sanggah surat-keterangan "
    "surat-peserta",
    "bpnt": "cek-status belum-cair kartu-bermasalah ubah-data sanggah surat-keterangan",
    "bst": "cek-status belum-cair",
    "jampersal": "punya-ktp tanpa-ktp",
    "siks-ng": "usul sanggah perbarui cek",
    "ktp-el-rekam": "pertama orang-asing",
    "ktp-el": "baru pindah-datang ubah-data rusak hilang orang-asing",
    "kk": "keluarga-baru ganti-kepala pisah pindah-datang tambah-anggota numpang ubah-data "
    "hilang-rusak orang-asing",
    "kia": "0-5 5-17 hilang-rusak",
    "akta-kelahiran": "umum tanpa-surat-lahir tanpa-bukti-nikah anak-ibu anak-temuan terlambat "
    "hilang-rusak perbaikan lahir-mati",
    "akta-kematian": "umum tanpa-identitas hilang pesawat-kapal luar-negeri orang-asing "
    "tidak-terdata hilang-rusak",
    "akta-perkawinan": "umum duda-janda tni-polri orang-asing dispensasi hilang-rusak",
    "akta-perceraian": "umum perbarui-kk hilang-rusak",
    "pindah-datang": "satu-desa satu-kecamatan satu-kota keluar-provinsi-sama "
    "keluar-provinsi-lain datang-provinsi-sama datang-provinsi-lain",
    "validasi-nik": "ditolak ganda belum-rekam",
    "perubahan-data": "pendidikan pekerjaan status-kawin golongan-darah alamat nama-lahir lainnya",
    "legalisir": "tni-polri lainnya",
    "pengaduan": "adminduk bansos pungli lainnya",
}

# What must be photographed by these answers: (service, case, answers, day, paper keys).
PAPERS = [
    ("kis", "baru", {}, REHEARSAL, "ktp-el kk sktm foto-rumah"),
    (
        "kis",
        "baru",
        {"represented": "yes", "relation": "proxy"},
        REHEARSAL,
        "ktp-el kk surat-kuasa sktm foto-rumah",
    ),
    ("kis", "rawat-inap", {}, TODAY, "ktp-el kk surat-rawat sktm"),
    (
        "pbi-jk",
        "reaktivasi",
        {"hospital": "no"},
        date(2026, 1, 31),
        "ktp-el kk kartu-bpjs sktm pakta-integritas foto-rumah rekening-listrik",
    ),
    ("pbi-jk", "reaktivasi", {}, date(2026, 2, 1), "ktp-el kk surat-berobat kartu-bpjs sktm"),
    ("kk", "keluarga-baru", {"union": "muslim"}, TODAY, "buku-nikah"),
    ("kk", "keluarga-baru", {"union": "none"}, TODAY, "sptjm-kawin"),
    ("kk", "ganti-kepala", {"minors_left": "yes"}, TODAY, "kk akta-kematian pernyataan-wali"),
    ("kk", "pisah", {"split_reason": "adult", "union": "civil"}, TODAY, "kk"),
    ("kk", "pisah", {"split_reason": "divorced"}, TODAY, "kk akta-perceraian"),
    ("kk", "pindah-datang", {}, TODAY, "skpwni"),
    ("kk", "numpang", {"joiner_minor": "yes"}, TODAY, "kk pernyataan-kepala-kk pernyataan-asuh"),
    ("kk", "ubah-data", {}, TODAY, "kk bukti-perubahan pernyataan-perubahan"),
    ("kk", "hilang-rusak", {"loss_kind": "lost"}, TODAY, "surat-hilang"),
    ("kk", "hilang-rusak", {"loss_kind": "damaged"}, TODAY, "kk-rusak"),
    ("ktp-el", "hilang", {}, TODAY, "surat-hilang"),
    ("ktp-el", "pindah-datang", {}, TODAY, "kk skpwni ktp-el-lama"),
    ("kia", "5-17", {}, TODAY, "akta-kelahiran kk ktp-orang-tua foto-anak"),
    ("kia", "0-5", {}, TODAY, "akta-kelahiran kk ktp-orang-tua"),
    ("akta-kelahiran", "umum", {"marriage_proof": "muslim"}, TODAY, "surat-lahir kk buku-nikah"),
    ("akta-kelahiran", "tanpa-bukti-nikah", {}, TODAY, "surat-lahir kk sptjm-suami-istri"),
    ("akta-kelahiran", "anak-ibu", {}, TODAY, "surat-lahir kk"),
    ("akta-kelahiran", "anak-temuan", {}, TODAY, "bap-polisi"),
    ("akta-kematian", "hilang", {}, TODAY, "ktp-el putusan kk"),
    (
        "akta-perkawinan",
        "umum",
        {"husband_before": "widowed", "soldier": "yes"},
        TODAY,
        "surat-pemuka-agama foto-pasangan ktp-pasangan kk-pasangan akta-kematian izin-kesatuan",
    ),
    (
        "akta-perkawinan",
        "tni-polri",
        {},
        TODAY,
        "surat-pemuka-agama foto-pasangan ktp-pasangan kk-pasangan izin-kesatuan",
    ),
    (
        "akta-perceraian",
        "umum",
        {"quote_lost": "no"},
        TODAY,
        "putusan akta-perkawinan ktp-el-lama kk",
    ),
    ("pindah-datang", "keluar-provinsi-lain", {"lodging": "no"}, TODAY, "kk"),
    (
        "pindah-datang",
        "datang-provinsi-lain",
        {"lodging": "yes"},
        TODAY,
        "skpwni pernyataan-pemilik-rumah ktp-el-lama",
    ),
    ("legalisir", "tni-polri", {}, TODAY, "dokumen-legalisir bukti-rekrutmen"),
]


def every_service() -> Iterator[Service]:
    for key in sorted(service_keys()):
        for day in DAYS:
            yield catalogue().service(key, on=day)


def every_case() -> list[tuple[Service, Case]]:
    return [(service, case) for service in every_service() for case in service.cases]


def every_row() -> Iterator[tuple[str, dict[str, str]]]:
    """Every pair of sentences in every file, wherever it stands."""

    def walk(name: str, value: object) -> Iterator[tuple[str, dict[str, str]]]:
        if isinstance(value, dict):
            if "id" in value or "en" in value:
                yield name, value
            for below in value.values():
                yield from walk(name, below)
        elif isinstance(value, list):
            for below in value:
                yield from walk(name, below)

    for path in sorted(FOLDER.glob("*.toml")):
        yield from walk(path.name, tomllib.loads(path.read_text(encoding="utf-8")))


def test_service_keys__as_shipped__are_those_of_the_contract() -> None:
    assert service_keys() == set(f"{DINSOS} {DISDUKCAPIL}".split()) == catalogue().keys


@pytest.mark.parametrize("key", HANDBOOK_CASES)
def test_service__of_the_handbook__has_its_cases(key: str) -> None:
    days = [REHEARSAL] if key in ("bst", "jampersal") else [REHEARSAL, TODAY]
    for day in days:
        cases = {case.key for case in catalogue().service(key, on=day).cases}
        assert set(HANDBOOK_CASES[key].split()) <= cases


@pytest.mark.parametrize(("key", "case", "answers", "day", "wanted"), PAPERS)
def test_papers__by_these_answers__are_those_of_the_handbook(
    key: str, case: str, answers: dict[str, str], day: date, wanted: str
) -> None:
    needs = catalogue().service(key, on=day).case(case).papers(answers)
    assert [need.paper.key for need in needs] == wanted.split()


def test_papers__wanted_twice__are_one_with_more_photos() -> None:
    case = catalogue().service("akta-perkawinan", on=TODAY).case("duda-janda")
    needs = case.papers({"husband_before": "widowed", "wife_before": "widowed"})
    (deaths,) = [need for need in needs if need.paper.key == "akta-kematian"]
    assert (deaths.least, deaths.note) == (2, None)


def test_texts__everywhere__are_in_both_languages() -> None:
    for name, row in every_row():
        assert row.get("id", "").strip(), (name, row)
        assert row.get("en", "").strip(), (name, row)


def test_texts__everywhere__are_plain_and_kind() -> None:
    banned = re.compile(
        r"\b(antrian|klik|anda|kamu|ditolak sistem|upload|download|silakan)\b|\bRp|\.000", re.I
    )
    for name, row in every_row():
        assert not banned.search(row["id"]), (name, row["id"])
        for sentence in re.split(r"[.?!] ", row["id"]):
            assert len(sentence.split()) < 15, (name, sentence)


def test_fee__of_every_service__is_nothing() -> None:
    for service in every_service():
        assert service.fee == Text("Gratis", "Free of charge")
    for name, row in every_row():
        assert not re.search(r"\b(biaya|tarif|bayar)\b.*\d", row["id"], re.I), (name, row["id"])


def test_groups__of_every_case__have_at_most_seven_questions() -> None:
    for service, case in every_case():
        assert case.every_group, (service.key, case.key)
        for group in case.every_group:
            assert 0 < len(group.asked) <= 7, (service.key, group.key)


def test_groups__of_every_case__ask_each_question_once() -> None:
    for service, case in every_case():
        keys = [asked.question.key for group in case.every_group for asked in group.asked]
        assert len(keys) == len(set(keys)), (service.key, case.key, sorted(keys))


def test_conditions__of_every_case__look_back_at_a_possible_answer() -> None:
    for service, case in every_case():
        seen: dict[str, set[str]] = {}
        for group in case.every_group:
            rules: list[tuple[When | None, dict[str, set[str]]]] = [(group.when, dict(seen))]
            for asked in group.asked:
                rules.append((asked.when, dict(seen)))
                seen[asked.question.key] = {c.key for c in asked.question.choices} or {"yes", "no"}
            for when, before in rules:
                where = (service.key, case.key, group.key, when)
                assert when is None or when.value in before.get(when.question, ()), where
        for need in case.every_paper:
            place = (service.key, case.key, need.paper.key)
            assert need.when is None or need.when.value in seen.get(need.when.question, ()), place


def test_clocks__of_a_case__start_at_something_asked_or_an_event() -> None:
    events = {"complete", "forwarded", "issued"}
    for service, case in every_case():
        asked = {a.question.key for group in case.every_group for a in group.asked}
        for clock in case.clocks:
            assert clock.starts in asked | events, (service.key, case.key, clock.key)


def test_questions__that_take_a_number_of_a_person__are_encrypted() -> None:
    for question in catalogue().questions.values():
        if question.kind in (Kind.NIK, Kind.KK, Kind.PHONE) or question.key.endswith("_name"):
            public = {"campus_name", "court_name"}
            assert question.identifies or question.key in public, question.key


def test_papers__with_health_children_or_poverty__are_specific() -> None:
    for key in [
        "surat-rawat",
        "surat-berobat",
        "surat-lahir",
        "akta-kelahiran",
        "foto-anak",
        "sktm",
    ]:
        assert catalogue().papers[key].specific


def test_shared_files__everything_in_them__is_used_somewhere() -> None:
    asked = {a.question.key for _, c in every_case() for g in c.every_group for a in g.asked}
    assert set(catalogue().questions) - asked == set()
    shown = {need.paper.key for _, case in every_case() for need in case.every_paper}
    for_offices = {"surat-rt-rw", "ktp-saksi", "surat-domisili"}
    assert set(catalogue().papers) - shown - for_offices == set()


def test_requirements__of_dinsos_templates__say_they_are_local() -> None:
    for service in every_service():
        if service.kind is OfficeKind.DINSOS:
            assert service.local
    house = catalogue().service("kis", on=TODAY).case("baru").papers({})[-1]
    assert (house.paper.key, house.least, house.local) == ("foto-rumah", 2, True)


@pytest.mark.parametrize(
    ("key", "last", "gone"),
    [
        ("bst", date(2021, 12, 31), date(2022, 1, 1)),
        ("jampersal", date(2022, 12, 31), date(2023, 1, 1)),
    ],
)
def test_active__after_the_programme_ended__is_gone_but_readable(
    key: str, last: date, gone: date
) -> None:
    assert key in {service.key for service in catalogue().active(on=last)}
    assert key not in {service.key for service in catalogue().active(on=gone)}
    assert catalogue().service(key, on=gone).active(gone) is False


@pytest.mark.parametrize("key", ["siks-ng", "kip", "kip-kuliah", "pbi-jk"])
def test_register__by_date__has_the_name_of_its_time(key: str) -> None:
    def words(service: Service) -> str:
        own = (service.name, service.about, service.product.name, *service.who, *service.steps)
        return " ".join(text.id for text in (*own, *(c.about for c in service.cases if c.about)))

    then, now = (words(catalogue().service(key, on=day)) for day in (REHEARSAL, TODAY))
    assert "DTKS" in then
    assert "DTSEN" not in then
    assert "DTSEN" in now


def test_opening__of_a_service__offers_its_cases() -> None:
    (asked,) = catalogue().service("kk", on=TODAY).opening.asked
    assert [choice.key for choice in asked.question.choices] == HANDBOOK_CASES["kk"].split()


def test_at_office__of_a_shared_service__keeps_only_its_cases() -> None:
    emergency = catalogue().service("bpjs-darurat", on=TODAY)
    dinsos = emergency.at_office(OfficeKind.DINSOS)
    assert [case.key for case in dinsos.cases] == ["rekomendasi"]


def test_groups__after_an_answer_changed__forget_what_hung_on_it() -> None:
    case = catalogue().service("kis", on=REHEARSAL).case("baru")
    stale = {"represented": "no", "relation": "proxy", "rep_nik": "x"}
    page = next(group for group in case.groups(stale) if group.key == "diwakili")
    assert [asked.question.key for asked in page.asked] == ["represented"]
    assert "surat-kuasa" not in {need.paper.key for need in case.papers(stale)}


def test_groups__with_a_page_condition__are_left_out_until_it_holds() -> None:
    case = catalogue().service("pbi-jk", on=REHEARSAL).case("reaktivasi")
    shown = {group.key for group in case.groups({"hospital": "yes"})}
    assert "perawatan-dulu" in shown
    assert "perawatan-dulu" not in {group.key for group in case.groups({})}


def test_service__unknown_word__names_the_nearest() -> None:
    with pytest.raises(KeyError, match="ktp-el"):
        catalogue().service("ktp", on=TODAY)


def test_old_form_codes__people_still_say__lead_to_the_current_one() -> None:
    forms = catalogue().forms
    old = {code for code, form in forms.items() if form.replaced_by}
    assert {"F-1.15", "F-1.16", "F-1.21", "F-1.34", "F-1.38", "F-2.12", "F-2.28", "F-2.29"} == old
    synonyms = {word for service in every_service() for word in service.synonyms}
    for code in old:
        assert code.lower() in synonyms
        assert forms[forms[code].replaced_by or ""].replaced_by is None
