"""An office's rules of coming, and the letters of its numbers."""

from datetime import date
from string import ascii_uppercase

from lawang.offices.queries import OfficeNow
from lawang.offices.visit_rules import Batch, VisitRules
from lawang.policy.model import Policy
from lawang.visits.models import EMERGENCY, SERIES

__all__ = ["Batch", "VisitRules", "letter_of", "rules_of"]

OWN_LETTERS = {SERIES: "U", EMERGENCY: "D"}
LETTERS = "".join(sign for sign in ascii_uppercase if sign not in OWN_LETTERS.values())


def rules_of(now: OfficeNow) -> VisitRules:
    """How this office runs its counter: `[kunjungan]` of its file."""
    return now.file.visits


def letter_of(policy: Policy, pool: str, day: date) -> str:
    """The letter that the numbers of a pool begin with on this day; no two pools share one.

    Pools in the order in which their periods were published, so that a new period of today
    changes no letter. Raises ValueError beyond 24 pools in force on one day.
    """
    if pool in OWN_LETTERS:
        return OWN_LETTERS[pool]
    oldest_first = reversed(policy.in_force(day))
    names = [each.name for period in oldest_first for rule in period.rules for each in rule.pools]
    place = list(dict.fromkeys(names)).index(pool)
    if place >= len(LETTERS):
        raise ValueError(f"{policy.office} has more than {len(LETTERS)} pools on {day}.")
    return LETTERS[place]
