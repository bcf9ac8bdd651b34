"""A service page: what the catalogue asks for, and what the policy says of each way today."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from lawang.offices.catalogue import Service
from lawang.offices.names import OfficeNames, service_name
from lawang.offices.office_services import service_of
from lawang.offices.queries import OfficeNow
from lawang.offices.today import Said, ServiceToday, service_today
from lawang.offices.today_wording import conditions_in_words, state_of
from lawang.offices.wording import explain
from lawang.web.citizen.contact_values import href_of
from lawang.web.citizen.notice_values import NoticeLine, notice_lines, proofs
from lawang.web.citizen.paper_values import (
    CaseView,
    DeadlineView,
    PaperView,
    case_views,
    common_papers,
    deadline_of,
)
from lawang.web.citizen.ways_values import ICONS, title_of


@dataclass(frozen=True, slots=True)
class WayView:
    """One way to ask for the service, with its state now."""

    icon: str
    title: str
    contact: str
    href: str
    state: str
    line: str
    conditions: str
    proofs: tuple[str, ...]
    hospital: bool


@dataclass(frozen=True, slots=True)
class ServiceView:
    """The whole page. What the catalogue does not hold is empty."""

    key: str
    name: str
    about: str = ""
    minutes: int = 0
    deadline: DeadlineView | None = None
    who: tuple[str, ...] = ()
    papers: tuple[PaperView, ...] = ()
    """Those that every case asks for."""
    cases: tuple[CaseView, ...] = ()
    """With what each asks for besides."""
    in_person: str = ""
    product: str = ""
    steps: tuple[str, ...] = ()
    next_step: str = ""
    ended: bool = False
    ways: tuple[WayView, ...] = ()
    pickup: WayView | None = None
    notices: tuple[NoticeLine, ...] = ()


def service_view(now: OfficeNow, key: str, *, at: datetime, lang: str) -> ServiceView:
    """The page of a service of this office, in `lang`."""
    at = at.astimezone(now.file.tz)
    names = now.file.names
    today = service_today(now.policy, key, at=at)
    in_person = [each for each in (today.counter, today.pickup) if each is not None]
    pickup = today.pickup if _worth_saying(now, today, at.date()) else None
    return replace(
        _written(now, key, at.date(), lang),
        ways=tuple(_way(each, names, lang) for each in today.channels),
        pickup=_way(pickup, names, lang) if pickup else None,
        notices=notice_lines(_reachable(in_person), names, lang),
    )


def _worth_saying(now: OfficeNow, today: ServiceToday, day: date) -> bool:
    """Pickup is shown where there is something to hold in the hand."""
    if today.pickup is None:
        return False
    service = _described(now, today.service, day)
    return service is None or service.product.pickup


def _described(now: OfficeNow, key: str, day: date) -> Service | None:
    """The service with the office's additions; None when no catalogue file describes it yet."""
    try:
        return service_of(now.file, key, on=day)
    except KeyError:
        return None


def _written(now: OfficeNow, key: str, day: date, lang: str) -> ServiceView:
    """What the catalogue, with the office's additions, says of the service on this day."""
    service = _described(now, key, day)
    if service is None:
        return ServiceView(key, service_name(key, lang))
    return ServiceView(
        key=key,
        name=service.name.say(lang),
        about=service.about.say(lang),
        minutes=service.minutes,
        deadline=deadline_of(service, lang),
        who=tuple(each.say(lang) for each in service.who),
        papers=common_papers(service, lang),
        cases=case_views(service, lang),
        in_person=service.in_person.say(lang) if service.in_person else "",
        product=service.product.name.say(lang),
        steps=tuple(each.say(lang) for each in service.steps),
        next_step=service.next_step.say(lang) if service.next_step else "",
        ended=not service.active(day),
    )


def _reachable(said: list[Said]) -> list[Said]:
    return [each for each in said if each.decision.allowed or each.decision.conditions]


def _way(said: Said, names: OfficeNames, lang: str) -> WayView:
    decision, channel = said.decision, said.ask.channel
    # The other ways stand beside this one on the page; repeating them would be noise.
    alone = explain(replace(decision, instead=()), said.ask, names, lang)
    contact = decision.contact or ""
    return WayView(
        icon=ICONS[channel],
        title=title_of(channel),
        contact=contact,
        href=href_of(channel, contact) if contact else "",
        state=state_of(decision),
        line=alone,
        conditions=conditions_in_words(decision.conditions, names, lang),
        proofs=proofs(decision.conditions, lang),
        hospital="hospital_patient" in decision.conditions,
    )
