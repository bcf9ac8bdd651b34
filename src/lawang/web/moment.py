"""The request's moment: the clock is read once, so that everything on a page agrees."""

from datetime import datetime

from django.http import HttpRequest

from lawang.common import clock


def at_of(request: HttpRequest) -> datetime:
    """The moment at which this request is answered, aware."""
    at: datetime | None = getattr(request, "lawang_at", None)
    if at is None:
        at = clock.now()
        request.lawang_at = at  # type: ignore[attr-defined]  # kept for the rest of this request
    return at
