"""The floors of `bench pages`, and a web server for them: python -m … TARGET PORT."""

import sys
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

BODY = b"x" * 500
Start = Callable[[str, list[tuple[str, str]]], Any]


def constant_bytes(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """WSGI without anything: what the web server alone can do."""
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def _trivial() -> Callable[..., Iterable[bytes]]:
    """Django with one view and no middleware."""
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(BODY, content_type="application/json")

    class Addresses:
        urlpatterns = (path("", view),)

    settings.configure(ROOT_URLCONF=Addresses, ALLOWED_HOSTS=["*"], SECRET_KEY="floor")
    django.setup()
    application: Callable[..., Iterable[bytes]] = get_wsgi_application()
    return application


def trivial_view(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """The trivial Django view; Django is made ready by the first request."""
    with _one_at_a_time:
        if not _ready:
            _ready.append(_trivial())
    return _ready[0](environ, start)


_ready: list[Callable[..., Iterable[bytes]]] = []
_one_at_a_time = Lock()


def main(words: list[str]) -> int:
    """As `lawang.cli.webserver` serves, but any target."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    from lawang.cli.webserver import THREADS

    Granian(
        words[0], address="127.0.0.1", port=int(words[1]), interface=Interfaces.WSGI,
        http=HTTPModes.http1, websockets=False, workers=2, blocking_threads=THREADS,
        log_level=LogLevels.error,
    ).serve()  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
