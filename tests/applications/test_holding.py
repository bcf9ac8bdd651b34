"""A lease on an application: one officer at a time, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from lawang.applications import checking, holding
from lawang.applications.models import Application, ApplicationEvent, Verdict
from lawang.applications.stages import Stage, StepRefused
from lawang.messaging.models import OutboxMessage
from tests.applications import making
from tests.applications.making import AT, BOGOR, DEPOK

LATER = AT + timedelta(minutes=31)


@pytest.fixture
def laras(depok: str) -> int:
    return making.officer("Laras")


@pytest.fixture
def tika(depok: str) -> int:
    return making.officer("Tika")


def take(filed, user, at=AT):
    return holding.take(office=DEPOK, number=filed.number, user=user, at=at)


@pytest.mark.django_db
def test_take__held_by_another__told_by_whom_until_when(laras, tika) -> None:
    filed = making.file()
    take(filed, laras)
    with pytest.raises(holding.Held) as refused:
        take(filed, tika)
    assert refused.value.facts == {"holder": laras, "until": AT + holding.LEASE}


@pytest.mark.django_db
def test_take__lease_over__another_takes_and_the_first_is_told(laras, tika) -> None:
    filed = making.file()
    take(filed, laras)
    take(filed, tika, LATER)
    with pytest.raises(holding.Held):
        checking.accept(office=DEPOK, number=filed.number, user=laras, at=LATER)


@pytest.mark.django_db
def test_take__again_by_the_same__renews_without_another_event(laras) -> None:
    filed = making.file()
    take(filed, laras)
    take(filed, laras, AT + timedelta(minutes=20))
    assert filed.now.held_until == AT + timedelta(minutes=50)
    assert ApplicationEvent.objects.filter(kind="taken").count() == 1


@pytest.mark.django_db
def test_take__over__refused(laras) -> None:
    filed = making.file()
    Application.objects.update(stage=Stage.DONE, sort_at=None)
    with pytest.raises(StepRefused):
        take(filed, laras)


@pytest.mark.django_db
def test_take__other_office__not_there(laras) -> None:
    filed = making.file()
    making.load(BOGOR)
    for act in (holding.take, holding.release):
        with pytest.raises(holding.NoApplication):
            act(office=BOGOR, number=filed.number, user=laras, at=AT)


@pytest.mark.django_db
def test_take_next__several__the_most_pressing_of_this_office(laras, tika) -> None:
    late = making.file(at=AT - timedelta(days=9))
    making.file(serial=2)
    ill = making.file(case="rawat-inap", serial=3)
    Application.objects.filter(number=ill.number).update(sort_at=AT - timedelta(days=30))
    assert holding.take_next(office=DEPOK, user=laras, at=AT).number == ill.number
    assert holding.take_next(office=DEPOK, user=tika, at=AT).number == late.number


@pytest.mark.django_db
def test_release__not_ones_own__left_alone(laras, tika) -> None:
    filed = making.file()
    take(filed, laras)
    holding.release(office=DEPOK, number=filed.number, user=tika, at=AT)
    assert filed.now.holder == laras
    holding.release(office=DEPOK, number=filed.number, user=laras, at=AT)
    assert filed.now.holder is None


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Run them in threads that start together; gives "done" or the refusal's name for each."""
    together = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        try:
            together.wait(10)
            deed()
        except (holding.Held, holding.NotHeld, StepRefused) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.mark.django_db(transaction=True)
def test_race__six_officers_take_one__one_wins() -> None:
    making.load(DEPOK)
    users = [making.officer(f"Petugas{place}") for place in range(6)]
    filed = making.file()
    said = at_once(*(lambda user=user: take(filed, user) for user in users))
    assert sorted(said) == ["Held"] * 5 + ["done"]
    assert ApplicationEvent.objects.filter(kind="taken").count() == 1


@pytest.mark.django_db(transaction=True)
def test_race__four_take_the_next__four_different_ones() -> None:
    making.load(DEPOK)
    users = [making.officer(f"Petugas{place}") for place in range(4)]
    for serial in range(5):
        making.file(serial=serial + 1)
    at_once(
        *(lambda user=user: holding.take_next(office=DEPOK, user=user, at=AT) for user in users)
    )
    holders = Application.objects.exclude(holder=None).values_list("holder", flat=True)
    assert sorted(holders) == sorted(users)


@pytest.mark.django_db(transaction=True)
def test_race__one_press_twice_at_once__one_step_one_message() -> None:
    making.load(DEPOK)
    user = making.officer("Laras")
    filed = making.file()
    take(filed, user)
    filed.now.papers.update(verdict=Verdict.ACCEPTED)

    def accept() -> object:
        return checking.accept(office=DEPOK, number=filed.number, user=user, at=AT)

    assert sorted(at_once(accept, accept, accept)) == ["StepRefused", "StepRefused", "done"]
    assert OutboxMessage.objects.filter(key="application_complete").count() == 1


@pytest.mark.django_db(transaction=True)
def test_race__lease_over_two_decide__one_takes_it_the_other_is_told() -> None:
    making.load(DEPOK)
    laras, tika = making.officer("Laras"), making.officer("Tika")
    filed = making.file()
    take(filed, laras)
    paper = filed.now.papers.first().pk

    def judged(user: int) -> object:
        take(filed, user, LATER)
        return checking.judge_paper(
            office=DEPOK, number=filed.number, paper=paper, verdict="accepted", user=user, at=LATER
        )

    said = at_once(lambda: judged(laras), lambda: judged(tika))
    assert sorted(said) == ["Held", "done"]
    assert ApplicationEvent.objects.filter(kind="paper_judged").count() == 1
