"""The days of the five articles at the counter, with the office clock."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from lawang.offices.queries import office_now
from lawang.people.audit import CITIZEN
from lawang.policy.model import Channel, Reason
from lawang.visits.asking import day_to_choose, days_to_choose
from lawang.visits.booking import take
from lawang.visits.desk import walk_in
from lawang.visits.queries import queue_now
from lawang.visits.waiting import join
from lawang.visits.wishes import Full, TicketRefused, Wish
from tests.visits.making import (
    BEKASI,
    BOGOR,
    DEPOK,
    DESK,
    FRIDAY,
    GOWA,
    load,
    moment,
    numbers,
    person,
    took,
    wish,
)  # fmt: skip


def take_at(made: Wish, at: datetime):
    """A number, as a citizen."""
    return take(wish=made, by=CITIZEN, at=at).visit


def test_depok__22_january__thirty_numbers_until_noon_and_the_31st_gets_a_way(db) -> None:
    load(DEPOK)
    morning = moment("2021-01-22 07:00")
    for serial in range(1, 31):
        visit = took(serial, at=morning, channel="phone" if serial % 7 == 0 else "web").visit
        assert moment("2021-01-22 08:00") <= visit.starts_at
        assert visit.ends_at <= moment("2021-01-22 12:00")
    assert numbers() == list(range(1, 31))
    queue = queue_now(DEPOK, at=morning)
    assert (queue.issued, queue.left, queue.limit) == (30, 0, 30)
    with pytest.raises(Full) as full:
        took(31, at=morning)
    assert full.value.code == "pool_full"
    assert join(wish=wish(31), at=morning).pk
    now = office_now(DEPOK)
    days = days_to_choose(now, wish(31), at=morning)
    free = [each.day for each in days if each.open]
    assert free[0] == date(2021, 1, 25)
    with pytest.raises(TicketRefused) as refused:
        walk_in(wish=wish(32, channel="counter"), by=DESK, at=moment("2021-01-22 12:00"))
    ways = {way.channel for way in refused.value.decision.instead}
    assert {Channel.WHATSAPP, Channel.WEB, Channel.COLLECTIVE} <= ways


def test_gowa__confirmed_at_noon__the_afternoon_window_and_not_before(db) -> None:
    load(GOWA)
    thursday = date(2020, 3, 26)
    confirmed_at = datetime.fromisoformat("2020-03-26T12:05+08:00")
    want = Wish(GOWA, "jampersal", thursday, person(1), phone="+628000000001")
    with pytest.raises(TicketRefused) as refused:
        take_at(want, confirmed_at)
    assert refused.value.decision.conditions == ("files_confirmed",)
    ready = replace(want, facts={"files_confirmed": True})
    seen = day_to_choose(office_now(GOWA), ready, thursday, at=confirmed_at)
    assert [f"{each.starts_at:%H:%M}" for each in seen.places] == ["14:00", "14:30"]
    visit = take_at(ready, confirmed_at)
    assert visit.starts_at == datetime.fromisoformat("2020-03-26T14:00+08:00")
    assert visit.label == "U-001"


def test_gowa__before_ten__both_windows_and_nyepi_has_none(db) -> None:
    load(GOWA)
    early = datetime.fromisoformat("2020-03-24T07:00+08:00")
    want = Wish(GOWA, "jampersal", date(2020, 3, 24), person(1), facts={"files_confirmed": True})
    now = office_now(GOWA)
    hours = [
        f"{each.starts_at:%H:%M}" for each in day_to_choose(now, want, want.day, at=early).places
    ]
    assert hours == ["10:00", "10:30", "11:00", "11:30", "14:00", "14:30"]
    nyepi = day_to_choose(now, want, date(2020, 3, 25), at=early)
    assert (nyepi.open, nyepi.decision.reason) == (False, Reason.NOT_WORKING_DAY)


def test_bogor__filed_on_thursday__pickup_after_good_friday_and_the_weekend(db) -> None:
    load(BOGOR)
    filed_at = moment("2020-04-09 10:00")
    shown = dict.fromkeys(("has_receipt", "filed_online", "document_ready"), True)
    want = Wish(BOGOR, "kk", date(2020, 4, 9), person(1), phone="+628000000001",
                activity="pickup", filed_at=filed_at, application_number="BGR-1",
                facts=shown)  # fmt: skip
    now = office_now(BOGOR)
    days = days_to_choose(now, want, at=filed_at)
    free = [each.day for each in days if each.open]
    assert free[0] == date(2020, 4, 13)
    visit = take_at(replace(want, day=date(2020, 4, 13)), filed_at)
    assert visit.activity == "pickup"
    assert all(place.limit <= 20 for each in days for place in each.places)  # forty seats, halved


def test_bekasi__legalisir_only__for_recruits(db) -> None:
    load(BEKASI)
    at = moment("2021-01-19 07:00")
    day = date(2021, 1, 20)
    legalisir = Wish(BEKASI, "legalisir", day, person(1), facts={"tni_polri_recruitment": True})
    visit = take_at(legalisir, at)
    assert visit.day == day
    for service in ("kk", "kia"):
        with pytest.raises(TicketRefused) as refused:
            take_at(Wish(BEKASI, service, day, person(2)), at)
        assert refused.value.decision.reason is Reason.CHANNEL_CLOSED
    with pytest.raises(TicketRefused) as refused:
        take_at(Wish(BEKASI, "legalisir", day, person(3)), at)
    assert refused.value.decision.conditions


def test_friday_after_the_day__other_week__thirty_again(db) -> None:
    load(DEPOK)
    took(1)
    assert took(2, day=FRIDAY.replace(day=25)).visit.sequence == 1
