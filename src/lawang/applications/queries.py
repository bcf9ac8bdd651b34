"""Reads of applications: the inbox by deadline, one application with its papers, its timeline."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from lawang.applications.holding import NoApplication, free
from lawang.applications.models import Application, ApplicationPaper, PaperPage
from lawang.applications.stages import IN_WORK, TO_CHECK, Stage
from lawang.common import nik, phone, receipts
from lawang.common.refusal import Refusal
from lawang.people.sealing import finds
from lawang.people.tenancy import OfficeRows

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


OURS = (*TO_CHECK, *IN_WORK)
"""Stages in which the office has the next word."""

TABS = ("open", "mine", "nobody", "citizen", "late")
COUNTED_UP_TO = 100


def inbox(
    office: str, *, tab: str = "open", user: int, at: datetime, after: Cursor | None = None
) -> InboxPage:
    """Open applications of the office, the most pressing first; by keyset, never by offset."""
    rows = _open(office).filter(_of_tab(tab, user, at))
    if after is not None:
        further = Q(sort_at__gt=after.sort_at) | Q(id__gt=after.id)
        rows = rows.filter(further, sort_at__gte=after.sort_at)
    found = list(rows.order_by("sort_at", "id")[: PAGE_ROWS + 1])
    shown = tuple(found[:PAGE_ROWS])
    last = shown[-1] if len(found) > PAGE_ROWS else None
    cursor = Cursor(last.sort_at, last.id) if last and last.sort_at else None
    return InboxPage(shown, cursor)


def counts(office: str, *, user: int, at: datetime) -> dict[str, int]:
    """How many stand in each tab; more than `COUNTED_UP_TO` are counted no further."""
    return {
        tab: _open(office).filter(_of_tab(tab, user, at)).values("pk")[: COUNTED_UP_TO + 1].count()
        for tab in TABS
    }


def _open(office: str) -> OfficeRows:
    """`sort_at` is null exactly for drafts and what is over: the condition of the indexes."""
    return Application.objects.for_office(office).filter(sort_at__isnull=False)


def _of_tab(tab: str, user: int, at: datetime) -> Q:
    if tab == "mine":
        return Q(holder=user, held_until__gt=at)
    if tab == "nobody":
        return Q(free(at), stage__in=OURS)
    if tab == "citizen":
        return Q(stage=Stage.NEEDS_FIX)
    if tab == "late":
        return Q(stage__in=OURS, sort_at__lte=at)
    return Q()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search was understood as (`number`, `nik`, `phone`, or empty), and what it found."""

    by: str
    rows: tuple[Application, ...]


def search(office: str, typed: str, *, today: date) -> Found:
    """By a whole receipt number, NIK or phone number; the newest first, at most a page."""
    rows = Application.objects.for_office(office).filter(number__isnull=False)
    for by, wanted in SEARCHES.items():
        try:
            match = wanted(typed, today)
        except Refusal:
            continue
        return Found(by, tuple(rows.filter(match).order_by("-filed_at")[:PAGE_ROWS]))
    return Found("", ())


SEARCHES: dict[str, Callable[[str, date], Q]] = {
    "number": lambda typed, _today: Q(number=receipts.parse(typed)),
    "nik": lambda typed, today: finds(
        Application, "nik_index", nik.check_nik(typed, today=today).digits
    ),
    "phone": lambda typed, _today: finds(Application, "phone_index", phone.normal(typed)),
}


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
