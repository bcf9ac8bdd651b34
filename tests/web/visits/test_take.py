"""Taking a number from home: days, windows, the person, the ticket; full days and closed ones."""

from django.test import Client

from lawang.visits.models import Visit, VisitState, Waiting
from tests.visits.making import took
from tests.web.visits.making import DEPOK, EVENING, SARI, booked

TAKE = f"/{DEPOK}/antrean/ambil/kis/"
MORNING = "2021-01-22T07:30"


def take(client: Client, where: str = f"{TAKE}?hari=2021-01-22&jam=0800", **said):
    return client.post(where, SARI | {"langkah": "ambil"} | said)


def test_days__friday_of_thirty__free_windows_and_numbers_left(world, client, at) -> None:
    at(MORNING)
    page = client.get(TAKE).content.decode()
    assert "08.00–08.30 WIB" in page
    assert "11.30–12.00 WIB" in page
    assert "12.00–12.30" not in page


def test_days__closed_ones__say_why_and_what_instead(world, client, at) -> None:
    at("2021-01-19T09:00")
    page = client.get(TAKE).content.decode()
    assert "Loket tutup sampai Rabu, 20 Januari 2021." in page
    assert "Lewat WhatsApp" in page


def test_take__every_step__ticket_with_number_window_and_qr(world, client, at) -> None:
    at(MORNING)
    where = f"{TAKE}?hari=2021-01-22&jam=0800"
    assert "Siapa yang datang?" in client.get(where).content.decode()
    check = client.post(where, SARI | {"langkah": "periksa"})
    assert "3276********9112" in check.content.decode()
    taken = take(client, where)
    assert taken.status_code == 303
    page = client.get(taken["Location"]).content.decode()
    assert "A-001" in page
    assert "08.00–08.30 WIB" in page
    assert "<svg" in page
    assert SARI["nik"] not in page


def test_take__second_click__the_same_number(world, client, at) -> None:
    at(MORNING)
    assert take(client)["Location"] == take(client)["Location"]
    assert Visit.objects.count() == 1


def test_take__second_click_when_the_window_is_full__the_same_number(world, client, at) -> None:
    at(MORNING)
    mine = take(client)["Location"]
    for serial in range(2, 20):
        page = take(client, nik=f"327601570890{serial:04d}", phone=f"0800-000-{serial:04d}")
        if page.status_code == 409:
            break
    assert page.status_code == 409
    assert take(client)["Location"] == mine


def test_take__wrong_fields__said_beside_them(world, client, at) -> None:
    at(MORNING)
    page = take(client, nik="123", name="")
    assert page.status_code == 422
    said = page.content.decode()
    assert "Yang diketik 3 angka" in said
    assert "Mohon tulis nama seperti di KTP." in said
    assert not Visit.objects.exists()


def test_take__form_pages__keep_their_referrer_for_the_token(world, client, at) -> None:
    at(MORNING)
    page = client.get(f"{TAKE}?hari=2021-01-22&jam=0800")
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_thirty_first__waiting_list_other_days_and_ways_from_home(world, client, at) -> None:
    for serial in range(1, 31):
        took(serial, at=EVENING)
    at(MORNING)
    page = client.get(f"{TAKE}?hari=2021-01-22").content.decode()
    assert "Nomor sudah habis." in page
    assert "Masuk daftar tunggu" in page
    assert "Senin, 25 Januari 2021" in page
    assert "Lewat WhatsApp" in page
    joined = client.post(f"/{DEPOK}/antrean/tunggu/kis/?hari=2021-01-22", SARI)
    assert joined.status_code == 303
    waits = client.get(joined["Location"]).content.decode()
    assert "Bapak/Ibu ada di daftar tunggu" in waits


def test_waiting__place_comes_free__offer_taken_by_the_link(world, client, at) -> None:
    first = [took(serial, at=EVENING) for serial in range(1, 31)][20]
    at(MORNING)
    joined = client.post(f"/{DEPOK}/antrean/tunggu/kis/?hari=2021-01-22", SARI)["Location"]
    assert client.post(f"{first.path}batal/").status_code == 303
    offer = client.get(joined)
    assert offer.status_code == 302
    page = client.get(offer["Location"]).content.decode()
    assert "Ya, saya ambil" in page
    assert client.post(f"{offer['Location']}pasti/").status_code == 303
    mine = Visit.objects.get(state=VisitState.BOOKED, name__isnull=False, made_at=at(MORNING))
    assert mine.name == "Sari Melati"


