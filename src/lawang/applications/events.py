"""What happened to an application: its timeline, and the audit event beside it."""

from datetime import datetime

from lawang.applications.models import Application, ApplicationEvent
from lawang.people.audit import Actor, record
from lawang.people.inserting import insert


def note_event(
    application: Application,
    *,
    kind: str,
    by: Actor,
    at: datetime,
    public: bool = True,
    words: str = "",
    fields: tuple[str, ...] = (),
    reason: str = "",
) -> None:
    """Write it down twice: for the people of the case, and for the audit trail.

    `words` is what one person wrote to another and stays sealed; `reason` goes to the audit
    trail in the clear and must hold no personal value.
    """
    event = ApplicationEvent(
        application=application,
        office_id=application.office_id,
        at=at,
        by=str(by),
        kind=kind,
        public=public,
        words=words,
    )
    insert(event)
    record(
        office=application.office_id,
        at=at,
        by=by,
        act=f"application_{kind}",
        subject=f"application:{application.pk}",
        fields=fields,
        reason=reason,
    )
