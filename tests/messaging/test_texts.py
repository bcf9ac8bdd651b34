"""Every message, both languages, long and short: complete, kind, and without identity numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawang.messaging.library import FOLDER, LANGUAGES, library, message
from lawang.messaging.rendering import BadFacts, render, settled_facts
from lawang.messaging.safe import UnsafeText, check_text, cleaned
from lawang.offices.words import Text

GSM = re.compile(r"[A-Za-z0-9 \n@£$¥èéùìòÇØøÅå_ÆæßÉ!\"#%&'()*+,\-./:;<=>?¡ÄÖÑܧ¿äöñüà]*")
WANTED = {
    "application_received", "papers_missing", "correction_received", "application_complete",
    "application_in_process", "waiting_external", "application_ready_pickup",
    "application_ready_download", "application_done", "application_rejected",
    "application_cancelled", "draft_kept", "deadline_reminder",
}  # fmt: skip
EVERY = [(key, lang) for key in sorted(library()) for lang in LANGUAGES]
ONE_PART = 160
NIKS = ["3276014107900001", "3276 0141 0790 0001", "3276-0141-0790-0001", "3276.014107.90.0001"]


def _render(key, lang="id", *, short=False, **facts):
    given_ = message(key).samples | facts
    office = "Dinas Sosial Kota Depok"
    return render(key, given_, lang, office=office, short=short, limit=459 if short else 20_000)


@pytest.fixture(autouse=True)
def own_address(settings) -> None:
    settings.LAWANG_PUBLIC_URL = "https://lawang.depok.go.id"


def test_library__all_messages_of_an_application__there() -> None:
    assert set(library()) >= WANTED
    assert {path.stem for path in FOLDER.glob("[!_]*.toml")} == set(library())


@pytest.mark.parametrize(("key", "lang"), EVERY)
def test_text__long__has_a_subject_the_number_and_the_link_last(key, lang) -> None:
    text = _render(key, lang)
    assert text.subject
    assert "{" not in text.body
    if "number" in message(key).samples:
        assert "DPK-7K4M-P2X8-C" in text.body
    assert "https://lawang.depok.go.id/lacak/" in text.body
    assert text.body.endswith("Dinas Sosial Kota Depok")


@pytest.mark.parametrize(("key", "lang"), EVERY)
def test_text__short__fits_one_sms_of_plain_signs(key, lang) -> None:
    text = _render(key, lang, short=True).body
    assert GSM.fullmatch(text), text
    assert "https://lawang.depok.go.id/lacak/" in text
    if key != "papers_missing":  # it names every paper and reason
        assert len(text) <= ONE_PART, (len(text), text)


@pytest.mark.parametrize("key", sorted(library()))
def test_text__indonesian__speaks_to_bapak_ibu_in_short_sentences(key) -> None:
    body = _render(key).body
    assert "Bapak/Ibu" in body
    assert "ditolak" not in body.lower()
    sentences = [part for line in body.splitlines() for part in re.split(r"(?<=[.?!]) ", line)]
    assert max(len(sentence.split()) for sentence in sentences) <= 15, sentences


def test_papers_missing__two_papers__names_each_with_its_reason() -> None:
    body = _render("papers_missing").body
    assert "- Foto KK: tulisannya belum terbaca" in body
    assert "- Surat keterangan tidak mampu: halaman kedua belum ada" in body
    short = _render("papers_missing", short=True).body
    assert "Foto KK (tulisannya belum terbaca)" in short


def test_papers_missing__many_papers_by_sms__link_survives_and_the_rest_is_counted() -> None:
    papers = [{"name": f"Surat nomor {n}", "reason": "tulisannya belum terbaca"} for n in range(30)]
    text = _render("papers_missing", short=True, papers=papers).body
    assert len(text) <= 459
    assert "lagi. Kirim di https://" in text


def test_optional_fact__empty__its_line_is_left_out() -> None:
    assert "paling lambat" in _render("papers_missing").body
    assert "paling lambat" not in _render("papers_missing", until="").body


def test_facts__pair_of_texts__spoken_in_the_language_of_the_reader() -> None:
    facts = {"service": Text("Kartu keluarga (KK)", "Family card (KK)")}
    assert "Kartu keluarga" in _render("application_done", "id", **facts).body
    assert "Family card" in _render("application_done", "en", **facts).body


@pytest.mark.parametrize(
    "change",
    [
        {"number": ""},
        {"color": "x"},
        {"papers": "KK"},
        {"path": "https://x.example/"},
        {"path": "//x.example"},
        {"number": 7},
    ],
)
def test_facts__not_fitting__refused(change) -> None:
    with pytest.raises(BadFacts):
        _render("papers_missing", **change)


def test_facts__one_missing__refused() -> None:
    facts = message("application_received").samples
    del facts["number"]
    with pytest.raises(BadFacts):
        settled_facts("application_received", facts)


@pytest.mark.parametrize("nik", NIKS)
@pytest.mark.parametrize("short", [True, False])
def test_invariant_7__nik_in_what_an_officer_typed__does_not_go_out(nik, short) -> None:
    papers = [{"name": "KTP", "reason": f"NIK {nik} tidak sama"}]
    text = _render("papers_missing", short=short, papers=papers)
    assert "0001" not in text.body
    assert "****" in text.body


@pytest.mark.parametrize("nik", NIKS)
def test_invariant_7__nik_in_a_finished_text__refused(nik) -> None:
    with pytest.raises(UnsafeText) as refused:
        check_text(f"Bapak/Ibu, NIK {nik} …")
    assert refused.value.code == "identity_number"
    assert nik not in str(refused.value)


@given(st.text(alphabet="0123456789 .-/\n\tabc\u200b", max_size=60))
def test_cleaned__any_text__passes_the_check(text: str) -> None:
    check_text(cleaned(text))


def test_links__anybody_elses__taken_out_and_refused() -> None:
    body = _render("application_rejected", reason="lihat http://palsu.example/ktp.apk ya").body
    assert "palsu" not in body
    with pytest.raises(UnsafeText):
        check_text("https://lawang.depok.go.id.palsu.example/", own="https://lawang.depok.go.id")
    check_text("https://lawang.depok.go.id/lacak/.", own="https://lawang.depok.go.id")


def test_short_dates_and_phones__next_to_each_other__are_no_identity_number() -> None:
    check_text("Telepon 0800-000-0123\n2021-01-22 pukul 08.00")
