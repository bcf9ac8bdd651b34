"""The front desk and the counters: in by QR and number, later without a line, called once."""

from lawang.offices.queries import office_now
from lawang.visits.desk import REASONS
from lawang.visits.models import TurnedAway, Visit, VisitState
from lawang.visits.passes import pass_of
from lawang.web.office.visit_words import AWAY
from tests.web.visits.making import DEPOK, arrived, booked

CHECK_IN = "/petugas/loket/datang/"
JSON = {"Accept": "application/json"}


def test_check_in__signed_qr__in_once_and_a_replay_says_so(world, desk, at) -> None:
    at("2021-01-22T08:00")
    visit = booked()
    code = pass_of(office_now(DEPOK), visit)
    assert desk.post(CHECK_IN, {"kode": code}, headers=JSON).json()["ok"]
    again = desk.post(CHECK_IN, {"kode": code}, headers=JSON).json()
    assert again == {"ok": True, "words": "A-001 sudah dicatat datang sejak 08.00.", "go": ""}
    assert Visit.objects.get().state == VisitState.ARRIVED


def test_check_in__forged_qr__refused_in_words(world, desk, at) -> None:
    at("2021-01-22T08:00")
    code = pass_of(office_now(DEPOK), booked()).replace("|A-001|", "|A-002|")
    said = desk.post(CHECK_IN, {"kode": code}, headers=JSON).json()
    assert not said["ok"]
    assert "tidak asli" in said["words"]


def test_check_in__yesterdays_ticket__names_its_day(world, desk, at) -> None:
    code = pass_of(office_now(DEPOK), booked())
    at("2021-01-25T08:00")
    said = desk.post(CHECK_IN, {"kode": code}, headers=JSON).json()
    assert said["words"] == "Nomor ini untuk Jumat, 22 Januari 2021, bukan hari ini."


def test_check_in__typed_without_script__page_with_the_person(world, desk, at) -> None:
    at("2021-01-22T08:00")
    booked()
    page = desk.post(CHECK_IN, {"kode": "a 1"}).content.decode()
    assert "A-001 dicatat datang." in page
    assert "Warga 1" in page


def test_check_in__noted_without_a_line__counts_from_then_and_once(world, desk, at) -> None:
    code = pass_of(office_now(DEPOK), booked())
    at("2021-01-22T09:00")
    entry = {"kode": code, "entri": "a" * 30, "pukul": "2021-01-22T01:02:00.000Z"}
    for _ in range(2):
        assert desk.post(CHECK_IN, entry, headers=JSON).json()["ok"]
    assert Visit.objects.get().arrived_at.isoformat() == "2021-01-22T01:02:00+00:00"


def test_check_in__desk_clock_hours_ahead__not_believed(world, desk, at) -> None:
    code = pass_of(office_now(DEPOK), booked())
    at("2021-01-22T08:00")
    entry = {"kode": code, "pukul": "2021-01-22T05:00:00.000Z"}
    assert "jamnya" in desk.post(CHECK_IN, entry, headers=JSON).json()["words"]


def test_walk_in__service_and_name__number_and_a_small_ticket(world, desk, at) -> None:
    at("2021-01-22T08:00")
    form = {"layanan": "kis", "name": "Pak Hadi", "priority": "elderly", "entri": "b" * 30}
    first = desk.post("/petugas/loket/datang-langsung/", form)
    assert desk.post("/petugas/loket/datang-langsung/", form)["Location"] == first["Location"]
    slip = desk.get(first["Location"]).content.decode()
    assert "A-001" in slip
    visit = Visit.objects.get()
    assert (visit.channel, visit.state, visit.priority) == ("counter", "arrived", "elderly")


def test_walk_in__closed_door__refused_with_the_way_on(world, desk, at) -> None:
    at("2021-01-22T13:00")
    form = {"layanan": "kis", "name": "Pak Hadi", "entri": "c" * 30}
    page = desk.post("/petugas/loket/datang-langsung/", form)
    assert page.status_code == 409
    assert not Visit.objects.exists()


def test_emergency__reason_and_approver__outside_the_quota(world, desk, at) -> None:
    at("2021-01-22T13:00")
    form = {"layanan": "kis", "name": "Bu Murni", "entri": "d" * 30}
    assert desk.post("/petugas/loket/darurat/", form).status_code == 409
    head = world.depok["head"].user_id
    form |= {"alasan": "Pasien di IGD", "setuju": str(head)}
    assert desk.post("/petugas/loket/darurat/", form).status_code == 302
    visit = Visit.objects.get()
    assert visit.emergency
    assert visit.approved_by == head


