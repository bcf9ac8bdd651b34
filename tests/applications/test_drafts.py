"""A draft: nothing typed or photographed is lost, and nothing half-written stays."""

import errno
import os
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from lawang.applications import answers, drafts, photos, storage
from lawang.applications.models import Application, PaperPage
from lawang.offices.catalogue import catalogue
from tests.applications import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def depok():
    make.load()


def files() -> list[Path]:
    return [path for path in Path(settings.LAWANG_FILES).glob("??/*") if path.is_file()]


def check(group: str, typed: dict[str, str], before: dict[str, str] | None = None):
    case = catalogue().service("kis", on=make.NOON.date()).case("baru")
    found = next(each for each in case.every_group if each.key == group)
    return answers.check(found, typed, before=before or {}, today=date(2021, 1, 19))


def test_check__good_page__normal_forms():
    checked = check("pemohon", make.SARI | {"nik": "3276 0157 0890 0001", "birth_date": "17-8-1990",
                                            "phone": "0800-000-0112"})  # fmt: skip
    assert not checked.wrong
    assert checked.values["nik"] == make.SARI["nik"]
    assert checked.values["birth_date"] == "1990-08-17"
    assert checked.values["phone"] == "+628000000112"


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("nik", "32760157089", "not_16_digits"),
        ("nik", "3276019908900001", "bad_date"),
        ("kk_no", "12", "kk_not_16_digits"),
        ("phone", "12", "phone_too_short"),
        ("birth_date", "31-2-1990", "not_a_date"),
        ("birth_date", "2022-01-01", "in_the_future"),
        ("name", "", "missing"),
        ("name", "x" * 61, "too_long"),
    ],
)
def test_check__wrong_answer__code_and_the_text_is_kept(key, typed, code):
    checked = check("pemohon", make.SARI | {key: typed})
    assert {question: wrong.code for question, wrong in checked.wrong.items()} == {key: code}
    assert checked.values[key] == typed


def test_check__answer_hides_the_next_ones__they_are_not_asked():
    stale = {"represented": "yes", "relation": "proxy"}
    checked = check("diwakili", {"represented": "no"}, before=stale)
    assert checked.values == {"represented": "no"}
    assert not checked.wrong


@pytest.mark.parametrize("typed", ["2021-01-18T22:30", "18-1-2021 22.30", "18/1/2021, pukul 22.30"])
def test_check__moment_as_people_write_it__read(typed):
    case = catalogue().service("kis", on=make.NOON.date()).case("rawat-inap")
    group = next(each for each in case.every_group if each.key == "rawat-inap")
    checked = answers.check(group, {"admitted_at": typed}, before={}, today=date(2021, 1, 19))
    assert checked.values["admitted_at"] == "2021-01-18T22:30"


def test_save_answers__wrong_text__kept_and_other_pages_stay():
    link = make.draft({"name": "Sari Melati"})
    drafts.save_answers(link=link.digest, values={"nik": "bukan angka"}, at=make.NOON)
    assert link.application.answers == {"name": "Sari Melati", "nik": "bukan angka"}


def test_open__wrong_link__not_yours():
    with pytest.raises(drafts.NotYours):
        drafts.open_by_token("x")


def test_start_draft__service_of_another_office__refused():
    with pytest.raises(KeyError):
        make.draft(service="kk", case="pisah")


def test_add_pages__one_bad_of_three__the_others_are_kept():
    link = make.draft()
    sent = [("ktp-el", make.card()), ("kk", BytesIO(b"<html>")), ("sktm", make.card(words="SKTM"))]
    added = photos.add_pages(link=link.digest, photos=sent, at=make.NOON)
    assert [page.paper.kind for page in added.pages] == ["ktp-el", "sktm"]
    assert [(no.place, no.paper, no.why.code) for no in added.refused] == [(1, "kk", "not_a_photo")]


