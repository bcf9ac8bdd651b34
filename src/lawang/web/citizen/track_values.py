"""The way of an application in plain words: what was, what is now, what comes."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from lawang.applications.drafts import Opened
from lawang.applications.models import Verdict
from lawang.applications.stages import TABLE, Stage, Step
from lawang.applications.tracking import needed_papers, public_events
from lawang.offices.days_in_words import day_in_words, listed, moment_in_words
from lawang.web.citizen.photo_values import why_again

OVER = (Stage.DONE, Stage.REJECTED, Stage.CANCELLED, Stage.EXPIRED)
STATES = {
    Stage.NEEDS_FIX: ("limited", "warn"),
    Stage.READY_PICKUP: ("ok", "check"),
    Stage.READY_DOWNLOAD: ("ok", "check"),
    Stage.DONE: ("ok", "check"),
    Stage.REJECTED: ("closed", "cross"),
    Stage.CANCELLED: ("closed", "cross"),
    Stage.EXPIRED: ("closed", "cross"),
}
AHEAD = {
    Stage.FILED: 1,
    Stage.NEEDS_FIX: 1,
    Stage.CORRECTED: 1,
    Stage.PROCESSING: 2,
    Stage.WAITING_EXTERNAL: 3,
}
"""How many of the service's own steps are behind or at hand in this stage."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the way: done, now or later."""

    standing: str
    words: str
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper with the office's verdict."""

    icon: str
    name: str
    state: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class TrackView:
    """The status page."""

    number: str
    service: str
    state: str
    icon: str
    word: str
    title: str
    points: tuple[Point, ...]
    papers: tuple[PaperLine, ...]
    again: tuple[PaperLine, ...]
    """The papers to send again."""
    fix_until: str
    clock_by: str
    may_cancel: bool
    waiting_for: str
    over: bool
    ready: bool


def track_view(draft: Opened, *, lang: str) -> TrackView:
    """How far a filed application is."""
    application, tz = draft.application, draft.office.policy.tz
    stage = Stage(application.stage)
    state, icon = STATES.get(stage, ("deferred", "clock"))
    papers = _papers(draft, lang)
    again = tuple(paper for paper in papers if paper.state == "warn")
    fixing = stage is Stage.NEEDS_FIX
    return TrackView(
        number=application.number or "",
        service=draft.service.name.say(lang),
        state=state,
        icon=icon,
        word=_words(lang).get(stage, ""),
        title=_title(draft, stage, [paper.name for paper in again], lang),
        points=_points(draft, stage, lang),
        papers=papers,
        again=again if fixing else (),
        fix_until=day_in_words(application.fix_until, lang)
        if fixing and application.fix_until
        else "",
        clock_by=moment_in_words(application.clock_until.astimezone(tz), lang)
        if application.clock_until and stage not in OVER
        else "",
        may_cancel=stage in TABLE[Step.CANCEL][0],
        waiting_for=_elsewhere(draft, stage, lang),
        over=stage in OVER,
        ready=stage is Stage.READY_PICKUP,
    )


@cache
def _words(_lang: str) -> dict[Stage, str]:
    """The word of each stage, in the language that is spoken now."""
    return {
        Stage.FILED: _("Sedang diperiksa"),
        Stage.NEEDS_FIX: _("Ada yang perlu dikirim ulang"),
        Stage.CORRECTED: _("Perbaikan sudah masuk"),
        Stage.PROCESSING: _("Sedang diproses"),
        Stage.WAITING_EXTERNAL: _("Dilanjutkan instansi lain"),
        Stage.READY_PICKUP: _("Sudah jadi"),
        Stage.READY_DOWNLOAD: _("Sudah jadi"),
        Stage.DONE: _("Selesai"),
        Stage.REJECTED: _("Tidak dapat dipenuhi"),
        Stage.CANCELLED: _("Dibatalkan"),
        Stage.EXPIRED: _("Sudah lewat batas waktu"),
    }


