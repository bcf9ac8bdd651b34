"""Why no number was given, in sentences with the way on."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from lawang.common.refusal import Refusal
from lawang.offices.days_in_words import day_in_words
from lawang.offices.queries import OfficeNow
from lawang.offices.wording import explain
from lawang.visits.wishes import TicketRefused, Wish, visit_ask

SENTENCES: Mapping[str, Callable[[], str]] = {
    "pool_full": lambda: _("Nomor untuk hari itu baru saja habis."),
    "window_full": lambda: _("Jam itu baru saja terisi. Mohon pilih jam yang lain."),
    "no_such_window": lambda: _("Jam itu tidak ada lagi. Mohon pilih jam yang lain."),
    "not_released": lambda: _("Nomor berikutnya belum dibuka. Mohon coba lagi nanti."),
    "has_number": lambda: _("NIK ini sudah punya nomor. Kami kirim lagi ke HP yang terdaftar."),
    "phone_limit": lambda: _("Sudah banyak nomor dengan nomor HP ini. Batalkan satu dulu."),
    "address_limit": lambda: _("Sudah banyak nomor dari jaringan ini. Coba dari jaringan lain."),
    "over": lambda: _("Nomor ini sudah tidak berlaku."),
    "not_found": lambda: _("Nomor ini tidak kami temukan."),
    "waits_already": lambda: _("NIK ini sudah ada di daftar tunggu."),
}


def refused_sentence(no: Refusal, now: OfficeNow, wish: Wish, lang: str) -> str:
    """The refusal as people read it; the policy's own refusals say what to do instead."""
    if isinstance(no, TicketRefused):
        at = wish.starts_at
        if at is None:
            return _("Hari itu tidak ada nomor. Mohon pilih hari yang lain.")
        return explain(no.decision, visit_ask(wish, at), now.file.names, lang)
    if no.code == "no_show_pause" and isinstance(until := no.facts.get("until"), date):
        sentence = _("Kunjungan lalu terlewat. Nomor baru bisa diambil sesudah %(day)s.")
        return sentence % {"day": day_in_words(until, lang)}
    return SENTENCES.get(no.code, lambda: _("Nomor belum bisa diambil. Mohon coba lagi."))()
