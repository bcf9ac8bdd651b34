"""A verdict per paper, then one step on: each by the officer who holds it."""

from datetime import timedelta

import pytest

from lawang.applications import checking, correcting, holding
from lawang.applications.links import digest
from lawang.applications.models import PageState, Verdict
from lawang.applications.paper_reasons import PAPER_REASONS
from lawang.applications.stages import CITIZENS, TABLE, Stage, Step, StepRefused
from lawang.cli.town_papers import Drawer, send_again
from lawang.messaging.models import OutboxMessage
from lawang.people.audit import AuditEvent
from tests.applications import making
from tests.applications.making import AT, DEPOK, Filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def laras(depok: str) -> int:
    return making.officer("Laras")


@pytest.fixture
def filed(depok: str) -> Filed:
    return making.file()


@pytest.fixture
def held(filed: Filed, laras: int) -> Filed:
    holding.take(office=DEPOK, number=filed.number, user=laras, at=AT)
    return filed


def judge(filed: Filed, user: int, *, wrong: int = 0, at=AT, **said: str) -> None:
    for place, paper in enumerate(filed.now.papers.filter(needed=True)):
        verdict = Verdict.REJECTED if place < wrong else Verdict.ACCEPTED
        checking.judge_paper(
            office=DEPOK, number=filed.number, paper=paper.pk, verdict=verdict,
            user=user, at=at, **(said or {"reason": "blurred"} if place < wrong else {}),
        )  # fmt: skip


def messages(filed: Filed) -> list[str]:
    about = f"application:{filed.now.pk}"
    return list(OutboxMessage.objects.filter(about=about).order_by("id").values_list("key", flat=1))


def to_stage(filed: Filed, user: int, stage: str) -> None:
    """Put it in a stage with all papers right, without the way there."""
    application = filed.now
    application.papers.update(verdict=Verdict.ACCEPTED)
    application.stage = stage
    application.sort_at = application.sort_at or AT
    application.holder, application.held_until = user, AT + timedelta(minutes=20)
    application.save()


def take_step(filed: Filed, user: int, step: Step):
    given = {"office": DEPOK, "number": filed.number, "user": user, "at": AT}
    if step is Step.ASK_CORRECTION:
        filed.now.papers.filter(kind="kk").update(verdict=Verdict.REJECTED, reason="blurred")
        return checking.ask_correction(**given)
    if step is Step.ACCEPT:
        return checking.accept(**given)
    if step is Step.REJECT:
        return checking.reject(**given, words="Alamat di luar kota.")
    return checking.move(**given, step=step, words="Dinas Kesehatan")


OFFICERS = [step for step in TABLE if step not in CITIZENS]


@pytest.mark.parametrize(
    ("step", "stage"), [(step, stage) for step in OFFICERS for stage in Stage if stage != "draft"]
)
def test_step__from_every_stage__only_what_the_table_allows(held, laras, step, stage) -> None:
    to_stage(held, laras, stage)
    starts, leads_to = TABLE[step]
    if stage in starts:
        take_step(held, laras, step)
        assert held.now.stage == leads_to
        assert held.now.events.last().kind == step
        assert (held.now.sort_at is None) == (leads_to in (Stage.DONE, Stage.REJECTED))
        assert len(messages(held)) == 2
    else:
        with pytest.raises(StepRefused) as refused:
            take_step(held, laras, step)
        assert refused.value.facts["stage"] == stage
        assert held.now.stage == stage
        assert messages(held) == ["application_received"]


def test_accept__a_paper_unjudged__refused_by_name(held, laras) -> None:
    with pytest.raises(checking.NotAllChecked) as refused:
        checking.accept(office=DEPOK, number=held.number, user=laras, at=AT)
    assert refused.value.code == "unchecked"
    assert "kk" in refused.value.facts["papers"]


def test_accept__a_paper_rejected__refused(held, laras) -> None:
    judge(held, laras, wrong=1)
    with pytest.raises(checking.NotAllChecked) as refused:
        checking.accept(office=DEPOK, number=held.number, user=laras, at=AT)
    assert refused.value.code == "some_rejected"


def test_ask_correction__nothing_rejected__refused(held, laras) -> None:
    judge(held, laras)
    with pytest.raises(checking.NotAllChecked) as refused:
        checking.ask_correction(office=DEPOK, number=held.number, user=laras, at=AT)
    assert refused.value.code == "none_rejected"


