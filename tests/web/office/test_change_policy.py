"""The head's form: nothing typed is lost, shown before it is said, published once."""

import re

import pytest

from lawang.offices.actions import publish_period
from lawang.offices.drafts import What, Wish, draft_of
from lawang.offices.queries import office_now
from lawang.offices.words import Text
from lawang.people.audit import AuditEvent, staff_actor
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel
from tests.office_world import AT, GOWA

CLOSE = "/petugas/kebijakan/ubah/tutup/"
TYPED = {
    "channels": ["counter"],
    "since": "2021-01-20",
    "until": "2021-01-22",
    "reason": "Beberapa petugas sakit.",
    "form_key": "k1",
}


def hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def closed_on(day: int) -> bool:
    at = AT.replace(day=day, hour=10)
    ask = Ask("kis", Channel.COUNTER, at, Activity.VISIT)
    return not decide(office_now(GOWA).policy, ask).allowed


def test_form__first__offers_tomorrow_and_the_counter(head) -> None:
    page = head.get(CLOSE).content.decode()
    assert 'value="2021-01-20"' in page
    assert "Rabu, 20 Januari 2021" in page


def test_preview__shows_sentences_and_changed_answers__and_writes_nothing(head) -> None:
    page = head.post(CLOSE, TYPED | {"step": "preview"}).content.decode()
    assert "Loket tutup 20 sampai 22 Januari 2021?" in page
    assert "Loket tutup untuk semua layanan." in page
    assert "Rabu, 20 Januari sampai Jumat, 22 Januari, 08.00-15.00" in page
    assert not closed_on(20)


def test_publish__from_the_preview__closes_at_once_and_is_recorded(head, world) -> None:
    page = head.post(CLOSE, TYPED | {"step": "preview"}).content.decode()
    response = head.post(CLOSE, hidden(page) | {"step": "publish"})
    assert response["Location"] == "/petugas/kebijakan/masa/tutup-2021-01-20/?baru=1"
    assert closed_on(20)
    assert not closed_on(25)
    event = AuditEvent.objects.for_office(GOWA).get(act="period_published")
    assert event.actor == f"staff:{world.gowa['head'].user_id}"


def test_publish__same_form_twice__publishes_once(head) -> None:
    page = head.post(CLOSE, TYPED | {"step": "preview"}).content.decode()
    first = head.post(CLOSE, hidden(page) | {"step": "publish"})
    again = head.post(CLOSE, hidden(page) | {"step": "publish"})
    assert again.status_code == 302
    assert again["Location"] in first["Location"]
    assert AuditEvent.objects.filter(act="period_published").count() == 1


def test_publish__pile_moved__shows_what_happened_and_keeps_what_was_typed(head, world) -> None:
    page = head.post(CLOSE, TYPED | {"step": "preview"}).content.decode()
    office = office_now(GOWA)
    wish = Wish(What.NO_PICKUP, AT.date().replace(day=20), None, AT.date().replace(day=30),
                Text("Blangko habis.", ""))  # fmt: skip
    publish_period(
        office=GOWA, draft=draft_of(wish, office.policy, office.file.services, at=AT),
        seen_version=office.version, by=staff_actor(world.gowa["head"].user_id), at=AT,
    )  # fmt: skip
    response = head.post(CLOSE, hidden(page) | {"step": "publish", "seen_at": AT.isoformat()})
    text = response.content.decode()
    assert response.status_code == 409
    assert "baru saja diubah orang lain" in text
    assert "Pengambilan dokumen dihentikan" in text
    assert hidden(text)["reason"] == ["Beberapa petugas sakit."]
    assert not closed_on(20)
    assert head.post(CLOSE, hidden(text) | {"step": "publish"}).status_code == 302
    assert closed_on(20)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"since": "2021-01-18"}, "sudah lewat"),
        ({"until": "2021-01-19"}, "lebih awal dari mulai"),
        ({"until": ""}, "hari peninjauan"),
        ({"reason": " "}, "Alasan untuk warga belum diisi"),
        ({"channels": []}, "Pilih paling sedikit satu"),
        ({"since": "besok"}, "tanggal tidak terbaca"),
    ],
)
def test_form__mistake__is_named_and_the_rest_is_kept(head, change, says) -> None:
    response = head.post(CLOSE, TYPED | change | {"step": "preview"})
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "autofocus" in page
    assert ("Beberapa petugas sakit." in page) is ("reason" not in change)


