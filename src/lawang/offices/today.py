"""An office at one moment: what each service says through each channel, and the door as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lawang.offices.queries import OfficeNow
from lawang.policy.decide import decide
from lawang.policy.model import MAIN_SITE, Activity, Answer, Ask, Channel, Decision, Policy, Reason
from lawang.policy.question import MOMENT, Question


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer."""

    ask: Ask
    decision: Decision
    lead_days: int = 0
    """Working days after filing, which a decision without a filing time does not tell."""


@dataclass(frozen=True, slots=True)
class ServiceToday:
    """One service through every channel that offers it, and its pickup if there is one."""

    service: str
    channels: tuple[Said, ...]
    pickup: Said | None

    def through(self, channel: Channel) -> Said | None:
        """What this channel says, or None when it does not offer the service."""
        return next((said for said in self.channels if said.ask.channel is channel), None)

    @property
    def counter(self) -> Said | None:
        """What the counter of the main site says."""
        return self.through(Channel.COUNTER)

    @property
    def remote(self) -> tuple[Said, ...]:
        """The ways for which nobody must come."""
        return tuple(said for said in self.channels if said.ask.channel is not Channel.COUNTER)


@dataclass(frozen=True, slots=True)
class Group:
    """Services that hear the same answer."""

    services: tuple[str, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Door:
    """The counter of a site as a whole: the answer that speaks for it, and who hears otherwise."""

    site: str
    speaks: Group
    others: tuple[Group, ...] = ()

    @property
    def said(self) -> Said:
        """The answer that speaks for the whole door."""
        return self.speaks.said

    @property
    def partly(self) -> bool:
        """Open, but not for every service."""
        return self.said.decision.allowed and any(
            not group.said.decision.allowed for group in self.others
        )


@dataclass(frozen=True, slots=True)
class OfficeToday:
    """Everything a page or `status.json` says about an office at `at`."""

    at: datetime
    services: tuple[ServiceToday, ...]
    doors: tuple[Door, ...]
    """Per site that has a counter, the main one first. Empty when there is no counter at all."""

    @property
    def door(self) -> Door | None:
        """The door of the main site."""
        return self.doors[0] if self.doors else None


def office_today(now: OfficeNow, *, at: datetime) -> OfficeToday:
    """The office at this moment, in its own zone; `at` must be aware."""
    policy, at = now.policy, at.astimezone(now.policy.tz)
    services = tuple(service_today(policy, service, at=at) for service in now.file.services)
    doors = [_door(policy, services, site, at) for site in policy.sites]
    return OfficeToday(at, services, tuple(door for door in doors if door is not None))


def service_today(policy: Policy, service: str, *, at: datetime) -> ServiceToday:
    """One service at the main site: each channel's default activity, and pickup."""
    said = (_said(policy, service, channel, channel.activity, at) for channel in Channel)
    pickup = _said(policy, service, Channel.COUNTER, Activity.PICKUP, at)
    return ServiceToday(service, tuple(each for each in said if each is not None), pickup)


def _said(
    policy: Policy,
    service: str,
    channel: Channel,
    activity: Activity,
    at: datetime,
    site: str = MAIN_SITE,
) -> Said | None:
    """The answer, or None for what is not offered."""
    ask = Ask(service, channel, at, activity, site)
    decision = decide(policy, ask)
    if decision.reason is Reason.NOT_OFFERED:
        return None
    rule = Question(policy, ask).verdict().rule if activity is Activity.PICKUP else None
    return Said(ask, decision, rule.lead_days if rule else 0)


def _door(
    policy: Policy, services: tuple[ServiceToday, ...], site: str, at: datetime
) -> Door | None:
    if site == MAIN_SITE:
        counters = [each.counter for each in services]
    else:
        counters = [
            _said(policy, each.service, Channel.COUNTER, Activity.VISIT, at, site)
            for each in services
        ]
    groups = alike(said for said in counters if said is not None)
    if not groups:
        return None
    speaks = max(groups, key=_weight)
    return Door(site, speaks, tuple(group for group in groups if group is not speaks))


def opens_later(said: Said) -> datetime | None:
    """The next opening that is really later: what only a condition closes is open already."""
    opening = said.decision.next_opening
    return opening if opening is not None and opening > said.ask.at + MOMENT else None


def alike(answers: Iterable[Said]) -> tuple[Group, ...]:
    """Answers that read the same, together; in the order of the first of each."""
    groups: dict[object, list[Said]] = {}
    for said in answers:
        decision = said.decision
        key = (
            decision.answer, decision.reason, decision.period, decision.until,
            decision.conditions, decision.windows, decision.pools, opens_later(said),
            decision.moved_to, said.lead_days,
        )  # fmt: skip
        groups.setdefault(key, []).append(said)
    return tuple(
        Group(tuple(said.ask.service for said in same), same[0]) for same in groups.values()
    )


def _weight(group: Group) -> tuple[bool, bool, int]:
    """Who speaks for the door: an open answer, else one without a condition, else the most.

    `max` keeps the first of equals, so the office's own order of services decides.
    """
    decision = group.said.decision
    return (decision.answer is Answer.OPEN, not decision.conditions, len(group.services))
