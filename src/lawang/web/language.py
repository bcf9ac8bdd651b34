"""The language of a page: a link `?bahasa=en` chooses it, a cookie keeps it. No JavaScript.

The browser's own language is not asked: many phones here are set to English by their shop.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE = "bahasa"
WORD = "bahasa"
KEPT_SECONDS = 365 * 24 * 3600
SPOKEN = frozenset(code for code, _ in settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """What the link says, else what the cookie says, else Indonesian."""
    for asked in (request.GET.get(WORD), request.COOKIES.get(COOKIE)):
        if asked in SPOKEN:
            return str(asked)
    return str(settings.LANGUAGE_CODE)


class Language:
    """Speaks the citizen's language while the request lasts, and remembers a choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        lang = language_of(request)
        with translation.override(lang):
            response = self.get_response(request)
        if request.GET.get(WORD) == lang:
            response.set_cookie(
                COOKIE,
                lang,
                max_age=KEPT_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", lang)
            patch_vary_headers(response, ["Cookie"])
        return response
