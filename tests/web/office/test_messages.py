"""The pages of messages: what is said, what went out, who is still to be told."""

import pytest

from lawang.messaging.channel import Recipient
from lawang.messaging.library import library
from lawang.messaging.models import OutboxMessage, State
from lawang.people.audit import AuditEvent
from tests.messaging.conftest import put
from tests.office_world import AT, DEPOK, GOWA

LIST = "/petugas/pesan/belum-terjangkau/"


@pytest.fixture
def failed(world) -> OutboxMessage:
    row = put(GOWA, at=AT)
    OutboxMessage.objects.filter(id=row.id).update(
        state=State.FAILED, error_code="refused", error_reason="sms: Gerbang SMS menjawab 400."
    )
    return row


def test_preview__every_message__in_both_languages(head) -> None:
    page = head.get("/petugas/pesan/").content.decode()
    for each in library().values():
        assert each.title in page
    assert "We have received your application" in page
    assert "{" not in page.partition("<main")[2].partition("</main>")[0]


def test_outbox__own_messages__listed_with_their_reason_others_not(head, failed) -> None:
    put(DEPOK, 2, at=AT)
    page = head.get("/petugas/pesan/keluar/").content.decode()
    assert page.count("Permohonan diterima") == 1
    assert "Gerbang SMS menjawab 400." in page
    assert "1 orang belum terjangkau" in page
    sent = head.get("/petugas/pesan/keluar/?keadaan=sent")
    assert "Permohonan diterima" not in sent.content.decode()
    assert head.get("/petugas/pesan/keluar/?keadaan=x").status_code == 404


def test_message__failed__shown_and_sent_again_with_a_reason(head, failed) -> None:
    address = f"/petugas/pesan/keluar/{failed.id}/"
    page = head.get(address).content.decode()
    assert "DPK-7K4M-P2X8-C" in page
    assert "0000123" not in page
    assert head.post(address, {"reason": ""}).status_code == 422
    assert head.post(address, {"reason": "nomor sudah benar"}).status_code == 302
    failed.refresh_from_db()
    assert failed.state == State.WAITING
    assert head.post(address, {"reason": "sekali lagi"}).status_code == 422


def test_call_list__number_masked_until_revealed__with_an_audit_event(head, failed) -> None:
    page = head.get(LIST).content.decode()
    assert "0800-***-**23" in page
    assert "0800-0000-123" not in page
    assert not AuditEvent.objects.filter(act="phone_revealed").exists()
    page = head.post(f"{LIST}{failed.id}/nomor/").content.decode()
    assert "0800-0000-123" in page
    assert AuditEvent.objects.get(act="phone_revealed").subject == f"message:{failed.id}"


def test_call_list__front_desk__sees_it_but_no_number(world, client, failed) -> None:
    client.force_login(world.gowa["front_desk"].user)
    assert "Tampilkan nomor" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{failed.id}/nomor/").status_code == 403
    assert not AuditEvent.objects.filter(act="phone_revealed").exists()


def test_call_list__called__noted_and_gone_when_reached(head, failed) -> None:
    head.post(f"{LIST}{failed.id}/hasil/", {"outcome": "no_answer"})
    assert "Tidak diangkat, " in head.get(LIST).content.decode()
    head.post(f"{LIST}{failed.id}/hasil/", {"outcome": "reached"})
    assert "Semua orang sudah terjangkau" in head.get(LIST).content.decode()


def test_call_list__nobody_has_a_phone__says_the_way_out(head, world) -> None:
    put(GOWA, to=Recipient(), at=AT)
    assert "fasilitator" in head.get(LIST).content.decode()
