"""The tables of the offices module."""

from lawang.offices.installation import Installation

__all__ = ["Installation"]
