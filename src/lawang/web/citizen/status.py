"""/<office>/status.json: the public state of an office, for pages that poll, and for others.

Cacheable by anybody. The ETag speaks for the answers and queue numbers alone: it is weak, because
a new version of the pile that changes no answer of today keeps it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from lawang.offices.next_change import next_change
from lawang.offices.queries import OfficeNow
from lawang.offices.status_answers import status_answer, today_answer
from lawang.offices.today import OfficeToday, office_today
from lawang.offices.words import IANA
from lawang.visits.queries import QueueNow, queue_now
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.kept import Body, answer, kept
from lawang.web.moment import at_of

CACHE = "public, max-age=10, stale-while-revalidate=30"


@dataclass(frozen=True, slots=True)
class Segment:
    """The document of one stretch of time in which no answer changes, without the queue."""

    since: datetime
    until: datetime | None
    digest: str
    whole: dict[str, Any]

    def holds(self, at: datetime) -> bool:
        """Is it still true at this instant?"""
        return self.since <= at and (self.until is None or at < self.until)


_segments: dict[tuple[str, int, datetime], Segment] = {}
MOST_SEGMENTS = 64


@of_office
def document(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """The document, or 304 to a client that has its answers already."""
    at = at_of(request)
    segment, queue = _segment(now, at), queue_now(now.slug, at=at)
    etag = f'W/"{segment.digest}-{queue.version}"'
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = answer(request, _body(now, segment, queue, etag), "application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _segment(now: OfficeNow, at: datetime) -> Segment:
    key = (now.slug, now.version, now.changed_at)
    found = _segments.get(key)
    if found is None or not found.holds(at):
        found = _made(now, at)
        while len(_segments) >= MOST_SEGMENTS:
            _segments.pop(next(iter(_segments)), None)
        _segments[key] = found
    return found


def _made(now: OfficeNow, at: datetime) -> Segment:
    today = office_today(now, at=at)
    until = next_change(now.policy, now.file.services, at=at)
    answers = _answers(now, today)
    digest = hashlib.sha256(_bytes(answers)).hexdigest()[:20]
    whole: dict[str, Any] = {
        "office": now.slug,
        "tz": IANA[now.file.tz.tzname(None)],
        "policy_version": now.version,
        "valid_until": until.isoformat() if until else None,
        **answers,
    }
    return Segment(at, until, digest, whole)


def _body(now: OfficeNow, segment: Segment, queue: QueueNow, etag: str) -> Body:
    """The whole document with its queue."""
    key = ("status", etag, now.slug, now.version, segment.until)
    return kept(key, lambda: _bytes({**segment.whole, "queue": queue.document()}))


def _answers(now: OfficeNow, today: OfficeToday) -> dict[str, Any]:
    return {
        "today": today_answer(today, now.file.names),
        "services": [
            {"service": each.service, "channels": [status_answer(said) for said in each.channels]}
            for each in today.services
        ],
    }


def _bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
