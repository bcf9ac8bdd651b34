"""Permohonan: what waits for the office, the most pressing first; search; taking the next one.

A NIK or phone number is searched for by POST, so that it never stands in an address.
"""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lawang.applications import holding, queries
from lawang.applications.queries import Cursor
from lawang.people.audit import record
from lawang.people.staff import Act
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only
from lawang.web.office.door import door_now
from lawang.web.office.inbox_values import rows_of, tabs_of

EMPTY = {
    "open": "Tidak ada permohonan terbuka. Yang baru masuk akan muncul di sini.",
    "mine": "Bapak/Ibu belum memegang permohonan. Tekan “Ambil berikutnya”.",
    "nobody": "Semua permohonan sudah ada pemegangnya.",
    "citizen": "Tidak ada yang menunggu warga.",
    "late": "Tidak ada yang lewat tenggat.",
}


@staff_only(act=Act.CHECK_PAPERS)
@require_GET
def inbox(request: StaffRequest) -> HttpResponse:
    """/petugas/permohonan/?tab=mine&setelah=TIME_ID"""
    tab = request.GET.get("tab", "open")
    if tab not in queries.TABS:
        raise Http404
    return _page(request, tab=tab, after=_cursor(request.GET.get("setelah", "")))


@staff_only(act=Act.CHECK_PAPERS)
@require_POST
def take_next(request: StaffRequest) -> HttpResponse:
    """Hold the most pressing one and open it."""
    taken = holding.take_next(
        office=request.office.slug, user=request.staff.user_id, at=at_of(request)
    )
    if taken is None:
        return _page(request, said="Tidak ada lagi yang perlu diperiksa sekarang.")
    return redirect("application", number=taken.number)


@staff_only(act=Act.CHECK_PAPERS)
@require_POST
def search(request: StaffRequest) -> HttpResponse:
    """By the whole receipt number, NIK or phone number."""
    typed, at = request.POST.get("q", "").strip()[:60], at_of(request)
    today = at.astimezone(request.office.policy.tz).date()
    found = queries.search(request.office.slug, typed, today=today)
    if found.by == "number" and found.rows:
        return redirect("application", number=found.rows[0].number)
    if found.by in ("nik", "phone"):
        record(office=request.office.slug, at=at, by=actor_of(request), act="identity_searched",
               subject=f"office:{request.office.slug}", fields=(found.by,))  # fmt: skip
    words = {"nik": "NIK", "phone": "nomor HP", "number": "nomor permohonan"}
    context = {
        "rows": rows_of(request.office, found.rows, request.staff.user_id, at),
        "by": words.get(found.by, ""),
        "typed": typed if found.by in ("", "number") else "",
        "here": "applications",
    }
    return desk(request, "office/search.html", context)


def _page(
    request: StaffRequest,
    *,
    tab: str = "open",
    after: Cursor | None = None,
    said: str = "",
) -> HttpResponse:
    at, user, slug = at_of(request), request.staff.user_id, request.office.slug
    page = queries.inbox(slug, tab=tab, user=user, at=at, after=after)
    counted = queries.counts(slug, user=user, at=at)
    context = {
        "tab": tab,
        "tabs": tabs_of(counted, tab),
        "rows": rows_of(request.office, page.rows, user, at),
        "next": page.after and f"{page.after.sort_at.isoformat()}_{page.after.id}",
        "later": after is not None,
        "empty": EMPTY[tab],
        "door": next(iter(door_now(request.office, at)), None),
        "said": said,
        "here": "applications",
    }
    return desk(request, "office/inbox.html", context)


def _cursor(text: str) -> Cursor | None:
    if not text:
        return None
    moment, _, key = text.partition("_")
    try:
        found = Cursor(datetime.fromisoformat(moment), int(key))
    except ValueError:
        raise Http404 from None
    if found.sort_at.tzinfo is None or not 0 <= found.id < 2**63:
        raise Http404
    return found
