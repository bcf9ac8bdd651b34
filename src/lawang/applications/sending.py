"""Sending a draft: the policy is asked once more, then everything is committed as one.

The receipt is shown only after the commit, so a 2xx answer means that it is on disk (invariant
3). Sending twice gives the same application twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from django.db import IntegrityError, connection, transaction

from lawang.applications import deadlines, pictures
from lawang.applications.answers import check
from lawang.applications.drafts import NotYours, Opened, open_by_link, opened
from lawang.applications.events import note_event
from lawang.applications.models import Application, PageState
from lawang.applications.stages import Stage, Step, after
from lawang.applications.telling import day_in_both, tell
from lawang.common import receipts
from lawang.common.refusal import Refusal
from lawang.messaging.library import LANGUAGES
from lawang.offices.names import channel_name
from lawang.offices.wording import explain
from lawang.people.audit import CITIZEN
from lawang.people.prepared import rows_where, update
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Ask, Channel, Decision

NUMBER_TRIES = 5
ENOUGH = 1000
SETTLED = (
    "stage", "number", "answers", "consent_version", "consent_at", "filed_at", "saved_at",
    "due_at", "clock_until", "sort_at",
)  # fmt: skip
"""What sending changes in the row."""
SENT = (
    "SELECT paper.kind, page.kind, page.state FROM applications_applicationpaper paper"
    " LEFT JOIN applications_paperpage page ON page.paper_id = paper.id"
    " WHERE paper.application_id = %s"
)
Photo: TypeAlias = tuple[str, str | None, str | None]
"""Paper, kind and state of a photo."""
COMPLAINTS = "pengaduan"
CONSENT_VERSION = "2026-11"
"""The version of the consent text in templates/citizen/consent.html; change them together."""


class ChannelClosed(Refusal):
    """The policy refuses this channel now; the draft is kept. Fact `decision`."""

    default_code = "channel_closed"

    def __init__(self, decision: Decision) -> None:
        super().__init__(reason=decision.reason)
        self.decision = decision


class Incomplete(Refusal):
    """Something is missing yet: `groups` (page keys) and `papers` (paper keys)."""

    default_code = "incomplete"

    def __init__(self, missing: "Missing") -> None:
        super().__init__(groups=missing.groups, papers=missing.papers)
        self.missing = missing


class NoConsent(Refusal):
    """The consent box was not ticked."""

    default_code = "no_consent"


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands between a draft and sending it."""

    groups: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.papers)


def may_file(draft: Opened, *, at: datetime) -> Decision:
    """What the policy says to filing this now, through the draft's channel."""
    return decide(draft.office.policy, filing(draft, at=at))


def filing(draft: Opened, *, at: datetime) -> Ask:
    """The question that filing is."""
    application = draft.application
    return file_question(application.service, Channel(application.channel), at=at)


def file_question(service: str, channel: Channel, *, at: datetime) -> Ask:
    """May this service be asked for, this way, now? A complaint is its own activity."""
    activity = Activity.COMPLAIN if service == COMPLAINTS else Activity.FILE
    return Ask(service, channel, at, activity)


def missing(draft: Opened, *, at: datetime) -> Missing:
    """The pages with a wrong or missing answer, and the papers without a photo."""
    return _missing(draft, _sent(draft.application), at)


def missing_papers(draft: Opened) -> tuple[str, ...]:
    """The papers without a photo."""
    return _papers_left(draft, _sent(draft.application))


def _missing(draft: Opened, sent: Sequence[Photo], at: datetime) -> Missing:
    answers = draft.application.answers
    counted = draft.case.settled(answers)
    today = at.astimezone(draft.office.policy.tz).date()
    groups = tuple(
        group.key
        for group in draft.case.groups(answers)
        if check(group, answers, before=counted, today=today).wrong
    )
    return Missing(groups, _papers_left(draft, sent))


