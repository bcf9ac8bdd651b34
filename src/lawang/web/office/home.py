"""The first page behind the door: what the office's door says now, and what this role may do."""

from dataclasses import dataclass

from django.http import HttpResponse

from lawang.offices.queries import reviews_due
from lawang.people.staff import Act
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, desk, staff_only
from lawang.web.office.door import door_now


@dataclass(frozen=True, slots=True)
class Task:
    """Something this role may do, as a whole-row link."""

    url: str
    icon: str
    name: str
    what: str


TASKS: tuple[tuple[Act, Task], ...] = (
    (Act.CHECK_PAPERS, Task("inbox", "file", "Permohonan",
                            "Periksa berkas, minta perbaikan, proses sampai selesai.")),
    (Act.SERVE_COUNTER, Task("front_desk", "person", "Pintu dan loket",
                             "Catat yang datang, beri nomor, panggil, laporan hari.")),
    (Act.TAKE_CALLS, Task("phone_queue", "call", "Nomor lewat telepon",
                          "Ambilkan nomor antrean untuk yang menelepon.")),
    (Act.CHANGE_POLICY, Task("policy_choose", "closed", "Ubah pelayanan",
                             "Tutup loket, persingkat jam, batasi nomor, hentikan pengambilan.")),
    (Act.CHANGE_POLICY, Task("policy_pile", "clock", "Kebijakan yang berlaku",
                             "Lihat, perpanjang, akhiri, atau cabut.")),
    (Act.SEE_MESSAGES, Task("outbox", "chat", "Pesan",
                            "Yang keluar, dan siapa yang belum terjangkau.")),
    (Act.SEE_AUDIT, Task("audit_trail", "file", "Catatan",
                         "Siapa melakukan apa, dan kapan.")),
    (Act.MANAGE_STAFF, Task("staff_accounts", "person", "Akun petugas",
                            "Buka dan tutup akun, kata sandi baru, HP yang hilang.")),
)  # fmt: skip


@staff_only()
def home(request: StaffRequest) -> HttpResponse:
    """/petugas/"""
    at = at_of(request)
    now = request.office
    due = reviews_due(now.slug, at.astimezone(now.policy.tz).date())
    may_change = request.staff.may(Act.CHANGE_POLICY)
    return desk(request, "office/home.html", {
        "here": "home",
        "doors": door_now(now, at),
        "tasks": [task for act, task in TASKS if request.staff.may(act)],
        "reviews": [(key, now.texts(key).title.id) for key in due] if may_change else [],
    })  # fmt: skip


@staff_only()
def account(request: StaffRequest) -> HttpResponse:
    """/petugas/akun/: password and codes."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import is_mfa_enabled

    has_code = is_mfa_enabled(request.staff.user, [Authenticator.Type.TOTP])
    return desk(request, "office/account.html", {"has_code": has_code, "here": "account"})
