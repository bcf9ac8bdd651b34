"""The one table of words: what an office file says, what the code says, what people read.

Each term has the code, the word a head of office writes in an office file, and the names shown
in Indonesian and in English. Codes are accepted in office files too. Nothing here is computed.
"""

from dataclasses import dataclass
from typing import NamedTuple

from lawang.policy.model import WIB, WIT, WITA, Activity, Channel, Reason, Says

LANGUAGES = ("id", "en")


class Text(NamedTuple):
    """The same words in both languages, side by side."""

    id: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in `lang` ("id" or "en"); a missing English text falls back to Indonesian."""
        return (self.en or self.id) if lang == "en" else self.id


@dataclass(frozen=True, slots=True)
class Term:
    """A code, the word for it in office files, and its name for people."""

    code: str
    word: str
    name: Text


def _terms(*rows: tuple[str, str, str, str]) -> dict[str, Term]:
    return {code: Term(code, word, Text(id_, en)) for code, word, id_, en in rows}


ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}
IANA = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""What other programs call the zones."""

KINDS = ("dinsos", "disdukcapil", "lainnya")

CHANNELS = _terms(
    (Channel.WEB, "web", "web", "the website"),
    (Channel.WHATSAPP, "whatsapp", "WhatsApp", "WhatsApp"),
    (Channel.PHONE, "telepon", "telepon", "phone"),
    (Channel.COLLECTIVE, "kolektif", "fasilitator di kelurahan", "your village facilitator"),
    (Channel.COUNTER, "loket", "loket", "the counter"),
    (Channel.POST, "pos", "pos", "post"),
)

ACTIVITIES = _terms(
    (Activity.FILE, "mengajukan", "mengajukan", "filing"),
    (Activity.VISIT, "berkunjung", "datang", "visiting"),
    (Activity.BOOK, "mendaftar", "mengambil nomor antrean", "taking a number"),
    (Activity.PICKUP, "mengambil", "mengambil dokumen", "collecting documents"),
    (Activity.HANDOVER, "menyerahkan", "menyerahkan berkas", "handing in papers"),
    (Activity.COMPLAIN, "mengadu", "mengadu", "complaining"),
)

SAYS = _terms(
    (Says.OPEN, "buka", "buka", "open"),
    (Says.CLOSED, "tutup", "tutup", "closed"),
    (Says.DEFERRED, "ditunda", "diterima sekarang, diproses nanti", "taken in now, handled later"),
)

REASONS = _terms(
    (Reason.CHANNEL_CLOSED, "ditutup", "ditutup", "closed"),
    (Reason.SERVICE_SUSPENDED, "layanan dihentikan", "layanan dihentikan", "service stopped"),
    (Reason.NOT_ELIGIBLE, "tidak berhak", "tidak memenuhi syarat", "not eligible"),
    (Reason.NEEDS_REGISTRATION, "harus mendaftar", "harus mendaftar dulu", "registration needed"),
    (Reason.PICKUP_EXPIRED, "masa ambil lewat", "masa pengambilan lewat", "collection time over"),
    (Reason.STOCK_OUT, "blangko habis", "blangko habis", "out of blank cards"),
    (Reason.SYSTEM_DOWN, "sistem terganggu", "sistem terganggu", "system down"),
    (Reason.RELOCATED, "pindah tempat", "pindah tempat", "moved elsewhere"),
)
"""The reasons an office file may give; the others are found by the judgement itself."""

CONDITION_WORDS = {
    "files_confirmed": "berkas dikonfirmasi",
    "tni_polri_recruitment": "pendaftaran TNI/Polri",
    "hospital_patient": "pasien dirawat",
    "registered": "terdaftar",
    "urgent": "mendesak",
    "age": "usia",
    "residence": "domisili",
    "expires": "masa berlaku",
    "disability": "penyandang disabilitas",
    "elderly": "lanjut usia",
    "pregnant": "ibu hamil",
    "card_stock": "blangko tersedia",
    "account_locked": "akun terkunci",
}
"""How office files write a condition of catalogue/facts.toml; its code is accepted as well."""

NOTICE_WORDS = {
    "wear_mask": "wajib masker",
    "hand_sanitizer": "pembersih tangan",
    "wash_hands": "cuci tangan",
    "temperature_check": "cek suhu",
    "keep_distance": "jaga jarak",
    "must_sit": "tunggu sambil duduk",
    "seats_spaced": "kursi berjarak",
    "not_before_counter": "jangan berdiri di depan loket",
    "please_postpone": "mohon tunda",
    "come_early": "datang lebih awal",
    "fine_waived": "denda dihapus",
    "post_delivery": "dikirim lewat pos",
    "substitute_paper": "surat pengganti",
    "free_of_charge": "gratis",
}
"""How office files write a notice of catalogue/notices.toml; its code is accepted as well."""

SERVICES = {
    "kis": Text("Kartu Indonesia Sehat (KIS)", "Health card (KIS)"),
    "pbi-jk": Text("BPJS tidak aktif (PBI-JK)", "Health insurance aid (PBI-JK)"),
    "bpjs-darurat": Text("BPJS darurat pasien rawat inap", "Emergency BPJS for patients in care"),
    "kip": Text("Kartu Indonesia Pintar (KIP)", "School card (KIP)"),
    "kip-kuliah": Text("KIP Kuliah", "College card (KIP Kuliah)"),
    "pkh": Text("Program Keluarga Harapan (PKH)", "Family aid (PKH)"),
    "bpnt": Text("Bantuan pangan (BPNT)", "Food aid (BPNT)"),
    "bst": Text("Bantuan sosial tunai (BST)", "Cash aid (BST)"),
    "jampersal": Text("Jaminan persalinan (Jampersal)", "Childbirth aid (Jampersal)"),
    "siks-ng": Text("Data kesejahteraan (SIKS-NG)", "Welfare records (SIKS-NG)"),
    "ktp-el-rekam": Text("Perekaman KTP-el", "Identity card recording"),
    "ktp-el": Text("KTP-el", "Identity card (KTP-el)"),
    "kk": Text("Kartu keluarga (KK)", "Family card (KK)"),
    "kia": Text("Kartu identitas anak (KIA)", "Child identity card (KIA)"),
    "akta-kelahiran": Text("Akta kelahiran", "Birth certificate"),
    "akta-kematian": Text("Akta kematian", "Death certificate"),
    "akta-perkawinan": Text("Akta perkawinan", "Marriage certificate"),
    "akta-perceraian": Text("Akta perceraian", "Divorce certificate"),
    "pindah-datang": Text("Pindah datang", "Moving house"),
    "validasi-nik": Text("Validasi NIK", "Identity number check (NIK)"),
    "perubahan-data": Text("Perubahan data", "Change of personal details"),
    "legalisir": Text("Legalisir", "Certified copies"),
    "pengaduan": Text("Pengaduan", "Complaints"),
}
"""Short names of the services of design 4, for sentences; the catalogue holds the rest."""
