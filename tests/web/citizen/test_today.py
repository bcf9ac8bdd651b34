"""The today page says what the judgement says, on the days of the five articles."""

import re
from datetime import datetime
from html import unescape

import pytest

from lawang.offices.queries import office_now
from lawang.offices.words import LANGUAGES
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel, Reason
from lawang.web.citizen.today_values import today_view

DAYS = (
    ("dinsos-depok", "2021-01-19T09:00+07:00"),
    ("dinsos-depok", "2021-01-22T09:00+07:00"),
    ("dinsos-depok", "2021-01-22T12:30+07:00"),
    ("dinsos-gowa", "2020-03-26T10:30+08:00"),
    ("dinsos-gowa", "2020-03-26T13:00+08:00"),
    ("dinsos-gowa", "2020-03-25T10:00+08:00"),
    ("dinsos-lebak", "2021-07-01T16:30+07:00"),
    ("disdukcapil-bogor", "2020-04-09T09:00+07:00"),
    ("disdukcapil-bogor", "2020-04-10T09:00+07:00"),
    ("disdukcapil-bekasi", "2021-01-20T09:00+07:00"),
)


def words_of(response) -> str:
    """The words of a page, without its markup."""
    text = re.sub(r"<(style|svg).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_today__days_of_the_articles__door_agrees_with_decide(slug, when, five_offices) -> None:
    now, at = office_now(slug), datetime.fromisoformat(when)
    view = today_view(now, at=at, lang="id")
    decisions = [
        decide(now.policy, Ask(each, Channel.COUNTER, at, Activity.VISIT))
        for each in now.file.services
    ]
    assert view.door.closed is not any(decision.allowed for decision in decisions)
    on_a_condition = {
        service
        for service, decision in zip(now.file.services, decisions, strict=True)
        if decision.conditions
    }
    shown = {key for group in view.exceptions if group.conditional for key, _ in group.services}
    assert shown == on_a_condition


@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_today__days_of_the_articles__a_service_from_home_is_said_open_only_if_it_is(
    slug, when, five_offices
) -> None:
    now, at = office_now(slug), datetime.fromisoformat(when)
    for line in today_view(now, at=at, lang="id").services:
        answers = {
            decide(now.policy, Ask(line.key, channel, at, channel.activity)).answer.value
            for channel in Channel
            if channel is not Channel.COUNTER
        }
        if "open" in answers:
            assert line.lines[0][0] == "open"
        elif "deferred" in answers:
            assert line.lines[0][0] == "deferred"
        else:
            assert "deferred" not in {state for state, _ in line.lines}


@pytest.mark.parametrize(
    ("slug", "when", "said"),
    [
        (
            "dinsos-depok",
            "2021-01-19T09:00+07:00",
            [
                "Tutup sementara",
                "Loket tutup sampai Rabu, 20 Januari 2021",
                "Buka lagi Kamis, 21 Januari 2021 pukul 08.00 WIB",
                "Dibatasi 30 nomor antrean, sampai pukul 12.00 WIB.",
                "Lewat WhatsApp 0800-000-0001",
                "Keadaan pada Selasa, 19 Januari 2021 pukul 09.00 WIB",
            ],
        ),
        (
            "dinsos-depok",
            "2021-01-22T09:00+07:00",
            ["Buka terbatas", "Hari ini loket buka sampai pukul 12.00 WIB"],
        ),
        ("dinsos-depok", "2021-01-22T12:30+07:00", ["buka lagi Senin, 25 Januari 2021"]),
        (
            "dinsos-gowa",
            "2020-03-26T10:30+08:00",
            ["Hanya kalau berkas sudah dikonfirmasi petugas.", "10.00-12.00 dan 14.00-15.00 WITA"],
        ),
        ("dinsos-lebak", "2021-07-02T19:00+07:00", ["diproses mulai Senin, 5 Juli 2021"]),
        (
            "disdukcapil-bogor",
            "2020-04-09T09:00+07:00",
            [
                "Loket tutup sampai ada pemberitahuan",
                "Ada keluarga yang sedang dirawat?",
                "Bawa bukti pendaftaran TNI atau Polri.",
                "Mohon pakai masker.",
                "Paling cepat 1 hari kerja setelah diajukan.",
            ],
        ),
        (
            "disdukcapil-bekasi",
            "2021-01-20T09:00+07:00",
            ["Gerai SGC di pusat perbelanjaan", "Semua layanan kecuali Perekaman KTP-el"],
        ),
    ],
)  # fmt: skip
def test_today__days_of_the_articles__says_in_words(read, slug, when, said) -> None:
    words = words_of(read(f"/{slug}/", when))
    assert not [each for each in said if each not in words], words


def test_today__no_patient_rule__asks_nobody_about_the_hospital(read) -> None:
    assert "sedang dirawat?" not in words_of(read("/dinsos-depok/"))


def test_today__same_minute__rendered_once_and_anew_when_the_pile_moves(read) -> None:
    first = read("/dinsos-depok/")
    assert read("/dinsos-depok/").content == first.content
    from lawang.offices.models import Office

    Office.objects.filter(slug="dinsos-depok").update(policy_version=99)
    assert read("/dinsos-depok/").status_code == 200


@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_today__english__has_no_indonesian_sentence(read, slug, when) -> None:
    page = read(f"/{slug}/?bahasa=en", when)
    words = words_of(page)
    assert '<html lang="en">' in page.content.decode()
    assert page.headers["Content-Language"] == "en"
    for left in ("Tutup", "Buka", "Bapak/Ibu", "Layanan hari ini", "sampai", "Hanya kalau"):
        assert left not in words.replace("Bahasa Indonesia", ""), words


def test_language__chosen_by_link__kept_in_a_cookie(read, client) -> None:
    read("/dinsos-depok/?bahasa=en")
    assert client.cookies["bahasa"].value == "en"
    assert "Temporarily closed" in words_of(read("/dinsos-depok/"))
    assert "Tutup sementara" in words_of(read("/dinsos-depok/?bahasa=id"))
    assert "Tutup sementara" in words_of(read("/dinsos-depok/?bahasa=xx"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("slug", "when"), DAYS)
def test_pages__codes__never_shown(read, slug, when, lang) -> None:
    words = words_of(read(f"/{slug}/?bahasa={lang}", when))
    codes = [reason.value for reason in Reason if "_" in reason.value]
    codes += ["files_confirmed", "tni_polri_recruitment", "hospital_patient", "wear_mask", "None"]
    assert not [code for code in codes if code in words]
