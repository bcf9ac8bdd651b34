"""/petugas/telepon/antrean/: the operator takes a number for who calls, by the same action."""

from django.http import HttpResponse

from lawang.common.refusal import Refusal
from lawang.offices.names import service_name
from lawang.people.staff import Act
from lawang.policy.model import Activity
from lawang.visits.booking import take
from lawang.visits.wishes import TicketRefused
from lawang.web.citizen.own_link import public_address
from lawang.web.citizen.take_days import Errand, day_lines
from lawang.web.citizen.take_person import Typed, priorities, read_person
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.visit_words import desk_sentence
from lawang.web.office.walk_in import PICKUP

PHONE = "phone"


@staff_only(act=Act.TAKE_CALLS)
def page(request: StaffRequest) -> HttpResponse:
    """Service, then a window, then who calls; read the number out loud."""
    given = request.POST if request.method == "POST" else request.GET
    now = request.office
    service = given.get("layanan", "")
    if service not in now.file.services:
        return _draw(request, None, Typed())
    pickup = given.get("keperluan") == PICKUP
    names = now.file.names.conditions
    facts = {key: True for key in given.getlist("bukti") if key in names}
    errand = Errand(now.slug, service, Activity.PICKUP if pickup else Activity.VISIT, facts)
    if request.method != "POST":
        return _draw(request, errand, Typed())
    at = at_of(request)
    typed = read_person(request.POST, today=at.astimezone(now.policy.tz).date(), lang="id")
    day_key, _, hour = given.get("jam", "").partition("T")
    found = [
        (line, window) for line in day_lines(now, errand, at=at, lang="id", channel=PHONE)
        if line.key == day_key for window in line.windows if window.key == hour
    ]  # fmt: skip
    if not typed.good or not found:
        missing = "" if found else "Pilih jam datangnya dulu. Mungkin jam tadi baru saja terisi."
        return _draw(request, errand, typed, words=missing, status=422)
    line, window = found[0]
    wish = errand.wish(
        line.day, channel=PHONE, starts_at=window.starts_at, person=typed.nik, name=typed.name,
        phone=typed.phone, priority=typed.priority,
    )  # fmt: skip
    try:
        taken = take(wish=wish, by=actor_of(request), at=at)
    except Refusal as no:
        missing_facts = no.decision.conditions if isinstance(no, TicketRefused) else ()
        said = desk_sentence(no, now, wish)
        return _draw(request, errand, typed, words=said, missing=missing_facts, status=409)
    return _draw(request, None, Typed(), done={
        "number": taken.visit.label, "window": window.hours, "day": line.words,
        "name": typed.name, "link": public_address(request, taken.path), "again": taken.again,
    })  # fmt: skip


def _draw(
    request: StaffRequest, errand: Errand | None, typed: Typed, *, words: str = "",
    missing: tuple[str, ...] = (), done: dict[str, object] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = request.office
    lines = day_lines(now, errand, at=at_of(request), lang="id", channel=PHONE) if errand else ()
    shown = errand.facts if errand else {}
    said = (key for line in lines for key in line.decision.conditions)
    asked = dict.fromkeys([*shown, *missing, *said])
    names = now.file.names.conditions
    given = {
        "here": "calls",
        "errand": errand,
        "chosen": errand.service if errand else "",
        "pickup": bool(errand and errand.activity is Activity.PICKUP),
        "service": service_name(errand.service) if errand else "",
        "services": [(key, service_name(key)) for key in now.file.services],
        "days": lines,
        "first_open": next((line.key for line in lines if line.open), ""),
        "window": request.POST.get("jam", ""),
        "proofs": [(key, names[key].id, key in shown) for key in asked if key in names],
        "typed": typed,
        "words": words,
        "done": done,
        "priorities": priorities(),
    }  # fmt: skip
    return desk(request, "office/phone_queue.html", given, status=status)
