"""The waiting list, confirmations, places of who did not come, the queue seen from home."""

from datetime import timedelta

import pytest

from lawang.people.audit import CITIZEN
from lawang.visits import evening
from lawang.visits.booking import cancel, confirm
from lawang.visits.calling import call_next, finish, start
from lawang.visits.desk import check_in, walk_in
from lawang.visits.links import WAITING, token_of
from lawang.visits.models import Visit, VisitState, Waiting
from lawang.visits.queries import place_of, queue_now
from lawang.visits.reports import day_report
from lawang.visits.waiting import end_old_lists, join, leave, rank
from lawang.visits.wishes import Full, HasNumber, NotThere, TicketRefused
from tests.visits.making import DEPOK, DESK, EVENING, FRIDAY, load, moment, took, used, wish

MORNING = moment("2021-01-21 09:00")


def sold_out() -> list[str]:
    """Thirty numbers are out; gives the links."""
    return [took(serial, at=MORNING).token for serial in range(1, 31)]


def waits(serial: int) -> Waiting:
    """On the list of that Friday."""
    return join(wish=wish(serial), at=MORNING)


def test_waiting__place_is_freed__first_gets_the_offer_and_nobody_slips_in(depok) -> None:
    links = sold_out()
    first, second = waits(41), waits(42)
    assert (rank(first), rank(second)) == (0, 1)
    cancel(token=links[3], by=CITIZEN, at=MORNING)
    first.refresh_from_db()
    assert first.visit.state == VisitState.OFFERED
    assert first.visit.offered_until == MORNING + timedelta(minutes=60)
    with pytest.raises(Full):
        took(50, at=MORNING)
    assert used() == 30


def test_waiting__offer_taken__a_number_like_any_other(depok) -> None:
    links = sold_out()
    row = waits(41)
    cancel(token=links[3], by=CITIZEN, at=MORNING)
    row.refresh_from_db()
    taken = confirm(token=token_of(row.visit.pk), at=MORNING + timedelta(minutes=59))
    assert taken.state == VisitState.BOOKED
    assert evening.end_promises(at=MORNING + timedelta(hours=3)) == 0


def test_waiting__offer_expires__next_in_line_and_too_late_is_too_late(depok) -> None:
    links = sold_out()
    first, second = waits(41), waits(42)
    cancel(token=links[3], by=CITIZEN, at=MORNING)
    late = MORNING + timedelta(minutes=61)
    first.refresh_from_db()
    with pytest.raises(NotThere):
        confirm(token=token_of(first.visit.pk), at=late)
    assert evening.end_promises(at=late) == 1
    second.refresh_from_db()
    assert second.visit.state == VisitState.OFFERED
    assert used() == 30


def test_waiting__offer_passed_on__next_in_line(depok) -> None:
    links = sold_out()
    first, second = waits(41), waits(42)
    cancel(token=links[3], by=CITIZEN, at=MORNING)
    first.refresh_from_db()
    cancel(token=token_of(first.visit.pk), by=CITIZEN, at=MORNING)
    second.refresh_from_db()
    assert second.visit.state == VisitState.OFFERED


def test_waiting__offer_at_night__kept_until_the_morning_can_be_read(depok) -> None:
    links = sold_out()
    row = waits(41)
    cancel(token=links[-1], by=CITIZEN, at=moment("2021-01-21 22:00"))
    row.refresh_from_db()
    assert row.visit.offered_until == moment("2021-01-22 07:00")


def test_waiting__joins_twice_or_leaves__once_and_gone(depok) -> None:
    sold_out()
    row = waits(41)
    assert waits(41) == row
    leave(token=token_of(row.pk, kind=WAITING), at=MORNING)
    leave(token=token_of(row.pk, kind=WAITING), at=MORNING)
    assert not Waiting.objects.filter(over_at=None).exists()
    with pytest.raises(HasNumber):
        waits(1)


def test_waiting__closed_day__refused_and_old_lists_end(depok) -> None:
    with pytest.raises(TicketRefused):
        join(wish=wish(1, day=FRIDAY + timedelta(days=1)), at=MORNING)
    waits(41)
    assert end_old_lists(at=MORNING) == 0
    assert end_old_lists(at=moment("2021-01-23 00:10")) == 1


