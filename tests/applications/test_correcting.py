"""After sending: one paper again, or calling it off."""

import pytest

from lawang.applications import correcting, photos
from lawang.applications.models import ApplicationPaper, Verdict
from lawang.applications.sending import Incomplete
from lawang.applications.stages import Stage, StepRefused
from lawang.messaging.models import OutboxMessage
from tests.applications import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def depok():
    make.load()


def sent_back(*papers: str) -> make.Link:
    """An application that an officer sent back for these papers."""
    link = make.filed()
    application = link.application
    ApplicationPaper.objects.filter(application=application).update(verdict=Verdict.ACCEPTED)
    rejected = ApplicationPaper.objects.filter(application=application, kind__in=papers)
    rejected.update(verdict=Verdict.REJECTED, reason="blurred")
    application.stage, application.round = Stage.NEEDS_FIX, 2
    application.save()
    return link


def test_correction__new_photo_of_that_paper__goes_back_to_the_office():
    link = sent_back("kk")
    photos.add_pages(link=link.digest, photos=[("kk", make.card(words="BARU"))], at=make.NOON)
    application = correcting.send_correction(link=link.digest, at=make.NOON)
    assert application.stage == Stage.CORRECTED
    kk = application.papers.get(kind="kk")
    assert kk.verdict == Verdict.UNCHECKED
    assert sorted(kk.pages.values_list("round", flat=True)) == [1, 2]
    assert application.papers.get(kind="sktm").verdict == Verdict.ACCEPTED
    assert OutboxMessage.objects.filter(key="correction_received").count() == 1


def test_correction__twice__once():
    link = sent_back("kk")
    photos.add_pages(link=link.digest, photos=[("kk", make.card(words="BARU"))], at=make.NOON)
    for _ in range(2):
        correcting.send_correction(link=link.digest, at=make.NOON)
    assert [event.kind for event in link.application.events.all()] == ["send", "correct"]


def test_correction__photo_missing__names_the_paper():
    link = sent_back("kk", "sktm")
    photos.add_pages(link=link.digest, photos=[("kk", make.card(words="BARU"))], at=make.NOON)
    with pytest.raises(Incomplete) as caught:
        correcting.send_correction(link=link.digest, at=make.NOON)
    assert caught.value.missing.papers == ("sktm",)


def test_correction__paper_not_asked_again__refused():
    link = sent_back("kk")
    added = photos.add_pages(link=link.digest, photos=[("sktm", make.card())], at=make.NOON)
    assert [no.why.code for no in added.refused] == ["not_asked_again"]


def test_correction__same_photo_again__is_a_new_page_of_the_round():
    link = sent_back("kk")
    (photo,) = [each for each in make.photos(*make.PAPERS) if each[0] == "kk"]
    assert photos.add_pages(link=link.digest, photos=[photo], at=make.NOON).pages[0].round == 2


def test_cancel__filed__over_and_told_once():
    link = make.filed()
    for _ in range(2):
        correcting.cancel(link=link.digest, at=make.NOON)
    assert link.application.stage == Stage.CANCELLED
    assert link.application.sort_at is None
    assert OutboxMessage.objects.filter(key="application_cancelled").count() == 1


def test_cancel__already_in_process__refused():
    link = make.filed()
    application = link.application
    application.stage = Stage.PROCESSING
    application.save()
    with pytest.raises(StepRefused):
        correcting.cancel(link=link.digest, at=make.NOON)
