"""Periods to JSON and back: nothing is lost."""

import json
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from lawang.offices.files import FOLDER, office_slugs, read_office
from lawang.offices.period_json import period_from_json, period_to_json
from lawang.policy.model import (
    WIB,
    Activity,
    Amendment,
    Channel,
    Condition,
    Contact,
    Days,
    Period,
    Pool,
    Reason,
    Rule,
    Says,
    Window,
)
from lawang.policy.model import Test as Compare

words = st.text("abcdefghij-", min_size=1, max_size=8)
days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(WIB))  # noqa: DTZ001
windows = st.tuples(st.integers(0, 700), st.integers(701, 1440)).map(lambda ends: Window(*ends))
facts = st.booleans() | st.integers(0, 200) | days | words


def tuples(of, most=3):
    return st.lists(of, max_size=most).map(tuple)


rules = st.builds(
    Rule,
    services=st.frozensets(words, max_size=3),
    channels=st.frozensets(st.sampled_from(Channel)),
    activities=st.frozensets(st.sampled_from(Activity)),
    sites=st.frozensets(words, max_size=2),
    on=st.none() | st.builds(
        Days,
        dates=st.frozensets(days, max_size=3),
        weekdays=st.frozensets(st.integers(0, 6)),
        nth_weekdays=st.frozensets(st.tuples(st.integers(1, 5), st.integers(0, 6)), max_size=3),
    ),
    conditions=tuples(st.builds(Condition, words, st.sampled_from(Compare), facts)),
    if_failed=st.none() | st.sampled_from(Reason),
    says=st.sampled_from(Says),
    reason=st.none() | st.sampled_from(Reason),
    hours=st.none() | st.lists(tuples(windows, 2), min_size=7, max_size=7).map(tuple),
    pools=tuples(st.builds(
        Pool, words, st.integers(1, 999),
        st.none() | st.tuples(st.integers(1, 9), st.integers(9, 99)),
    )),
    ahead_least=st.none() | st.integers(0, 9),
    ahead_most=st.none() | st.integers(9, 99),
    lead_days=st.integers(0, 9),
    handled_from=st.none() | moments,
    moved_to=st.none() | words,
    notices=tuples(words),
)  # fmt: skip
periods = st.builds(
    Period,
    id=words,
    published_at=moments,
    since=st.none() | days,
    until=st.none() | days,
    rules=tuples(rules),
    contacts=tuples(
        st.builds(Contact, st.sampled_from(Channel), words, st.frozensets(words, max_size=2))
    ),
    amendments=tuples(st.builds(Amendment, moments, st.none() | days, st.booleans())),
)


@given(periods)
def test_period__to_json_and_back__is_itself(period: Period) -> None:
    written = json.loads(json.dumps(period_to_json(period)))
    assert period_from_json(written) == period
    assert period_to_json(period_from_json(written)) == written


def test_periods_of_the_five_offices__to_json_and_back__are_themselves() -> None:
    for slug in office_slugs():
        for period in read_office(FOLDER / f"{slug}.toml").policy.periods:
            assert period_from_json(json.loads(json.dumps(period_to_json(period)))) == period
