"""The officer's side: a verdict per paper, then one step on. Each is one transaction by the
officer who holds the application.
"""

from datetime import datetime

from django.db import transaction

from lawang.applications import deadlines
from lawang.applications.drafts import Opened, opened
from lawang.applications.events import note_event
from lawang.applications.holding import held
from lawang.applications.models import (
    Application,
    ApplicationPaper,
    PageState,
    Verdict,
)
from lawang.applications.paper_reasons import OTHER, reason_text
from lawang.applications.sending import nearest
from lawang.applications.stages import TO_CHECK, Step, StepRefused, after
from lawang.applications.telling import tell
from lawang.common.refusal import Refusal
from lawang.people.audit import staff_actor
from lawang.policy.days import working_days_after

LONGEST_WORDS = 500


class PaperNotReady(Refusal):
    """Codes: `unknown_paper`, `being_cleaned` (the worker is not done yet)."""


class ReasonMissing(Refusal):
    """A no needs a reason the citizen can act on."""

    default_code = "reason_missing"


class NotAllChecked(Refusal):
    """Codes: `unchecked` (papers without verdict), `none_rejected`, `some_rejected`.

    Fact `papers`: their kinds.
    """


def judge_paper(
    *,
    office: str,
    number: str,
    paper: int,
    verdict: str,
    reason: str = "",
    words: str = "",
    user: int,
    at: datetime,
) -> ApplicationPaper:
    """Say of one paper whether it is right. Rejecting needs a ready reason or own words.

    Raises `PaperNotReady`, `ReasonMissing`, `StepRefused`, `Held`, `NotHeld`, `NoApplication`.
    """
    with transaction.atomic():
        application = held(office=office, number=number, user=user, at=at)
        if application.stage not in TO_CHECK:
            raise StepRefused(step="judge", stage=application.stage, allowed_from=TO_CHECK)
        row = application.papers.filter(pk=paper, needed=True).first()
        if row is None:
            raise PaperNotReady("unknown_paper")
        if row.pages.filter(state=PageState.STORED).exists():
            raise PaperNotReady("being_cleaned", paper=row.kind)
        words = words.strip()[:LONGEST_WORDS]
        if verdict == Verdict.REJECTED:
            reason = reason or (OTHER if words else "")
            if not reason or (reason == OTHER and not words):
                raise ReasonMissing(paper=row.kind)
        row.verdict = Verdict(verdict)
        row.reason = reason if verdict == Verdict.REJECTED else ""
        row.words = words if verdict == Verdict.REJECTED else ""
        row.judged_by, row.judged_at = user, at
        row.save()
        note_event(
            application,
            kind="paper_judged",
            by=staff_actor(user),
            at=at,
            public=False,
            fields=(row.kind, row.verdict),
        )
    return row


def ask_correction(*, office: str, number: str, user: int, at: datetime) -> Application:
    """Send it back for the rejected papers only. Raises `NotAllChecked` besides the usual."""
    with transaction.atomic():
        draft = _to_step(office, number, Step.ASK_CORRECTION, user, at)
        application = draft.application
        rejected = _rejected(application)
        if not rejected:
            raise NotAllChecked("none_rejected", papers=())
        application.round += 1
        policy = draft.office.policy
        today = at.astimezone(policy.tz).date()
        application.fix_until = working_days_after(policy, today, deadlines.FIX_WITHIN_DAYS)
        application.due_at = None
        application.sort_at = application.clock_until or deadlines.check_due(
            policy, at, days=deadlines.FIX_WITHIN_DAYS
        )
        application.holder = application.held_until = None
        application.save()
        note_event(application, kind=Step.ASK_CORRECTION, by=staff_actor(user), at=at)
        tell(draft, "papers_missing", at=at, facts=_what_is_missing(draft, rejected))
    return application


