"""The trail: who did what and when, in sentences, for the head and the IT admin."""

from django.core.cache import cache
from django.http import Http404, HttpResponse

from lawang.offices.days_in_words import moment_in_words
from lawang.people.audit import AuditEvent, broken_seals
from lawang.people.queries import actor_names, audit_page
from lawang.people.staff import Act
from lawang.web.office.access import StaffRequest, desk, staff_only

ACTS = {
    "signed_in": "masuk",
    "account_opened": "membuka akun petugas",
    "account_closed": "menutup akun petugas",
    "account_reopened": "membuka lagi akun petugas",
    "account_password_given": "memberi kata sandi baru kepada",
    "account_code_removed": "melepas kode masuk (HP hilang) milik",
    "account_role_changed": "mengganti peran",
    "password_chosen": "memilih kata sandi sendiri",
    "office_loaded": "memuat berkas kantor",
    "office_made": "membuat kantor ini",
    "period_published": "memberlakukan",
    "period_extended": "memperpanjang",
    "period_ended": "mengakhiri",
    "period_revoked": "mencabut",
    "message_retried": "mengirim lagi sebuah pesan",
    "message_called": "mencatat hasil telepon",
    "phone_revealed": "melihat nomor telepon",
    "paper_opened": "membuka foto berkas",
    "papers_shown": "melihat deretan foto berkas",
    "identity_revealed": "melihat NIK, KK, dan nomor HP",
    "identity_searched": "mencari permohonan dengan NIK atau nomor HP",
    "application_send": "mengirim permohonan",
    "application_correct": "mengirim perbaikan",
    "application_cancel": "membatalkan permohonan",
    "application_taken": "mengambil permohonan",
    "application_released": "melepas permohonan",
    "application_paper_judged": "memeriksa satu berkas",
    "application_ask_correction": "meminta perbaikan",
    "application_accept": "menyatakan berkas lengkap",
    "application_forward": "meneruskan permohonan ke instansi lain",
    "application_ready_pickup": "menyatakan siap diambil",
    "application_ready_download": "menyatakan siap diunduh",
    "application_finish": "menyelesaikan permohonan",
    "application_reject": "menyatakan permohonan tidak dapat dipenuhi",
    "application_note": "menulis catatan",
}
SEALS_CHECKED_SECONDS = 60


@staff_only(act=Act.SEE_AUDIT)
def trail(request: StaffRequest) -> HttpResponse:
    """/petugas/catatan/?sebelum=ID"""
    before = request.GET.get("sebelum")
    if before is not None and not before.isdecimal():
        raise Http404
    events, further = audit_page(request.office.slug, before=int(before) if before else None)
    names = actor_names({each.actor for each in events} | {each.subject for each in events},
                        request.office.slug)  # fmt: skip
    tz = request.office.policy.tz
    lines = [
        {
            "at": moment_in_words(each.at.astimezone(tz)),
            "who": names.get(each.actor, each.actor),
            "did": ACTS.get(each.act, each.act.replace("_", " ")),
            "subject": _subject(each, request, dict(names)),
            "reason": each.reason,
            "sealed": each.seal_id is not None,
        }
        for each in events
    ]
    return desk(request, "office/audit_trail.html", {
        "lines": lines,
        "further": further,
        "broken": _broken(),
        "later": before,
        "here": "audit",
    })  # fmt: skip


def _subject(event: AuditEvent, request: StaffRequest, names: dict[str, str]) -> str:
    kind, _, key = event.subject.partition(":")
    if kind == "period" and key in request.office.file.texts:
        return f"“{request.office.texts(key).title.id}”"
    if kind == "staff":
        return "" if event.subject == event.actor else names.get(event.subject, "")
    return ""


def _broken() -> int:
    """How many seals are broken; looked at once a minute, because it reads the whole trail."""
    found = cache.get("lawang-broken-seals")
    if found is None:
        found = len(broken_seals())
        cache.set("lawang-broken-seals", found, SEALS_CHECKED_SECONDS)
    return int(found)
