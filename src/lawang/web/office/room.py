"""The room behind the staff door: Indonesian, never cached, and kind about a session that ended."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

DOOR = "/petugas/"
COOKIE = "pernah_masuk"
KEPT_SECONDS = 12 * 3600


class StaffRoom:
    """For every address under /petugas/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DOOR):
            return self.get_response(request)
        stranger = not request.user.is_authenticated
        # Without a session, but here before and not signed out: it was left idle.
        request.lawang_idle = stranger and request.COOKIES.get(COOKIE) == "1"  # type: ignore[attr-defined]
        with translation.override("id"):
            response = self.get_response(request)
        add_never_cache_headers(response)
        if request.user.is_authenticated:
            response.set_cookie(
                COOKIE, "1", max_age=KEPT_SECONDS, path=DOOR, httponly=True,
                secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
            )  # fmt: skip
        elif not stranger:
            response.delete_cookie(COOKIE, path=DOOR)
        return response
