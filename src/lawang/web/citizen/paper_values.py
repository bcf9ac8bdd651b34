"""What a case asks for, as the service page and the standard of service show it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lawang.offices.catalogue import Case, Requirement, Service


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """The office's own time: how long, and counted from when."""

    amount: str
    starts: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper to photograph."""

    icon: str
    name: str
    hint: str
    note: str
    optional: bool
    sometimes: bool
    """Asked for by some answers only."""
    surrender: bool
    local: bool
    least: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """One reason for which people ask the service, with its papers."""

    key: str
    name: str
    about: str
    papers: tuple[PaperView, ...]


def deadline_of(service: Service, lang: str) -> DeadlineView:
    """ "Paling lama 3 hari kerja", from complete papers."""
    amount = service.deadline.amount
    unit = {
        "working_hour": ngettext("%(amount)s jam kerja", "%(amount)s jam kerja", amount),
        "working_day": ngettext("%(amount)s hari kerja", "%(amount)s hari kerja", amount),
    }[service.deadline.unit]
    return DeadlineView(unit % {"amount": amount}, _("Sejak berkas lengkap"))


def common_papers(service: Service, lang: str) -> tuple[PaperView, ...]:
    """What every case asks for, in the order of the first."""
    return tuple(_paper(need, lang) for need in _common(service))


def case_views(service: Service, lang: str) -> tuple[CaseView, ...]:
    """Every case in the order of the catalogue, with the papers not common to all."""
    common = _common(service)
    return tuple(_case(case, common, lang) for case in service.cases)


def _common(service: Service) -> list[Requirement]:
    cases = service.cases
    if not cases:
        return []
    return [
        need for need in cases[0].every_paper if all(need in case.every_paper for case in cases)
    ]


def _case(case: Case, common: list[Requirement], lang: str) -> CaseView:
    return CaseView(
        case.key,
        case.name.say(lang),
        case.about.say(lang) if case.about else "",
        tuple(_paper(need, lang) for need in case.every_paper if need not in common),
    )


def _paper(need: Requirement, lang: str) -> PaperView:
    return PaperView(
        icon=need.paper.icon,
        name=need.paper.name.say(lang),
        hint=need.paper.hint.say(lang),
        note=need.note.say(lang) if need.note else "",
        optional=need.optional,
        sometimes=need.when is not None,
        surrender=need.surrender,
        local=need.local,
        least=need.least,
    )
