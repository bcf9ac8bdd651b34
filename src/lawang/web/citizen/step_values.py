"""Where a citizen stands in the form: the steps, the one after and the one before."""

from dataclasses import dataclass

from lawang.applications.drafts import Opened
from lawang.applications.sending import Missing
from lawang.web.citizen.own_link import Mine

PAPERS, REVIEW = "berkas", "periksa"


@dataclass(frozen=True, slots=True)
class Step:
    """ "Langkah 3 dari 7". The first step, which case, is behind every draft."""

    at: int
    of: int
    before: str
    """Address of the step before."""
    name: str


def step_names(draft: Opened) -> list[str]:
    """The pages of this draft by its answers: groups, papers if any, the review."""
    answers = draft.application.answers
    groups = [group.key for group in draft.case.groups(answers)]
    papers = [PAPERS] if draft.case.papers(answers) else []
    return [*groups, *papers, REVIEW]


def step_of(mine: Mine, name: str) -> Step:
    """This page among the steps."""
    names = step_names(mine.opened)
    place = names.index(name)
    before = address(mine, names[place - 1]) if place else mine.url("case")
    return Step(place + 2, len(names) + 1, before, mine.opened.service.name.say())


def address(mine: Mine, name: str) -> str:
    """The address of a step."""
    if name in (PAPERS, REVIEW):
        return mine.url("papers" if name == PAPERS else "review")
    return mine.url("group", name)


def next_address(mine: Mine, name: str) -> str:
    """Where to go after this page."""
    names = step_names(mine.opened)
    place = names.index(name) if name in names else -1
    return address(mine, names[min(place + 1, len(names) - 1)])


def first_open(mine: Mine, left: Missing) -> str:
    """Where a citizen who comes back goes on: the first page that is not done."""
    if left.groups:
        return address(mine, left.groups[0])
    return address(mine, PAPERS if left.papers else REVIEW)
