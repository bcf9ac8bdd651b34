"""/petugas/loket/ditolak/: somebody was not let in, and why. That is the proof that counts."""

from django.http import HttpResponse

from lawang.common.refusal import Refusal
from lawang.offices.names import service_name
from lawang.people.staff import Act
from lawang.visits.desk import find_today, turn_away
from lawang.visits.models import TurnedAway
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, desk, staff_only
from lawang.web.office.entry_keys import fresh_key
from lawang.web.office.front_desk import answered, seen_at
from lawang.web.office.visit_values import clock
from lawang.web.office.visit_words import AWAY, desk_sentence


@staff_only(act=Act.SERVE_COUNTER)
def page(request: StaffRequest) -> HttpResponse:
    """The form, and who was turned away today."""
    if request.method != "POST":
        return _form(request)
    at, now, given = at_of(request), request.office, request.POST
    seen = seen_at(request, at)
    number = given.get("nomor", "").strip()
    try:
        visit = find_today(
            office=now.slug, typed=number, today=at.astimezone(now.policy.tz).date()
        ) if number else None  # fmt: skip
        turn_away(
            office=now.slug, entry_key=fresh_key(request), reason=given.get("sebab", ""),
            by=request.staff.user_id, at=seen or at, synced_at=at if seen else None,
            service=given["layanan"] if given.get("layanan") in now.file.services else "",
            had_number=visit is not None, was_told="dikabari" in given, visit=visit,
        )  # fmt: skip
    except Refusal as no:
        return _answered(request, ok=False, words=desk_sentence(no, now))
    return _answered(request, ok=True, words="Penolakan dicatat.")


def _answered(request: StaffRequest, *, ok: bool, words: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return answered(request, ok=ok, words=words)
    return _form(request, words=words, ok=ok)


def _form(request: StaffRequest, *, words: str = "", ok: bool = True) -> HttpResponse:
    at, now = at_of(request), request.office
    start = at.astimezone(now.policy.tz).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = TurnedAway.objects.for_office(now.slug).filter(at__gte=start, at__lte=at).order_by("-at")
    given = {
        "here": "counter",
        "tab": "turned",
        "words": words,
        "ok": ok,
        "reasons": AWAY.items(),
        "services": [(key, service_name(key)) for key in now.file.services],
        "entry_key": fresh_key(request) if not ok else "",
        "rows": [
            (clock(now, row.at), AWAY.get(row.reason, row.reason),
             service_name(row.service) if row.service else "", row.had_number, row.was_told)
            for row in rows[:100]
        ],
    }  # fmt: skip
    return desk(request, "office/turn_away.html", given, status=200 if ok else 422)
