"""The desk and the counters: coming in, walk-ins, emergencies, calling."""

from datetime import timedelta

import pytest

from lawang.messaging.models import OutboxMessage
from lawang.people.audit import CITIZEN
from lawang.visits import calling, desk
from lawang.visits.booking import cancel
from lawang.visits.calling import CallRefused, call_next
from lawang.visits.desk import DeskRefused, check_in, emergency, find_today, turn_away, walk_in
from lawang.visits.models import TurnedAway, Visit, VisitState
from lawang.visits.passes import BadPass, pass_of, public_keys, read_pass
from lawang.visits.wishes import Full, NotThere, TicketRefused
from tests.visits.making import DEPOK, DESK, FRIDAY, load, moment, took, used, wish

EIGHT = moment("2021-01-22 08:00")


def at(clock: str):
    """This time of the Friday."""
    return moment(f"2021-01-22 {clock}")


def come(serial: int, clock: str, **said: object) -> Visit:
    """Booked and checked in."""
    return check_in(visit=took(serial, **said).visit, by=DESK, at=at(clock)).visit


def walk(serial: int, clock: str, **said: object) -> Visit:
    """A walk-in."""
    return walk_in(wish=wish(serial, channel="counter", **said), by=DESK, at=at(clock))


def call(counter: str, clock: str, **said: object) -> Visit:
    """The next at this counter."""
    return call_next(office=DEPOK, counter=counter, by=DESK, at=at(clock), **said)


def now_of(depok: str):
    from lawang.offices.queries import office_now

    return office_now(depok)


def test_pass__shown_twice__in_once_and_the_second_time_says_so(depok) -> None:
    visit = took(1).visit
    shown = pass_of(now_of(depok), visit)
    found = find_today(office=DEPOK, typed=shown, today=FRIDAY)
    first = check_in(visit=found, by=DESK, at=at("08:05"))
    second = check_in(visit=found, by=DESK, at=at("08:06"))
    assert (first.again, second.again) == (False, True)
    assert second.visit.arrived_at == at("08:05")


def test_pass__forged_changed_yesterdays_or_another_offices__refused(depok) -> None:
    good = pass_of(now_of(depok), took(1).visit)
    said, _, signature = good.rpartition("|")
    wrong = {
        f"{said.replace('A-001', 'A-002')}|{signature}": "forged",
        f"{said}|{signature[:-2]}AA": "forged",
        f"{said}|": "forged",
        f"{said.replace('|t1', '|t9')}|{signature}": "forged",
        "LW1|x": "not_a_pass",
        "": "not_a_pass",
    }
    for text, code in wrong.items():
        with pytest.raises(BadPass) as refused:
            read_pass(text, office=DEPOK, today=FRIDAY)
        assert refused.value.code == code, text
    with pytest.raises(BadPass) as refused:
        read_pass(good, office=DEPOK, today=FRIDAY + timedelta(days=1))
    assert refused.value.code == "other_day"
    with pytest.raises(BadPass) as refused:
        read_pass(good, office="dinsos-gowa", today=FRIDAY)
    assert refused.value.code == "other_office"


def test_pass__what_it_says__no_person_and_a_key_for_browsers(depok) -> None:
    text = pass_of(now_of(depok), took(1).visit)
    assert "3276" not in text
    assert "+62" not in text
    (key,) = public_keys()
    assert (key["kty"], key["crv"], len(key["x"]), len(key["y"])) == ("EC", "P-256", 43, 43)


@pytest.mark.parametrize("typed", ["A-001", "a 1", "a001", " A1 "])
def test_find__typed_number__found(depok, typed) -> None:
    visit = took(1).visit
    assert find_today(office=DEPOK, typed=typed, today=FRIDAY) == visit


@pytest.mark.parametrize("typed", ["", "A", "A-x", "A-٣", "B-1", "A-9999999999999999999999"])
def test_find__nonsense__not_there(depok, typed) -> None:
    took(1)
    with pytest.raises(NotThere):
        find_today(office=DEPOK, typed=typed, today=FRIDAY)


def test_check_in__tomorrows_ticket__refused_with_its_day(depok) -> None:
    visit = took(1).visit
    with pytest.raises(DeskRefused) as refused:
        check_in(visit=visit, by=DESK, at=at("08:00") - timedelta(days=1))
    assert refused.value.facts["day"] == FRIDAY


def test_check_in__cancelled__refused(depok) -> None:
    taken = took(1)
    cancel(token=taken.token, by=CITIZEN, at=EIGHT)
    with pytest.raises(DeskRefused) as refused:
        check_in(visit=taken.visit, by=DESK, at=at("08:00"))
    assert refused.value.code == "over"


def test_check_in__line_was_down__moment_of_the_desk_and_not_of_a_wrong_clock(depok) -> None:
    visit = took(1).visit
    with pytest.raises(DeskRefused):
        check_in(visit=visit, by=DESK, at=at("10:00"), synced_at=at("08:40"))
    done = check_in(visit=visit, by=DESK, at=at("08:10"), synced_at=at("08:40"))
    assert done.visit.arrived_at == at("08:10")


