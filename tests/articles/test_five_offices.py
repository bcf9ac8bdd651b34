"""The five articles as an executable specification: a question per row, as people would ask it.

First the table of the issue, then more of the same days. Columns: service, channel:activity@site,
when, facts, then answer, reason, until, next opening, other channels at once or within a week.
`...` = not looked at here.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

import pytest

from lawang.offices.file_hours import read_fact
from lawang.offices.files import FOLDER, office_slugs, read_office
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel, Decision

DEPOK, GOWA, LEBAK = "dinsos-depok", "dinsos-gowa", "dinsos-lebak"
BOGOR, BEKASI = "disdukcapil-bogor", "disdukcapil-bekasi"
OFFICES = {slug: read_office(FOLDER / f"{slug}.toml") for slug in office_slugs()}
ANY: Any = ...


class Row(NamedTuple):
    office: str
    service: str
    way: str
    at: str
    facts: str
    answer: str
    reason: str
    until: Any = ANY
    opens: Any = ANY
    instead: Any = ANY


TABLE_OF_THE_ISSUE = [
    Row(DEPOK, "kis", "counter", "2021-01-19T09:00", "", "refused", "channel_closed",
        "2021-01-20", "2021-01-21T08:00", "web whatsapp collective"),
    Row(DEPOK, "kis", "counter", "2021-01-22T12:30", "", "refused", "outside_hours",
        None, "2021-01-25T08:00", "web whatsapp collective"),
    Row(GOWA, "jampersal", "counter", "2020-03-26T10:30", "", "refused", "needs_condition",
        "2020-03-31", ANY, "web whatsapp"),
    Row(GOWA, "jampersal", "counter", "2020-03-26T10:30", "files_confirmed=true",
        "open", "exception", "2020-03-31", None, ""),
    Row(GOWA, "jampersal", "counter", "2020-03-26T13:00", "files_confirmed=true",
        "refused", "outside_hours", "2020-03-31", "2020-03-26T14:00", "web whatsapp"),
    Row(GOWA, "kis", "whatsapp", "2020-03-25T10:00", "", "deferred", "not_working_day",
        "2020-03-31", "2020-03-26T08:00", ""),
    Row(LEBAK, "pkh", "phone", "2021-07-01T16:30", "", "refused", "outside_hours",
        None, "2021-07-02T08:00", "web"),
    Row(BOGOR, "legalisir", "counter", "2020-04-09T09:00", "", "refused", "needs_condition",
        None, ANY, ""),
    Row(BOGOR, "legalisir", "counter", "2020-04-09T09:00", "tni_polri_recruitment=true",
        "open", "exception", None, None, ""),
    Row(BOGOR, "kk", "counter:pickup", "2020-04-09T14:00", "filed=2020-04-09T10:00",
        "refused", "lead_time", None, "2020-04-13T08:00", ""),
    Row(BEKASI, "kia", "counter:pickup", "2021-01-20T09:00", "", "refused", "channel_closed",
        None, None, ""),
]  # fmt: skip

DEPOK_DAYS = [
    # The Friday before, and the whole closure to the minute.
    Row(DEPOK, "kis", "counter", "2021-01-15T09:00", "", "open", "open", None, None, ""),
    Row(DEPOK, "kis", "counter", "2021-01-15T15:00", "", "refused", "outside_hours",
        None, "2021-01-21T08:00", "web whatsapp collective"),
    Row(DEPOK, "kis", "whatsapp", "2021-01-17T23:59", "", "refused", "not_offered"),
    Row(DEPOK, "kis", "whatsapp", "2021-01-18T00:00", "", "open", "open", None, None, ""),
    Row(DEPOK, "pbi-jk", "whatsapp", "2021-01-19T21:00", "", "open", "open"),
    Row(DEPOK, "kis", "collective", "2021-01-18T10:00", "", "refused", "not_offered"),
    Row(DEPOK, "kis", "collective", "2021-01-19T10:00", "", "open", "open", None),
    Row(DEPOK, "pbi-jk", "collective", "2021-02-01T10:00", "", "open", "open", None),
    Row(DEPOK, "kis", "counter", "2021-01-18T08:00", "", "refused", "channel_closed",
        "2021-01-20", "2021-01-21T08:00", "web whatsapp collective"),
    Row(DEPOK, "pbi-jk", "counter", "2021-01-20T23:59", "", "refused", "channel_closed",
        "2021-01-20", "2021-01-21T08:00", "web whatsapp collective"),
    Row(DEPOK, "kis", "counter:pickup", "2021-01-20T09:00", "", "refused", "channel_closed",
        "2021-01-20", "2021-01-21T08:00", ""),
    Row(DEPOK, "kis", "web", "2021-01-19T09:00", "", "open", "open"),
    Row(DEPOK, "kis", "web", "2021-01-19T21:00", "", "deferred", "outside_hours",
        None, "2021-01-20T08:00", ""),
    Row(DEPOK, "kis", "counter", "2021-01-21T07:59", "", "refused", "outside_hours",
        None, "2021-01-21T08:00"),
    Row(DEPOK, "kis", "counter", "2021-01-21T08:00", "", "open", "open"),
    Row(DEPOK, "kis", "counter", "2021-01-22T11:59", "", "open", "open"),
    Row(DEPOK, "kis", "counter", "2021-01-22T12:00", "", "refused", "outside_hours",
        None, "2021-01-25T08:00"),
    Row(DEPOK, "pbi-jk", "counter", "2021-01-22T10:00", "loket=29", "open", "open"),
    Row(DEPOK, "pbi-jk", "counter", "2021-01-22T10:00", "loket=30", "refused", "quota_used",
        None, "2021-01-25T08:00", "web whatsapp collective"),
    Row(DEPOK, "kis", "counter", "2021-01-23T09:00", "", "refused", "not_working_day",
        None, "2021-01-25T08:00"),
    Row(DEPOK, "kis", "phone", "2021-01-19T09:00", "", "refused", "not_offered", None, None,
        "web whatsapp collective counter"),
    Row(DEPOK, "kk", "counter", "2021-01-15T09:00", "", "refused", "not_offered", None, None, ""),
    Row(DEPOK, "kk", "counter", "2021-01-19T09:00", "", "refused", "not_offered", None, None, ""),
]  # fmt: skip

GOWA_DAYS = [
    Row(GOWA, "kis", "counter", "2020-03-23T09:00", "", "open", "open"),
    Row(GOWA, "kis", "whatsapp", "2020-03-23T09:00", "", "refused", "not_offered"),
    Row(GOWA, "kis", "counter", "2020-03-24T09:00", "", "refused", "channel_closed",
        "2020-03-31", "2020-04-01T08:00", "web whatsapp"),
    Row(GOWA, "kip", "counter", "2020-03-31T14:59", "", "refused", "channel_closed",
        "2020-03-31", "2020-04-01T08:00"),
    Row(GOWA, "kip", "counter", "2020-04-01T08:00", "", "open", "open"),
    Row(GOWA, "kip", "whatsapp", "2020-03-24T08:00", "", "open", "open"),
    Row(GOWA, "kis", "whatsapp", "2020-03-24T15:00", "", "deferred", "outside_hours",
        "2020-03-31", "2020-03-26T08:00"),
    Row(GOWA, "kis", "whatsapp", "2020-03-28T10:00", "", "deferred", "not_working_day",
        "2020-03-31", "2020-03-30T08:00"),
    Row(GOWA, "jampersal", "whatsapp", "2020-03-26T09:00", "", "open", "open"),
    Row(GOWA, "kip-kuliah", "counter", "2020-03-26T14:30", "files_confirmed=true",
        "open", "exception"),
    Row(GOWA, "kip-kuliah", "counter", "2020-03-26T12:00", "files_confirmed=true",
        "refused", "outside_hours", "2020-03-31", "2020-03-26T14:00"),
    Row(GOWA, "jampersal", "counter", "2020-03-26T13:00", "", "refused", "outside_hours",
        "2020-03-31", "2020-03-26T14:00"),
    Row(GOWA, "jampersal", "counter", "2020-03-26T10:30", "files_confirmed=false",
        "refused", "not_eligible"),
    Row(GOWA, "jampersal", "counter", "2020-03-25T10:30", "files_confirmed=true",
        "refused", "not_working_day", "2020-03-31", "2020-03-26T10:00"),
    Row(GOWA, "kis", "counter", "2020-03-26T10:30", "files_confirmed=true",
        "refused", "channel_closed"),
    Row(GOWA, "kis", "web", "2020-03-25T10:00", "", "deferred", "not_working_day",
        None, "2020-03-26T08:00"),
    Row(GOWA, "pkh", "whatsapp", "2020-03-26T10:00", "", "refused", "not_offered"),
]  # fmt: skip

LEBAK_DAYS = [
    Row(LEBAK, "pkh", "phone", "2021-06-30T10:00", "", "refused", "not_offered"),
    Row(LEBAK, "pkh", "counter", "2021-06-30T10:00", "", "open", "open"),
    Row(LEBAK, "pkh", "phone", "2021-07-01T08:00", "", "open", "open", None),
    Row(LEBAK, "siks-ng", "phone", "2021-07-02T15:59", "", "open", "open"),
    Row(LEBAK, "bst", "phone", "2021-07-02T16:00", "", "refused", "outside_hours",
        None, "2021-07-05T08:00"),
    Row(LEBAK, "bpnt", "phone", "2021-07-03T10:00", "", "refused", "not_working_day",
        None, "2021-07-05T08:00", "web"),
    Row(LEBAK, "kis", "phone", "2021-07-20T10:00", "", "refused", "not_working_day",
        None, "2021-07-21T08:00"),
    Row(LEBAK, "kip", "counter", "2021-07-01T09:00", "", "refused", "channel_closed",
        None, None, "web phone"),
    Row(LEBAK, "kip", "counter:pickup", "2021-07-01T09:00", "", "refused", "channel_closed",
        None, None, ""),
    Row(LEBAK, "pbi-jk", "web", "2021-07-01T16:30", "", "deferred", "outside_hours",
        None, "2021-07-02T08:00"),
    Row(LEBAK, "kis", "whatsapp", "2021-07-01T09:00", "", "refused", "not_offered"),
]  # fmt: skip

BOGOR_DAYS = [
    Row(BOGOR, "ktp-el-rekam", "counter", "2020-04-03T09:00", "", "open", "open"),
    Row(BOGOR, "ktp-el-rekam", "web", "2020-04-03T09:00", "", "refused", "not_offered",
        None, None, "counter"),
    Row(BOGOR, "ktp-el-rekam", "counter", "2020-04-09T09:00", "", "refused", "channel_closed",
        None, None, ""),
    Row(BOGOR, "kk", "web", "2020-04-10T23:00", "", "open", "open", None, None, ""),
    Row(BOGOR, "kia", "web", "2020-04-12T03:00", "", "open", "open"),
    Row(BOGOR, "kia", "counter", "2020-04-09T09:00", "", "refused", "channel_closed",
        None, None, "web"),
    Row(BOGOR, "legalisir", "web", "2020-04-09T09:00", "", "refused", "not_offered"),
    Row(BOGOR, "legalisir", "counter", "2020-04-10T09:00", "tni_polri_recruitment=true",
        "refused", "not_working_day", None, "2020-04-13T08:00"),
    Row(BOGOR, "legalisir", "counter", "2020-04-09T15:00", "tni_polri_recruitment=true",
        "refused", "outside_hours", None, "2020-04-13T08:00"),
    Row(BOGOR, "legalisir", "counter", "2020-04-09T09:00", "hospital_patient=true",
        "refused", "needs_condition"),
    Row(BOGOR, "legalisir", "counter", "2020-04-09T09:00", "tni_polri_recruitment=false",
        "refused", "not_eligible"),
    Row(BOGOR, "bpjs-darurat", "counter", "2020-04-09T09:00", "", "refused", "needs_condition",
        None, ANY, "web"),
    Row(BOGOR, "bpjs-darurat", "counter", "2020-04-09T09:00", "hospital_patient=true",
        "open", "exception"),
    Row(BOGOR, "kk", "counter", "2020-04-09T09:00", "hospital_patient=true", "open", "exception"),
    Row(BOGOR, "validasi-nik", "counter", "2020-04-09T09:00", "hospital_patient=true",
        "open", "exception"),
    Row(BOGOR, "perubahan-data", "counter", "2020-04-09T09:00", "hospital_patient=true",
        "open", "exception"),
    Row(BOGOR, "pindah-datang", "counter", "2020-04-09T09:00", "hospital_patient=true",
        "refused", "channel_closed", None, None, "web"),
    Row(BOGOR, "kk", "counter:pickup", "2020-04-13T08:00", "filed=2020-04-09T10:00",
        "open", "open"),
    Row(BOGOR, "kk", "counter:pickup", "2020-04-09T10:00", "filed=2020-04-08T23:00",
        "open", "open"),
    Row(BOGOR, "kk", "counter:pickup", "2020-04-09T14:00", "", "open", "open"),
    Row(BOGOR, "kk", "counter:pickup", "2020-04-09T16:00", "", "refused", "outside_hours",
        None, "2020-04-13T08:00", ""),
    Row(BOGOR, "kk", "whatsapp", "2020-04-09T10:00", "", "refused", "not_offered"),
]  # fmt: skip

BEKASI_DAYS = [
    Row(BEKASI, "kk", "counter", "2021-01-08T09:00", "", "open", "open"),
    Row(BEKASI, "kk", "counter:visit@gerai-sgc", "2021-01-08T09:00", "", "open", "open"),
    Row(BEKASI, "kk", "counter", "2021-01-11T09:00", "", "refused", "channel_closed",
        None, None, "web whatsapp"),
    Row(BEKASI, "kk", "counter:visit@gerai-sgc", "2021-01-19T09:00", "", "refused",
        "channel_closed", None, None, "web whatsapp"),
    Row(BEKASI, "legalisir", "counter", "2021-01-19T09:00", "", "refused", "needs_condition"),
    Row(BEKASI, "legalisir", "counter", "2021-01-19T09:00", "tni_polri_recruitment=true",
        "open", "exception"),
    Row(BEKASI, "legalisir", "counter:visit@gerai-sgc", "2021-01-19T09:00",
        "tni_polri_recruitment=true", "refused", "channel_closed", None, None, "counter"),
    Row(BEKASI, "legalisir", "web", "2021-01-19T09:00", "", "refused", "not_offered"),
    Row(BEKASI, "ktp-el-rekam", "counter", "2021-01-19T09:00", "", "refused", "channel_closed",
        None, None, ""),
    Row(BEKASI, "ktp-el-rekam", "whatsapp", "2021-01-19T09:00", "", "refused", "not_offered"),
    Row(BEKASI, "ktp-el", "web", "2021-01-24T02:00", "", "open", "open"),
    Row(BEKASI, "akta-perkawinan", "whatsapp", "2021-02-12T20:00", "", "open", "open"),
    Row(BEKASI, "akta-perceraian", "whatsapp", "2021-01-10T20:00", "", "refused", "not_offered"),
    Row(BEKASI, "pengaduan", "web", "2021-01-19T21:00", "", "open", "open"),
    Row(BEKASI, "pengaduan", "whatsapp:complain", "2021-01-19T21:00", "", "open", "open"),
    Row(BEKASI, "pengaduan", "counter:complain", "2021-01-19T09:00", "", "refused",
        "channel_closed", None, None, "web whatsapp"),
    Row(BEKASI, "kk", "counter:pickup@gerai-sgc", "2021-01-20T09:00", "", "refused",
        "channel_closed", None, None, ""),
    Row(BEKASI, "ktp-el", "counter:pickup", "2021-01-08T14:59", "", "open", "open"),
    Row(BEKASI, "bpjs-darurat", "counter", "2021-01-19T09:00", "", "refused", "not_offered"),
]  # fmt: skip

ROWS = [*TABLE_OF_THE_ISSUE, *DEPOK_DAYS, *GOWA_DAYS, *LEBAK_DAYS, *BOGOR_DAYS, *BEKASI_DAYS]


def _ask(row: Row) -> tuple[Ask, Decision]:
    office = OFFICES[row.office]
    channel_word, _, rest = row.way.partition(":")
    activity, _, site = rest.partition("@")
    channel = Channel(channel_word)
    facts = dict(pair.split("=") for pair in row.facts.split())
    filed = facts.pop("filed", None)
    used = {"loket": int(facts.pop("loket"))} if "loket" in facts else {}
    tz = office.tz
    question = Ask(
        service=row.service,
        channel=channel,
        at=datetime.fromisoformat(row.at).replace(tzinfo=tz),
        activity=Activity(activity) if activity else channel.activity,
        site=site or "kantor",
        facts={key: read_fact(value) for key, value in facts.items()},
        used=used,
        filed_at=datetime.fromisoformat(filed).replace(tzinfo=tz) if filed else None,
    )
    return question, decide(office.policy, question)


def _name(row: Row) -> str:
    return " ".join([row.office, row.service, row.way, row.at, row.facts]).strip()


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_five_offices__asked_about_their_days__answer_as_announced(row: Row) -> None:
    _, decision = _ask(row)
    tz = OFFICES[row.office].tz
    assert (decision.answer, decision.reason) == (row.answer, row.reason)
    if row.until is not ANY:
        assert decision.until == (date.fromisoformat(row.until) if row.until else None)
    if row.opens is not ANY:
        opens = datetime.fromisoformat(row.opens).replace(tzinfo=tz) if row.opens else None
        assert decision.next_opening == opens
    if row.instead is not ANY:
        assert " ".join(way.channel for way in decision.instead) == row.instead


def test_five_offices__counted__more_than_sixty_questions_besides_the_table() -> None:
    assert len(ROWS) - len(TABLE_OF_THE_ISSUE) >= 60


def test_bogor_visit_and_pickup__allowed__notices_begin_with_the_mask() -> None:
    pickup = Row(BOGOR, "kk", "counter:pickup", "2020-04-14T09:00", "", "", "")
    for row in (TABLE_OF_THE_ISSUE[8], pickup):
        _, decision = _ask(row)
        assert decision.notices[0] == "wear_mask"


def test_gowa_visit__allowed__notices_are_distance_and_sanitizer() -> None:
    _, decision = _ask(TABLE_OF_THE_ISSUE[3])
    assert decision.notices == ("keep_distance", "hand_sanitizer")


def test_depok_counter__limited__one_pool_of_thirty_announced_as_25_to_30() -> None:
    _, decision = _ask(Row(DEPOK, "kis", "counter", "2021-01-22T09:00", "", "", ""))
    assert decision.daily_quota == 30
    assert decision.pools[0].about == (25, 30)


@pytest.mark.parametrize("slug", list(OFFICES))
def test_office__contacts__are_obviously_invented(slug: str) -> None:
    for period in OFFICES[slug].policy.periods:
        for contact in period.contacts:
            assert contact.address.startswith("0800-000-0")


@pytest.mark.parametrize("slug", list(OFFICES))
def test_office__normal_service__is_marked_as_assumed(slug: str) -> None:
    office = OFFICES[slug]
    assert [id_ for id_, text in office.texts.items() if text.assumed] == ["pelayanan-biasa"]


@pytest.mark.parametrize("slug", list(OFFICES))
def test_office__each_period__was_published_the_evening_before(slug: str) -> None:
    for period in OFFICES[slug].policy.periods:
        assert period.since is not None
        assert (period.since - period.published_at.date()).days == 1
        assert period.published_at.hour >= 18
