"""Sentences: short, without codes, the state first, in both languages."""

import re
from datetime import datetime, timedelta

import pytest

from lawang.offices import wording_texts
from lawang.offices.files import FOLDER, office_slugs, read_office
from lawang.offices.names import OfficeNames
from lawang.offices.wording import explain, headline, notice_sentences, period_sentence
from lawang.offices.wording_rules import rule_sentence
from lawang.policy.decide import decide
from lawang.policy.model import (
    WIB,
    Activity,
    Answer,
    Ask,
    Channel,
    Decision,
    Reason,
    Says,
)

OFFICES = [read_office(FOLDER / f"{slug}.toml") for slug in office_slugs()]
DEPOK = next(office for office in OFFICES if office.slug == "dinsos-depok")
CODES = {*Reason, *Activity, *Answer, *Says} - {"open", "closed", "exception", "visit", "book",
                                               "file", "pickup", "deferred"}  # fmt: skip
CODES |= {"channel_closed", "files_confirmed", "tni_polri_recruitment", "hospital_patient"}
MOST_WORDS = 15


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def check(text: str) -> None:
    assert text
    assert text.endswith(".")
    assert "{" not in text
    assert "None" not in text
    assert "_" not in text
    for sentence in sentences(text):
        assert len(sentence.split()) <= MOST_WORDS, sentence
        assert sentence[0].isupper(), sentence
    assert not {code for code in CODES if re.search(rf"\b{code}\b", text)}


def questions(office):
    start = datetime(2020, 3, 20, 9, tzinfo=office.tz)
    for step in range(0, 520, 41):
        for hour in (-2, 1, 8):
            at = start + timedelta(days=step, hours=hour)
            for service in office.services[::3]:
                for channel in Channel:
                    for activity in {channel.activity, *list(Activity)[step % 4 :: 4]}:
                        yield Ask(service, channel, at, activity, office.sites[-1].code)


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.slug)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_explain__many_decisions__short_sentences_without_codes(office, lang: str) -> None:
    for ask in questions(office):
        decision = decide(office.policy, ask)
        check(explain(decision, ask, office.names, lang))
        assert headline(decision, ask, lang)
        for sentence in notice_sentences(decision, office.names, lang):
            check(sentence)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("activity", list(Activity))
def test_explain__every_reason_activity_and_channel__has_words(reason, activity) -> None:
    at = datetime(2021, 1, 19, 9, tzinfo=WIB)
    closed = reason not in (Reason.OPEN, Reason.EXCEPTION)
    for channel in Channel:
        ask = Ask("kis", channel, at, activity)
        decision = Decision(
            Answer.REFUSED if closed else Answer.OPEN,
            reason,
            next_opening=at + timedelta(days=2),
            moved_to="kecamatan" if reason is Reason.RELOCATED else None,
        )
        for lang in ("id", "en"):
            check(explain(decision, ask, DEPOK.names, lang))


def test_explain__depok_closed__reads_as_on_the_page() -> None:
    ask = Ask("kis", Channel.COUNTER, datetime(2021, 1, 19, 9, tzinfo=WIB), Activity.VISIT)
    decision = decide(DEPOK.policy, ask)
    assert explain(decision, ask, DEPOK.names) == (
        "Loket tutup sampai Rabu, 20 Januari 2021. "
        "Buka lagi Kamis, 21 Januari 2021 pukul 08.00 WIB. "
        "Bapak/Ibu bisa lewat web, WhatsApp, atau fasilitator di kelurahan."
    )
    assert headline(decision, ask) == "Tutup sementara"
    assert headline(decision, ask, "en") == "Temporarily closed"


def test_explain__condition_nobody_wrote_words_for__shows_no_code() -> None:
    ask = Ask("kis", Channel.COUNTER, datetime(2021, 1, 19, 9, tzinfo=WIB), Activity.VISIT)
    decision = Decision(Answer.REFUSED, Reason.NEEDS_CONDITION, conditions=("my_own",))
    assert "tanyakan dulu" in explain(decision, ask, OfficeNames(WIB))


def test_texts__every_one__is_written_in_both_languages() -> None:
    tables = [value for value in vars(wording_texts).values() if isinstance(value, dict)]
    values = [*vars(wording_texts).values(), *(each for table in tables for each in table.values())]
    for text in [value for value in values if isinstance(value, wording_texts.Text)]:
        assert text.id
        assert text.en
        assert set(re.findall(r"{\w+}", text.id)) == set(re.findall(r"{\w+}", text.en))


def test_rule_sentence__rules_of_the_five_offices__one_sentence_each() -> None:
    for office in OFFICES:
        for period in office.policy.periods:
            for rule in period.rules:
                for lang in ("id", "en"):
                    said = rule_sentence(rule, office.names, lang)
                    assert said[0].isupper()
                    assert said.endswith(".")
                    assert "_" not in said
                    assert "{" not in said


def test_rule_sentence__depok__says_what_the_head_wrote() -> None:
    limited, _, _, closed, _ = DEPOK.policy.periods
    assert rule_sentence(closed.rules[0], DEPOK.names) == "Loket tutup untuk semua layanan."
    assert rule_sentence(limited.rules[0], DEPOK.names) == (
        "Loket (datang, mengajukan, dan mengambil dokumen) buka untuk semua layanan, "
        "jam Senin-Jumat 08.00-12.00, paling banyak 30 nomor sehari."
    )


def test_period_sentence__closure_and_open_end__say_until_when() -> None:
    limited, _, _, closed, _ = DEPOK.policy.periods
    assert period_sentence(closed) == "Berlaku Senin, 18 Januari 2021 sampai Rabu, 20 Januari 2021."
    review = DEPOK.texts[limited.id].review_on
    check(period_sentence(limited, review_on=review))
    assert "sampai ada pemberitahuan" in period_sentence(limited)
