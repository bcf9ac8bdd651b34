"""A refusal carries a code and facts, and its text is the code."""

from lawang.common.refusal import Refusal


class Full(Refusal):
    default_code = "full"


def test_refusal__code_and_facts__are_kept():
    refusal = Full("nearly_full", most=30)
    assert (refusal.code, refusal.facts, str(refusal)) == (
        "nearly_full",
        {"most": 30},
        "nearly_full",
    )
    assert Full().code == "full"
    assert repr(refusal) == "Full('nearly_full', {'most': 30})"