def test_call__booked_late_walk_in_and_priority__fair_order(depok) -> None:
    walk_early = walk(11, "08:01")
    nine = come(1, "08:02", starts_at=at("09:00"))
    eight = come(2, "08:20", starts_at=EIGHT)
    late = come(3, "08:50", starts_at=EIGHT)
    elderly = walk(12, "08:10", priority="elderly")
    order = [call(f"{n}", "09:01") for n in range(1, 6)]
    assert order == [elderly, eight, walk_early, late, nine]


def test_call__double_click__same_person_stays_and_nobody_is_skipped(depok) -> None:
    first, second = walk(1, "08:00"), walk(2, "08:01")
    assert call("1", "08:02") == first
    with pytest.raises(CallRefused) as refused:
        call("1", "08:02")
    assert (refused.value.code, refused.value.facts["label"]) == ("counter_busy", first.label)
    assert call("2", "08:02") == second
    with pytest.raises(CallRefused) as refused:
        call("3", "08:02")
    assert refused.value.code == "nobody"


def test_call__whole_way__called_served_done_with_its_times(depok) -> None:
    walk(1, "08:00")
    visit = call("1", "08:02")
    calling.recall(visit=visit, by=DESK, at=at("08:03"))
    calling.start(visit=visit, by=DESK, at=at("08:04"))
    calling.finish(visit=visit, result="selesai", by=DESK, at=at("08:14"))
    assert (visit.calls, visit.state, visit.ended_at) == (2, VisitState.DONE, at("08:14"))
    with pytest.raises(CallRefused):
        calling.no_show(visit=visit, by=DESK, at=at("08:15"))


def test_pass_on__to_a_counter__own_place_in_line_and_only_there(depok) -> None:
    first, second = walk(1, "08:00"), walk(2, "08:01")
    calling.pass_on(visit=call("1", "08:02"), by=DESK, at=at("08:05"), counter="3")
    assert call("1", "08:06") == second
    assert call("3", "08:06") == first


def test_hold_and_back__own_place_in_line(depok) -> None:
    first = walk(1, "08:00")
    walk(2, "08:01")
    calling.hold(visit=call("1", "08:02"), by=DESK, at=at("08:03"))
    calling.back_to_queue(visit=first, by=DESK, at=at("08:04"))
    assert call("1", "08:05") == first


def test_no_show__comes_after_all__stands_at_the_end(depok) -> None:
    first = come(1, "08:00", starts_at=EIGHT)
    calling.no_show(visit=call("1", "08:02"), by=DESK, at=at("08:04"))
    second = walk(2, "08:10")
    check_in(visit=first, by=DESK, at=at("08:50"))
    assert call("1", "08:51") == second
    assert call("2", "08:51") == first


def test_call__three_before_you__told_once(depok) -> None:
    for serial in range(1, 6):
        walk(serial, f"08:0{serial}")
    call("1", "08:10")
    told = OutboxMessage.objects.filter(key="visit_soon")
    assert [each.facts["ticket"] for each in told] == ["A-005"]


def test_walk_in__after_noon__refused_and_the_emergency_is_not(depok) -> None:
    with pytest.raises(TicketRefused):
        walk(1, "12:00")
    seen = emergency(wish=wish(1, channel="counter"), reason="Pasien", approved_by=3,
                     by=DESK, at=at("12:10"))  # fmt: skip
    assert seen.label == "D-001"
    assert used() == 0


def test_walk_in__thirty_are_out__full_and_the_emergency_is_called_first(depok) -> None:
    for serial in range(1, 31):
        walk(serial, "08:01")
    with pytest.raises(Full):
        walk(31, "08:02")
    urgent = emergency(wish=wish(31, channel="counter"), reason="Pasien", approved_by=3,
                       by=DESK, at=at("08:10"))  # fmt: skip
    assert used() == 30
    assert call("1", "08:11") == urgent


def test_emergency__no_reason_or_approver__refused(depok) -> None:
    for reason, approver in (("", 3), ("  ", 3), ("Pasien", 0)):
        with pytest.raises(DeskRefused):
            emergency(wish=wish(1, channel="counter"), reason=reason, approved_by=approver,
                      by=DESK, at=at("08:10"))  # fmt: skip


def test_walk_in__synced_twice__one_person(depok) -> None:
    first = walk(0, "08:01", person="", phone="", entry_key="desk-1")
    assert walk(0, "08:02", person="", phone="", entry_key="desk-1") == first
    assert used() == 1


def test_walk_in__has_a_number_for_today__checked_in_with_it(depok) -> None:
    visit = took(1, starts_at=EIGHT).visit
    assert walk(1, "08:03") == visit
    assert used() == 1


def test_turn_away__synced_twice__counts_once(depok) -> None:
    for _ in range(2):
        turn_away(office=DEPOK, entry_key="k1", reason="sold_out", by=1, at=at("12:05"))
    assert TurnedAway.objects.count() == 1
    with pytest.raises(DeskRefused):
        turn_away(office=DEPOK, entry_key="k2", reason="because", by=1, at=at("12:05"))


def test_identity__checked__officer_noted(depok) -> None:
    visit = walk(1, "08:00")
    desk.mark_identity(visit=visit, officer=4, by=DESK, at=at("08:02"))
    visit.refresh_from_db()
    assert visit.identity_by == 4


def test_reserve__load_again__other_rules(db) -> None:
    load(DEPOK, more="menit_prioritas = 0")
    first = walk(1, "08:00")
    walk(2, "08:01", priority="pregnant")
    assert call("1", "08:02") == first
