"""What the status pages of an office share is kept for a minute; nothing of one person is."""

import pytest
from django.test import Client

from lawang.web.citizen import track_page
from tests.applications import make
from tests.applications.test_correcting import sent_back
from tests.web.test_filing import page_of, stop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def depok(monkeypatch):
    make.load()
    stop(monkeypatch, make.NOON)
    track_page._kept.clear()


def status_of(link: make.Link, query: str = "") -> str:
    return page_of(Client(), f"/permohonan/{link.token}/perkembangan/{query}").content.decode()


def test_two_applications__same_minute__each_page_its_own():
    first, second = make.filed(), make.filed()
    pages = [status_of(each) for each in (first, second)]
    for mine, theirs, page in ((first, second, pages[0]), (second, first, pages[1])):
        assert page.count(mine.application.number) == 2
        assert mine.token in page
        assert theirs.application.number not in page
        assert theirs.token not in page


def test_kept_parts__after_a_correction_was_asked__hold_no_word_of_one_person():
    link = sent_back("kk")
    assert "Tulisannya belum terbaca" in status_of(link)
    kept = repr(track_page._kept)
    for own in (link.application.number, link.token, "Tulisannya belum terbaca"):
        assert own not in kept


def test_language__asked_in_the_same_minute__whole_page_in_it():
    link = make.filed()
    assert "Perjalanan permohonan" in status_of(link)
    english = status_of(link, "?bahasa=en")
    assert '<html lang="en">' in english
    assert "Perjalanan permohonan" not in english
    assert "?x=1&amp;bahasa=id" in status_of(link, "?x=1&bahasa=en")
    assert "x=1" not in status_of(link, "?bahasa=en")
