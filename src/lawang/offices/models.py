"""The tables of the offices module."""

from lawang.offices.installation import Installation
from lawang.offices.rows import Office, PeriodAmendment, PolicyPeriod

__all__ = ["Installation", "Office", "PeriodAmendment", "PolicyPeriod"]
