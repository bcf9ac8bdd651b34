"""What every page is given: its language, its moment, and whether this is a rehearsal."""

from collections.abc import Mapping
from datetime import timezone

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from lawang.offices import installation
from lawang.offices.days_in_words import moment_in_words
from lawang.policy.model import WIB
from lawang.web.language import WORD
from lawang.web.moment import at_of

# Read once, like its hash in settings: an edit while the process runs must not break the CSP.
_STYLE = mark_safe(settings.CITIZEN_STYLE.read_text(encoding="utf-8"))


def page(request: HttpRequest) -> Mapping[str, object]:
    """For `base.html` and `desk.html`. A view may give `tz`, the zone its office lives in."""
    lang = get_language() or settings.LANGUAGE_CODE
    return {
        "lang": lang,
        "citizen_style": _STYLE,
        "rehearsal": is_rehearsal(),
        "here_id": _with_language(request, "id"),
        "here_en": _with_language(request, "en"),
        "now_in_words": lambda: _now(request, lang),
    }


def _now(request: HttpRequest, lang: str) -> str:
    tz: timezone = getattr(request, "lawang_tz", WIB)
    return moment_in_words(at_of(request).astimezone(tz), lang)


def _with_language(request: HttpRequest, lang: str) -> str:
    words = request.GET.copy()
    words[WORD] = lang
    return f"?{words.urlencode()}"


_known: list[bool] = []


def is_rehearsal() -> bool:
    """Whether this is one. Asked once per process: an installation never becomes the other kind."""
    if not _known:
        found = installation.current()
        if found is None:
            return False
        _known.append(found.is_rehearsal)
    return _known[0]


def forget_installation() -> None:
    """For tests, whose databases come and go in one process."""
    _known.clear()
