"""What a whole town asks for at once, answered before Django: status.json and two kinds of page.

An answer kept here is Django's own, headers and all, so nothing can differ; it is given while
three things hold. The stamp says that nothing was written since: on SQLite the file's own change
counter, asked a hundred times a second at most; on PostgreSQL the second; and always anew after a
form was sent to this process.
When the stamp moved, one small query says whether what the answer hangs on moved with it. And the
clock has not reached the instant at which an answer changes by itself. Whatever is unusual
(another query, a session, an unknown office, a database that does not answer) goes to Django.
"""

import io
import json
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from lawang.common import clock
from lawang.offices.queries import UnknownOffice, office_now
from lawang.visits.queries import queue_now
from lawang.web.language import COOKIE, SPOKEN

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

PATH = re.compile(r"/([a-z0-9-]{1,40})/(status\.json|layanan/[a-z0-9-]{1,60}/)?")
LANGUAGE = re.compile(rf"(?:^|;\s*){COOKIE}=([a-z]{{2}})(?:;|$)")
STATUS = "status.json"
MINUTE = timedelta(minutes=1)
PAUSE = 0.01
"""Seconds between two looks at the counter: each look lets go of Python's lock."""
MOST_KEPT = 512
PROTOS = frozenset({None, "http", "https"})
OF_ONE_CLIENT = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_COOKIE"})


@dataclass(slots=True)
class Kept:
    """An answer of Django's, what it hangs on, and until when it holds by the clock."""

    stamp: Hashable
    token: Hashable
    until: datetime
    headers: Headers
    body: bytes
    etag: str
    not_modified: Headers | None = None


class Changes:
    """Whether anything was written since: equal stamps say no."""

    def __init__(self, database: str = "") -> None:
        self.database = database
        self.forms = 0
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None
        self._known: tuple[float, int, Hashable] = (float("-inf"), 0, None)

    def stamp(self) -> Hashable:
        """Never behind what this process wrote; behind others 10 ms on SQLite, else a second."""
        now, forms = time.monotonic(), self.forms
        since, of_forms, stamp = self._known
        if not 0 <= now - since < PAUSE or of_forms != forms:
            stamp = (self._version() if self.database else None) or int(now), forms
            self._known = now, forms, stamp
        return stamp

    def form_sent(self) -> None:
        """This process has just written something, perhaps."""
        self.forms += 1

    def _version(self) -> Hashable:
        """SQLite counts what other connections have committed (PRAGMA data_version), in 5 µs.

        None when there is no counter: the file is not made yet, say.
        """
        with self._lock:
            try:
                if self._open is None:
                    place = f"{Path(self.database).absolute().as_uri()}?mode=ro"
                    self._open = sqlite3.connect(
                        place, uri=True, isolation_level=None, check_same_thread=False, timeout=0.1
                    )
                return id(self._open), self._open.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.Error:
                self._open = None
                return None


def changes_of_settings() -> Changes:
    """For the database that the settings name."""
    database = settings.DATABASES["default"]
    return Changes(str(database["NAME"]) if "sqlite3" in database["ENGINE"] else "")