def test_waiting__leave__stands_no_longer(world, client, at) -> None:
    for serial in range(1, 31):
        took(serial, at=EVENING)
    at(MORNING)
    joined = client.post(f"/{DEPOK}/antrean/tunggu/kis/?hari=2021-01-22", SARI)["Location"]
    client.post(joined)
    assert Waiting.objects.get().over_at is not None
    assert "sudah tidak menunggu" in client.get(joined).content.decode()


def test_ticket__move_and_cancel__by_the_link_without_login(world, client, at) -> None:
    booked(1)
    at(MORNING)
    mine = take(client)["Location"]
    moved = client.post(f"{mine}pindah/", {"ke": "2021-01-22T1000"})
    assert moved.status_code == 303
    page = client.get(mine).content.decode()
    assert "10.00–10.30 WIB" in page
    assert client.post(f"{moved['Location']}batal/").status_code == 303
    assert "sudah dibatalkan" in client.get(mine).content.decode()


def test_ticket__door_closed_meanwhile__do_not_come(world, client, at) -> None:
    at(MORNING)
    mine = take(client, f"{TAKE}?hari=2021-01-25&jam=0800")["Location"]
    from lawang.offices.actions import publish_period
    from lawang.offices.drafts import What, Wish, draft_of
    from lawang.offices.queries import office_now
    from lawang.offices.words import Text
    from lawang.people.audit import staff_actor

    now, moment = office_now(DEPOK), at(MORNING)
    wish = Wish(What.CLOSE, moment.date().replace(day=25), moment.date().replace(day=26), None,
                Text("Petugas sakit.", ""))  # fmt: skip
    publish_period(office=DEPOK, draft=draft_of(wish, now.policy, now.file.services, at=moment),
                   at=moment, seen_version=now.version, by=staff_actor(1))  # fmt: skip
    page = client.get(mine).content.decode()
    assert "Jangan datang dulu." in page
    assert "Pilih hari lain" in page


def test_ticket__calendar__one_event_in_utc(world, client, at) -> None:
    at(MORNING)
    file = client.get(f"{take(client)['Location']}kalender.ics")
    assert file["Content-Type"].startswith("text/calendar")
    said = file.content.decode()
    assert "DTSTART:20210122T010000Z" in said
    assert "A-001" in said


def test_ticket__unknown_link__404_without_a_hint(world, client, at) -> None:
    at(MORNING)
    for link in ("/nomor/1-abcdefghijklmnop/", "/menunggu/1-abcdefghijklmnop/"):
        assert client.get(link).status_code == 404


def test_conditions__files_first__no_window_before_confirmation(world, client, at) -> None:
    at("2020-03-26T08:00+08:00")
    where = "/dinsos-gowa/antrean/ambil/jampersal/?hari=2020-03-26"
    page = client.get(where).content.decode()
    assert "Berkas dikonfirmasi dulu" in page
    assert "10.00–10.30" not in page
    wrong = client.post(where, {"langkah": "bukti", "nomor": "GWA-1", "lahir": "1-1-1990"})
    assert wrong.status_code == 422
    assert "Salin dari tanda terima." in wrong.content.decode()


def test_conditions__confirmed_application__windows_of_ten_to_twelve_and_two(
    world, client, at
) -> None:
    from lawang.applications.models import Application
    from lawang.applications.stages import Stage
    from lawang.web.citizen.take_proof import sign_application

    now = at("2020-03-26T12:05+08:00")
    filed = Application.objects.create(
        office_id="dinsos-gowa", token_digest="x" * 64, service="jampersal", case="baru",
        channel="web", language="id", started_at=now, saved_at=now, stage=Stage.PROCESSING,
        number="GWA-2020-000001", filed_at=now,
    )  # fmt: skip
    where = "/dinsos-gowa/antrean/ambil/jampersal/?hari=2020-03-26"
    page = client.get(f"{where}&permohonan={sign_application(filed)}").content.decode()
    assert "14.00–14.30 WITA" in page
    assert "10.00–10.30" not in page  # 12.05: the morning is over


def test_queue__today__left_issued_and_a_way_in(world, client, at) -> None:
    for serial in range(1, 20):
        took(serial, at=EVENING)
    at(MORNING)
    page = client.get(f"/{DEPOK}/antrean/").content.decode()
    assert '<b class="number left">11</b>' in page
    assert TAKE in page
    status = client.get(f"/{DEPOK}/status.json").json()
    assert status["queue"]["left"] == 11
