"""The worker's round over photos, the sweep, and what is forgotten on time."""

import os
from datetime import timedelta

import pytest

from lawang.applications import photos, storage
from lawang.applications.cleaning_jobs import clean_due, sweep
from lawang.applications.models import Application, PageState, PaperPage
from lawang.applications.retention import forget_old_drafts, forget_old_uploads
from tests.applications import make

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def depok():
    make.load()


def one_page(photo) -> PaperPage:
    link = make.draft()
    return photos.add_pages(link=link.digest, photos=[("kk", photo)], at=make.NOON).pages[0]


def test_clean_due__clear_photo__ready_to_be_seen():
    page = one_page(make.card())
    assert clean_due(at=make.NOON) == 1
    page.refresh_from_db()
    assert (page.state, page.faults) == (PageState.CLEAN, [])
    (picture,) = page.pictures
    assert storage.read(picture["file"])[:3] == b"\xff\xd8\xff"
    assert storage.read(picture["thumbnail"])[:3] == b"\xff\xd8\xff"
    assert clean_due(at=make.NOON) == 0


def test_clean_due__blurred_and_dark__said():
    page = one_page(make.card(blur=9, paper=40))
    clean_due(at=make.NOON)
    page.refresh_from_db()
    assert page.faults == ["blurred", "dark"]


def test_clean_due__broken_photo__unreadable_with_the_reason():
    page = one_page(make.BytesIO(make.card().read()[:900]))
    clean_due(at=make.NOON)
    page.refresh_from_db()
    assert page.state == PageState.UNREADABLE
    assert page.faults == ["unreadable"]


def test_clean_due__file_lost__said_and_the_next_one_goes_on():
    lost, good = one_page(make.card()), one_page(make.card(words="LAIN"))
    storage.forget([lost.original])
    clean_due(at=make.NOON)
    lost.refresh_from_db()
    good.refresh_from_db()
    assert (lost.state, lost.faults) == (PageState.UNREADABLE, ["lost"])
    assert good.state == PageState.CLEAN


def test_clean_due__child_is_broken__tried_again_later_then_given_up(monkeypatch):
    page = one_page(make.card())

    def broken(*_args):
        raise RuntimeError("no library")

    monkeypatch.setattr("lawang.applications.pictures.clean_paper", broken)
    at = make.NOON
    for left in (PageState.STORED, PageState.STORED, PageState.UNREADABLE):
        assert clean_due(at=at) == 1
        assert clean_due(at=at) == 0
        page.refresh_from_db()
        assert page.state == left
        at += timedelta(minutes=6)


def test_clean_due__page_taken_back_meanwhile__its_new_files_go(monkeypatch):
    from lawang.applications import pictures

    page = one_page(make.card())
    clean = pictures.clean_paper

    def taken_back(content, kind):
        PaperPage.objects.filter(pk=page.pk).delete()
        return clean(content, kind)

    monkeypatch.setattr(pictures, "clean_paper", taken_back)
    before = len(list(storage.path_of("x").parents[1].glob("??/*")))
    clean_due(at=make.NOON)
    assert len(list(storage.path_of("x").parents[1].glob("??/*"))) == before


def test_sweep__old_file_that_no_row_names__gone_the_others_stay():
    page = one_page(make.card())
    clean_due(at=make.NOON)
    page.refresh_from_db()
    litter, young = storage.store([[b"sisa"], [b"baru"]])
    for name in [litter, *photos.file_names(page)]:
        os.utime(storage.path_of(name), (0, 0))
    sweep()
    assert not storage.path_of(litter).exists()
    assert storage.path_of(young).exists()
    assert all(storage.path_of(name).exists() for name in photos.file_names(page))


def test_forget_old_drafts__fourteen_days__gone_with_photos(django_capture_on_commit_callbacks):
    page = one_page(make.card())
    assert forget_old_drafts(at=make.NOON + timedelta(days=13)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old_drafts(at=make.NOON + timedelta(days=15)) == 1
    assert Application.objects.count() == 0
    assert not storage.path_of(page.original).exists()


def test_forget_old_drafts__filed_application__stays():
    make.filed()
    assert forget_old_drafts(at=make.NOON + timedelta(days=400)) == 0


def test_forget_old_uploads__ninety_days_after_the_end__photos_go_the_rest_stays(
    django_capture_on_commit_callbacks,
):
    application = make.filed().application
    application.closed_at = make.NOON
    application.save()
    assert forget_old_uploads(at=make.NOON + timedelta(days=89)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old_uploads(at=make.NOON + timedelta(days=91)) == len(make.PAPERS)
    assert Application.objects.get().papers.count() == 4
