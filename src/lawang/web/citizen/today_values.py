"""Everything the today page shows, in the reader's language. Templates only lay it out."""

from dataclasses import dataclass, replace
from datetime import datetime

from lawang.offices.days_in_words import moment_in_words, windows_in_words
from lawang.offices.names import OfficeNames, service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.today import (
    Door,
    Group,
    OfficeToday,
    Said,
    ServiceToday,
    alike,
    office_today,
    opens_later,
)
from lawang.offices.today_wording import (
    NO_COUNTER,
    NO_COUNTER_WORD,
    closed_line,
    conditions_in_words,
    counter_line,
    door_state,
    door_title,
    door_word,
    exceptions_of,
    hours_sentence,
    limit_sentence,
    opening_in_words,
    pickup_line,
    remote_line,
    state_of,
)
from lawang.offices.wording import headline
from lawang.policy.decide import judge
from lawang.policy.model import Answer, Reason
from lawang.web.citizen.announcement_values import AnnouncementLine, announcement_lines
from lawang.web.citizen.notice_values import NoticeLine, notice_lines, proofs
from lawang.web.citizen.ways_values import WayLine, services_in_words, ways

MOST_ANNOUNCEMENTS = 5


@dataclass(frozen=True, slots=True)
class DoorView:
    """The sign of the door: state, heading, reason, next opening."""

    state: str
    word: str
    title: str
    why: str
    hours: str
    opens: str
    opens_note: str
    closed: bool


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """Services that hear something else than the door says."""

    services: tuple[tuple[str, str], ...]
    """Pairs of key and name."""
    state: str
    line: str
    conditional: bool
    hours: str
    opens: str
    """When it opens, for a condition on a day or hour without service."""
    proofs: tuple[str, ...]
    patient: bool


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service in the list: its key and name, and one line per state worth saying."""

    key: str
    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PickupLine:
    """Collecting documents; `services` is empty when all services hear the same."""

    services: str
    state: str
    line: str


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A place of the office, when there are several."""

    name: str
    address: str
    map_url: str
    state: str
    line: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """The whole page."""

    door: DoorView
    ways: tuple[WayLine, ...]
    exceptions: tuple[ExceptionView, ...]
    pickup: tuple[PickupLine, ...]
    notices: tuple[NoticeLine, ...]
    services: tuple[ServiceLine, ...]
    sites: tuple[SiteLine, ...]
    announcements: tuple[AnnouncementLine, ...]
    as_of: str


def today_view(now: OfficeNow, *, at: datetime, lang: str) -> TodayView:
    """The page of this office at `at`, in `lang`."""
    today = office_today(now, at=at)
    names, door = now.file.names, today.door
    return TodayView(
        door=door_view(now, today, lang),
        ways=ways(now, today.services, lang),
        exceptions=tuple(_exception(group, names, lang) for group in exceptions_of(door))
        if door
        else (),
        pickup=_pickup(today, names, lang),
        notices=notice_lines(_come_in_person(today), names, lang),
        services=tuple(_service(each, names, lang) for each in today.services),
        sites=_sites(now, today, lang),
        announcements=announcement_lines(now, at=today.at, lang=lang)[:MOST_ANNOUNCEMENTS],
        as_of=moment_in_words(today.at, lang),
    )


def door_view(now: OfficeNow, today: OfficeToday, lang: str) -> DoorView:
    """The sign alone: also for the list of offices."""
    door, names = today.door, now.file.names
    if door is None:
        word, title = NO_COUNTER_WORD.in_(lang), NO_COUNTER.in_(lang)
        return DoorView("open", word, title, "", "", "", "", closed=False)
    said = door.said
    shown_in_title = said.decision.reason in (Reason.OUTSIDE_HOURS, Reason.NOT_WORKING_DAY)
    opening = None if shown_in_title else opens_later(said)
    return DoorView(
        state=door_state(door),
        word=door_word(door, lang),
        title=door_title(door, names, lang),
        why=_why(now, said, lang),
        hours=" ".join(filter(None, (hours_sentence(said.decision.windows, names, lang),
                                     limit_sentence(said.decision, names, lang)
                                     if said.decision.allowed else ""))),
        opens=moment_in_words(opening.astimezone(names.tz), lang) if opening else "",
        opens_note=_at_opening(now, said, opening, lang) if opening else "",
        closed=not said.decision.allowed,
    )  # fmt: skip


