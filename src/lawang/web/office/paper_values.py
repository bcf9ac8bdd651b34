"""The papers of an application and the pictures of the one that is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass

from lawang.applications.drafts import Opened
from lawang.applications.models import ApplicationPaper, PageState, PaperPage, Verdict
from lawang.applications.paper_reasons import OTHER, said
from lawang.applications.queries import current_pages
from lawang.offices.catalogue import Requirement
from lawang.web.office.application_words import FAULTS
from lawang.web.office.paper_file import thumbnail_address

MARKS = {
    Verdict.ACCEPTED: ("is-ok", "check"),
    Verdict.REJECTED: ("is-warn", "camera"),
    Verdict.UNCHECKED: ("", "file"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One clean picture, or why there is none yet."""

    page: int
    place: int
    label: str
    fault: str
    shown: bool
    thumbnail: str = ""
    here: bool = False

    @property
    def key(self) -> str:
        """As the address names it."""
        return f"{self.page}-{self.place}"


@dataclass(frozen=True, slots=True)
class Item:
    """A paper in the list."""

    key: int
    name: str
    verdict: str
    word: str
    state: str
    icon: str
    reason: str
    words: str
    told: str
    note: str
    pages: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """The list, the paper in front, and its pictures."""

    items: tuple[Item, ...]
    here: Item | None
    pictures: tuple[Picture, ...]
    earlier: tuple[Picture, ...]
    picture: Picture | None
    previous: int | None
    next: int | None
    judged: int
    rejected: tuple[Item, ...]
    thumbnails: str
    """Kind of the paper whose thumbnails the page shows; empty when it shows none."""

    @property
    def all_judged(self) -> bool:
        """Has every paper with a picture a verdict?"""
        return self.judged == len(self.items)


def papers_of(draft: Opened, wanted: str, picture: str, user: int) -> Papers:
    """The papers to judge; the one in front is the wanted one, else the first unjudged one."""
    rows = [
        row
        for row in draft.application.papers.all()
        if row.needed and (row.pages.all() or row.verdict != Verdict.UNCHECKED)
    ]
    front = _front(rows, wanted)
    names = {need.paper.key: need for need in draft.case.every_paper}
    items = tuple(_item(row, names, row is front) for row in rows)
    here = next((item for item in items if item.here), None)
    place = items.index(here) if here else 0
    current = current_pages(front) if front else []
    old = [page for page in front.pages.all() if page not in current] if front else []
    pictures, earlier = _pictures(current, user), _pictures(old, user, "Dulu: ")
    shown = _chosen((*pictures, *earlier), picture)
    several = len(pictures) + len(earlier) > 1
    return Papers(
        items=items,
        here=here,
        pictures=pictures,
        earlier=earlier,
        picture=shown,
        previous=items[place - 1].key if place > 0 else None,
        next=items[place + 1].key if place + 1 < len(items) else None,
        judged=sum(1 for item in items if item.verdict != Verdict.UNCHECKED),
        rejected=tuple(item for item in items if item.verdict == Verdict.REJECTED),
        thumbnails=front.kind if front and several else "",
    )


def _front(rows: list[ApplicationPaper], wanted: str) -> ApplicationPaper | None:
    for row in rows:
        if str(row.pk) == wanted:
            return row
    unjudged = (row for row in rows if row.verdict == Verdict.UNCHECKED)
    return next(unjudged, rows[0] if rows else None)


def _item(row: ApplicationPaper, names: Mapping[str, Requirement], here: bool) -> Item:
    need = names.get(row.kind)
    verdict = Verdict(row.verdict)
    state, icon = MARKS[verdict]
    rounds = len({page.round for page in row.pages.all()})
    word = str(verdict.label)
    if verdict == Verdict.UNCHECKED and rounds > 1:
        state, icon, word = "is-warn", "turn", f"Kiriman ke-{rounds}, belum diperiksa"
    return Item(
        key=row.pk,
        name=need.paper.name.id if need else row.kind,
        verdict=verdict,
        word=word,
        state=state,
        icon=icon,
        reason=row.reason or (OTHER if row.words else ""),
        words=row.words,
        told=said(row.reason, row.words) if verdict == Verdict.REJECTED else "",
        note=need.note.id if need and need.note else "",
        pages=bool(row.pages.all()),
        here=here,
    )


def _pictures(pages: list[PaperPage], user: int, before: str = "") -> tuple[Picture, ...]:
    found: list[Picture] = []
    for page in pages:
        fault = " ".join(FAULTS.get(each, "Tidak terbaca.") for each in page.faults)
        if page.state != PageState.CLEAN:
            waiting = page.state == PageState.STORED
            word = "Foto masih disiapkan. Muat ulang sebentar lagi." if waiting else fault
            found.append(Picture(page.pk, 0, f"{before}foto {len(found) + 1}", word, False))
            continue
        for place in range(1, len(page.pictures) + 1):
            address = thumbnail_address(user, page.pk, place)
            label = f"{before}foto {len(found) + 1}"
            found.append(Picture(page.pk, place, label, fault, True, address))
    return tuple(found)


def _chosen(pictures: tuple[Picture, ...], wanted: str) -> Picture | None:
    ready = [picture for picture in pictures if picture.shown]
    chosen = next((each for each in ready if each.key == wanted), None)
    return chosen or (ready[0] if ready else pictures[0] if pictures else None)
