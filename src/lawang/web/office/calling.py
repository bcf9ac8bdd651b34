"""/petugas/panggil/: one counter calls, serves, holds, passes on; one fair queue for all.

The counter is chosen once and stays in the address. Every button is one step of the queue; when
a colleague was faster, the page says so and shows what is true now.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lawang.common.refusal import Refusal
from lawang.offices.names import service_name
from lawang.people.audit import Actor
from lawang.people.staff import Act
from lawang.visits import calling
from lawang.visits.models import AT_COUNTER, Visit, VisitState
from lawang.visits.queries import queue_now
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.visit_values import visit_or_404, visit_rows, visits_today
from lawang.web.office.visit_words import desk_sentence

RESULTS = {
    "done": "Selesai dilayani",
    "papers_taken": "Berkas diterima",
    "handed_over": "Dokumen diserahkan",
    "come_back": "Diminta datang lagi",
    "sent_on": "Diarahkan ke instansi lain",
    "other": "Lainnya",
}
Step = Callable[[Visit, StaffRequest, Actor, datetime], Visit]


def _recall(visit: Visit, request: StaffRequest, by: Actor, at: datetime) -> Visit:
    return calling.recall(visit=visit, by=by, at=at)


def _start(visit: Visit, request: StaffRequest, by: Actor, at: datetime) -> Visit:
    return calling.start(visit=visit, by=by, at=at)


def _hold(visit: Visit, request: StaffRequest, by: Actor, at: datetime) -> Visit:
    return calling.hold(visit=visit, by=by, at=at)


def _back(visit: Visit, request: StaffRequest, by: Actor, at: datetime) -> Visit:
    return calling.back_to_queue(visit=visit, by=by, at=at)


def _no_show(visit: Visit, request: StaffRequest, by: Actor, at: datetime) -> Visit:
    return calling.no_show(visit=visit, by=by, at=at)


def _finish(visit: Visit, request: StaffRequest, by: Actor, at: datetime) -> Visit:
    result = request.POST.get("hasil", "")
    return calling.finish(visit=visit, result=result if result in RESULTS else "done", by=by, at=at)


def _pass_on(visit: Visit, request: StaffRequest, by: Actor, at: datetime) -> Visit:
    kind, _, word = request.POST.get("ke", "").partition(":")
    service = word if kind == "layanan" and word in request.office.file.services else ""
    counter = word if kind == "loket" and word in counters(request) else ""
    return calling.pass_on(visit=visit, counter=counter, service=service, by=by, at=at)


STEPS: Mapping[str, Step] = {
    "ulang": _recall,
    "mulai": _start,
    "tahan": _hold,
    "kembali": _back,
    "tidak-datang": _no_show,
    "selesai": _finish,
    "teruskan": _pass_on,
}
DONE = {
    "panggil": "dipanggil.",
    "ulang": "dipanggil sekali lagi.",
    "mulai": "mulai dilayani.",
    "tahan": "ditahan. Panggil lagi dari daftar.",
    "kembali": "kembali ke antrean, di tempatnya semula.",
    "tidak-datang": "ditandai tidak datang.",
    "selesai": "selesai.",
    "teruskan": "diteruskan.",
}


@staff_only(act=Act.SERVE_COUNTER)
def page(request: StaffRequest) -> HttpResponse:
    """Choose a counter, then serve at it."""
    return _page(request, request.GET.get("loket", ""))


@staff_only(act=Act.SERVE_COUNTER)
def call_next(request: StaffRequest) -> HttpResponse:
    """The next in the fair order, for this counter."""
    if request.method != "POST":
        return redirect("calling")
    counter = request.POST.get("loket", "")
    if counter not in counters(request):
        return redirect("calling")
    wanted = request.POST.get("layanan", "")
    services = (wanted,) if wanted in request.office.file.services else ()
    try:
        visit = calling.call_next(office=request.office.slug, counter=counter, services=services,
                                  by=actor_of(request), at=at_of(request))  # fmt: skip
    except Refusal as no:
        return _page(request, counter, words=desk_sentence(no, request.office), ok=False)
    return _here(counter, visit, "panggil")


@staff_only(act=Act.SERVE_COUNTER, row=True)
def step(request: StaffRequest, key: int, how: str) -> HttpResponse:
    """One step of one visit."""
    visit = visit_or_404(request.office, key)
    counter = request.POST.get("loket", "")
    act = STEPS.get(how)
    if act is None or request.method != "POST":
        return _page(request, counter)
    try:
        act(visit, request, actor_of(request), at_of(request))
    except Refusal as no:
        said = f"{visit.label}: {desk_sentence(no, request.office)}"
        return _page(request, counter, words=said, ok=False)
    return _here(counter, visit, how)


def counters(request: StaffRequest) -> list[str]:
    """The counters of this office, by number."""
    return [str(number + 1) for number in range(request.office.file.visits.counters)]


def _here(counter: str, visit: Visit, how: str) -> HttpResponse:
    given = urlencode({"loket": counter, "baru": visit.pk, "langkah": how})
    return redirect(f"{reverse('calling')}?{given}")


def _done(request: StaffRequest) -> str:
    """What has just been done, from the address: a known step of one of our visits, or nothing."""
    key, how = request.GET.get("baru", ""), request.GET.get("langkah", "")
    if not key.isdigit() or how not in DONE:
        return ""
    visit = Visit.objects.for_office(request.office.slug).filter(pk=int(key)).first()
    return f"{visit.label} {DONE[how]}" if visit else ""


def _page(request: StaffRequest, counter: str, *, words: str = "", ok: bool = True) -> HttpResponse:
    at, now = at_of(request), request.office
    known = counters(request)
    counter = counter if counter in known else ""
    today = visits_today(now, at=at)
    line = today.filter(state=VisitState.ARRIVED).order_by("fair_at", "id")
    mine = today.filter(state__in=AT_COUNTER, counter=counter).first() if counter else None
    given = {
        "here": "counter",
        "tab": "calling",
        "counter": counter,
        "counters": known,
        "words": words or _done(request),
        "ok": ok,
        "mine": visit_rows(now, [mine], at=at)[0] if mine else None,
        "line": visit_rows(now, line, at=at),
        "held": visit_rows(
            now, today.filter(state=VisitState.HELD).order_by("fair_at", "id"), at=at
        ),
        "busy": visit_rows(now, today.filter(state__in=AT_COUNTER).exclude(counter=counter), at=at),
        "queue": queue_now(now.slug, at=at),
        "results": RESULTS.items(),
        "services": [(key, service_name(key)) for key in now.file.services],
    }
    return desk(request, "office/calling.html", given, status=200 if ok else 409)
