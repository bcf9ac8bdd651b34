"""Papers as cards: what to photograph, which photos are there, and what to do about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawang.applications.models import ApplicationPaper, PageState, PaperPage, Verdict
from lawang.applications.paper_reasons import OTHER, reason_text
from lawang.offices.catalogue import Requirement
from lawang.web.citizen.error_words import fault
from lawang.web.citizen.own_link import Mine


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo as its owner sees it."""

    id: int
    state: str
    """checking, clear, doubt (blurred or dark), kept (doubt, but used) or unreadable."""
    words: tuple[str, ...]
    thumbnail: str
    pages: int


@dataclass(frozen=True, slots=True)
class Card:
    """One paper on the page."""

    key: str
    icon: str
    name: str
    hint: str
    least: int
    optional: bool
    local: bool
    photos: tuple[Photo, ...]
    error: str
    rejected: str = ""
    """Why the office asks for it again."""

    @property
    def done(self) -> bool:
        """Enough photos that can be read."""
        return (
            sum(photo.pages for photo in self.photos if photo.state != "unreadable") >= self.least
        )

    @property
    def doubtful(self) -> bool:
        """Something to look at."""
        return bool(self.error) or any(p.state in ("doubt", "unreadable") for p in self.photos)


def cards(
    mine: Mine, needs: Iterable[Requirement], errors: Mapping[str, str], lang: str
) -> tuple[Card, ...]:
    """The papers asked for, with the photos of this round."""
    rows = {row.kind: row for row in mine.application.papers.prefetch_related("pages")}
    return tuple(_card(mine, need, rows.get(need.paper.key), errors, lang) for need in needs)


def _card(
    mine: Mine,
    need: Requirement,
    row: ApplicationPaper | None,
    errors: Mapping[str, str],
    lang: str,
) -> Card:
    key = need.paper.key
    sent = [p for p in row.pages.all() if p.round == mine.application.round] if row else []
    hint = need.paper.hint.say(lang)
    return Card(
        key=key,
        icon=need.paper.icon,
        name=need.paper.name.say(lang),
        hint=f"{hint} {need.note.say(lang)}" if need.note else hint,
        least=need.least,
        optional=need.optional,
        local=need.local,
        photos=tuple(_photo(mine, page, lang) for page in sent),
        error=errors.get(key, ""),
        rejected=why_again(row, lang) if row and row.verdict == Verdict.REJECTED else "",
    )


def why_again(row: ApplicationPaper, lang: str) -> str:
    """The officer's reason, ready or in own words."""
    ready = "" if row.reason == OTHER else reason_text(row.reason).say(lang)
    return " ".join(part for part in (ready, row.words) if part)


def _photo(mine: Mine, page: PaperPage, lang: str) -> Photo:
    words = tuple(fault(code, lang) for code in page.faults)
    thumbnail = mine.url("picture", page.pk, 0) if page.state == PageState.CLEAN else ""
    pages = max(len(page.pictures), 1)
    return Photo(page.pk, _state(page), words, thumbnail, pages)


def _state(page: PaperPage) -> str:
    if page.state == PageState.STORED:
        return "checking"
    if page.state == PageState.UNREADABLE:
        return "unreadable"
    if not page.faults:
        return "clear"
    return "kept" if page.kept_anyway else "doubt"