def test_preview__today_and_a_sunday__warns(head) -> None:
    typed = TYPED | {"since": "2021-01-19", "until": "2021-01-24", "step": "preview"}
    page = head.post(CLOSE, typed).content.decode()
    assert "mulai hari ini juga" in page
    assert "Minggu, 24 Januari 2021, memang hari libur" in page


def test_preview__everything_closed__warns_that_no_way_is_left(head) -> None:
    typed = TYPED | {"channels": ["counter", "web"], "step": "preview"}
    assert "Tidak ada cara lain yang tersisa" in head.post(CLOSE, typed).content.decode()


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("jam", {"weekdays": ["0", "1"], "opens": "08:00", "shuts": "12:00"}),
        ("batas", {"weekdays": ["2"], "opens": "08:00", "shuts": "12:00", "quota": "20"}),
        ("ambil", {}),
        ("syarat", {"weekdays": ["2"], "opens": "08:00", "shuts": "12:00",
                    "conditions": ["urgent"]}),
        ("buka", {"all_day": "on", "channels": ["whatsapp"], "contact": "0800-000-0077"}),
    ],
)  # fmt: skip
def test_change__each_kind__is_previewed_and_published(head, kind, more) -> None:
    address = f"/petugas/kebijakan/ubah/{kind}/"
    page = head.post(address, TYPED | more | {"step": "preview"})
    assert page.status_code == 200, page.content.decode()
    done = head.post(address, hidden(page.content.decode()) | {"step": "publish"})
    assert done.status_code == 302
    assert head.get(done["Location"]).status_code == 200


def test_amend__begun_period__is_extended_then_ended_with_history(head) -> None:
    page = head.post(CLOSE, TYPED | {"since": "2021-01-19", "step": "preview"}).content.decode()
    where = head.post(CLOSE, hidden(page) | {"step": "publish"})["Location"].split("?")[0]
    asked = {"until": "2021-01-26", "reason": "Masih sakit."}
    shown = head.post(f"{where}perpanjang/", asked | {"step": "preview"}).content.decode()
    assert "Senin, 25 Januari" in shown
    assert head.post(f"{where}perpanjang/", hidden(shown) | {"step": "do"}).status_code == 302
    assert closed_on(26)
    asked = {"until": "2021-01-19", "reason": "Sudah sehat."}
    shown = head.post(f"{where}akhiri/", asked | {"step": "preview"}).content.decode()
    assert head.post(f"{where}akhiri/", hidden(shown) | {"step": "do"}).status_code == 302
    assert not closed_on(20)
    history = head.get(where).content.decode()
    assert "Masih sakit." in history
    assert "Sudah sehat." in history


def test_revoke__begun_period__is_refused_in_words(head) -> None:
    page = head.post(CLOSE, TYPED | {"since": "2021-01-19", "step": "preview"}).content.decode()
    where = head.post(CLOSE, hidden(page) | {"step": "publish"})["Location"].split("?")[0]
    response = head.post(f"{where}cabut/", {"reason": "x", "step": "do"})
    assert response.status_code == 422
    assert "Akhiri saja" in response.content.decode()


def test_on_day__as_known_then__leaves_out_what_came_later(head) -> None:
    address = "/petugas/kebijakan/pada/?tanggal=2020-03-26&jam=13:00"
    assert "Loket: Buka" not in head.get(address).content.decode()
    known = head.get(f"{address}&diketahui=2020-03-20T10:00").content.decode()
    assert "Loket: Buka" in known


def test_trail__pages__newest_first_and_whole(head) -> None:
    page = head.get("/petugas/catatan/").content.decode()
    assert "Catatan utuh" in page
    assert "membuka akun petugas" in page
    assert head.get("/petugas/catatan/?sebelum=x").status_code == 404
