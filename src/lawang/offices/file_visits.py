"""The part `[kunjungan]` of an office file: how its counter is run. Missing: the defaults."""

import re
from typing import Any

from lawang.offices.file_reading import Reading, Table
from lawang.offices.visit_rules import Batch, VisitRules

PART = "kunjungan"
NUMBERS = {
    "menit_jendela": ("window_minutes", 5),
    "menit_layanan": ("service_minutes", 1),
    "loket": ("counters", 1),
    "batas_ruang": ("hall_limit", 1),
    "hari_ke_depan": ("horizon_days", 0),
    "menit_toleransi": ("grace_minutes", 0),
    "cadangan_datang_langsung": ("walk_in_reserve", 0),
    "cadangan_prioritas": ("priority_reserve", 0),
    "menit_tawaran": ("offer_minutes", 5),
    "menit_prioritas": ("priority_minutes", 0),
    "hari_sesudah_tidak_datang": ("no_show_days", 0),
    "nomor_per_hp": ("numbers_per_phone", 1),
    "nomor_per_jaringan": ("numbers_per_address", 1),
}
KEYS = (*NUMBERS, "konfirmasi_malam_sebelumnya", "gelombang", "anggapan")
CLOCK = re.compile(r"^([01]?\d|2[0-3])[.:]([0-5]\d)$")


def read_visit_rules(reading: Reading, table: Table) -> VisitRules:
    """The office's rules of coming; what the file leaves out has its default."""
    rows: Any = table.get(PART, {})
    if not isinstance(rows, dict):
        reading.wrong((PART,), f"[{PART}] harus bagian tersendiri; tulis [{PART}] lalu isinya")
        return VisitRules()
    reading.only(rows, (PART,), KEYS)
    reading.true(rows, (PART,), "anggapan")
    said: dict[str, Any] = {}
    for key, (name, least) in NUMBERS.items():
        value = reading.number(rows, (PART,), key, least=least)
        if value is not None:
            said[name] = value
    if "konfirmasi_malam_sebelumnya" in rows:
        said["confirm_before"] = reading.true(rows, (PART,), "konfirmasi_malam_sebelumnya")
    return VisitRules(**said, batches=_batches(reading, rows))


def _batches(reading: Reading, rows: Table) -> tuple[Batch, ...]:
    found = []
    for index, row in enumerate(reading.tables(rows, (PART,), "gelombang")):
        where = (PART, "gelombang", index)
        reading.only(row, where, ("hari_sebelum", "jam", "persen"))
        before = reading.number(row, where, "hari_sebelum") or 0
        percent = reading.number(row, where, "persen", least=1)
        minute = _minute(reading, (*where, "jam"), reading.text(row, where, "jam", needed=True))
        if percent is None or percent > 100:
            reading.wrong((*where, "persen"), '"persen" dari 1 sampai 100; tulis persen = 50')
            continue
        found.append(Batch(before, minute, percent))
    if found and max(batch.percent for batch in found) < 100:
        reading.wrong((PART, "gelombang"), "gelombang terakhir harus persen = 100")
    return tuple(found)


def _minute(reading: Reading, where: tuple[str | int, ...], written: str) -> int:
    found = CLOCK.match(written)
    if found is None:
        if written:
            reading.wrong(where, f'jam "{written}" tidak terbaca; tulis jam = "08.00"')
        return 0
    return int(found[1]) * 60 + int(found[2])
