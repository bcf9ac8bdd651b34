"""The answers of `status.json`: shorter than `ask --json`, and without the asking moment."""

from typing import Any

from lawang.offices.names import OfficeNames
from lawang.offices.today import OfficeToday, Said, opens_later
from lawang.offices.today_wording import NO_COUNTER, today_explained
from lawang.offices.words import LANGUAGES
from lawang.policy.model import Answer, Reason


def status_answer(said: Said) -> dict[str, Any]:
    """What one channel says of one service.

    What only a condition closes has no next opening here: it is open to those who meet it, and
    "a second from now" would put the asking moment into a public document.
    """
    decision = said.decision
    opening = opens_later(said)
    return {
        "channel": said.ask.channel.value,
        "answer": decision.answer.value,
        "reason": decision.reason.value,
        "until": decision.until.isoformat() if decision.until else None,
        "next_opening": opening.isoformat() if opening else None,
    }


def today_answer(today: OfficeToday, names: OfficeNames) -> dict[str, Any]:
    """What the door of the main site says, with its explanation in both languages."""
    explanation = {lang: today_explained(today, names, lang) for lang in LANGUAGES}
    if today.door is None:
        return {
            "answer": Answer.REFUSED.value,
            "reason": Reason.NOT_OFFERED.value,
            "explanation": {lang: f"{NO_COUNTER.in_(lang)}." for lang in LANGUAGES},
            "until": None,
            "next_opening": None,
        }
    row = status_answer(today.door.said)
    return {
        "answer": row["answer"],
        "reason": row["reason"],
        "explanation": explanation,
        "until": row["until"],
        "next_opening": row["next_opening"],
    }
