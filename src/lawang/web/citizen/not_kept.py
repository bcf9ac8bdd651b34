"""Pages with a form in which personal values stand: kept nowhere, found by no search engine.

Unlike pages behind a link they keep their referrer: with `no-referrer` a browser sends no origin,
and the form would be taken for a stranger's.
"""

from django.http import HttpResponse


def not_kept(response: HttpResponse) -> HttpResponse:
    """The same answer with its headers."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
