"""Receipt numbers: forgiving to read, and no single slip is taken for another receipt."""

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawang.common.receipts import SIGNS, BadReceipt, new, parse

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PREFIX = st.text(LETTERS, min_size=3, max_size=3)
RECEIPT = st.builds(lambda prefix, seed: new(prefix, Random(seed)), PREFIX, st.integers())


@given(RECEIPT)
def test_new__any_office__is_grouped_and_reads_back(receipt):
    assert [len(group) for group in receipt.split("-")] == [3, 4, 4, 1]
    assert parse(receipt) == receipt
    assert not set(receipt[3:]) & set("0O1I")


@given(RECEIPT, st.sampled_from(["", " ", "-", ".", "–", " - "]))
def test_parse__case_spaces_and_dashes__do_not_matter(receipt, between):
    assert parse(between.join(receipt.replace("-", "").lower())) == receipt
    assert parse(receipt[:3].replace("O", "0").replace("I", "1") + receipt[3:]) == receipt


@given(RECEIPT)
def test_parse__any_single_wrong_sign__is_refused(receipt):
    signs = receipt.replace("-", "")
    for place, right in enumerate(signs):
        for wrong in set(LETTERS if place < 3 else SIGNS) - {right}:
            with pytest.raises(BadReceipt):
                parse(signs[:place] + wrong + signs[place + 1 :])


@given(RECEIPT)
def test_parse__any_two_signs_swapped__is_refused(receipt):
    signs = list(receipt.replace("-", ""))
    for one in range(len(signs)):
        for other in range(one):
            if signs[one] != signs[other]:
                swapped = signs.copy()
                swapped[one], swapped[other] = signs[other], signs[one]
                with pytest.raises(BadReceipt):
                    parse("".join(swapped))


@pytest.mark.parametrize(
    ("written", "code", "facts"),
    [
        ("", "empty", {}),
        (" - ", "empty", {}),
        ("DPK-7K4M", "wrong_length", {"length": 7, "expected": 12}),
        ("DPK-7K4M-P2O8-C", "unclear_sign", {"place": 10}),
        ("DPK-7K4M-P2?8-C", "unclear_sign", {"place": 10}),
        ("D2K-7K4M-P2X8-C", "unclear_sign", {"place": 2}),
    ],
)
def test_parse__no_receipt__says_what_is_wrong(written, code, facts):
    with pytest.raises(BadReceipt) as caught:
        parse(written)
    assert (caught.value.code, caught.value.facts) == (code, facts)


def test_parse__wrong_check__is_mistyped():
    receipt = new("DPK", Random(1))
    other = SIGNS[SIGNS.index(receipt[-1]) - 1]
    with pytest.raises(BadReceipt) as caught:
        parse(receipt[:-1] + other)
    assert caught.value.code == "mistyped"


@given(st.text())
def test_parse__any_text__is_a_receipt_or_a_refusal(text):
    with suppress(BadReceipt):
        assert parse(parse(text)) == parse(text)


@pytest.mark.parametrize("prefix", ["", "DP", "dpk", "D2K", "DEPK"])
def test_new__prefix_that_is_not_three_capitals__is_a_mistake(prefix):
    with pytest.raises(ValueError, match="three capital letters"):
        new(prefix)
