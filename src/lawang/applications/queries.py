"""Reads of applications: the inbox by deadline, one application with its papers, its timeline."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from lawang.applications.holding import NoApplication
from lawang.applications.models import Application, ApplicationPaper, PaperPage
from lawang.applications.stages import OPEN, TO_CHECK, Stage

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row seen: the next page begins behind it."""

    sort_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of the inbox, and where the next one begins."""

    rows: tuple[Application, ...]
    after: Cursor | None


TABS: dict[str, Q] = {
    "open": Q(stage__in=OPEN),
    "check": Q(stage__in=TO_CHECK),
    "citizen": Q(stage=Stage.NEEDS_FIX),
    "work": Q(stage__in=set(OPEN) - set(TO_CHECK) - {Stage.NEEDS_FIX}),
}
"""The inbox's tabs, besides `mine` and `late`, which need a user or a moment."""


def inbox(
    office: str, *, tab: str = "open", user: int, at: datetime, after: Cursor | None = None
) -> InboxPage:
    """Open applications of the office, the most pressing first; by keyset, never by offset."""
    rows = Application.objects.for_office(office).filter(_of_tab(tab, user, at))
    if after is not None:
        behind = Q(sort_at__gt=after.sort_at) | Q(sort_at=after.sort_at, id__gt=after.id)
        rows = rows.filter(behind)
    found = list(rows.order_by("sort_at", "id")[: PAGE_ROWS + 1])
    shown = tuple(found[:PAGE_ROWS])
    last = shown[-1] if len(found) > PAGE_ROWS else None
    cursor = Cursor(last.sort_at, last.id) if last and last.sort_at else None
    return InboxPage(shown, cursor)


def _of_tab(tab: str, user: int, at: datetime) -> Q:
    if tab == "mine":
        return Q(stage__in=OPEN, holder=user, held_until__gt=at)
    if tab == "late":
        return Q(stage__in=OPEN, sort_at__lte=at)
    return TABS.get(tab, TABS["open"])


def by_number(office: str, number: str) -> Application:
    """The application with its papers and photos. Raises `NoApplication`."""
    pages = Prefetch("pages", PaperPage.objects.order_by("id"))
    papers = Prefetch("papers", ApplicationPaper.objects.prefetch_related(pages))
    rows = Application.objects.for_office(office).prefetch_related(papers, "events")
    found = rows.filter(number=number).first()
    if found is None:
        raise NoApplication()
    return found


def current_pages(paper: ApplicationPaper) -> list[PaperPage]:
    """The photos that count: those of the newest round in which any was sent."""
    pages = list(paper.pages.all())
    newest = max((page.round for page in pages), default=0)
    return [page for page in pages if page.round == newest]


def page_of(office: str, page: int) -> PaperPage:
    """A photo of this office. Raises `NoApplication`."""
    rows = PaperPage.objects.for_office(office).select_related("paper__application")
    found = rows.filter(pk=page).first()
    if found is None:
        raise NoApplication()
    return found
