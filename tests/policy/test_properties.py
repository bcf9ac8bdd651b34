"""Invariants of design section 5 that the core alone must keep: 1, 5 and 8."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lawang.policy import capacity, changes
from lawang.policy.decide import decide, judge
from lawang.policy.model import (
    WIB,
    WIT,
    WITA,
    Activity,
    Answer,
    Ask,
    Channel,
    Condition,
    Days,
    Period,
    Policy,
    Pool,
    Rule,
    Says,
    Window,
)

START = date(2024, 3, 1)
SERVICES = ("kk", "kia")
FACTS = ("urgent", "confirmed")

days = st.integers(0, 30).map(lambda ahead: START + timedelta(days=ahead))
windows = st.lists(st.sampled_from([480, 600, 720, 840, 960]), min_size=2, max_size=4, unique=True)


@st.composite
def weeks(draw):
    edges = sorted(draw(windows))
    pairs = tuple(Window(*edges[i : i + 2]) for i in range(0, len(edges) - 1, 2))
    closed_days = draw(st.sets(st.integers(0, 6)))
    return tuple(() if weekday in closed_days else pairs for weekday in range(7))


@st.composite
def rules(draw):
    return Rule(
        services=draw(st.frozensets(st.sampled_from(SERVICES), max_size=1)),
        channels=draw(st.frozensets(st.sampled_from(list(Channel)[:3]), max_size=2)),
        activities=draw(st.frozensets(st.sampled_from(list(Activity)[:3]), max_size=2)),
        on=draw(
            st.none()
            | st.builds(
                Days,
                dates=st.frozensets(days, max_size=2),
                weekdays=st.frozensets(st.integers(0, 6), min_size=1, max_size=3),
            )
        ),
        conditions=draw(
            st.lists(st.builds(Condition, st.sampled_from(FACTS)), max_size=1).map(tuple)
        ),
        says=draw(st.sampled_from(Says)),
        hours=draw(st.none() | weeks()),
        pools=draw(
            st.lists(st.builds(Pool, st.just("a"), st.integers(1, 3)), max_size=1).map(tuple)
        ),
        lead_days=draw(st.integers(0, 2)),
    )


@st.composite
def periods(draw, name="p"):
    since = draw(st.none() | days)
    until = since and draw(st.none() | st.integers(0, 9).map(lambda n: since + timedelta(days=n)))
    published = draw(days)
    return Period(
        id=name,
        published_at=datetime(published.year, published.month, published.day, 19, tzinfo=WIB),
        since=since,
        until=until,
        rules=tuple(draw(st.lists(rules(), min_size=1, max_size=3))),
    )


@st.composite
def policies(draw):
    pile = [draw(periods(f"p{n}")) for n in range(draw(st.integers(0, 3)))]
    return Policy(
        "uji",
        draw(st.sampled_from([WIB, WITA, WIT])),
        tuple(sorted(pile, key=lambda period: period.published_at, reverse=True)),
        holidays=draw(st.frozensets(days, max_size=3)),
    )


@st.composite
def asks(draw):
    day = draw(days)
    at = datetime(day.year, day.month, day.day, tzinfo=WIB)
    return Ask(
        service=draw(st.sampled_from(SERVICES)),
        channel=draw(st.sampled_from(list(Channel)[:3])),
        activity=draw(st.sampled_from(list(Activity)[:3])),
        at=at + timedelta(minutes=draw(st.integers(0, 24 * 60 - 1))),
        facts=draw(st.dictionaries(st.sampled_from(FACTS), st.booleans())),
        used=draw(st.dictionaries(st.just("a"), st.integers(0, 3))),
    )


@given(policies(), asks())
def test_next_opening__is_later_and_open_once_its_conditions_are_granted(policy, ask):
    decision = decide(policy, ask)
    if decision.next_opening is None or decision.answer is Answer.DEFERRED:
        return
    assert ask.at < decision.next_opening <= ask.at + timedelta(days=400)
    granted = {**ask.facts, **dict.fromkeys(decision.conditions, True)}
    later = decision.next_opening.astimezone(policy.tz).date()
    same_day = later == ask.at.astimezone(policy.tz).date()
    again = replace(ask, at=decision.next_opening, facts=granted, used=ask.used if same_day else {})
    assert judge(policy, again).answer is Answer.OPEN


@given(policies(), asks(), st.integers(1, 4 * 24 * 60))
def test_next_opening__nothing_opens_before_it(policy, ask, minutes):
    """Invariant 1: no page sends a person away from an open door, nor to a closed one."""
    decision = decide(policy, ask)
    sooner = ask.at + timedelta(minutes=minutes)
    if decision.answer is Answer.OPEN or decision.next_opening is None:
        sooner = ask.at + timedelta(minutes=minutes)
        limit = None
    else:
        limit = decision.next_opening
    if decision.answer is not Answer.REFUSED or (limit is not None and sooner >= limit):
        return
    granted = {**ask.facts, **dict.fromkeys(decision.conditions, True)}
    local = sooner.astimezone(policy.tz).date()
    used = ask.used if local == ask.at.astimezone(policy.tz).date() else {}
    again = judge(policy, replace(ask, at=sooner, facts=granted, used=used))
    assert again.answer is not Answer.OPEN


@given(policies(), asks())
def test_instead__every_way_is_usable_from_its_moment(policy, ask):
    for way in decide(policy, ask).instead:
        assert way.since <= ask.at + timedelta(days=7)
        if way.channel is Channel.COLLECTIVE:
            continue
        used = ask.used if way.since == ask.at else {}
        other = replace(
            ask,
            channel=way.channel,
            activity=way.channel.activity if way.channel is not ask.channel else ask.activity,
            site=way.site,
            at=way.since,
            facts={**ask.facts, **dict.fromkeys(way.conditions, True)},
            used=used,
        )
        assert judge(policy, other).allowed


@given(policies(), asks())
def test_judge__says_what_decide_says(policy, ask):
    """Invariant 8: the same question gets the same answer, however it is asked."""
    full = decide(policy, ask)
    assert replace(full, next_opening=None, instead=()) == judge(policy, ask)


@given(policies(), asks(), st.sampled_from([WIB, WITA, WIT]))
def test_decide__the_zone_of_the_question_does_not_matter(policy, ask, zone):
    assert decide(policy, replace(ask, at=ask.at.astimezone(zone))) == decide(policy, ask)


@given(policies(), periods("baru"), asks(), st.integers(1, 9))
def test_revoke__a_period_not_begun__every_decision_as_before(policy, period, ask, days_before):
    """Invariant 5, first half."""
    since = period.since or START
    at = datetime(since.year, since.month, since.day, tzinfo=policy.tz)
    at -= timedelta(days=days_before)
    after = changes.revoke(changes.lay(policy, period), "baru", at=at)
    assert decide(after, ask) == decide(policy, ask)


@given(policies(), periods("baru"), asks(), st.integers(0, 5), st.integers(0, 5))
def test_end__a_period_that_began__every_decision_about_the_past_as_before(
    policy, period, ask, begun_for, more
):
    """Invariant 5, second half: also extending never touches the past."""
    since = period.since or START
    laid = changes.lay(policy, replace(period, since=since, until=since + timedelta(days=12)))
    at = datetime(since.year, since.month, since.day, 12, tzinfo=policy.tz)
    at += timedelta(days=begun_for)
    today = at.date()
    ended = changes.end(laid, "baru", until=today + timedelta(days=more), at=at)
    extended = changes.extend(laid, "baru", until=None, at=at)
    if ask.at.astimezone(policy.tz).date() <= today:
        assert judge(ended, ask) == replace(judge(laid, ask), until=judge(ended, ask).until)
        assert judge(extended, ask) == replace(judge(laid, ask), until=judge(extended, ask).until)
    assert changes.as_known(ended, at - timedelta(seconds=1)).periods == tuple(
        each for each in laid.periods if each.published_at <= at - timedelta(seconds=1)
    )


@given(policies(), asks(), st.sampled_from([15, 30]))
@settings(max_examples=60)
def test_arrival_windows__every_place_is_open_when_the_person_comes(policy, ask, minutes):
    """Invariant 1: places are cut from windows the policy calls open."""
    day = ask.at.astimezone(policy.tz).date()
    found = capacity.open_windows(policy, ask, day)
    for place in capacity.arrival_windows(found, minutes):
        at = changes.at_minute(policy, day, place.start)
        assert judge(policy, replace(ask, at=at)).answer is Answer.OPEN
