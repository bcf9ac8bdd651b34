"""From what a head wants to the period that says it, and the answers it would change."""

from datetime import date

import pytest

from lawang.offices.drafts import What, Wish, draft_of, free_key, title_of
from lawang.offices.files import FOLDER, read_office
from lawang.offices.previews import answer_changes, without_a_way
from lawang.offices.words import Text
from lawang.policy.changes import lay
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel, Window
from tests.office_world import AT

GOWA = read_office(FOLDER / "dinsos-gowa.toml")
BEKASI = read_office(FOLDER / "disdukcapil-bekasi.toml")
MORNING = tuple((Window(480, 720),) if day < 5 else () for day in range(7))
WEDNESDAY = date(2021, 1, 20)


def wish(what: What = What.CLOSE, until: date | None = date(2021, 1, 22), **more) -> Wish:
    given = {"channels": (Channel.COUNTER,)}
    return Wish(what, WEDNESDAY, until, None, Text("Petugas sakit.", ""), **(given | more))


def laid(wanted: Wish, office=GOWA):
    return lay(office.policy, draft_of(wanted, office.policy, office.services, at=AT).period)


def lines(wanted: Wish, office=GOWA) -> list[str]:
    found = answer_changes(office.policy, laid(wanted, office), office.names,
                           since=wanted.since, until=wanted.until)  # fmt: skip
    return [f"{each.when} {each.where}: {each.before} → {each.after}" for each in found]


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        (wish(), "Loket tutup 20 sampai 22 Januari 2021"),
        (wish(until=None), "Loket tutup mulai 20 Januari 2021"),
        (wish(until=WEDNESDAY), "Loket tutup 20 Januari 2021"),
        (wish(until=date(2021, 2, 3)), "Loket tutup 20 Januari sampai 3 Februari 2021"),
        (wish(What.LIMIT, quota=20), "Loket dibatasi 20 nomor sehari 20 sampai 22 Januari 2021"),
    ],
)
def test_title__wish__says_what_and_when(wanted, title) -> None:
    assert title_of(wanted).id == title


def test_key__taken__gets_a_number() -> None:
    assert free_key("tutup-2021-01-20", {"tutup-2021-01-20"}) == "tutup-2021-01-20-2"
    assert draft_of(wish(), GOWA.policy, GOWA.services, at=AT).period.id == "tutup-2021-01-20"


def test_changes__closed_counter__is_one_line_for_all_services() -> None:
    assert lines(wish()) == [
        "Rabu, 20 Januari sampai Jumat, 22 Januari, 08.00-15.00 loket: buka → tutup"
    ]


def test_changes__shorter_hours__only_the_hours_that_close() -> None:
    assert lines(wish(What.HOURS, hours=MORNING)) == [
        "Rabu, 20 Januari sampai Jumat, 22 Januari, 12.00-15.00 loket: buka → tutup"
    ]


def test_changes__limit__says_how_many() -> None:
    assert lines(wish(What.LIMIT, hours=MORNING, quota=20))[0].endswith(
        "08.00-12.00 loket: buka → buka, 20 nomor sehari"
    )


def test_changes__pickup_stopped__names_the_activity() -> None:
    assert lines(wish(What.NO_PICKUP, channels=()))[0].endswith(
        "loket (mengambil dokumen): buka → tutup"
    )


def test_changes__condition__is_named() -> None:
    shown = lines(wish(What.CONDITION, hours=MORNING, conditions=("urgent",)))
    assert "hanya kalau keperluan mendesak" in shown[0]


def test_changes__new_channel__opens_with_its_contact() -> None:
    wanted = wish(What.OPEN, channels=(Channel.WHATSAPP,), contact="0800-000-0077")
    assert lines(wanted) == [
        "Rabu, 20 Januari sampai Jumat, 22 Januari, sepanjang hari WhatsApp: tidak dilayani → buka"
    ]
    found = decide(laid(wanted), Ask("kis", Channel.WHATSAPP, AT.replace(day=20), Activity.FILE))
    assert found.contact == "0800-000-0077"


def test_hours__service_not_offered_there__is_not_offered_by_them() -> None:
    wanted = wish(What.HOURS, channels=(Channel.WEB,), hours=MORNING)
    after = laid(wanted, BEKASI)
    ask = Ask("ktp-el-rekam", Channel.WEB, AT.replace(day=20), Activity.FILE)
    assert decide(after, ask).reason == "not_offered"


def test_without_a_way__everything_closed__names_every_service() -> None:
    everything = laid(wish(channels=()))
    assert without_a_way(GOWA.policy, everything, GOWA.services, since=WEDNESDAY,
                         until=date(2021, 1, 22)) == GOWA.services  # fmt: skip
    counter = laid(wish())
    assert not without_a_way(GOWA.policy, counter, GOWA.services, since=WEDNESDAY,
                             until=date(2021, 1, 22))  # fmt: skip
