"""The status page put together: an application's own middle in what its office has in common.

Everybody who follows an application of an office sees the same frame and the same ways during a
minute; those are kept, without a word of any one person. The middle is written for each request.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lawang.applications.drafts import Opened
from lawang.offices.days_in_words import moment_in_words
from lawang.offices.queries import OfficeNow
from lawang.web.citizen.apply_start import other_ways
from lawang.web.citizen.pickup_values import may_be_fetched, pickup_of
from lawang.web.citizen.track_values import TrackView
from lawang.web.context import is_rehearsal
from lawang.web.language import WORD

MOST_KEPT = 512
TITLE, CONTENT = "\0title\0", "\0content\0"
"""Stand in a kept frame where the application's own words go; nobody can type a zero byte."""
Made = TypeVar("Made")

_kept: dict[Hashable, tuple[OfficeNow, Any]] = {}


def once(now: OfficeNow, at: datetime, what: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives, made once a minute for an office as it stands. Nothing of one person."""
    key = (id(now), int(at.timestamp()) // 60, what)
    found = _kept.get(key)
    if found is None:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        # The office is kept with it, so that no other one gets its id.
        found = _kept[key] = (now, make())
    made: Made = found[1]
    return made


def page(
    request: HttpRequest, draft: Opened, view: TrackView, urls: Mapping[str, str], *, at: datetime
) -> str:
    """The whole page; `urls` are those of this application, by the template's names."""
    now, lang = draft.office, get_language() or "id"
    service = draft.application.service
    ways = once(
        now, at, ("ways", service, lang),
        lambda: _drawn("_ways", ways=other_ways(now, service, at, lang)),
    )  # fmt: skip
    papers = tuple(replace(each, why="") if each.why else each for each in view.papers)
    listed = _shared(now, at, "_track_papers", papers=papers)
    past = [each for each in view.points if each.standing == "done"]
    rest = tuple(enumerate(view.points[len(past) :], len(past) + 1))
    ahead = _shared(now, at, "_track_ahead", ahead=rest, again=bool(view.again))
    pickup = _pickup(draft, view, urls, at, lang)
    content = _drawn(
        "_track", **urls, view=view, past=past, ahead=ahead.text, ways=ways.text,
        papers=listed.text, pickup=pickup.text,
        as_of=moment_in_words(at.astimezone(now.policy.tz), lang),
    )  # fmt: skip
    icons = {*content.icons, *ways.icons, *ahead.icons, *listed.icons, *pickup.icons}
    head, middle, foot = _frame(request, now, tuple(sorted(icons)), at=at, lang=lang)
    return f"{head}{escape(view.word)}: {escape(view.number)}{middle}{content.text}{foot}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of the page, and the icons in it."""

    text: SafeString
    icons: tuple[str, ...]


NOTHING = Drawn(mark_safe(""), ())


def _drawn(template: str, **words: object) -> Drawn:
    """This template; nothing when all its words are empty."""
    if not any(words.values()):
        return NOTHING
    drawn = SimpleNamespace(lawang_icons={})
    text = render_to_string(f"citizen/{template}.html", {**words, "request": drawn})
    return Drawn(text, tuple(drawn.lawang_icons))


def _shared(now: OfficeNow, at: datetime, template: str, **words: Hashable) -> Drawn:
    """This template, drawn once a minute for the same words. Nothing that one person wrote."""
    what = (template, get_language(), tuple(words.items()))
    return once(now, at, what, lambda: _drawn(template, **words))


def _pickup(
    draft: Opened, view: TrackView, urls: Mapping[str, str], at: datetime, lang: str
) -> Drawn:
    """What the policy says of fetching the result; asked once a minute for a day's filings."""
    application, now = draft.application, draft.office
    if view.over or not may_be_fetched(draft):
        return NOTHING
    filed_on = application.filed_at and application.filed_at.astimezone(now.policy.tz).date()
    pickup = once(
        now, at, ("pickup", application.service, filed_on, lang),
        lambda: pickup_of(draft, at=at, lang=lang),
    )  # fmt: skip
    if pickup is None:
        return NOTHING
    words: dict[str, Hashable] = {
        "pickup": pickup, "ready": view.ready, "pickup_url": urls["pickup_url"],
    }  # fmt: skip
    if view.ready:
        return _drawn("_track_pickup", **words)  # its link is this application's own
    return _shared(now, at, "_track_pickup", **words)


def _frame(
    request: HttpRequest, now: OfficeNow, icons: tuple[str, ...], *, at: datetime, lang: str
) -> tuple[str, str, str]:
    """The page around the title's and the content's places, with the drawings of these icons."""

    def make() -> tuple[str, str, str]:
        request.lawang_icons = dict.fromkeys(icons, True)  # type: ignore[attr-defined]
        words = {"office": now.file, "title": mark_safe(TITLE), "content": mark_safe(CONTENT)}
        text = render_to_string("citizen/track.html", words, request)
        head, _, rest = text.partition(TITLE)
        middle, _, foot = rest.partition(CONTENT)
        return head, middle, foot

    if any(word != WORD for word in request.GET):
        return make()  # the links to the other language repeat such words
    return once(now, at, ("frame", icons, lang, is_rehearsal()), make)
