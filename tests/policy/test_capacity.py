"""Room and windows are computed from the policy (rows 10, 20 and 21 of the building blocks)."""

from datetime import date

from lawang.policy import capacity
from lawang.policy.decide import judge
from lawang.policy.model import Window
from tests.policy.make import ask, closed, needs, office, period, pool, rule, week

DAY = date(2024, 3, 5)


def test_open_windows__ordinary_day__the_hours():
    found = capacity.open_windows(office(), ask("kk counter", "2024-03-01 09.00"), DAY)
    assert found == (Window(480, 900),)


def test_open_windows__closed_day__none():
    policy = office(period("tutup", closed("counter")))
    assert capacity.open_windows(policy, ask("kk counter", "2024-03-01 09.00"), DAY) == ()


def test_open_windows__condition_unknown__none_until_it_is_known():
    policy = office(
        period(
            "khusus",
            rule("counter", conditions=needs("confirmed"), hours=week("10.00-12.00")),
            closed("counter"),
        )
    )
    question = ask("kk counter", "2024-03-01 09.00")
    assert capacity.open_windows(policy, question, DAY) == ()
    confirmed = ask("kk counter", "2024-03-01 09.00", facts={"confirmed": True})
    assert capacity.open_windows(policy, confirmed, DAY) == (Window(600, 720),)


def test_open_windows__round_the_clock__the_whole_day():
    policy = office(normal=(rule("web"),))
    found = capacity.open_windows(policy, ask("kk web", "2024-03-01 09.00"), DAY)
    assert found == (Window(0, 1440),)


def test_arrival_windows__slots_of_fixed_length__a_short_rest_is_not_offered():
    found = capacity.arrival_windows((Window(600, 640),), 15)
    assert found == (Window(600, 615), Window(615, 630))


def test_room__nested_pools__the_fullest_decides():
    policy = office(normal=(rule("counter", pools=(pool("kia", 5), pool("loket", 30, (25, 30)))),))
    decision = judge(policy, ask("kk counter", "2024-03-05 09.00"))
    assert decision.daily_quota == 5
    assert capacity.room(decision, {"kia": 3, "loket": 29}) == 1
    assert capacity.room(decision, {"kia": 9}) == 0


def test_room__no_pool__no_limit():
    assert capacity.room(judge(office(), ask("kk counter", "2024-03-05 09.00")), {}) is None
