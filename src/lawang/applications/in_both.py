"""Texts, days and moments in both languages at once, as messages take them."""

from datetime import date, datetime

from lawang.offices.catalogue import Text
from lawang.offices.days_in_words import day_in_words, moment_in_words


def both(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"id": text.id, "en": text.en}


def day_in_both(day: date) -> dict[str, str]:
    """A day in both languages."""
    return {lang: day_in_words(day, lang) for lang in ("id", "en")}


def moment_in_both(at: datetime) -> dict[str, str]:
    """A moment in both languages; give it in the office's zone."""
    return {lang: moment_in_words(at, lang) for lang in ("id", "en")}
