"""The citizen's side after sending: one paper again, or calling it off."""

from datetime import datetime

from django.db import transaction

from lawang.applications import deadlines
from lawang.applications.drafts import NotYours, opened
from lawang.applications.events import note_event
from lawang.applications.models import Application, Verdict
from lawang.applications.sending import Incomplete, Missing, nearest
from lawang.applications.stages import Stage, Step, after
from lawang.applications.telling import tell
from lawang.people.audit import CITIZEN


def send_correction(*, link: str, at: datetime) -> Application:
    """Send the papers that were asked again; twice is the same as once.

    Raises `Incomplete` while one of them has no new photo, `StepRefused`, `NotYours`.
    """
    with transaction.atomic():
        application = _mine(link)
        if application.stage == Stage.CORRECTED:
            return application
        leads_to = after(application.stage, Step.CORRECT)
        asked = application.papers.filter(needed=True, verdict=Verdict.REJECTED)
        fresh = asked.filter(pages__round=application.round).distinct()
        left = set(asked.values_list("kind", flat=True)) - set(fresh.values_list("kind", flat=True))
        if left:
            raise Incomplete(Missing(papers=tuple(sorted(left))))
        asked.update(verdict=Verdict.UNCHECKED)
        application.stage = leads_to
        application.fix_until = None
        draft = opened(application)
        application.due_at = deadlines.check_due(
            draft.office.policy, at, days=deadlines.RECHECK_WITHIN_DAYS
        )
        application.sort_at = nearest(application)
        application.saved_at = at
        application.save()
        note_event(application, kind=Step.CORRECT, by=CITIZEN, at=at)
        tell(draft, "correction_received", at=at)
    return application


def cancel(*, link: str, at: datetime) -> Application:
    """The citizen calls it off; twice is the same as once. Raises `StepRefused`, `NotYours`."""
    with transaction.atomic():
        application = _mine(link)
        if application.stage == Stage.CANCELLED:
            return application
        application.stage = after(application.stage, Step.CANCEL)
        application.closed_at = at
        application.due_at = application.clock_until = application.sort_at = None
        application.holder = application.held_until = None
        application.save()
        note_event(application, kind=Step.CANCEL, by=CITIZEN, at=at)
        tell(opened(application), "application_cancelled", at=at)
    return application


def _mine(link: str) -> Application:
    rows = Application.objects.select_for_update().filter(token_digest=link)
    application = rows.first()
    if application is None:
        raise NotYours()
    return application