def _papers_left(draft: Opened, sent: Sequence[Photo]) -> tuple[str, ...]:
    """A photo that cannot be read does not count. A PDF may hold any number of pages, so it is
    enough for any paper.
    """
    photos: dict[str, int] = {}
    for paper, kind, state in sent:
        if kind and state != PageState.UNREADABLE:
            photos[paper] = photos.get(paper, 0) + (ENOUGH if kind == pictures.Kind.PDF else 1)
    return tuple(
        need.paper.key
        for need in draft.case.papers(draft.application.answers)
        if not need.optional and photos.get(need.paper.key, 0) < need.least
    )


def _sent(application: Application) -> Sequence[Photo]:
    """Every photo of it, and the papers without one (kind and state None). Plain SQL: asked at
    every submit of photos and again at sending.
    """
    with connection.cursor() as cursor:
        cursor.execute(SENT, [application.pk])
        found: Sequence[Photo] = cursor.fetchall()
    return found


def send(*, link: str, consent: bool, at: datetime) -> Application:
    """File the draft; sent once already, the same application comes back.

    Raises `ChannelClosed` (the citizen is told the ways out, the draft stays), `Incomplete`,
    `NoConsent`, `NotYours`, `StepRefused`.
    """
    for left in reversed(range(NUMBER_TRIES)):
        try:
            with transaction.atomic():
                return _send(link, consent, at)
        except ChannelClosed as closed:
            _tell_ways_out(open_by_link(link), closed.decision, at)
            raise
        except IntegrityError:  # a number already given: one in a million million, drawn anew
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def _send(link: str, consent: bool, at: datetime) -> Application:
    rows = rows_where(Application, lock=True, token_digest=link)
    if not rows:
        raise NotYours()
    application = rows[0]
    if application.stage != Stage.DRAFT and application.number:
        return application
    leads_to = after(application.stage, Step.SEND)
    draft = opened(application)
    decision = may_file(draft, at=at)
    if not decision.allowed:
        raise ChannelClosed(decision)
    sent = _sent(application)
    if left := _missing(draft, sent, at):
        raise Incomplete(left)
    if not consent:
        raise NoConsent()
    application.stage = leads_to
    application.answers = draft.case.settled(application.answers)
    application.consent_version, application.consent_at = CONSENT_VERSION, at
    application.filed_at = application.saved_at = at
    _settle_papers(draft, {paper for paper, *_ in sent})
    set_clocks(draft, since=decision.next_opening or at)
    application.number = receipts.new(draft.office.file.prefix)
    update(application, SETTLED)
    note_event(application, kind=Step.SEND, by=CITIZEN, at=at)
    tell(draft, "application_received", at=at)
    return application


def set_clocks(draft: Opened, *, since: datetime) -> None:
    """When the papers are to be checked, and the hard clock if one runs."""
    application, policy = draft.application, draft.office.policy
    application.due_at = deadlines.check_due(policy, since)
    application.clock_until = deadlines.hard_clock(
        policy, draft.service, draft.case, application.answers
    )
    application.sort_at = nearest(application)


def nearest(application: Application) -> datetime | None:
    """The nearer of deadline and clock."""
    times = [each for each in (application.due_at, application.clock_until) if each]
    return min(times, default=None)


def _settle_papers(draft: Opened, kinds: set[str]) -> None:
    """Photos of papers that the final answers no longer ask for stay out of the check."""
    asked = {need.paper.key for need in draft.case.papers(draft.application.answers)}
    if left_out := kinds - asked:
        draft.application.papers.filter(kind__in=left_out).update(needed=False)


def _tell_ways_out(draft: Opened, decision: Decision, at: datetime) -> None:
    """Once per period: the draft is kept, and this is what else can be done."""
    names, ask = draft.office.file.names, filing(draft, at=at)
    alone = replace(decision, instead=())
    facts = {
        "reason": {lang: explain(alone, ask, names, lang) for lang in LANGUAGES},
        "ways": [
            {"name": {lang: channel_name(way.channel, lang) for lang in LANGUAGES}}
            for way in decision.instead
        ],
        "until": day_in_both(decision.until) if decision.until else "",
        "path": f"/{draft.office.slug}/ajukan/{draft.application.service}/",
    }
    with transaction.atomic():
        tell(draft, "draft_kept", at=at, once=f"{decision.period}", facts=facts)
