"""Sending a draft: everything or nothing, once."""

import re
from datetime import timedelta

import pytest

from lawang.applications.models import Application, PaperPage
from lawang.applications.sending import ChannelClosed, Incomplete, NoConsent, missing, send
from lawang.applications.stages import Stage
from lawang.common import receipts
from lawang.messaging.models import OutboxMessage
from lawang.people.audit import AuditEvent
from tests.applications import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def depok():
    make.load()


def test_send__everything_there__number_clocks_event_and_message_in_one():
    link = make.complete()
    application = send(link=link.digest, consent=True, at=make.NOON)
    assert receipts.parse(application.number) == application.number
    assert application.number.startswith("DPK-")
    assert application.stage == Stage.FILED
    assert application.filed_at == make.NOON
    assert (
        application.due_at.astimezone(make.NOON.tzinfo).isoformat() == "2021-01-22T16:00:00+07:00"
    )
    assert application.consent_version == "2026-11"
    assert [each.kind for each in application.events.all()] == ["send"]
    message = OutboxMessage.objects.get()
    assert message.key == "application_received"
    assert message.facts["path"] == f"/lacak/?nomor={application.number}"


def test_send__twice__same_application_one_message():
    link = make.complete()
    first = send(link=link.digest, consent=True, at=make.NOON)
    again = send(link=link.digest, consent=True, at=make.NOON + timedelta(seconds=1))
    assert again.number == first.number
    assert OutboxMessage.objects.count() == 1


def test_send__paper_missing__names_it_and_keeps_the_draft():
    link = make.draft()
    with pytest.raises(Incomplete) as caught:
        send(link=link.digest, consent=True, at=make.NOON)
    assert caught.value.missing.papers == ("ktp-el", "kk", "sktm", "foto-rumah")
    assert link.application.stage == Stage.DRAFT
    assert OutboxMessage.objects.count() == 0


def test_missing__one_photo_of_two__still_missing():
    link = make.draft()
    make.add_pages(link=link.digest, photos=make.photos("foto-rumah"), at=make.NOON)
    assert "foto-rumah" in missing(link.opened, at=make.NOON).papers


def test_missing__photo_cannot_be_read__counts_as_missing():
    link = make.complete()
    PaperPage.objects.filter(paper__kind="kk").update(state="unreadable")
    assert missing(link.opened, at=make.NOON).papers == ("kk",)


def test_missing__wrong_answer__names_its_page():
    link = make.draft(make.KIS | {"nik": "123"})
    assert missing(link.opened, at=make.NOON).groups == ("pemohon",)


def test_send__no_consent__refused():
    link = make.complete()
    with pytest.raises(NoConsent):
        send(link=link.digest, consent=False, at=make.NOON)
    assert link.application.number is None


def test_send__web_closed_meanwhile__draft_kept_and_ways_out_told_once():
    link = make.complete()
    make.close_web()
    for _ in range(2):
        with pytest.raises(ChannelClosed):
            send(link=link.digest, consent=True, at=make.NOON)
    assert link.application.stage == Stage.DRAFT
    assert PaperPage.objects.count() == len(make.PAPERS)
    message = OutboxMessage.objects.get()
    assert message.key == "draft_kept"
    assert [each["name"]["id"] for each in message.facts["ways"]][:1] == ["WhatsApp"]
    assert link.token not in str(message.facts)


def test_send__answer_hidden_again__is_not_filed():
    link = make.draft(make.KIS | {"represented": "no", "rep_name": "Budi Contoh"})
    make.add_pages(link=link.digest, photos=make.photos(*make.PAPERS), at=make.NOON)
    send(link=link.digest, consent=True, at=make.NOON)
    assert "rep_name" not in link.application.answers


def test_audit__of_a_whole_filing__holds_no_identity_number():
    make.filed()
    said = " ".join(f"{e.subject} {e.reason} {e.fields}" for e in AuditEvent.objects.all())
    assert not re.search(r"\d{16}", said)
    assert make.SARI["nik"] not in said


def test_number__taken_already__another_is_drawn(monkeypatch):
    taken = make.filed().application.number
    fresh = receipts.new("DPK")
    drawn = iter([taken, fresh])
    monkeypatch.setattr("lawang.applications.sending.receipts.new", lambda _prefix: next(drawn))
    link = make.draft(make.KIS | {"nik": "3276015708900003"})
    make.add_pages(link=link.digest, photos=make.photos(*make.PAPERS), at=make.NOON)
    assert send(link=link.digest, consent=True, at=make.NOON).number == fresh
    assert Application.objects.filter(number=taken).count() == 1
