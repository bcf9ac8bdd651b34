"""What the citizen is told about an application: an outbox row in the caller's transaction."""

from collections.abc import Mapping
from datetime import date, datetime

from lawang.applications.drafts import Opened
from lawang.messaging.actions import enqueue
from lawang.messaging.channel import Recipient
from lawang.messaging.library import FILLED_BY_US, message
from lawang.offices.catalogue import Text
from lawang.offices.days_in_words import day_in_words, moment_in_words

TRACKING = "/lacak/"


def tell(
    draft: Opened,
    key: str,
    *,
    at: datetime,
    once: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Tell the person of this application one thing, once per event.

    `once` tells apart events of the same key (a round, a period); else the round does. `facts`
    are what the message declares besides number, service and path. They never hold identity
    numbers: the messages name the application by its number only.
    """
    application = draft.application
    answers = application.answers
    phone = answers.get("rep_phone") if answers.get("represented") == "yes" else ""
    known = {
        "number": application.number or "",
        "service": both(draft.service.name),
        "path": TRACKING,
        **(facts or {}),
    }
    wanted = {each.name for each in message(key).variables} - FILLED_BY_US
    enqueue(
        office=application.office_id,
        event=f"application:{application.pk}:{key}:{once or application.round}",
        person=f"application:{application.pk}",
        key=key,
        facts={name: value for name, value in known.items() if name in wanted},
        recipient=Recipient(
            phone=phone or application.phone,
            email=answers.get("email", ""),
            lang=application.language,
        ),
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
