"""Taking, moving and giving back a number."""

from datetime import timedelta

import pytest

from lawang.messaging.models import OutboxMessage
from lawang.people.audit import CITIZEN, AuditEvent
from lawang.policy.model import Reason
from lawang.visits.booking import cancel, move, visit_of
from lawang.visits.links import token_of
from lawang.visits.models import Visit, VisitState
from lawang.visits.wishes import Full, HasNumber, NotThere, TicketRefused, TooMany
from tests.visits.making import EVENING, FRIDAY, load, moment, numbers, took, used, wish

IN_TWO_BATCHES = """
[[kunjungan.gelombang]]
hari_sebelum = 1
jam = "08.00"
persen = 50
[[kunjungan.gelombang]]
jam = "07.00"
persen = 100
"""


def test_take__room__number_message_and_audit_event(depok) -> None:
    taken = took(1)
    assert taken.visit.label == "A-001"
    assert taken.visit.starts_at == moment("2021-01-22 08:00")
    message = OutboxMessage.objects.get(about=f"visit:{taken.visit.pk}")
    assert message.key == "visit_booked"
    assert message.facts["path"] == taken.path
    assert AuditEvent.objects.filter(act="number_taken").count() == 1


def test_take__thirty_people__exactly_1_to_30_and_the_31st_is_told_why(depok) -> None:
    for serial in range(1, 31):
        took(serial)
    assert numbers() == list(range(1, 31))
    with pytest.raises(Full) as full:
        took(31)
    assert full.value.code == "pool_full"
    assert used() == 30


def test_take__again_from_the_same_phone__same_number_and_link(depok) -> None:
    first = took(1)
    again = took(1, at=EVENING + timedelta(minutes=3))
    assert again.again
    assert (again.visit.pk, again.token) == (first.visit.pk, first.token)
    assert used() == 1


def test_take__stranger_who_knows_the_nik__no_link_but_the_owner_is_told(depok) -> None:
    took(1)
    for _ in range(3):
        with pytest.raises(HasNumber):
            took(1, phone="+628000000999")
        with pytest.raises(HasNumber):
            took(1, phone="")
    sent = OutboxMessage.objects.order_by("id")
    assert [each.recipient["phone"] for each in sent] == ["+628000000001"] * 2


def test_take__same_pool_by_another_service__the_number_one_has(depok) -> None:
    first = took(1)
    assert took(1, service="pbi-jk").visit == first.visit
    assert used() == 1


def test_take__day_that_is_closed__refused_with_the_other_ways(depok) -> None:
    with pytest.raises(TicketRefused) as refused:
        took(1, day=FRIDAY - timedelta(days=3), at=EVENING - timedelta(days=3, hours=12))
    assert refused.value.decision.reason is Reason.CHANNEL_CLOSED
    assert refused.value.decision.instead
    assert not Visit.objects.exists()


def test_take__while_the_counter_is_closed__for_the_day_it_opens(depok) -> None:
    assert took(1, at=moment("2021-01-19 23:50")).visit.day == FRIDAY


def test_take__beyond_the_horizon__refused(depok) -> None:
    with pytest.raises(TicketRefused) as refused:
        took(1, day=FRIDAY + timedelta(days=35))
    assert refused.value.decision.reason is Reason.BEYOND_HORIZON


def test_take__window_full__refused_and_the_next_has_room(depok) -> None:
    eight = moment("2021-01-22 08:00")
    for serial in range(1, 5):
        took(serial, starts_at=eight)
    with pytest.raises(Full) as full:
        took(5, starts_at=eight)
    assert full.value.code == "window_full"
    assert took(6).visit.starts_at == moment("2021-01-22 08:30")
    assert used() == 5


def test_take__half_past_a_window_that_is_none__refused(depok) -> None:
    with pytest.raises(Full) as full:
        took(1, starts_at=moment("2021-01-22 08:15"))
    assert full.value.code == "no_such_window"


def test_take__after_noon_of_the_day__outside_hours(depok) -> None:
    with pytest.raises(TicketRefused) as refused:
        took(1, at=moment("2021-01-22 12:00"))
    assert refused.value.decision.reason is Reason.OUTSIDE_HOURS


