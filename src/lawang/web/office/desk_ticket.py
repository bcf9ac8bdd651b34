"""/petugas/loket/karcis/<id>/: a small ticket for a printer of 58 or 80 mm."""

from django.http import HttpResponse

from lawang.offices.days_in_words import day_in_words, moment_in_words
from lawang.people.staff import Act
from lawang.visits.passes import pass_of
from lawang.visits.queries import place_of
from lawang.web.citizen.ticket_values import qr_svg
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, desk, staff_only
from lawang.web.office.visit_values import visit_or_404, visit_row


@staff_only(act=Act.SERVE_COUNTER, row=True)
def page(request: StaffRequest, key: int) -> HttpResponse:
    """Number, service, who is before; no name and no NIK on paper that is thrown away."""
    at, now = at_of(request), request.office
    visit = visit_or_404(now, key)
    given = {
        "here": "counter",
        "tab": "desk",
        "row": visit_row(now, visit, at=at),
        "visit": visit,
        "day": day_in_words(visit.day),
        "before": place_of(visit, at=at).before,
        "qr": qr_svg(pass_of(now, visit), f"Kode QR nomor {visit.label}"),
        "printed": moment_in_words(at.astimezone(now.policy.tz)),
    }
    return desk(request, "office/desk_ticket.html", given)