def _why(now: OfficeNow, said: Said, lang: str) -> str:
    """The reason of the period that spoke; an assumed one and the plain timetable have none."""
    period = said.decision.period
    if period is None:
        return ""
    texts = now.texts(period)
    return "" if texts.assumed else texts.reason.in_(lang)


def _at_opening(now: OfficeNow, said: Said, opening: datetime, lang: str) -> str:
    """What to know about that first day: its limit."""
    then = judge(now.policy, replace(said.ask, at=opening))
    return limit_sentence(then, now.file.names, lang)


def _exception(group: Group, names: OfficeNames, lang: str) -> ExceptionView:
    decision, ask = group.said.decision, group.said.ask
    windows, opening = decision.windows, opens_later(group.said)
    conditional = bool(decision.conditions)
    hours = f"{windows_in_words(windows, lang)} {names.tz.tzname(None)}" if windows else ""
    return ExceptionView(
        services=tuple((each, service_name(each, lang)) for each in group.services),
        state=state_of(decision),
        line=conditions_in_words(decision.conditions, names, lang)
        if conditional
        else counter_line(group.said, names, lang),
        conditional=conditional,
        hours=hours if conditional else "",
        opens=opening_in_words(opening, ask, names, lang) if opening else "",
        proofs=proofs(decision.conditions, lang),
        patient="hospital_patient" in decision.conditions,
    )


def _pickup(today: OfficeToday, names: OfficeNames, lang: str) -> tuple[PickupLine, ...]:
    """Collecting documents, once for all the services that hear the same."""
    groups = alike(each.pickup for each in today.services if each.pickup is not None)
    return tuple(
        PickupLine(
            "" if len(groups) == 1 else services_in_words(group.services, lang),
            state_of(group.said.decision),
            pickup_line(group.said, names, lang),
        )
        for group in groups
    )


def _service(service: ServiceToday, names: OfficeNames, lang: str) -> ServiceLine:
    lines = []
    state, line = remote_line(service, names, lang)
    if line and state != "closed":
        lines.append((state, line))
    counter = service.counter
    if counter is not None and (counter.decision.allowed or counter.decision.conditions):
        lines.append((state_of(counter.decision), counter_line(counter, names, lang)))
    if not lines and line:
        lines.append((state, line))
    if not lines and counter is not None:
        lines.append((state_of(counter.decision), counter_line(counter, names, lang)))
    return ServiceLine(service.service, service_name(service.service, lang), tuple(lines))


def _sites(now: OfficeNow, today: OfficeToday, lang: str) -> tuple[SiteLine, ...]:
    """Every place with its state, when the office has more than one."""
    if len(now.file.sites) < 2:
        return ()
    doors = {door.site: door for door in today.doors}
    return tuple(
        SiteLine(
            site.name.in_(lang),
            site.address,
            site.map_url,
            *_site_state(doors.get(site.code), now.file.names, lang),
        )
        for site in now.file.sites
    )


def _site_state(door: Door | None, names: OfficeNames, lang: str) -> tuple[str, str]:
    if door is None:
        return "closed", NO_COUNTER.in_(lang)
    decision = door.said.decision
    if decision.answer is Answer.REFUSED:
        return door_state(door), closed_line(door.said, names, lang)
    return door_state(door), headline(decision, door.said.ask, lang)


def _come_in_person(today: OfficeToday) -> list[Said]:
    """The answers whose notices a visitor needs: what is open, or would be with a condition."""
    said = [each.counter for each in today.services] + [each.pickup for each in today.services]
    return [
        each
        for each in said
        if each is not None and (each.decision.allowed or each.decision.conditions)
    ]
