"""The words of a period as JSON and back, for the rows that keep them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lawang.offices.file_periods import PeriodTexts
from lawang.offices.words import Text

Json = dict[str, Any]


def texts_to_json(texts: PeriodTexts) -> Json:
    """Title, reason and basis in both languages; the review day is a column of its own."""
    return {
        "title": list(texts.title),
        "reason": list(texts.reason),
        "basis": list(texts.basis),
        "assumed": texts.assumed,
    }


def texts_from_json(period_id: str, row: Mapping[str, Any], review_on: date | None) -> PeriodTexts:
    """The words that `texts_to_json` wrote."""
    return PeriodTexts(
        id=period_id,
        title=Text(*row["title"]),
        reason=Text(*row["reason"]),
        basis=Text(*row["basis"]),
        review_on=review_on,
        assumed=row["assumed"],
    )