def test_ask_correction__one_paper__told_which_one_and_released(held, laras) -> None:
    judge(held, laras, wrong=1)
    checking.ask_correction(office=DEPOK, number=held.number, user=laras, at=AT)
    told = OutboxMessage.objects.get(key="papers_missing")
    assert [paper["name"]["id"] for paper in told.facts["papers"]] == ["KTP-el"]
    assert told.facts["papers"][0]["reason"]["en"] == PAPER_REASONS["blurred"].en
    assert told.facts["until"]["id"] == "Selasa, 26 Januari 2021"
    assert (held.now.holder, held.now.round) == (None, 2)


def test_correction__only_that_paper__is_unjudged_again(held, laras) -> None:
    judge(held, laras, wrong=1)
    checking.ask_correction(office=DEPOK, number=held.number, user=laras, at=AT)
    drawer = Drawer()
    send_again(held.now, drawer, at=AT + timedelta(hours=1))
    correcting.send_correction(link=digest(held.token), at=AT + timedelta(hours=1))
    open_ = list(held.now.papers.filter(verdict=Verdict.UNCHECKED).values_list("kind", flat=True))
    assert open_ == ["ktp-el"]
    assert held.now.stage == Stage.CORRECTED


@pytest.mark.parametrize(
    "said", [{}, {"reason": "other"}, {"reason": "no_such_reason"}, {"words": "   "}]
)
def test_judge__no_without_a_reason__refused_and_nothing_changed(held, laras, said) -> None:
    paper = held.now.papers.first()
    with pytest.raises(checking.ReasonMissing):
        checking.judge_paper(
            office=DEPOK, number=held.number, paper=paper.pk, verdict="rejected",
            user=laras, at=AT, **said,
        )  # fmt: skip
    paper.refresh_from_db()
    assert paper.verdict == Verdict.UNCHECKED


def test_judge__the_same_twice__one_event(held, laras) -> None:
    judge(held, laras)
    judge(held, laras)
    papers = held.now.papers.count()
    assert held.now.events.filter(kind="paper_judged").count() == papers
    assert AuditEvent.objects.filter(act="application_paper_judged").count() == papers


def test_judge__picture_not_yet_clean__wait(held, laras) -> None:
    paper = held.now.papers.first()
    paper.pages.update(state=PageState.STORED)
    with pytest.raises(checking.PaperNotReady) as refused:
        checking.judge_paper(
            office=DEPOK, number=held.number, paper=paper.pk, verdict="accepted", user=laras, at=AT
        )
    assert refused.value.code == "being_cleaned"


def test_judge__after_the_check__refused(held, laras) -> None:
    to_stage(held, laras, Stage.PROCESSING)
    paper = held.now.papers.first()
    with pytest.raises(StepRefused):
        checking.judge_paper(
            office=DEPOK, number=held.number, paper=paper.pk, verdict="accepted", user=laras, at=AT
        )


def test_judge__paper_of_another_application__refused(held, laras) -> None:
    other = making.file(serial=2)
    with pytest.raises(checking.PaperNotReady) as refused:
        checking.judge_paper(
            office=DEPOK, number=held.number, paper=other.now.papers.first().pk,
            verdict="accepted", user=laras, at=AT,
        )  # fmt: skip
    assert refused.value.code == "unknown_paper"


def test_act__not_held__refused(filed, laras) -> None:
    with pytest.raises(holding.NotHeld):
        judge(filed, laras)
    with pytest.raises(holding.NotHeld):
        checking.reject(office=DEPOK, number=filed.number, words="x", user=laras, at=AT)


def test_note__twice__once_and_not_public(held, laras) -> None:
    for _ in range(2):
        checking.add_note(office=DEPOK, number=held.number, words="Sudah saya telepon.",
                          user=laras, at=AT)  # fmt: skip
    note = held.now.events.get(kind="note")
    assert (note.public, note.words) == (False, "Sudah saya telepon.")


def test_reject__words__reach_the_citizen_with_a_way_out(held, laras) -> None:
    checking.reject(office=DEPOK, number=held.number, words="Alamat di luar kota.",
                    user=laras, at=AT)  # fmt: skip
    told = OutboxMessage.objects.get(key="application_rejected")
    assert told.facts["reason"] == "Alamat di luar kota."
    assert told.facts["way_out"]["id"]
    assert held.now.closed_at == AT


def test_audit__of_every_step__no_typed_value(held, laras) -> None:
    judge(held, laras, wrong=1, words="Nama Sari Melati tertutup jari")
    nik = held.now.nik
    trail = " ".join(
        f"{each.act} {each.subject} {each.fields} {each.reason}"
        for each in AuditEvent.objects.all()
    )
    assert nik not in trail
    assert "Sari" not in trail
