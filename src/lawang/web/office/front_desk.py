"""/petugas/loket/: who is expected, who has come; check-in by QR, by number, or from the list.

The same address answers a form with a page and the desk's script with JSON, also for arrivals
that were noted while the line was down (`entri`, `pukul`).
"""

import json
from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from lawang.common.refusal import Refusal
from lawang.people.staff import Act
from lawang.visits.desk import CheckedIn, check_in, find_today, mark_identity
from lawang.visits.models import INSIDE, PROMISED
from lawang.visits.passes import public_keys
from lawang.visits.queries import queue_now
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.visit_values import clock, visit_or_404, visit_rows, visits_today
from lawang.web.office.visit_words import AWAY, desk_sentence


@staff_only(act=Act.SERVE_COUNTER)
def page(request: StaffRequest) -> HttpResponse:
    """The desk; also without a script. `?datang=` is who has just come in by the script."""
    key = request.GET.get("datang", "")
    if not key.isdigit():
        return _page(request)
    visit = visit_or_404(request.office, int(key))
    return _page(request, words=_said(request, CheckedIn(visit)), done=CheckedIn(visit))


@staff_only(act=Act.SERVE_COUNTER)
def check_in_here(request: StaffRequest) -> HttpResponse:
    """Somebody shows a number: `kode` is the text of a QR, or what was typed."""
    if request.method != "POST":
        return redirect("front_desk")
    at, now = at_of(request), request.office
    seen = seen_at(request, at)
    today = (seen or at).astimezone(now.policy.tz).date()
    try:
        visit = find_today(office=now.slug, typed=request.POST.get("kode", ""), today=today)
        done = check_in(
            visit=visit, by=actor_of(request), at=seen or at, synced_at=at if seen else None
        )
    except Refusal as no:
        return answered(request, ok=False, words=desk_sentence(no, now))
    return answered(request, ok=True, words=_said(request, done), done=done)


@staff_only(act=Act.SERVE_COUNTER, row=True)
def identity(request: StaffRequest, key: int) -> HttpResponse:
    """The officer has compared face and KTP."""
    visit = visit_or_404(request.office, key)
    if request.method != "POST":
        return _page(request)
    mark_identity(
        visit=visit, officer=request.staff.user_id, by=actor_of(request), at=at_of(request)
    )
    return answered(request, ok=True, words=f"{visit.label}: KTP sudah dicocokkan.")


def seen_at(request: StaffRequest, at: datetime) -> datetime | None:
    """When it happened, for what was noted without a line; None for what happens now."""
    written = request.POST.get("pukul", "")
    if not written:
        return None
    try:
        seen = datetime.fromisoformat(written)
    except ValueError:
        return None
    return seen if seen.tzinfo and abs((at - seen).total_seconds()) > 30 else None


def answered(
    request: StaffRequest, *, ok: bool, words: str, done: CheckedIn | None = None
) -> HttpResponse:
    """JSON for the script, the page with the sentence for a form."""
    if "application/json" in request.headers.get("Accept", ""):
        go = f"{reverse('front_desk')}?datang={done.visit.pk}" if done and not done.again else ""
        return JsonResponse({"ok": ok, "words": words, "go": go})
    return _page(request, words=words, ok=ok, done=done)


def _said(request: StaffRequest, done: CheckedIn) -> str:
    visit = done.visit
    if done.again:
        since = clock(request.office, visit.arrived_at) if visit.arrived_at else ""
        return f"{visit.label} sudah dicatat datang sejak {since}."
    late = " Terlambat, jadi antre dari sekarang." if done.late else ""
    return f"{visit.label} dicatat datang.{late}"


def _page(
    request: StaffRequest, *, words: str = "", ok: bool = True, done: CheckedIn | None = None
) -> HttpResponse:
    at, now = at_of(request), request.office
    today = visits_today(now, at=at)
    local = at.astimezone(now.policy.tz)
    offset = local.utcoffset()
    given = {
        "here": "counter",
        "tab": "desk",
        "words": words,
        "ok": ok,
        "done": visit_rows(now, [done.visit], at=at)[0] if done else None,
        "expected": visit_rows(
            now, today.filter(state__in=PROMISED).order_by("starts_at", "id"), at=at
        ),
        "inside": visit_rows(now, today.filter(state__in=INSIDE).order_by("fair_at", "id"), at=at),
        "queue": queue_now(now.slug, at=at),
        "rules": now.file.visits,
        "reasons": AWAY.items(),
        "keys": json.dumps(public_keys()),
        "now_ms": int(at.timestamp() * 1000),
        "zone_minutes": int(offset.total_seconds() // 60) if offset else 0,
    }
    return desk(request, "office/front_desk.html", given, status=200 if ok else 422)
