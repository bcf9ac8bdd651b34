"""Many at once, on the real database: exactly as many numbers as places, nobody called twice."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import close_old_connections, connection

from lawang.common.refusal import Refusal
from lawang.offices.actions import publish_period
from lawang.offices.drafts import Draft
from lawang.offices.file_periods import PeriodTexts
from lawang.offices.models import PolicyPeriod
from lawang.offices.words import Text
from lawang.people.audit import CITIZEN
from lawang.policy.model import Channel, Period, Rule, Says
from lawang.visits import booking
from lawang.visits.booking import cancel, move, take
from lawang.visits.calling import CallRefused, call_next
from lawang.visits.desk import walk_in
from lawang.visits.models import ACTIVE, PoolDay, Visit, VisitState
from lawang.visits.wishes import TicketRefused
from tests.visits.making import DEPOK, DESK, FRIDAY, load, moment, numbers, person, took, used, wish

REPOSITORY = Path(__file__).resolve().parents[2]
THREADS = 8
TAKER = """
import os, sys
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = os.environ["DATABASE_NAME"]
from lawang.common.refusal import Refusal
from tests.visits.making import took
first, last = int(sys.argv[1]), int(sys.argv[2])
for serial in range(first, last):
    try:
        visit = took(serial).visit
        print(visit.pk, visit.label, serial, flush=True)
    except Refusal:
        pass
print("over", flush=True)
"""


def at_once(work, many: int = THREADS) -> list[object]:
    """`work(n)` in that many threads, started together; gives results and refusals."""
    begin, found, broken = threading.Barrier(many), [], []

    def run(number: int) -> None:
        try:
            begin.wait()
            found.append(work(number))
        except Refusal as no:
            found.append(no)
        except Exception as wrong:
            broken.append(wrong)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not broken, broken
    return found


def whole() -> None:
    """Counters and visits agree, whatever happened."""
    active = Visit.objects.filter(state__in=ACTIVE)
    assert used() == active.filter(pool="loket").count()
    for row in PoolDay.objects.all():
        assert row.used == sum(row.pool in visit.draws for visit in active)
    people = [each.person for each in active]
    assert len(set(people)) == len(people)


@pytest.fixture
def eight_numbers(transactional_db) -> None:
    load(DEPOK)
    row = PolicyPeriod.objects.get(key="loket-terbatas-jan-2021")
    row.rules["rules"][0]["pools"][0]["limit"] = 8
    row.save()


def test_rush__eight_threads_and_forty_people__eight_numbers_without_a_gap(eight_numbers) -> None:
    def five(number: int) -> int:
        won = 0
        for serial in range(number * 5 + 1, number * 5 + 6):
            try:
                took(serial)
                won += 1
            except Refusal:
                pass
        return won

    assert sum(at_once(five)) == 8
    assert numbers() == list(range(1, 9))
    whole()


def test_rush__one_person_in_eight_windows_at_once__one_number(eight_numbers) -> None:
    found = at_once(lambda _: took(1).visit.pk)
    assert len(set(found)) == 1
    assert used() == 1
    whole()


def test_rush__moves_and_cancels_crosswise__nothing_lost_and_no_deadlock(transactional_db) -> None:
    load(DEPOK)
    taken = [took(serial, starts_at=moment("2021-01-22 08:00")) for serial in range(1, 5)]
    monday = FRIDAY.replace(day=25)
    taken += [took(serial, day=monday) for serial in range(5, 9)]

    def change(number: int) -> object:
        mine = taken[number]
        if number in (3, 7):
            return cancel(token=mine.token, by=CITIZEN, at=moment("2021-01-21 18:00"))
        return move(token=mine.token, day=monday if number < 4 else FRIDAY, starts_at=None,
                    by=CITIZEN, at=moment("2021-01-21 18:00"))  # fmt: skip

    at_once(change)
    assert used() == 3
    assert used(day=monday) == 3
    for row in PoolDay.objects.all():
        active = Visit.objects.filter(state__in=ACTIVE, day=row.day)
        assert row.used == sum(row.pool in visit.draws for visit in active)


def test_call__eight_counters_at_once__eight_different_people(transactional_db) -> None:
    load(DEPOK)
    eight = moment("2021-01-22 08:00")
    for serial in range(1, 7):
        walk_in(wish=wish(serial, channel="counter"), by=DESK, at=eight)
    found = at_once(lambda n: call_next(office=DEPOK, counter=str(n), by=DESK, at=eight))
    called = [each.pk for each in found if isinstance(each, Visit)]
    assert len(called) == len(set(called)) == 6
    assert sum(isinstance(each, CallRefused) for each in found) == 2
    assert Visit.objects.filter(state=VisitState.CALLED).count() == 6


def test_call__one_counter_clicks_eight_times_at_once__one_person(transactional_db) -> None:
    load(DEPOK)
    eight = moment("2021-01-22 08:00")
    for serial in range(1, 5):
        walk_in(wish=wish(serial, channel="counter"), by=DESK, at=eight)
    at_once(lambda _: call_next(office=DEPOK, counter="1", by=DESK, at=eight))
    assert Visit.objects.filter(state=VisitState.CALLED).count() == 1


def test_rush__closure_published_meanwhile__asked_again_and_refused(
    transactional_db, monkeypatch
) -> None:
    load(DEPOK)
    real, today = booking.choice, moment("2021-01-21 18:00")
    closing = Rule(channels=frozenset({Channel.COUNTER}), says=Says.CLOSED)
    said = Text("Tutup lagi.", "Closed again.")

    def slow(now, wish, *, at):
        found = real(now, wish, at=at)
        draft = Draft(Period("tutup", at, FRIDAY, FRIDAY, (closing,)),
                      PeriodTexts("tutup", said, said, said))  # fmt: skip
        publish_period(office=DEPOK, draft=draft, seen_version=now.version, by=DESK, at=today)
        return found

    monkeypatch.setattr(booking, "choice", slow)
    with pytest.raises(TicketRefused):
        took(1)
    assert used() == 0


def test_rush__kill_9_in_the_middle__no_number_twice_and_none_lost(transactional_db) -> None:
    load(DEPOK)
    environment = os.environ | {
        "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_NAME": str(connection.settings_dict["NAME"]),
    }

    def taker(first: int, last: int) -> "subprocess.Popen[str]":
        return subprocess.Popen([sys.executable, "-c", TAKER, str(first), str(last)],
                                env=environment, stdout=subprocess.PIPE, text=True)  # fmt: skip

    killed, other = taker(1, 100), taker(101, 110)
    promised = [killed.stdout.readline().split() for _ in range(3)]
    killed.send_signal(signal.SIGKILL)
    promised += [line.split() for line in killed.stdout if len(line.split()) == 3]
    killed.wait()
    promised += [line.split() for line in other.communicate(timeout=60)[0].splitlines()[:-1]]
    close_old_connections()
    kept = {str(each.pk): each.label for each in Visit.objects.all()}
    assert all(kept.get(key) == label for key, label, _ in promised)
    for key, _, serial in promised:  # the retry of who was told gets the same number
        again = take(wish=wish(int(serial)), by=CITIZEN, at=moment("2021-01-21 18:00"))
        assert str(again.visit.pk) == key
    for serial in range(201, 240):
        with contextlib.suppress(Refusal):
            took(serial)
    assert numbers() == list(range(1, 31))
    assert person(1)
    whole()