def accept(*, office: str, number: str, user: int, at: datetime) -> Application:
    """Berkas lengkap: all papers are right, the office's own clock starts."""
    with transaction.atomic():
        draft = _to_step(office, number, Step.ACCEPT, user, at)
        application = draft.application
        if rejected := _rejected(application):
            raise NotAllChecked("some_rejected", papers=tuple(row.kind for row in rejected))
        application.complete_at = at
        application.due_at = deadlines.decision_due(draft.office.policy, draft.service, at)
        application.sort_at = nearest(application)
        application.save()
        note_event(application, kind=Step.ACCEPT, by=staff_actor(user), at=at)
        tell(draft, "application_complete", at=at, facts={"due": application.due_at.isoformat()})
    return application


MESSAGES = {
    Step.FORWARD: "waiting_external",
    Step.READY_PICKUP: "application_ready_pickup",
    Step.READY_DOWNLOAD: "application_ready_download",
    Step.FINISH: "application_done",
}


def move(
    *, office: str, number: str, step: Step, words: str = "", user: int, at: datetime
) -> Application:
    """One of the later steps: forward, ready, finish. `words` go to the citizen's timeline."""
    with transaction.atomic():
        draft = _to_step(office, number, step, user, at)
        application = draft.application
        if step is Step.FINISH:
            _close(application, at)
        application.save()
        words = words.strip()[:LONGEST_WORDS]
        note_event(application, kind=step, by=staff_actor(user), at=at, words=words)
        tell(draft, MESSAGES[step], at=at, once=step, facts={"words": words, **_next_body(draft)})
    return application


def reject(*, office: str, number: str, words: str, user: int, at: datetime) -> Application:
    """It cannot be granted; the reason is told in the officer's own words."""
    words = words.strip()[:LONGEST_WORDS]
    if not words:
        raise ReasonMissing()
    with transaction.atomic():
        draft = _to_step(office, number, Step.REJECT, user, at)
        application = draft.application
        _close(application, at)
        application.save()
        note_event(application, kind=Step.REJECT, by=staff_actor(user), at=at, words=words)
        tell(draft, "application_rejected", at=at, facts={"reason": words})
    return application


def add_note(*, office: str, number: str, words: str, user: int, at: datetime) -> None:
    """An internal note: colleagues read it, the citizen never does."""
    words = words.strip()[:LONGEST_WORDS]
    if not words:
        raise ReasonMissing()
    with transaction.atomic():
        application = held(office=office, number=number, user=user, at=at)
        note_event(application, kind="note", by=staff_actor(user), at=at, public=False, words=words)


def _to_step(office: str, number: str, step: Step, user: int, at: datetime) -> Opened:
    """The held application, moved on in memory; papers must be judged before a verdict."""
    application = held(office=office, number=number, user=user, at=at)
    leads_to = after(application.stage, step)
    if step in (Step.ASK_CORRECTION, Step.ACCEPT):
        _all_judged(application)
    application.stage = leads_to
    return opened(application)


def _all_judged(application: Application) -> None:
    unchecked = application.papers.filter(needed=True, verdict=Verdict.UNCHECKED)
    kinds = tuple(unchecked.filter(pages__isnull=False).distinct().values_list("kind", flat=True))
    if kinds:
        raise NotAllChecked("unchecked", papers=kinds)


def _rejected(application: Application) -> list[ApplicationPaper]:
    return list(application.papers.filter(needed=True, verdict=Verdict.REJECTED))


def _what_is_missing(draft: Opened, rejected: list[ApplicationPaper]) -> dict[str, object]:
    """Exactly which papers, and why, in the citizen's language."""
    language = draft.application.language
    names = {need.paper.key: need.paper.name.say(language) for need in draft.case.every_paper}
    papers = [
        {
            "name": names.get(row.kind, row.kind),
            "reason": row.words or reason_text(row.reason).say(language),
        }
        for row in rejected
    ]
    until = draft.application.fix_until
    return {"papers": papers, "until": until.isoformat() if until else ""}


def _next_body(draft: Opened) -> dict[str, object]:
    step = draft.service.next_step
    return {"next_step": step.say(draft.application.language) if step else ""}


def _close(application: Application, at: datetime) -> None:
    application.closed_at = at
    application.due_at = application.clock_until = application.sort_at = None
    application.holder = application.held_until = None
