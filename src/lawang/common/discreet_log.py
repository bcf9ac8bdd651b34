"""Nothing in a log line may open a door or name a person.

Secrets stand in citizens' links (`/permohonan/<secret>/`), identity numbers are runs of sixteen
digits; both are struck out of every line, tracebacks included (design invariant 7).
"""

import logging
import re

_SECRET_IN_PATH = re.compile(r"/(permohonan|antrean|mulai|tawaran)/[A-Za-z0-9_\-=:.]{8,}")
_SIXTEEN_DIGITS = re.compile(r"(?<!\d)(\d{4})\d{8}(\d{4})(?!\d)")


def discreet(text: str) -> str:
    """The text without secrets of links and without full identity numbers."""
    text = _SECRET_IN_PATH.sub(r"/\1/…", text)
    return _SIXTEEN_DIGITS.sub(r"\1********\2", text)


class DiscreetFormatter(logging.Formatter):
    """The usual line, made discreet after everything is in it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line (and its traceback) ready to be written."""
        return discreet(super().format(record))
