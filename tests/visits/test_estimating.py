"""Waits: Erlang's figures from the handbook, and estimates that stay sane."""

from datetime import datetime, timedelta

import pytest

from lawang.visits.estimating import erlang_c, expected_at, percentile, service_minutes

EIGHT = datetime.fromisoformat("2021-01-22T08:00+07:00")
VECTORS = [  # arrivals an hour, minutes each, counters, chance to wait, mean wait in minutes
    (30, 5, 3, 0.7022, 7.02), (30, 5, 4, 0.3199, 1.07), (30, 5, 5, 0.1304, 0.26),
    (125, 6, 13, 0.8451, 10.14), (125, 6, 14, 0.5910, 2.36), (125, 6, 15, 0.4013, 0.96),
    (43.75, 6, 5, 0.7075, 6.79), (43.75, 6, 6, 0.3847, 1.42), (7.5, 10, 2, 0.4808, 6.41),
]  # fmt: skip


@pytest.mark.parametrize(("per_hour", "minutes", "counters", "waits", "mean"), VECTORS)
def test_erlang__handbook_vectors__agree(per_hour, minutes, counters, waits, mean) -> None:
    found = erlang_c(per_hour=per_hour, minutes=minutes, counters=counters)
    assert found == (pytest.approx(waits, abs=6e-4), pytest.approx(mean, abs=6e-3))


@pytest.mark.parametrize(("per_hour", "minutes", "counters"), [(43.75, 6, 4), (7.5, 10, 1)])
def test_erlang__too_few_counters__no_figure(per_hour, minutes, counters) -> None:
    assert erlang_c(per_hour=per_hour, minutes=minutes, counters=counters) is None


def test_service_minutes__nothing_measured_or_one_forgotten__stays_near_the_prior() -> None:
    assert service_minutes([], 8) == 8
    assert service_minutes([9 * 60], 8) < 30
    assert service_minutes([4] * 30, 8) == pytest.approx(4.57, abs=0.01)


def test_expected__before_the_window__not_before_it_and_to_five_minutes() -> None:
    later = EIGHT + timedelta(hours=1)
    assert expected_at(before=0, counters=2, minutes=8, at=EIGHT, not_before=later) == later
    soon = expected_at(before=3, counters=2, minutes=8, at=EIGHT, not_before=EIGHT)
    assert soon == EIGHT + timedelta(minutes=15)


def test_percentile__nearest_rank() -> None:
    assert percentile([], 0.9) is None
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(list(range(1, 11)), 0.9) == 9
