"""What the citizen is told about an application: an outbox row in the caller's transaction."""

from collections.abc import Mapping
from datetime import date, datetime

from lawang.applications.drafts import Opened
from lawang.common import phone
from lawang.messaging.actions import enqueue
from lawang.messaging.channel import Recipient
from lawang.messaging.library import FILLED_BY_US, message
from lawang.offices.catalogue import Text
from lawang.offices.days_in_words import day_in_words, moment_in_words


def tell(
    draft: Opened,
    key: str,
    *,
    at: datetime,
    once: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Tell the person of this application one thing, once per event.

    `once` tells apart events of the same key (a round, a period); else the round does. Number,
    service and the tracking page are filled in where the message wants them. Facts never hold
    identity numbers.
    """
    application = draft.application
    enqueue(
        office=application.office_id,
        event=f"application:{application.pk}:{key}:{once or application.round}",
        person=f"application:{application.pk}",
        key=key,
        facts=_wanted(draft, key, facts or {}),
        recipient=_recipient(draft),
        about=f"application:{application.pk}",
        at=at,
    )


def both(text: Text) -> dict[str, str]:
    """A text in both languages, as messages take it."""
    return {"id": text.id, "en": text.en}


def day_in_both(day: date) -> dict[str, str]:
    """A day in both languages."""
    return {lang: day_in_words(day, lang) for lang in ("id", "en")}


def moment_in_both(at: datetime) -> dict[str, str]:
    """A moment in both languages; give it in the office's zone."""
    return {lang: moment_in_words(at, lang) for lang in ("id", "en")}


def _wanted(draft: Opened, key: str, facts: Mapping[str, object]) -> dict[str, object]:
    """What the message declares, of what is known."""
    number = draft.application.number or ""
    known = {
        "number": number,
        "service": both(draft.service.name),
        "path": f"/lacak/?nomor={number}",
        **facts,
    }
    names = {variable.name for variable in message(key).variables} - FILLED_BY_US
    return {name: value for name, value in known.items() if name in names}


def _recipient(draft: Opened) -> Recipient:
    """Whoever arranges it, else the applicant; a number not well formed yet is nobody's."""
    answers = draft.case.settled(draft.application.answers)
    return Recipient(
        phone=_phone(answers.get("rep_phone", "")) or _phone(draft.application.phone),
        email=answers.get("email", ""),
        lang=draft.application.language,
    )


def _phone(text: str) -> str:
    try:
        return phone.normal(text)
    except phone.BadPhone:
        return ""
