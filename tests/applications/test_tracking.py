"""Following by number and birth date: a stranger learns nothing."""

from datetime import date, timedelta

import pytest

from lawang.applications.tracking import NotFound, TooManyTries, find, forget_old_tries
from lawang.common import receipts
from tests.applications import make

pytestmark = pytest.mark.django_db
BORN = date(1990, 8, 17)
NOBODYS = receipts.new("DPK")


@pytest.fixture(autouse=True)
def depok():
    make.load()


def test_find__number_and_birth_date_fit__the_application():
    link = make.filed()
    number = link.application.number
    assert (
        find(number=number.lower().replace("-", " "), birth_date=BORN, at=make.NOON).number
        == number
    )


def test_find__exists_or_not__same_refusal_and_same_queries(django_assert_num_queries):
    number = make.filed().application.number
    for tried in (number, NOBODYS):
        with django_assert_num_queries(3), pytest.raises(NotFound):
            find(number=tried, birth_date=date(1980, 1, 1), at=make.NOON)


@pytest.mark.parametrize("existing", [True, False])
def test_find__five_wrong_tries__pause_for_that_number_also_when_right(existing):
    number = make.filed().application.number if existing else NOBODYS
    for _ in range(5):
        with pytest.raises(NotFound):
            find(number=number, birth_date=date(1980, 1, 1), at=make.NOON)
    with pytest.raises(TooManyTries) as caught:
        find(number=number, birth_date=BORN, at=make.NOON)
    assert caught.value.facts["again_at"] == make.NOON + timedelta(hours=1)


def test_find__an_hour_later__may_be_tried_again():
    number = make.filed().application.number
    for _ in range(5):
        with pytest.raises(NotFound):
            find(number=number, birth_date=date(1980, 1, 1), at=make.NOON)
    later = make.NOON + timedelta(hours=1, seconds=1)
    assert find(number=number, birth_date=BORN, at=later).number == number
    assert forget_old_tries(at=later) == 5


def test_find__mistyped_number__said_at_once():
    with pytest.raises(receipts.BadReceipt):
        find(number="DPK-7K4M", birth_date=BORN, at=make.NOON)
