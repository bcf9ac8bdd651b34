"""Whatever people do in whatever order: pools hold, one number each, never at a closed time."""

import contextlib

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawang.common.refusal import Refusal
from lawang.offices.models import PolicyPeriod
from lawang.offices.queries import office_now
from lawang.people.audit import CITIZEN
from lawang.policy.decide import judge
from lawang.visits.booking import cancel, move
from lawang.visits.desk import walk_in
from lawang.visits.evening import end_promises
from lawang.visits.links import token_of
from lawang.visits.models import ACTIVE, PoolDay, Visit
from lawang.visits.waiting import join
from lawang.visits.wishes import visit_ask, wish_of
from tests.visits.making import DEPOK, DESK, FRIDAY, load, moment, person, took, used, wish

MORNING = moment("2021-01-22 07:30")
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["take", "take", "take", "priority", "walk", "cancel", "move", "wait", "end"]
        ),
        st.integers(1, 12),
        st.integers(0, 7),
    ),
    max_size=40,
)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=DEEDS, quota=st.integers(1, 6), reserve=st.integers(0, 2))
def test_any_deeds__in_any_order__pools_hold_and_each_person_has_one(deeds, quota, reserve) -> None:
    with transaction.atomic():
        _world(quota, reserve)
        for deed, serial, window in deeds:
            _do(deed, serial, window)
            _check(quota)
        transaction.set_rollback(True)


def _world(quota: int, reserve: int) -> None:
    load(DEPOK, more=f"cadangan_datang_langsung = {reserve}\ncadangan_prioritas = {reserve}")
    row = PolicyPeriod.objects.get(key="loket-terbatas-jan-2021")
    row.rules["rules"][0]["pools"][0]["limit"] = quota
    row.save()


def _do(deed: str, serial: int, window: int) -> None:
    hour = moment(f"2021-01-22 {8 + window // 2:02d}:{window % 2 * 30:02d}")
    mine = [
        each for each in Visit.objects.filter(state__in=ACTIVE) if each.person == person(serial)
    ]
    standing = wish(serial, channel="counter")
    deeds = {
        "take": lambda: took(serial, starts_at=hour, at=MORNING),
        "priority": lambda: took(serial, at=MORNING, priority="elderly"),
        "walk": lambda: walk_in(wish=standing, by=DESK, at=moment("2021-01-22 09:10")),
        "wait": lambda: join(wish=wish(serial), at=MORNING),
        "end": lambda: end_promises(at=moment("2021-01-22 08:40")),
        "cancel": lambda: [cancel(token=_token(e), by=CITIZEN, at=MORNING) for e in mine],
        "move": lambda: [
            move(token=_token(e), day=FRIDAY, starts_at=hour, by=CITIZEN, at=MORNING) for e in mine
        ],
    }
    with contextlib.suppress(Refusal), transaction.atomic():
        deeds[deed]()


def _token(visit: Visit) -> str:
    return token_of(visit.pk)


def _check(quota: int) -> None:
    active = list(Visit.objects.filter(state__in=ACTIVE))
    assert used() == len(active) <= quota
    assert len({each.person for each in active}) == len(active)
    for row in PoolDay.objects.all():
        assert row.used == sum(row.pool in each.draws for each in active), row
    policy = office_now(DEPOK).policy
    for each in active:
        assert judge(policy, visit_ask(wish_of(each, day=each.day), each.starts_at)).allowed
