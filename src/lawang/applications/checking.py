"""The officer's side: a verdict per paper, then one step on. Each is one transaction by the
officer who holds the application.
"""

from datetime import datetime

from django.db import transaction

from lawang.applications import deadlines
from lawang.applications.drafts import Opened, opened
from lawang.applications.events import note_event
from lawang.applications.holding import held
from lawang.applications.in_both import both, day_in_both, moment_in_both
from lawang.applications.models import (
    Application,
    ApplicationPaper,
    PageState,
    Verdict,
)
from lawang.applications.paper_reasons import OTHER, PAPER_REASONS, said
from lawang.applications.pickup import ready_message
from lawang.applications.sending import nearest
from lawang.applications.stages import READY, TO_CHECK, Step, StepRefused, after
from lawang.applications.telling import tell
from lawang.common.refusal import Refusal
from lawang.people.audit import staff_actor
from lawang.policy.days import working_days_after

LONGEST_WORDS = 500
WAY_OUT = {
    "id": "Tanyakan kepada kami lewat halaman kantor. Mengajukan lagi selalu boleh, dan gratis.",
    "en": "Ask us through the office's page. You may always apply again, free of charge.",
}
"""For a no without a way out of the officer's own: nobody is left standing."""


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
        said_now = _verdict(row, verdict, reason, words)
        if (row.verdict, row.reason, row.words, row.judged_by) == (*said_now, user):
            return row  # the same button pressed twice
        row.verdict, row.reason, row.words = said_now
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


def _verdict(
    row: ApplicationPaper, verdict: str, reason: str, words: str
) -> tuple[Verdict, str, str]:
    """What is stored for it; a no without a known reason or own words is refused."""
    if verdict != Verdict.REJECTED:
        return Verdict(verdict), "", ""
    words = words.strip()[:LONGEST_WORDS]
    reason = reason or (OTHER if words else "")
    if reason not in PAPER_REASONS and not (reason == OTHER and words):
        raise ReasonMissing(paper=row.kind)
    return Verdict.REJECTED, reason, words


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
        until = moment_in_both(application.due_at.astimezone(draft.office.policy.tz))
        tell(draft, "application_complete", at=at, facts={"until": until})
    return application


LATER_STEPS = (Step.FORWARD, Step.READY_PICKUP, Step.READY_DOWNLOAD, Step.FINISH)


def move(
    *, office: str, number: str, step: Step, words: str = "", user: int, at: datetime
) -> Application:
    """One of `LATER_STEPS`. `words` go to the citizen's timeline; forwarding names the body in it.

    Raises `StepRefused`, `ReasonMissing` (nobody said where it goes), `Held`, `NotHeld`,
    `NoApplication`.
    """
    if step not in LATER_STEPS:
        raise ValueError(f"{step} is a step of its own")
    words = words.strip()[:LONGEST_WORDS]
    with transaction.atomic():
        draft = _to_step(office, number, step, user, at)
        application = draft.application
        key, facts = _later_message(draft, step, words, at)
        if application.stage in READY:
            _wait_for_citizen(draft, at)
        if step is Step.FINISH:
            _close(application, at)
        application.save()
        note_event(application, kind=step, by=staff_actor(user), at=at, words=words)
        tell(draft, key, at=at, once=step, facts=facts)
    return application


def _later_message(
    draft: Opened, step: Step, words: str, at: datetime
) -> tuple[str, dict[str, object]]:
    if step is Step.READY_PICKUP:
        return ready_message(draft, at=at)
    if step is Step.READY_DOWNLOAD:
        return "application_ready_download", {}
    if step is Step.FINISH:
        return "application_done", {}
    if not words:
        raise ReasonMissing()
    next_step = draft.service.next_step
    return "waiting_external", {
        "next_body": words,
        "next_step": both(next_step) if next_step else "",
    }


def _wait_for_citizen(draft: Opened, at: datetime) -> None:
    """The office has done its part; somebody looks again when nobody came."""
    application = draft.application
    application.due_at = application.clock_until = None
    application.sort_at = deadlines.check_due(
        draft.office.policy, at, days=deadlines.FETCH_WITHIN_DAYS
    )


def reject(
    *, office: str, number: str, words: str, way_out: str = "", user: int, at: datetime
) -> Application:
    """It cannot be granted; the reason and the way out are told in the officer's own words."""
    words, way_out = words.strip()[:LONGEST_WORDS], way_out.strip()[:LONGEST_WORDS]
    if not words:
        raise ReasonMissing()
    with transaction.atomic():
        draft = _to_step(office, number, Step.REJECT, user, at)
        application = draft.application
        _close(application, at)
        application.save()
        told = f"{words} {way_out}".strip()
        note_event(application, kind=Step.REJECT, by=staff_actor(user), at=at, words=told)
        facts = {"reason": words, "way_out": way_out or WAY_OUT}
        tell(draft, "application_rejected", at=at, facts=facts)
    return application


def add_note(*, office: str, number: str, words: str, user: int, at: datetime) -> None:
    """An internal note: colleagues read it, the citizen never does."""
    words = words.strip()[:LONGEST_WORDS]
    if not words:
        raise ReasonMissing()
    with transaction.atomic():
        application = held(office=office, number=number, user=user, at=at)
        last = application.events.last()
        by = str(staff_actor(user))
        if last and (last.kind, last.by, last.words) == ("note", by, words):
            return  # the same button pressed twice
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
    """Exactly which papers, and why, in both languages."""
    names = {need.paper.key: need.paper.name for need in draft.case.every_paper}
    papers = [
        {
            "name": both(names[row.kind]) if row.kind in names else row.kind,
            "reason": {lang: said(row.reason, row.words, lang) for lang in ("id", "en")},
        }
        for row in rejected
    ]
    until = draft.application.fix_until
    return {"papers": papers, "until": day_in_both(until) if until else ""}


def _close(application: Application, at: datetime) -> None:
    application.closed_at = at
    application.due_at = application.clock_until = application.sort_at = None
    application.holder = application.held_until = None
