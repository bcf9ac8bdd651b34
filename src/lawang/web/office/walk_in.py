"""/petugas/loket/datang-langsung/ and /darurat/: somebody stands here without a number."""

from django.http import HttpResponse
from django.shortcuts import redirect

from lawang.common.refusal import Refusal
from lawang.offices.names import service_name
from lawang.people.staff import Act, Role, Staff
from lawang.people.tenancy import OfficeRows
from lawang.policy.model import Activity
from lawang.visits.desk import emergency, walk_in
from lawang.visits.wishes import TicketRefused, Wish
from lawang.web.citizen.take_days import Errand
from lawang.web.citizen.take_person import Typed, priorities, read_person
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.entry_keys import fresh_key, given_key
from lawang.web.office.visit_words import desk_sentence

PICKUP = "pengambilan"


@staff_only(act=Act.SERVE_COUNTER)
def walk_in_page(request: StaffRequest) -> HttpResponse:
    """A number from the same pools as everybody's; the desk sees any proof itself."""
    if request.method != "POST":
        return _form(request, Typed())
    typed = _typed(request)
    wish = _wish(request, typed)
    if not typed.good or wish is None:
        return _form(request, typed, status=422)
    try:
        visit = walk_in(wish=wish, by=actor_of(request), at=at_of(request))
    except Refusal as no:
        missing = no.decision.conditions if isinstance(no, TicketRefused) else ()
        return _form(request, typed, desk_sentence(no, request.office, wish), missing, status=409)
    return redirect("desk_ticket", visit.pk)


@staff_only(act=Act.SERVE_COUNTER)
def emergency_page(request: StaffRequest) -> HttpResponse:
    """Outside the quota, with a reason and somebody who approves; counted apart."""
    if request.method != "POST":
        return _form(request, Typed(), urgent=True)
    typed = _typed(request)
    wish = _wish(request, typed)
    approver = _approvers(request).filter(user_id=_number(request.POST.get("setuju"))).first()
    if not typed.good or wish is None:
        return _form(request, typed, urgent=True, status=422)
    try:
        visit = emergency(
            wish=wish, reason=request.POST.get("alasan", ""),
            approved_by=approver.user_id if approver else 0,
            by=actor_of(request), at=at_of(request),
        )  # fmt: skip
    except Refusal as no:
        said = desk_sentence(no, request.office, wish)
        return _form(request, typed, said, urgent=True, status=409)
    return redirect("desk_ticket", visit.pk)


def _typed(request: StaffRequest) -> Typed:
    today = at_of(request).astimezone(request.office.policy.tz).date()
    return read_person(request.POST, today=today, lang="id", needs=frozenset({"name"}))


def _wish(request: StaffRequest, typed: Typed) -> Wish | None:
    now, at, given = request.office, at_of(request), request.POST
    if given.get("layanan") not in now.file.services:
        return None
    activity = Activity.PICKUP if given.get("keperluan") == PICKUP else Activity.VISIT
    names = now.file.names.conditions
    facts = {key: True for key in given.getlist("bukti") if key in names}
    errand = Errand(now.slug, given["layanan"], activity, facts)
    return errand.wish(
        at.astimezone(now.policy.tz).date(), channel="counter", starts_at=at, name=typed.name,
        person=typed.nik or typed.phone, phone=typed.phone, priority=typed.priority,
        entry_key=given_key(request),
    )  # fmt: skip


def _form(
    request: StaffRequest, typed: Typed, words: str = "", missing: tuple[str, ...] = (), *,
    urgent: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = request.office
    names = now.file.names.conditions
    given = {
        "here": "counter", "tab": "urgent" if urgent else "walk_in",
        "typed": typed, "urgent": urgent, "words": words,
        "services": [(key, service_name(key)) for key in now.file.services],
        "chosen": request.POST.get("layanan", ""),
        "pickup": request.POST.get("keperluan") == PICKUP,
        "no_service": status == 422 and not request.POST.get("layanan"),
        "proofs": [(key, names[key].id) for key in missing if key in names],
        "reason": request.POST.get("alasan", ""),
        "approvers": _approvers(request) if urgent else (),
        "priorities": priorities(), "entry_key": fresh_key(request),
    }  # fmt: skip
    return desk(request, "office/walk_in.html", given, status=status)


def _approvers(request: StaffRequest) -> OfficeRows:
    return Staff.objects.for_office(request.office.slug).filter(
        role__in=(Role.HEAD, Role.VERIFIER)
    ).order_by("role", "name")  # fmt: skip


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
