"""NIK and KK: the ladder of handbook domain.md 5.1 and 5.2. All numbers are invented."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawang.common.nik import BadKk, BadNik, Sex, Warn, check_kk, check_nik, mask

TODAY = date(2021, 1, 19)


@pytest.mark.parametrize(
    "written", ["3276011708900001", "3276 0117 0890 0001", "3276.01-170890–0001"]
)
def test_check_nik__as_people_write_it__gives_the_digits(written):
    nik = check_nik(written, today=TODAY)
    assert nik.digits == "3276011708900001"
    assert (nik.province, nik.kabkota, nik.kecamatan) == ("32", "3276", "327601")
    assert (nik.born_on, nik.sex, nik.warnings) == (date(1990, 8, 17), Sex.MALE, ())


def test_check_nik__day_above_forty__is_a_woman():
    nik = check_nik("3276015708900001", today=TODAY)
    assert (nik.born_on, nik.sex) == (date(1990, 8, 17), Sex.FEMALE)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "not_16_digits"),
        ("327601170890000", "not_16_digits"),
        ("32760117089000011", "not_16_digits"),
        ("32760117O8900001", "not_16_digits"),
        ("٣٢٧٦٠١١٧٠٨٩٠٠٠٠١", "not_16_digits"),
        ("3276010008900001", "bad_date"),
        ("3276013208900001", "bad_date"),
        ("3276014008900001", "bad_date"),
        ("3276017208900001", "bad_date"),
        ("3276011700900001", "bad_date"),
        ("3276011713900001", "bad_date"),
        ("3276011708900000", "zero_serial"),
    ],
)
def test_check_nik__hard_fault__is_refused_with_its_code(written, code):
    with pytest.raises(BadNik) as caught:
        check_nik(written, today=TODAY)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("ddmmyy", "born_on"),
    [
        ("290200", date(2000, 2, 29)),  # no such day in 1900
        ("290204", date(2004, 2, 29)),
        ("290221", None),  # neither 1921 nor 2021
        ("310490", None),
    ],
)
def test_check_nik__day_that_needs_a_calendar__warns_only_when_no_century_has_it(ddmmyy, born_on):
    nik = check_nik(f"327601{ddmmyy}0001", today=TODAY)
    assert nik.born_on == born_on
    assert nik.warnings == (() if born_on else (Warn.IMPOSSIBLE_DATE,))


@pytest.mark.parametrize(
    ("ddmmyy", "adult", "born_on"),
    [
        ("190121", False, date(2021, 1, 19)),  # born today
        ("200121", False, date(1921, 1, 20)),  # tomorrow is the future
        ("010110", False, date(2010, 1, 1)),
        ("010110", True, date(1910, 1, 1)),
        ("190105", True, date(2005, 1, 19)),  # sixteen today
        ("200105", True, date(1905, 1, 20)),
    ],
)
def test_check_nik__two_digit_year__takes_the_likeliest_century(ddmmyy, adult, born_on):
    assert check_nik(f"327601{ddmmyy}0001", today=TODAY, adult=adult).born_on == born_on


def test_against__what_was_typed_differs__warns_and_never_refuses():
    nik = check_nik("3276015708900001", today=TODAY)
    assert nik.against(born_on=date(1990, 8, 17), sex=Sex.FEMALE) == ()
    assert nik.against(born_on=date(1990, 7, 18)) == (Warn.OTHER_BIRTH_DATE,)
    assert nik.against(sex=Sex.MALE) == (Warn.OTHER_SEX,)


def test_check_kk__card_date__has_no_woman_day():
    assert check_kk("3276 0117 0890 0001").digits == "3276011708900001"
    with pytest.raises(BadKk) as caught:
        check_kk("3276015708900001")
    assert caught.value.code == "bad_date"


@given(
    born=st.dates(date(1922, 1, 1), TODAY),
    female=st.booleans(),
    place=st.integers(110101, 969999),
    serial=st.integers(1, 9999),
)
def test_check_nik__made_from_a_person__tells_that_person(born, female, place, serial):
    day = born.day + 40 * female
    nik = check_nik(f"{place}{day:02}{born:%m%y}{serial:04}", today=TODAY)
    assert nik.born_on == born
    assert nik.sex is (Sex.FEMALE if female else Sex.MALE)
    assert nik.against(born_on=born, sex=nik.sex) == ()


@given(st.text())
def test_check_nik__any_text__is_a_nik_or_a_refusal(text):
    with suppress(BadNik):
        assert len(check_nik(text, today=TODAY).digits) == 16


def test_mask__shows_no_more_than_the_first_and_last_four():
    assert mask("3276011708900001") == "3276********0001"
    assert mask("327601") == "*" * 16
    nik = check_nik("3276011708900001", today=TODAY)
    for shown in (repr(nik), str(nik), f"{[nik]}"):
        assert "3276********0001" in shown
        assert "17089" not in shown
