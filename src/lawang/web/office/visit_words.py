"""Refusals at the desk and at the counters, in plain words with the next step."""

from collections.abc import Mapping
from datetime import date

from lawang.common.refusal import Refusal
from lawang.offices.days_in_words import day_in_words
from lawang.offices.queries import OfficeNow
from lawang.offices.wording import explain
from lawang.visits.models import VisitState
from lawang.visits.wishes import TicketRefused, Wish, visit_ask

SENTENCES: Mapping[str, str] = {
    "not_found": "Nomor itu tidak ada hari ini. Periksa lagi, atau layani sebagai datang langsung.",
    "not_a_pass": "Kode itu bukan kode nomor antrean. Ketik nomornya saja, misalnya A-027.",
    "forged": "Kode QR ini tidak asli. Mohon periksa KTP dan cari namanya di daftar.",
    "other_office": "Nomor ini untuk kantor lain.",
    "reason_missing": "Alasannya belum diisi.",
    "approver_missing": "Pilih siapa yang menyetujui.",
    "unknown_reason": "Pilih alasannya.",
    "wrong_moment": "Jam di perangkat ini salah. Perbaiki jamnya, lalu catat lagi.",
    "pool_full": "Nomor hari ini sudah habis. Tawarkan daftar tunggu, hari lain, atau dari rumah.",
    "window_full": "Jam itu sudah penuh. Pilih jam yang lain.",
    "no_such_window": "Jam itu tidak ada lagi. Pilih jam yang lain.",
    "not_released": "Sisa nomor disimpan untuk yang didahulukan atau belum dibuka.",
    "has_number": "Orang ini sudah punya nomor. Cari di daftar, lalu catat datang.",
    "phone_limit": "Nomor HP itu sudah dipakai untuk banyak nomor.",
    "no_show_pause": "Orang ini tidak datang pada kunjungan lalu, jadi belum bisa dari rumah.",
    "over": "Nomor ini sudah selesai atau dibatalkan.",
    "nobody": "Tidak ada yang menunggu untuk loket ini.",
    "not_possible": "Petugas lain lebih cepat. Lihat keadaan terbaru di bawah.",
}

AWAY = {
    "closed": "Loket tutup",
    "no_number": "Belum punya nomor",
    "sold_out": "Nomor habis",
    "late": "Datang terlambat",
    "papers": "Berkas belum lengkap",
    "other_office": "Bukan urusan kantor ini",
    "hall_full": "Ruang tunggu penuh",
    "other": "Alasan lain",
}
"""Why somebody was turned away: a sentence for each of `desk.REASONS`."""


def desk_sentence(no: Refusal, now: OfficeNow, wish: Wish | None = None) -> str:
    """What the officer reads."""
    if isinstance(no, TicketRefused) and wish is not None and wish.starts_at is not None:
        return explain(no.decision, visit_ask(wish, wish.starts_at), now.file.names)
    if no.code == "other_day" and isinstance(day := no.facts.get("day"), date):
        return f"Nomor ini untuk {day_in_words(day)}, bukan hari ini."
    if no.code == "counter_busy":
        return f"Loket ini masih melayani {no.facts.get('label')}. Selesaikan atau tahan dulu."
    if no.code in ("over", "not_possible") and (state := no.facts.get("state")):
        word = VisitState(str(state)).label.lower()
        return f"{SENTENCES[no.code]} Sekarang: {word}."
    return SENTENCES.get(no.code, "Belum bisa. Muat ulang halaman ini, lalu coba lagi.")