def test_add_pages__same_photo_twice__one_page_and_one_file():
    link = make.draft()
    before = len(files())
    for _ in range(2):
        added = photos.add_pages(link=link.digest, photos=[("kk", make.card())], at=make.NOON)
    assert len(added.pages) == 1
    assert PaperPage.objects.count() == 1
    assert len(files()) == before + 1


def test_add_pages__eleventh_photo__refused_and_its_file_gone():
    link = make.draft()
    before = len(files())
    sent = [("kk", make.card(words=f"LEMBAR {place}")) for place in range(11)]
    added = photos.add_pages(link=link.digest, photos=sent, at=make.NOON)
    assert len(added.pages) == 10
    assert [no.why.code for no in added.refused] == ["too_many_pages"]
    assert len(files()) == before + 10


def test_add_pages__unknown_paper__refused():
    link = make.draft()
    added = photos.add_pages(link=link.digest, photos=[("paspor", make.card())], at=make.NOON)
    assert [no.why.code for no in added.refused] == ["unknown_paper"]


def test_add_pages__disk_full__nothing_half_written(monkeypatch):
    link = make.draft()
    before = set(files())

    def full(*_args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("lawang.applications.storage.os.fsync", full)
    with pytest.raises(storage.DiskFull):
        photos.add_pages(link=link.digest, photos=make.photos("ktp-el", "kk"), at=make.NOON)
    assert set(files()) == before
    assert PaperPage.objects.count() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_store__write_fails_in_the_middle__nothing_stays(monkeypatch):
    before = set(files())
    monkeypatch.setattr(
        "lawang.applications.storage._write",
        lambda _path, pieces: Path("/dev/full").write_bytes(b"".join(pieces)),
    )
    with pytest.raises(storage.DiskFull):
        storage.store([[b"satu"], [b"dua"]])
    assert set(files()) == before


def test_stored_file__on_the_disk__is_sealed_and_opens():
    link = make.draft()
    photo = make.card()
    (page,) = photos.add_pages(link=link.digest, photos=[("kk", photo)], at=make.NOON).pages
    photo.seek(0)
    assert storage.read(page.original) == photo.read()
    assert b"JFIF" not in storage.path_of(page.original).read_bytes()
    assert storage.path_of(page.original).stat().st_mode & 0o077 == 0


def test_remove_page__then_again__row_and_file_gone(django_capture_on_commit_callbacks):
    link = make.draft()
    (page,) = photos.add_pages(link=link.digest, photos=make.photos("kk"), at=make.NOON).pages
    with django_capture_on_commit_callbacks(execute=True):
        photos.remove_page(link=link.digest, page=page.pk, at=make.NOON)
    photos.remove_page(link=link.digest, page=page.pk, at=make.NOON)
    assert not storage.path_of(page.original).exists()
    assert PaperPage.objects.count() == 0


def test_remove_page__of_somebody_else__stays():
    mine, other = make.draft(), make.draft()
    (page,) = photos.add_pages(link=other.digest, photos=make.photos("kk"), at=make.NOON).pages
    photos.remove_page(link=mine.digest, page=page.pk, at=make.NOON)
    assert PaperPage.objects.filter(pk=page.pk).exists()


def test_filed_application__is_no_longer_written():
    link = make.filed()
    with pytest.raises(drafts.NotWritable):
        drafts.save_answers(link=link.digest, values={"name": "Lain"}, at=make.NOON)
    with pytest.raises(drafts.NotWritable):
        photos.add_pages(link=link.digest, photos=make.photos("kk"), at=make.NOON)


def test_answers__in_the_database__are_sealed(django_db_blocker):
    make.draft()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select answers, nik, phone from applications_application")
        row = b" ".join(bytes(column) for column in cursor.fetchone())
    assert b"Sari" not in row
    assert make.SARI["nik"].encode() not in row


def test_change_case__answers_that_still_fit__stay():
    link = make.draft()
    drafts.change_case(link=link.digest, case="berhenti", at=make.NOON + timedelta(minutes=1))
    assert link.application.case == "berhenti"
    assert link.opened.case.settled(link.application.answers)["nik"] == make.SARI["nik"]
    assert Application.objects.count() == 1
