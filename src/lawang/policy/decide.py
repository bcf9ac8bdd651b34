"""The judgement: may this be done, here, now, this way, and if not, why and what instead.

The order of judgement is design.md section 1; tests/policy/test_building_blocks.py holds an
invented office for each of its parts.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lawang.policy.model import (
    MAIN_SITE,
    Activity,
    Answer,
    Ask,
    Channel,
    Decision,
    Policy,
    Way,
)
from lawang.policy.question import Question, contact

WAY_WITHIN_DAYS = 7
NOT_REFUSED = (Answer.OPEN, Answer.DEFERRED)


def decide(policy: Policy, ask: Ask) -> Decision:
    """Judge, and say when it opens next and which other ways lead to the same end.

    `ask.at` must carry a zone; the answer's times are in the office's own.
    """
    question = Question(policy, ask)
    verdict = question.verdict()
    decision = question.decision(verdict)
    if verdict.answer is Answer.OPEN:
        return decision
    opening = question.next_opening(verdict)
    instead = tuple(_ways(policy, ask)) if verdict.refused else ()
    return replace(decision, next_opening=opening, instead=instead)


def judge(policy: Policy, ask: Ask) -> Decision:
    """The answer alone, without looking ahead: for the moment something is placed or sent."""
    question = Question(policy, ask)
    return question.decision(question.verdict())


def _ways(policy: Policy, ask: Ask) -> Iterator[Way]:
    """Other ways to the same end, usable within a week (design 4, `instead`)."""
    if ask.activity in (Activity.VISIT, Activity.FILE, Activity.COMPLAIN):
        complaining = ask.activity is Activity.COMPLAIN
        for channel in Channel:
            if channel is not ask.channel:
                activity = ask.activity if complaining else channel.activity
                other = replace(ask, channel=channel, activity=activity, site=MAIN_SITE)
                yield from _way(policy, other)
    for site in policy.sites:
        if site != ask.site:
            yield from _way(policy, replace(ask, site=site))


def _way(policy: Policy, ask: Ask) -> Iterator[Way]:
    """This way, from the first moment within a week at which it is not refused."""
    question = Question(policy, ask)
    verdict = question.verdict()
    conditions = verdict.conditions
    if ask.channel is Channel.COLLECTIVE:
        conditions = ()  # a facilitator files for everyone
        asked = (each.fact for _, rule in question.entries for each in rule.conditions)
        question = Question(policy, ask, frozenset(asked))
    elif conditions:
        question = Question(policy, ask, frozenset(conditions))
    at: datetime | None = question.at
    if question.verdict().refused:
        at = question.first(NOT_REFUSED, within_days=WAY_WITHIN_DAYS)
    if at is None:
        return
    yield Way(
        channel=ask.channel,
        site=ask.site,
        since=at,
        conditions=conditions,
        contact=contact(policy, ask.channel, ask.service, at.date()),
    )