def test_turn_away__twice_the_same_entry__counts_once(world, desk, at) -> None:
    at("2021-01-22T08:00")
    form = {"sebab": "no_number", "entri": "e" * 30}
    for _ in range(2):
        page = desk.post("/petugas/loket/ditolak/", form).content.decode()
    assert TurnedAway.objects.count() == 1
    assert "Belum punya nomor" in page


def test_turn_away__from_the_door_without_a_line__kept_once(world, desk, at) -> None:
    at("2021-01-22T09:00")
    form = {"sebab": "late", "entri": "f" * 30, "pukul": "2021-01-22T01:40:00.000Z"}
    for _ in range(2):
        assert desk.post("/petugas/loket/ditolak/", form, headers=JSON).json()["ok"]
    assert TurnedAway.objects.get().at.isoformat() == "2021-01-22T01:40:00+00:00"


def test_turn_away__every_reason__has_words() -> None:
    assert set(AWAY) == set(REASONS)


def test_calling__next_start_finish__one_person_after_another(world, desk, at) -> None:
    now = at("2021-01-22T08:05")
    arrived(1, now)
    arrived(2, now)
    called = desk.post("/petugas/panggil/berikutnya/", {"loket": "1"}, follow=True)
    assert "A-001 dipanggil." in called.content.decode()
    visit = Visit.objects.get(sequence=1)
    for how in ("mulai", "selesai"):
        desk.post(f"/petugas/panggil/{visit.pk}/{how}/", {"loket": "1", "hasil": "papers_taken"})
    visit.refresh_from_db()
    assert (visit.state, visit.result) == ("done", "papers_taken")
    desk.post("/petugas/panggil/berikutnya/", {"loket": "1"})
    assert Visit.objects.get(sequence=2).counter == "1"


def test_calling__busy_counter__told_whom_it_still_has(world, desk, at) -> None:
    now = at("2021-01-22T08:05")
    arrived(1, now)
    arrived(2, now)
    desk.post("/petugas/panggil/berikutnya/", {"loket": "1"})
    page = desk.post("/petugas/panggil/berikutnya/", {"loket": "1"})
    assert page.status_code == 409
    assert "masih melayani A-001" in page.content.decode()


def test_calling__colleague_was_faster__says_so(world, desk, at) -> None:
    visit = arrived(1, at("2021-01-22T08:05"))
    desk.post("/petugas/panggil/berikutnya/", {"loket": "1"})
    for _ in range(2):
        page = desk.post(f"/petugas/panggil/{visit.pk}/tidak-datang/", {"loket": "1"})
    assert page.status_code == 409
    assert "Petugas lain lebih cepat." in page.content.decode()


def test_report__a_day__figures_chart_and_the_same_in_words(world, desk, at) -> None:
    now = at("2021-01-22T08:05")
    arrived(1, now)
    desk.post("/petugas/panggil/berikutnya/", {"loket": "1"})
    at("2021-01-22T08:15")
    desk.post(f"/petugas/panggil/{Visit.objects.get().pk}/selesai/", {"loket": "1"})
    page = desk.get("/petugas/laporan/hari/").content.decode()
    assert 'class="chart"' in page
    assert "Paling banyak 1 orang" in page
    assert desk.get("/petugas/laporan/hari/?tanggal=2021-01-20").status_code == 200
    assert desk.get("/petugas/laporan/hari/?tanggal=2022-01-01").status_code == 422


def test_phone__operator__takes_the_same_numbers(world, client, at) -> None:
    at("2021-01-22T07:30")
    client.force_login(world.depok["operator"].user)
    where = "/petugas/telepon/antrean/"
    assert "08.00–08.30" in client.get(f"{where}?layanan=kis").content.decode()
    page = client.post(where, {
        "layanan": "kis", "keperluan": "kunjungan", "jam": "2021-01-22T0800", "name": "Bu Yuli",
        "phone": "0800-000-0113", "nik": "3276015708900002", "priority": "",
    })  # fmt: skip
    assert "nomor A-001" in page.content.decode()
    assert Visit.objects.get().channel == "phone"


def test_pages__role_that_may_not__403(world, client, at) -> None:
    at("2021-01-22T08:00")
    client.force_login(world.depok["verifier"].user)
    for path in ("loket/", "panggil/", "laporan/hari/", "telepon/antrean/", "loket/darurat/"):
        assert client.get(f"/petugas/{path}").status_code == 403
