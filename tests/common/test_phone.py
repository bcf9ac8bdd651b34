"""Phone numbers as people write them. Only invented numbers, or digits made by Hypothesis."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawang.common.phone import BadPhone, is_invented, local, mask, normal

INVENTED = st.integers(0, 999).map(lambda n: f"8000000{n:03}")
MOBILE = st.from_regex(r"8[1-35-9][0-9]{8,9}", fullmatch=True)


@given(national=MOBILE | INVENTED)
def test_normal__every_way_of_writing__gives_one_number(national):
    one, rest = national[:3], national[3:]
    written = (
        f"0{national}",
        f"62{national}",
        f"+62{national}",
        f"+62 {one}-{rest}",
        f"0{one}.{rest[:4]}.{rest[4:]}",
        f" 0{one} {rest[:4]}–{rest[4:]} ",
        f"\u202a+62 {one}-{rest}\u202c",  # copied from a contact
        f"+62 0{one} {rest}",
        national,
    )
    assert {normal(text) for text in written} == {f"+62{national}"}
    assert normal(local(f"+62{national}")) == f"+62{national}"


@pytest.mark.parametrize("written", ["0800-000-0123", "+62 800 0000 123"])
def test_normal__invented_number__is_accepted_and_known_as_such(written):
    assert is_invented(normal(written))
    assert not is_invented("+628001234567")


def test_normal__landline_with_area_code__is_accepted():
    assert normal("(021) 7700-0000") == "+622177000000"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("tidak ada", "not_a_number"),
        ("0800 CALL ME", "not_a_number"),
        ("---", "not_a_number"),
        ("0812", "too_short"),
        ("0812 345", "too_short"),
        ("0812 3456 7890 1234 5", "too_long"),
        ("1500537", "not_a_phone"),  # a call centre
        ("0800 1234 567", "not_a_phone"),  # toll-free
        ("+65 9000 0000", "foreign"),
    ],
)
def test_normal__no_indonesian_phone__is_refused_with_its_code(written, code):
    with pytest.raises(BadPhone) as caught:
        normal(written)
    assert caught.value.code == code


@given(st.text())
def test_normal__any_text__is_a_number_or_a_refusal(text):
    with suppress(BadPhone):
        assert normal(normal(text)) == normal(text)


def test_mask__keeps_the_last_two_digits():
    assert mask("+628000000123") == "0800-***-**23"