def test_cancel__by_link__place_is_free_and_number_is_not_drawn_again(depok) -> None:
    first = took(1)
    cancel(token=first.token, by=CITIZEN, at=EVENING)
    cancel(token=first.token, by=CITIZEN, at=EVENING)
    assert used() == 0
    assert took(2).visit.sequence == 2


def test_move__to_a_free_window__old_place_free_and_old_link_opens_the_new(depok) -> None:
    first = took(1)
    ten = moment("2021-01-22 10:00")
    moved = move(token=first.token, day=FRIDAY, starts_at=ten, by=CITIZEN, at=EVENING)
    assert moved.visit.starts_at == ten
    assert visit_of(first.token) == moved.visit
    assert (used(), used("jam:0800"), used("jam:1000")) == (1, 0, 1)


def test_move__on_a_sold_out_day__keeps_a_place_among_the_thirty(depok) -> None:
    taken = [took(serial) for serial in range(1, 31)]
    moved = move(
        token=taken[0].token, day=FRIDAY, starts_at=moment("2021-01-22 11:30"),
        by=CITIZEN, at=EVENING,
    )  # fmt: skip
    assert moved.visit.starts_at == moment("2021-01-22 11:30")
    assert used() == 30


def test_move__to_a_full_window__old_number_stays(depok) -> None:
    ten = moment("2021-01-22 10:00")
    for serial in range(2, 6):
        took(serial, starts_at=ten)
    first = took(1)
    with pytest.raises(Full):
        move(token=first.token, day=FRIDAY, starts_at=ten, by=CITIZEN, at=EVENING)
    assert visit_of(first.token).state == VisitState.BOOKED
    assert used() == 5


def test_link__forged_or_another_kind__opens_nothing(depok) -> None:
    token = took(1).token
    number, _, secret = token.partition("-")
    wrong = (
        token + "x", f"{number}-{secret[::-1]}", f"zz-{secret}", "", "-", "1-", number,
        token_of(1, kind="visits.waiting.link"),
    )  # fmt: skip
    for each in wrong:
        with pytest.raises(NotThere):
            visit_of(each)


def test_take__one_phone_for_a_family__five_and_no_sixth(depok) -> None:
    for serial in range(1, 6):
        took(serial, phone="+628000000777")
    with pytest.raises(TooMany) as refused:
        took(6, phone="+628000000777")
    assert refused.value.code == "phone_limit"


def test_take__village_wifi__all_of_them_until_the_limit(db) -> None:
    load("dinsos-depok", more="nomor_per_jaringan = 25")
    for serial in range(1, 26):
        took(serial, address="10.0.0.1")
    with pytest.raises(TooMany):
        took(26, address="10.0.0.1")
    assert took(27, address="10.0.0.2")
    assert Visit.objects.first().origin != "10.0.0.1"


def test_take__reserve_for_walk_ins__kept_from_home_and_given_at_the_desk(db) -> None:
    load("dinsos-depok", more="cadangan_datang_langsung = 5")
    for serial in range(1, 26):
        took(serial)
    with pytest.raises(Full) as full:
        took(26)
    assert full.value.code == "not_released"
    for serial in range(27, 32):
        took(serial, channel="counter")
    assert used() == 30


def test_take__reserve_for_priority__given_to_an_elderly_person(db) -> None:
    load("dinsos-depok", more="cadangan_prioritas = 2\ncadangan_datang_langsung = 3")
    for serial in range(1, 26):
        took(serial)
    with pytest.raises(Full):
        took(26)
    took(27, priority="elderly")
    took(28, priority="elderly")
    for serial in range(29, 32):
        took(serial, channel="counter")
    assert used() == 30


def test_take__released_in_batches__half_the_evening_before_all_in_the_morning(db) -> None:
    load("dinsos-depok", after=IN_TWO_BATCHES)
    for serial in range(1, 16):
        took(serial)
    with pytest.raises(Full) as full:
        took(16)
    assert full.value.code == "not_released"
    assert took(16, at=moment("2021-01-22 07:00")).visit.sequence == 16


def test_wish__nothing_typed__no_phone_no_message(depok) -> None:
    took(1, phone="")
    assert not OutboxMessage.objects.exists()
    assert wish(1).taker.remote
