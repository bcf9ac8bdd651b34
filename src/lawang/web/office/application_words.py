"""Sentences of the application page: history, steps, reasons, warnings."""

from collections.abc import Mapping

from lawang.applications.stages import Stage, Step
from lawang.common.nik import Warn

REVEAL_REASONS: Mapping[str, str] = {
    "compare": "Mencocokkan dengan foto berkas",
    "registry": "Mencari di aplikasi kependudukan atau DTKS",
    "citizen": "Menjawab pertanyaan warga",
    "superior": "Diminta atasan",
}

WARNINGS: Mapping[Warn, str] = {
    Warn.IMPOSSIBLE_DATE: "Tanggal di dalam NIK tidak ada di kalender. Cocokkan dengan KTP.",
    Warn.OTHER_BIRTH_DATE: "Tanggal lahir di NIK berbeda dengan isian. Cocokkan dengan KTP.",
    Warn.OTHER_SEX: "Jenis kelamin di NIK berbeda dengan isian. Cocokkan dengan KTP.",
}

FAULTS: Mapping[str, str] = {
    "blurred": "Mungkin kabur.",
    "dark": "Mungkin gelap.",
    "locked": "PDF ini terkunci dengan kata sandi.",
    "too_many_pages": "Halamannya terlalu banyak.",
    "took_too_long": "Berkas ini terlalu berat untuk dibuka.",
    "lost": "Berkas ini tidak bisa dibuka.",
}

HISTORY: Mapping[str, str] = {
    Step.SEND: "Permohonan dikirim",
    Step.CORRECT: "Perbaikan dikirim",
    Step.ASK_CORRECTION: "Diminta perbaikan",
    Step.ACCEPT: "Berkas lengkap, mulai diproses",
    Step.FORWARD: "Diteruskan ke instansi lain",
    Step.READY_PICKUP: "Siap diambil",
    Step.READY_DOWNLOAD: "Siap diunduh",
    Step.FINISH: "Selesai",
    Step.REJECT: "Tidak dapat dipenuhi",
    Step.CANCEL: "Dibatalkan warga",
    Step.EXPIRE: "Kedaluwarsa",
    "taken": "Diambil untuk dikerjakan",
    "released": "Dilepas",
    "paper_judged": "Satu berkas diperiksa",
    "note": "Catatan",
    "rated": "Warga memberi nilai",
}

AFTERWARDS: Mapping[Stage, str] = {
    Stage.PROCESSING: "Warga dikabari kapan paling lambat selesai.",
    Stage.NEEDS_FIX: "Warga dikabari berkas mana dan kenapa, lalu permohonan dilepas.",
    Stage.WAITING_EXTERNAL: "Warga dikabari siapa yang melanjutkan.",
    Stage.READY_PICKUP: "Warga dikabari mulai kapan bisa diambil.",
    Stage.READY_DOWNLOAD: "Warga dikabari bahwa dokumennya bisa diunduh.",
    Stage.DONE: "Warga dikabari bahwa permohonannya selesai.",
    Stage.REJECTED: "Warga dikabari alasannya dan jalan yang masih ada.",
}
