"""What the pile allows, and refuses, to be done to it."""

from datetime import date

import pytest

from lawang.policy import changes
from lawang.policy.decide import decide
from lawang.policy.model import Answer
from tests.policy.make import ask, closed, moment, office, period

PILE = office(period("tutup", closed("counter"), since="2024-03-05", until="2024-03-07"))


@pytest.mark.parametrize(
    ("act", "at", "code"),
    [
        (lambda at: changes.revoke(PILE, "tutup", at=at), "2024-03-05 00.00", "already_begun"),
        (lambda at: changes.revoke(PILE, "lain", at=at), "2024-03-04 00.00", "unknown_period"),
        (
            lambda at: changes.end(PILE, "tutup", until=date(2024, 3, 5), at=at),
            "2024-03-04 23.59",
            "not_begun",
        ),
        (
            lambda at: changes.end(PILE, "tutup", until=date(2024, 3, 5), at=at),
            "2024-03-06 00.00",
            "day_passed",
        ),
        (
            lambda at: changes.end(PILE, "tutup", until=date(2024, 3, 7), at=at),
            "2024-03-06 00.00",
            "not_earlier",
        ),
        (
            lambda at: changes.extend(PILE, "tutup", until=date(2024, 3, 7), at=at),
            "2024-03-06 00.00",
            "not_later",
        ),
        (lambda at: changes.extend(PILE, "tutup", until=None, at=at), "2024-03-08 00.00", "over"),
        (
            lambda at: changes.lay(PILE, period("tutup", closed())),
            "2024-03-06 00.00",
            "taken",
        ),
        (
            lambda at: changes.lay(PILE, period("balik", closed(), until="2024-03-01")),
            "2024-03-06 00.00",
            "end_before_start",
        ),
    ],
)
def test_change__not_allowed__refused_with_its_code(act, at, code):
    with pytest.raises(changes.ChangeRefused) as refused:
        act(moment(at))
    assert refused.value.code == code


def test_end__today__the_door_opens_tomorrow():
    ended = changes.end(PILE, "tutup", until=date(2024, 3, 5), at=moment("2024-03-05 10.00"))
    decision = decide(ended, ask("kk counter", "2024-03-05 10.00"))
    assert decision.until == date(2024, 3, 5)
    assert decision.next_opening == moment("2024-03-06 08.00")


def test_extend__until_further_notice__no_date_is_promised():
    longer = changes.extend(PILE, "tutup", until=None, at=moment("2024-03-07 10.00"))
    decision = decide(longer, ask("kk counter", "2024-03-20 10.00"))
    assert (decision.until, decision.next_opening) == (None, None)


def test_as_known__before_the_extension__the_old_last_day():
    longer = changes.extend(PILE, "tutup", until=date(2024, 3, 20), at=moment("2024-03-07 10.00"))
    known = changes.as_known(longer, moment("2024-03-07 09.59"))
    assert decide(known, ask("kk counter", "2024-03-08 10.00")).answer is Answer.OPEN
    assert decide(longer, ask("kk counter", "2024-03-08 10.00")).answer is Answer.REFUSED


def test_differences__names_only_what_changes():
    before = office()
    asks = [ask("kk counter", "2024-03-05 09.00"), ask("kk web", "2024-03-05 09.00")]
    found = changes.differences(before, PILE, asks)
    assert [each.ask.channel for each in found] == ["counter"]
    assert (found[0].before.answer, found[0].after.answer) == (Answer.OPEN, Answer.REFUSED)
