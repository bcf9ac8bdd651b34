"""The inbox and the application on the desk, through their addresses."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from lawang.applications import checking, holding
from lawang.applications.models import Application, Verdict
from lawang.applications.stages import Stage
from lawang.messaging.models import OutboxMessage
from lawang.offices.actions import publish_period
from lawang.offices.drafts import Draft
from lawang.offices.file_periods import PeriodTexts
from lawang.offices.queries import office_now
from lawang.offices.words import Text
from lawang.people.audit import AuditEvent, staff_actor
from lawang.people.staff import Role
from lawang.policy.model import Activity, Period, Reason, Rule, Says
from tests.applications import making
from tests.office_world import AT, DEPOK

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(world):
    return making.file(at=AT - timedelta(hours=2))


@pytest.fixture
def laras(world):
    return world.depok[Role.VERIFIER]


@pytest.fixture
def desk(laras, client) -> Client:
    client.force_login(laras.user)
    return client


@pytest.fixture
def mine(filed, laras):
    holding.take(office=DEPOK, number=filed.number, user=laras.user_id, at=AT)
    return filed


@pytest.fixture
def other(world):
    return world.depok[Role.FRONT_DESK]


def at(name: str, filed, *more) -> str:
    return reverse(name, args=[filed.number, *more])


def stop_pickup(office: str) -> None:
    """Pickup is stopped until Friday 22 January."""
    said = Text("Pengambilan dihentikan.", "Pickup is stopped.")
    rule = Rule(
        activities=frozenset({Activity.PICKUP}), says=Says.CLOSED, reason=Reason.SERVICE_SUSPENDED
    )
    day = AT.date()
    period = Period("ambil-henti", AT, day, day.replace(day=22), (rule,))
    publish_period(
        office=office, draft=Draft(period, PeriodTexts("ambil-henti", said, said, said)),
        seen_version=office_now(office).version, by=staff_actor(1), at=AT,
    )  # fmt: skip


def judge_all(filed, user: int, *, wrong: int = 0) -> None:
    for place, paper in enumerate(filed.now.papers.all()):
        checking.judge_paper(
            office=DEPOK, number=filed.number, paper=paper.pk, user=user, at=AT,
            verdict=Verdict.REJECTED if place < wrong else Verdict.ACCEPTED, reason="blurred",
        )  # fmt: skip


def test_inbox__one_waiting__shown_masked_with_a_way_to_take(desk, filed) -> None:
    html = desk.get(reverse("inbox")).content.decode()
    assert filed.number in html
    assert filed.now.nik not in html
    assert f"{filed.now.nik[:4]}********{filed.now.nik[-4:]}" in html
    assert "Ambil" in html


@pytest.mark.parametrize("tab", ["open", "mine", "nobody", "citizen", "late"])
def test_inbox__nothing_there__says_so(desk, tab) -> None:
    response = desk.get(reverse("inbox"), {"tab": tab})
    assert response.status_code == 200
    assert 'class="empty' in response.content.decode()


@pytest.mark.parametrize("query", ["tab=x", "setelah=x", "setelah=2021-01-01_5", "setelah=_"])
def test_inbox__made_up_address__not_found(desk, query) -> None:
    assert desk.get(f"{reverse('inbox')}?{query}").status_code == 404


def test_inbox__two_pages__keyset_shows_each_once(desk, filed) -> None:
    row = filed.now
    for serial in range(60):
        row.pk, row.number, row.token_digest = None, f"DPK-{serial:04d}", f"x{serial}"
        row.sort_at = AT + timedelta(hours=serial // 3)
        row.save()
    seen, address = [], reverse("inbox")
    while address:
        response = desk.get(address)
        seen += [each.number for each in response.context["rows"]]
        following = response.context["next"]
        address = f"{reverse('inbox')}?setelah={quote(following)}" if following else ""
    assert len(seen) == len(set(seen)) == 61


def test_search__nik_typed__found_without_an_address_and_noted(desk, filed) -> None:
    response = desk.post(reverse("search"), {"q": filed.now.nik})
    html = response.content.decode()
    assert filed.number in html
    assert filed.now.nik not in html
    event = AuditEvent.objects.get(act="identity_searched")
    assert event.fields == ["nik"]


def test_search__number_or_phone__found(desk, filed) -> None:
    typed = filed.number.lower().replace("-", " ")
    assert desk.post(reverse("search"), {"q": typed}).url == at("application", filed)
    found = desk.post(reverse("search"), {"q": "0800 000 0001"})
    assert filed.number in found.content.decode()


def test_search__words__says_what_can_be_searched(desk, filed) -> None:
    html = desk.post(reverse("search"), {"q": "Sari Melati"}).content.decode()
    assert filed.number not in html
    assert "Tulis lengkap" in html


def test_search__other_office__nothing(filed, world, client) -> None:
    client.force_login(world.gowa[Role.VERIFIER].user)
    for typed in (filed.number, filed.now.nik):
        assert client.post(reverse("search"), {"q": typed}).context["rows"] == []


def test_take_next__one_waiting__opens_it(desk, filed, laras) -> None:
    assert desk.post(reverse("take_next")).url == at("application", filed)
    assert filed.now.holder == laras.user_id
    assert "Tidak ada lagi" in desk.post(reverse("take_next")).content.decode()


def test_take__held_by_another__told_by_whom_until_when(desk, filed, other) -> None:
    holding.take(office=DEPOK, number=filed.number, user=other.user_id, at=AT)
    response = desk.post(at("take", filed))
    assert response.status_code == 409
    assert f"dipegang {other.name.split()[0]} sampai 08.3" in response.content.decode()


def test_application__opened__masked_papers_and_no_number_in_clear(desk, mine) -> None:
    html = desk.get(at("application", mine)).content.decode()
    answers = mine.now.answers
    assert answers["nik"] not in html
    assert answers["kk_no"] not in html
    assert "KTP-el benar" in html
    assert "0 dari 4 sudah diperiksa" in html


def test_judge__accepted__next_unjudged_in_front(desk, mine) -> None:
    first, second = mine.now.papers.all()[:2]
    response = desk.post(at("application_judge", mine), {"paper": first.pk, "verdict": "accepted"})
    assert response.url == f"{at('application', mine)}?berkas={second.pk}#foto"
    first.refresh_from_db()
    assert first.verdict == Verdict.ACCEPTED


def test_judge__no_reason__page_again_with_what_was_typed(desk, mine) -> None:
    paper = mine.now.papers.first()
    response = desk.post(
        at("application_judge", mine), {"paper": paper.pk, "verdict": "rejected", "reason": "other"}
    )
    assert response.status_code == 400
    assert "Alasannya belum diisi" in response.content.decode()


def test_judge__lease_over__typed_words_kept_and_the_next_press_takes(desk, mine) -> None:
    Application.objects.update(held_until=AT - timedelta(minutes=1))
    paper = mine.now.papers.first()
    said = {"paper": paper.pk, "verdict": "rejected", "reason": "cut_off", "words": "Sudut kiri."}
    response = desk.post(at("application_judge", mine), said)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Waktu pegang Bapak/Ibu sudah habis" in html
    assert "Sudut kiri." in html
    assert 'name="again"' in html
    assert desk.post(at("application_judge", mine), {**said, "again": "1"}).status_code == 302
    paper.refresh_from_db()
    assert paper.words == "Sudut kiri."


def test_judge__taken_by_another_meanwhile__told_and_nothing_lost(desk, mine, other) -> None:
    later = AT + timedelta(minutes=10)
    Application.objects.update(holder=other.user_id, held_until=later)
    paper = mine.now.papers.first()
    said = {"paper": paper.pk, "verdict": "rejected", "reason": "cut_off", "words": "Sudut kiri."}
    html = desk.post(at("application_judge", mine), said).content.decode()
    assert "Sekarang dipegang" in html
    assert "Sudut kiri." in html


@pytest.mark.parametrize("said", [{}, {"paper": "1"}, {"paper": "x", "verdict": "accepted"}])
def test_judge__made_up_form__not_found(desk, mine, said) -> None:
    assert desk.post(at("application_judge", mine), said).status_code == 404


def test_step__pressed_twice__once_and_no_complaint(desk, mine, laras) -> None:
    judge_all(mine, laras.user_id, wrong=1)
    for _ in range(2):
        assert (
            desk.post(at("application_step", mine), {"step": "ask_correction"}).status_code == 302
        )
    assert mine.now.stage == Stage.NEEDS_FIX
    assert mine.now.events.filter(kind="ask_correction").count() == 1


def test_step__not_allowed__refused_in_words(desk, mine) -> None:
    response = desk.post(at("application_step", mine), {"step": "ready_pickup"})
    assert response.status_code == 409
    assert (
        "“Siap diambil” belum bisa: permohonan ini “Perlu diperiksa”." in response.content.decode()
    )


@pytest.mark.parametrize("step", ["send", "cancel", "x", ""])
def test_step__not_an_officers__not_found(desk, mine, step) -> None:
    assert desk.post(at("application_step", mine), {"step": step}).status_code == 404


def test_reveal__with_reason__shown_once_and_noted(desk, mine) -> None:
    nik = mine.now.nik
    shown = " ".join(nik[place : place + 4] for place in range(0, 16, 4))
    assert (
        shown in desk.post(at("application_reveal", mine), {"reason": "compare"}).content.decode()
    )
    event = AuditEvent.objects.get(act="identity_revealed")
    assert (event.fields, event.reason) == (
        ["nik", "kk_no", "phone"],
        "Mencocokkan dengan foto berkas",
    )
    assert nik not in event.reason
    assert shown not in desk.get(at("application", mine)).content.decode()


def test_reveal__without_reason__not_shown(desk, mine) -> None:
    response = desk.post(at("application_reveal", mine), {"reason": "ingin tahu"})
    assert response.status_code == 400
    assert not AuditEvent.objects.filter(act="identity_revealed").exists()


def test_reveal__front_desk__not_theirs(filed, other, client) -> None:
    client.force_login(other.user)
    response = client.post(at("application_reveal", filed), {"reason": "compare"})
    assert response.status_code == 403


def test_picture__opened__clean_bytes_sandboxed_and_noted(desk, mine) -> None:
    page = mine.now.papers.first().pages.first()
    response = desk.get(reverse("paper_picture", args=[page.pk, 1]))
    assert response.content[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    event = AuditEvent.objects.get(act="paper_opened")
    assert (event.subject, event.fields) == (f"paper_page:{page.pk}", ["ktp-el", "1"])


@pytest.mark.parametrize("state", ["stored", "unreadable"])
def test_picture__not_cleaned__never_shown(desk, mine, state) -> None:
    page = mine.now.papers.first().pages.first()
    type(page).objects.update(state=state)
    assert desk.get(reverse("paper_picture", args=[page.pk, 1])).status_code == 404
    assert desk.get(at("application", mine)).status_code == 200


def test_thumbnail__only_with_the_pages_key__and_noted_once(desk, mine, client, world) -> None:
    paper = mine.now.papers.get(kind="foto-rumah")
    response = desk.get(at("application", mine), {"berkas": paper.pk})
    first = response.context["papers"].pictures[0]
    assert desk.get(first.thumbnail).status_code == 200
    assert AuditEvent.objects.filter(act="papers_shown").count() == 1
    assert not AuditEvent.objects.filter(act="paper_opened").exists()
    made_up = reverse("paper_thumbnail", args=[first.page, 1, "made-up"])
    assert desk.get(made_up).status_code == 404
    client.force_login(world.depok[Role.HEAD].user)
    assert client.get(first.thumbnail).status_code == 404


BOGOR = "disdukcapil-bogor"


@pytest.mark.parametrize("stopped", [True, False])
def test_ready__pickup_stopped_or_not__citizen_hears_which(world, client, stopped) -> None:
    making.load(BOGOR)
    user = making.officer("Euis", BOGOR)
    client.force_login(get_user_model().objects.get(pk=user))
    filed = making.file(BOGOR, "kia", "5-17", at=AT - timedelta(hours=2))
    if stopped:
        stop_pickup(BOGOR)
    Application.objects.update(
        stage=Stage.PROCESSING, holder=user, held_until=AT + timedelta(minutes=20)
    )
    warned = "mohon belum datang" in client.get(at("application", filed)).content.decode()
    assert warned is stopped
    assert client.post(at("application_step", filed), {"step": "ready_pickup"}).status_code == 302
    told = OutboxMessage.objects.order_by("-id").first()
    assert told.key == ("application_ready_kept" if stopped else "application_ready_pickup")
    assert told.facts["until" if stopped else "since"]["id"].startswith(
        "Jumat, 22 Januari 2021" if stopped else "Rabu, 20 Januari 2021 pukul 08.00 WIB"
    )
