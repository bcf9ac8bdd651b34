"""One application on the desk: its papers, what was typed, its history, and what to do next."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse

from lawang.applications import queries
from lawang.applications.drafts import opened
from lawang.applications.holding import NoApplication
from lawang.people.audit import record
from lawang.people.staff import Act
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.application_values import Case, Seen, page_values
from lawang.web.office.application_words import REVEAL_REASONS


@staff_only(act=Act.CHECK_PAPERS, row=True)
def show(request: StaffRequest, number: str) -> HttpResponse:
    """/petugas/permohonan/NUMBER/?berkas=PAPER&foto=PAGE-N"""
    return page(request, number)


@staff_only(act=Act.REVEAL_IDENTITY, row=True)
def reveal(request: StaffRequest, number: str) -> HttpResponse:
    """The page with NIK, KK and phone in the clear, once; who and why is written down first."""
    if request.method != "POST":
        return page(request, number)
    reason = request.POST.get("reason", "")
    if reason not in REVEAL_REASONS:
        said = "Pilih dulu alasannya; nomor lengkap belum ditampilkan."
        return page(request, number, said=said, status=400)
    application = _find(request, number).draft.application
    record(
        office=request.office.slug,
        at=at_of(request),
        by=actor_of(request),
        act="identity_revealed",
        subject=f"application:{application.pk}",
        fields=("nik", "kk_no", "phone"),
        reason=REVEAL_REASONS[reason],
    )
    return page(request, number, revealed=True)


def page(
    request: StaffRequest,
    number: str,
    *,
    said: str = "",
    typed: Mapping[str, str] | None = None,
    again: bool = False,
    revealed: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The application as it is now. `said` is why the last press did not go through, `typed`
    what it carried; `again` lets the next press take the application first.
    """
    case = _find(request, number)
    seen = Seen(
        user=request.staff.user_id,
        may_reveal=request.staff.may(Act.REVEAL_IDENTITY),
        paper=(typed or {}).get("paper") or request.GET.get("berkas", ""),
        picture=request.GET.get("foto", ""),
        typed=typed or {},
        again=again,
        revealed=revealed,
    )
    values = page_values(case, seen)
    shown = values["thumbnails"]
    if shown:
        record(
            office=request.office.slug,
            at=at_of(request),
            by=actor_of(request),
            act="papers_shown",
            subject=f"application:{case.draft.application.pk}",
            fields=[str(shown)],
        )
    context = {**values, "said": said, "here": "applications"}
    return desk(request, "office/application.html", context, status=status)


def _find(request: StaffRequest, number: str) -> Case:
    try:
        application = queries.by_number(request.office.slug, number)
    except NoApplication:
        raise Http404 from None
    return Case(opened(application), at_of(request))
