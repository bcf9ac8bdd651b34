"""The door in front of Django for a rush (design decision 13): it may only say no.

Taking a number: POST /<office>/antrean/ambil/<service>/?hari=… with `langkah=ambil`. While the
day is closed, not open yet or sold out, the answer is made here from what was known at most a
second ago; who holds a number already is let through, because a retry must get it back. And
/<office>/status.json is answered from the same second for everybody.
"""

import io
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from lawang.common import clock
from lawang.visits.rush import RushState, person_indexes, rush_state
from lawang.web.door_pages import no_page

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LIFETIME = 1.0
"""Seconds that an answer may be old."""
TOO_OLD = 20.0
"""Seconds after which nobody waits for an answer any more."""
MOST_KEPT = 256
MOST_BODY = 8192
TAKE = re.compile(r"^/([a-z0-9-]{1,40})/antrean/ambil/([a-z0-9-]{1,40})/$")
STATUS = re.compile(r"^/[a-z0-9-]{1,40}/status\.json$")
NOT_DIGITS = re.compile(r"\D+")


@dataclass(slots=True)
class Kept:
    """Something known, since when, and the lock of who looks again."""

    since: float = float("-inf")
    value: Any = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Remembered:
    """Answers that are at most a second old; of many who ask at once one looks again."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], Kept] = {}

    def get(self, key: tuple[object, ...], look: Callable[[], Any]) -> Any:
        """What is known under this key."""
        found = self.kept.get(key)
        if found is None:
            while len(self.kept) >= MOST_KEPT:
                self.kept.pop(next(iter(self.kept)), None)
            found = self.kept.setdefault(key, Kept())
        if time.monotonic() - found.since >= LIFETIME:
            with found.lock:
                if time.monotonic() - found.since >= LIFETIME:
                    begun = time.monotonic()  # what is read later may be newer, never older
                    found.value = look()
                    found.since = begun
        return found.value


class Door:
    """WSGI: what it does not know, it hands to Django."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.remembered = Remembered()
        self.trusted = frozenset(settings.LAWANG_TRUSTED_PROXIES)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD")
        if method == "POST" and (taking := TAKE.match(path)):
            if self._too_old(environ):
                return _said(start_response, "503 Service Unavailable", b"", [("Retry-After", "5")])
            no = self._no(environ, taking[1], taking[2])
            if no is not None:
                state, code, day = no
                more = [("X-Lawang-Policy", str(state.version))]
                page = no_page(taking[1], taking[2], code, day)
                return _said(start_response, "409 Conflict", page, more)
        elif method == "GET" and STATUS.match(path) and not environ.get("QUERY_STRING"):
            return self._status(environ, start_response)
        return self.application(environ, start_response)

    def _no(self, environ: Environ, office: str, service: str) -> tuple[RushState, str, str] | None:
        """The state that refuses this request, why, and the day; None: let it through."""
        form, asked = _form(environ), parse_qs(environ.get("QUERY_STRING", ""))
        if form is None or _first(form, "langkah") != "ambil":
            return None
        activity = "pickup" if _first(asked, "untuk") == "pengambilan" else "visit"
        key = ("rush", office, service, activity, _first(asked, "hari"))
        try:
            day = date.fromisoformat(_first(asked, "hari"))
            state = self.remembered.get(
                key,
                lambda: rush_state(
                    office=office, service=service, activity=activity, day=day, site="kantor",
                    at=clock.now(),
                ),
            )  # fmt: skip
        except Exception:
            return None  # whatever is wrong, Django says it better
        code = _code(state, _first(asked, "jam"), bool(_first(form, "priority")))
        nik = NOT_DIGITS.sub("", _first(form, "nik"))
        if not code or not nik or not state.holders.isdisjoint(person_indexes(nik)):
            return None
        return state, code, day.isoformat()

    def _too_old(self, environ: Environ) -> bool:
        """Did it wait so long at our proxy that nobody is there any more? (X-Request-Start)"""
        begun = environ.get("HTTP_X_REQUEST_START", "")
        if not begun or environ.get("REMOTE_ADDR", "") not in self.trusted:
            return False
        try:
            return clock.real_now().timestamp() - float(begun.removeprefix("t=")) > TOO_OLD
        except ValueError:
            return False

    def _status(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        key = ("status", environ["PATH_INFO"], environ.get("HTTP_HOST", ""), packed)
        status, headers, body = self.remembered.get(key, lambda: self._answer(environ))
        tag = next((value for name, value in headers if name.lower() == "etag"), "")
        if tag and tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            lean = [pair for pair in headers if pair[0].lower() not in BODY_HEADERS]
            start_response("304 Not Modified", lean)
            return [b""]
        start_response(status, headers)
        return [body]

    def _answer(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        """Django's answer to this address, whoever asks."""
        lean = {k: v for k, v in environ.items() if k not in OF_ONE_CLIENT}
        lean["wsgi.input"] = io.BytesIO()
        said: list[Any] = []
        answer = self.application(lean, lambda status, headers, *_: said.extend((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return said[0], said[1], body


OF_ONE_CLIENT = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_COOKIE"}
BODY_HEADERS = {"content-length", "content-type", "content-encoding"}


def _code(state: RushState | None, window: str, priority: bool) -> str:
    if state is None:
        return ""
    code = state.no if priority else state.no_ordinary
    return code or ("window_full" if window in state.full_windows else "")


def _form(environ: Environ) -> dict[str, list[str]] | None:
    """The form that was sent, read so that Django can read it again; None: not one of ours."""
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return None
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length) > MOST_BODY:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    try:
        return parse_qs(body.decode("ascii"), max_num_fields=50)
    except ValueError:
        return None


def _first(values: dict[str, list[str]], key: str) -> str:
    return values.get(key, [""])[0]


def _said(
    start_response: StartResponse, status: str, body: bytes, more: list[tuple[str, str]]
) -> Iterable[bytes]:
    start_response(status, [*PAGE_HEADERS, ("Content-Length", str(len(body))), *more])
    return [body]


PAGE_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
]