def _title(draft: Opened, stage: Stage, again: list[str], lang: str) -> str:
    application, tz = draft.application, draft.office.policy.tz
    due = application.due_at
    day = day_in_words(due.astimezone(tz).date(), lang) if due else ""
    if stage is Stage.NEEDS_FIX and again:
        what = listed(again, lang, "and" if lang == "en" else "dan")
        return _("Mohon foto ulang: %(papers)s") % {"papers": what}
    if stage in (Stage.FILED, Stage.CORRECTED) and day:
        return _("Petugas memeriksa berkas paling lambat %(day)s") % {"day": day}
    if stage is Stage.PROCESSING and day:
        return _("Kami selesaikan paling lambat %(day)s") % {"day": day}
    if stage is Stage.WAITING_EXTERNAL:
        return _("Bagian kami sudah selesai")
    return draft.service.name.say(lang)


def _elsewhere(draft: Opened, stage: Stage, lang: str) -> str:
    """Where the next step is, when another body goes on."""
    if stage is not Stage.WAITING_EXTERNAL or draft.service.next_step is None:
        return ""
    return draft.service.next_step.say(lang)


def _points(draft: Opened, stage: Stage, lang: str) -> tuple[Point, ...]:
    """What happened, from the events; what is at hand; the rest of the service's own steps."""
    tz, events = draft.office.policy.tz, public_events(draft.application)
    words = _event_words(lang)
    past = [
        Point(
            "done", words[event.kind], moment_in_words(event.at.astimezone(tz), lang), event.words
        )
        for event in events
        if event.kind in words
    ]
    if stage in OVER:
        return tuple(past)
    later = [step.say(lang) for step in draft.service.steps]
    ahead = AHEAD.get(stage, len(later) + 1)
    now = [Point("now", later[ahead - 1], "")] if ahead <= len(later) else []
    if stage is Stage.NEEDS_FIX:
        now = [Point("now", _("Menunggu foto dari Bapak/Ibu"), "")]
    return (*past, *now, *(Point("later", each, "") for each in later[ahead:]))


@cache
def _event_words(_lang: str) -> dict[str, str]:
    """What each step is called, in the language that is spoken now."""
    return {
        Step.SEND: _("Permohonan diterima"),
        Step.ASK_CORRECTION: _("Diperiksa petugas, ada yang perlu dikirim ulang"),
        Step.CORRECT: _("Perbaikan diterima"),
        Step.ACCEPT: _("Berkas lengkap dan benar"),
        Step.FORWARD: _("Diteruskan ke instansi lain"),
        Step.READY_PICKUP: _("Sudah jadi, bisa diambil"),
        Step.READY_DOWNLOAD: _("Sudah jadi, bisa diunduh"),
        Step.FINISH: _("Selesai"),
        Step.REJECT: _("Tidak dapat dipenuhi"),
        Step.CANCEL: _("Dibatalkan oleh pemohon"),
        Step.EXPIRE: _("Lewat batas waktu"),
    }


@cache
def _verdict_words(_lang: str) -> dict[str, tuple[str, str]]:
    """How each verdict looks and what it is called, in the language that is spoken now."""
    return {
        Verdict.UNCHECKED: ("wait", _("Belum diperiksa")),
        Verdict.ACCEPTED: ("ok", _("Benar")),
        Verdict.REJECTED: ("warn", _("Mohon kirim ulang")),
    }


def _papers(draft: Opened, lang: str) -> tuple[PaperLine, ...]:
    needs = {need.paper.key: need.paper for need in draft.case.every_paper}
    lines, verdicts = [], _verdict_words(lang)
    for row in needed_papers(draft.application):
        paper = needs.get(row.kind)
        if paper is None:
            continue
        state, words = verdicts[row.verdict]
        why = why_again(row, lang) if row.verdict == Verdict.REJECTED else ""
        lines.append(PaperLine(paper.icon, paper.name.say(lang), state, words, why))
    return tuple(lines)