def test_evening__asked_at_noon__unconfirmed_places_go_to_the_list(db) -> None:
    load(DEPOK, more="konfirmasi_malam_sebelumnya = true")
    links = sold_out()
    row = waits(41)
    assert evening.ask_confirmations(at=moment("2021-01-21 11:00")) == 0
    assert evening.ask_confirmations(at=moment("2021-01-21 12:30")) == 30
    assert evening.ask_confirmations(at=moment("2021-01-21 12:31")) == 0
    for link in links[1:]:
        confirm(token=link, at=moment("2021-01-21 15:00"))
    assert evening.end_promises(at=moment("2021-01-21 20:01")) == 1
    row.refresh_from_db()
    assert row.visit.state == VisitState.OFFERED
    assert used() == 30


def test_late__place_is_free_after_the_grace__and_drawn_again_while_there_is_room(depok) -> None:
    first = took(1, starts_at=moment("2021-01-22 08:00")).visit
    assert evening.free_late_places(at=moment("2021-01-22 08:44")) == 0
    assert evening.free_late_places(at=moment("2021-01-22 08:46")) == 1
    assert used() == 0
    first.refresh_from_db()
    done = check_in(visit=first, by=DESK, at=moment("2021-01-22 09:00"))
    assert done.late
    assert (done.visit.state, used()) == (VisitState.ARRIVED, 1)


def test_late__given_to_others_meanwhile__told_that_it_is_full(depok) -> None:
    sold_out()
    first = Visit.objects.get(sequence=1)
    evening.free_late_places(at=moment("2021-01-22 08:46"))
    for serial in range(51, 55):
        walk_in(wish=wish(serial, channel="counter"), by=DESK, at=moment("2021-01-22 08:47"))
    first.refresh_from_db()
    with pytest.raises(Full):
        check_in(visit=first, by=DESK, at=moment("2021-01-22 09:00"))
    assert used() == 30


def test_end_of_day__nobody_left_open(depok) -> None:
    sold_out()
    for number, clock in ((1, "08:01"), (2, "08:02")):
        visit = Visit.objects.get(sequence=number)
        check_in(visit=visit, by=DESK, at=moment(f"2021-01-22 {clock}"))
    call_next(office=DEPOK, counter="1", by=DESK, at=moment("2021-01-22 08:03"))
    assert evening.end_days(at=moment("2021-01-22 23:59")) == 0
    assert evening.end_days(at=moment("2021-01-23 00:01")) == 30
    report = day_report(DEPOK, FRIDAY)
    assert (report.issued, report.served, report.no_show, report.lapsed) == (30, 1, 28, 1)


def test_queue__numbers_move__version_moves_and_only_then(depok) -> None:
    eight = moment("2021-01-22 08:00")
    empty = queue_now(DEPOK, at=eight)
    assert (empty.left, empty.limit, empty.issued) == (30, 30, 0)
    visit = took(1, at=EVENING).visit
    issued = queue_now(DEPOK, at=eight)
    assert issued.version != empty.version
    assert issued.version == queue_now(DEPOK, at=eight + timedelta(minutes=9)).version
    check_in(visit=visit, by=DESK, at=eight)
    waiting = queue_now(DEPOK, at=eight)
    assert (waiting.next, waiting.waiting, waiting.inside) == (("A-001",), 1, 1)
    call_next(office=DEPOK, counter="1", by=DESK, at=eight)
    called = queue_now(DEPOK, at=eight)
    assert called.called[0].label == "A-001"
    assert len({each.version for each in (empty, issued, waiting, called)}) == 4


def test_place__measured_times__pull_the_estimate(depok) -> None:
    eight = moment("2021-01-22 08:00")
    visits = [took(serial, at=EVENING, starts_at=eight).visit for serial in range(1, 5)]
    for visit in visits:
        check_in(visit=visit, by=DESK, at=eight)
    last = Visit.objects.get(pk=visits[-1].pk)
    place = place_of(last, at=eight)
    assert (place.before, place.expected_at) == (3, moment("2021-01-22 08:15"))
    called = call_next(office=DEPOK, counter="1", by=DESK, at=eight)
    start(visit=called, by=DESK, at=eight)
    finish(visit=called, result="ok", by=DESK, at=eight + timedelta(minutes=40))
    report = day_report(DEPOK, FRIDAY)
    assert (report.served, report.service_median) == (1, 40)
