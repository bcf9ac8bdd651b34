"""What the citizen is told about an application: an outbox row in the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime

from lawang.applications.drafts import Opened
from lawang.messaging.actions import enqueue
from lawang.messaging.recipients import Recipient


def tell(
    draft: Opened,
    key: str,
    *,
    at: datetime,
    once: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Tell the person of this application one thing, once per event.

    `once` tells apart events of the same key (a round, a period); else the round does. Facts
    never hold identity numbers: the messages name the application by its number only.
    """
    application = draft.application
    answers = application.answers
    phone = answers.get("rep_phone") if answers.get("represented") == "yes" else ""
    enqueue(
        office=application.office_id,
        event=f"application:{application.pk}:{key}:{once or application.round}",
        person=f"application:{application.pk}",
        key=key,
        facts={
            "number": application.number or "",
            "service": draft.service.name.say(application.language),
            "office": draft.office.file.full_name,
            **(facts or {}),
        },
        recipient=Recipient(
            phone=phone or application.phone,
            email=answers.get("email", ""),
            language=application.language,
        ),
        about=f"application:{application.pk}",
        at=at,
    )