class Quick:
    """WSGI. `application` gets everything that is not answered here; `django` makes what is."""

    def __init__(self, application: Application, django: Application, changes: Changes) -> None:
        self.application = application
        self.django = django
        self.changes = changes
        self.kept: dict[Hashable, Kept] = {}
        self.trusted = frozenset(settings.LAWANG_TRUSTED_PROXIES)
        self._locks = [threading.Lock() for _ in range(16)]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"}:
            try:
                return self.application(environ, start_response)
            finally:
                self.changes.form_sent()
        found = self._found(environ)
        if found is None:
            return self.application(environ, start_response)
        if found.etag and found.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", list(self._not_modified(found, environ)))
            return [b""]
        start_response("200 OK", list(found.headers))
        return [found.body if method == "GET" else b""]

    def _found(self, environ: Environ) -> Kept | None:
        """The answer that holds now; None: Django should say it."""
        match = PATH.fullmatch(environ["PATH_INFO"])
        if match is None or environ.get("QUERY_STRING"):
            return None
        key = self._key(environ, status=match[2] == STATUS)
        if key is None:
            return None
        stamp, at = self.changes.stamp(), clock.now()
        kept = self.kept.get(key)
        if kept is not None and kept.stamp == stamp and at < kept.until:
            return kept
        with self._locks[hash(key) % len(self._locks)]:
            try:
                return self._look(key, match, stamp, environ)
            except (UnknownOffice, DatabaseError):
                return None

    def _key(self, environ: Environ, *, status: bool) -> Hashable | None:
        """Everything of a request that may change the answer; None: not for us."""
        cookie = environ.get("HTTP_COOKIE", "")
        proto = environ.get("HTTP_X_FORWARDED_PROTO")
        if proto not in PROTOS or (not status and "sessionid" in cookie):
            return None
        chosen = None if status else LANGUAGE.search(cookie)
        return (
            environ["PATH_INFO"],
            environ.get("HTTP_HOST"),
            environ.get("wsgi.url_scheme"),
            proto,
            environ.get("REMOTE_ADDR") in self.trusted,
            "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""),
            chosen[1] if chosen and chosen[1] in SPOKEN else "",
        )

    def _look(
        self, key: Hashable, match: re.Match[str], stamp: Hashable, environ: Environ
    ) -> Kept | None:
        at = clock.now()
        token = _token(match[1], at, status=match[2] == STATUS)
        kept = self.kept.get(key)
        if kept is not None and kept.token == token and at < kept.until:
            kept.stamp = stamp
            return kept
        until = at.replace(second=0, microsecond=0) + MINUTE
        if match[2] == STATUS:  # asked first: an answer made later is true for longer, never less
            until = min(until, self._valid_until(environ) or until)
        status, headers, body = self._ask(environ)
        if not status.startswith("200") or any(name == "Set-Cookie" for name, _ in headers):
            return None
        etag = next((value for name, value in headers if name == "ETag"), "")
        while len(self.kept) >= MOST_KEPT:
            self.kept.pop(next(iter(self.kept)), None)
        found = self.kept[key] = Kept(stamp, token, until, headers, body, etag)
        return found

    def _valid_until(self, environ: Environ) -> datetime | None:
        """The instant that the document itself names."""
        status, _, body = self._ask(environ | {"HTTP_ACCEPT_ENCODING": ""})
        written = json.loads(body)["valid_until"] if status.startswith("200") else None
        return datetime.fromisoformat(written) if written else None

    def _not_modified(self, kept: Kept, environ: Environ) -> Headers:
        if kept.not_modified is None:
            status, headers, _ = self._ask(environ, HTTP_IF_NONE_MATCH=kept.etag)
            if not status.startswith("304"):  # it has changed this very instant
                headers = [pair for pair in kept.headers if pair[0] not in BODY_HEADERS]
            kept.not_modified = headers
        return kept.not_modified

    def _ask(self, environ: Environ, **more: str) -> tuple[str, Headers, bytes]:
        """Django's answer to this address, whoever asks."""
        lean = {name: value for name, value in environ.items() if name not in OF_ONE_CLIENT}
        if chosen := LANGUAGE.search(environ.get("HTTP_COOKIE", "")):
            lean["HTTP_COOKIE"] = f"{COOKIE}={chosen[1]}"
        lean |= {"REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO(), **more}
        said: list[Any] = []
        answer = self.django(lean, lambda status, headers, *_: said.extend((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return said[0], said[1], body


BODY_HEADERS = frozenset({"Content-Length", "Content-Type", "Content-Encoding"})


def _token(office: str, at: datetime, *, status: bool) -> Hashable:
    """What the answers of this office hang on, beside the clock. Raises `UnknownOffice`."""
    now = office_now(office)
    queue = queue_now(office, at=at).version if status else ""
    return now.version, now.changed_at, queue
