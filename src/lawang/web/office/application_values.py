"""What the application page shows, put together in the order of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lawang.applications.drafts import Opened
from lawang.applications.models import ApplicationEvent, Verdict
from lawang.applications.paper_reasons import PAPER_REASONS
from lawang.applications.stages import OPEN, TO_CHECK
from lawang.people.queries import actor_names
from lawang.web.office import due_words
from lawang.web.office.application_words import HISTORY, REVEAL_REASONS
from lawang.web.office.due_words import CHANNELS
from lawang.web.office.inbox_values import holder_of, service_words, staff_names
from lawang.web.office.paper_values import Papers, papers_of
from lawang.web.office.step_values import steps_of
from lawang.web.office.typed_values import typed_groups


@dataclass(frozen=True, slots=True)
class Case:
    """An application with its catalogue, looked at in this moment."""

    draft: Opened
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks, at which paper, and what they had typed."""

    user: int
    may_reveal: bool
    paper: str = ""
    picture: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    revealed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    when: str
    who: str
    what: str
    words: str


def page_values(case: Case, seen: Seen) -> dict[str, object]:
    """Everything the template needs."""
    draft, at = case.draft, case.at
    application, policy = draft.application, draft.office.policy
    papers = papers_of(draft, seen.paper, seen.picture, seen.user)
    lease = _lease(case, seen)
    return {
        "application": application,
        "name": application.answers.get("name") or "Tanpa nama",
        "service": service_words(draft.office, application),
        "sent": due_words.full_moment(application.filed_at or application.started_at, policy),
        "channel": CHANNELS.get(application.channel, application.channel),
        "due": due_words.due(application, policy, at),
        "tag": due_words.tag(application),
        **lease,
        "papers": papers,
        "thumbnails": papers.thumbnails,
        "may_judge": lease["may_act"] and application.stage in TO_CHECK,
        "reasons": [(key, text.id) for key, text in PAPER_REASONS.items()],
        "groups": typed_groups(draft, at=at, revealed=seen.revealed),
        "revealed": seen.revealed,
        "may_reveal": seen.may_reveal and not seen.revealed,
        "reveal_reasons": list(REVEAL_REASONS.items()),
        "steps": steps_of(draft, papers, at=at) if lease["may_act"] else (),
        "history": _history(case),
        "notes": _notes(case),
        "typed": seen.typed,
    }


def _lease(case: Case, seen: Seen) -> dict[str, object]:
    """Who holds it since when, and what this officer may therefore do."""
    application, policy = case.draft.application, case.draft.office.policy
    holder = holder_of(application, case.at)
    names = staff_names(case.draft.office.slug, [holder]) if holder else {}
    events = list(application.events.all())
    since = next((each.at for each in reversed(events) if each.kind == "taken"), None)
    until = application.held_until
    mine = holder == seen.user
    return {
        "holder": names.get(holder, "petugas lain") if holder else "",
        "since": due_words.near_moment(since, case.at, policy) if since else "",
        "until": due_words.near_moment(until, case.at, policy) if until else "",
        "zone": case.at.astimezone(policy.tz).tzname(),
        "mine": mine,
        "free": holder is None and application.stage in OPEN,
        "again": seen.again,
        "may_act": (mine or seen.again) and application.stage in OPEN,
    }


def _history(case: Case) -> list[Line]:
    """The newest first; verdicts on papers stand with the papers."""
    hidden = ("note", "paper_judged")
    return _lines(case, [each for each in case.draft.application.events.all()
                         if each.kind not in hidden])  # fmt: skip


def _notes(case: Case) -> list[Line]:
    return _lines(case, [e for e in case.draft.application.events.all() if e.kind == "note"])


def _lines(case: Case, events: list[ApplicationEvent]) -> list[Line]:
    names = actor_names({each.by for each in events}, case.draft.office.slug)
    policy = case.draft.office.policy
    return [
        Line(
            due_words.full_moment(each.at, policy),
            names.get(each.by, each.by),
            HISTORY.get(each.kind, each.kind),
            each.words,
        )
        for each in reversed(events)
    ]


def unjudged_after(papers: Papers, paper: int) -> int | None:
    """The next paper without a verdict, going round; None when all are judged."""
    keys = [each.key for each in papers.items]
    start = keys.index(paper) + 1 if paper in keys else 0
    for item in (*papers.items[start:], *papers.items[:start]):
        if item.verdict == Verdict.UNCHECKED and item.pages:
            return item.key
    return None
