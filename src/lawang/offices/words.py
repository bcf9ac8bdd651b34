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

CONDITIONS = _terms(
    ("files_confirmed", "berkas dikonfirmasi",
     "berkas sudah kami konfirmasi", "your files are confirmed"),
    ("tni_polri_recruitment", "pendaftaran TNI/Polri",
     "untuk pendaftaran TNI/Polri", "it is for joining the military or police"),
    ("hospital_patient", "pasien dirawat",
     "untuk pasien yang sedang dirawat", "it is for a patient in care"),
    ("registered", "terdaftar", "sudah punya nomor antrean", "you have a queue number"),
    ("urgent", "mendesak", "keadaannya mendesak", "it is urgent"),
    ("age", "usia", "usia sesuai", "the age fits"),
    ("residence", "domisili", "domisili sesuai", "the residence fits"),
    ("expires", "masa berlaku", "masa berlaku dokumen sesuai", "the paper's expiry date fits"),
    ("disabled", "penyandang disabilitas", "untuk penyandang disabilitas",
     "it is for a person with a disability"),
    ("pregnant", "ibu hamil", "untuk ibu hamil", "it is for a pregnant woman"),
    ("in_stock", "blangko tersedia", "blangko tersedia", "blank cards are in stock"),
    ("account_locked", "akun terkunci", "akun terkunci", "the account is locked"),
    ("proof", "ada surat bukti", "ada surat bukti", "you have a letter of proof"),
)

NOTICES = _terms(
    ("wear_mask", "wajib masker", "Pakai masker.", "Wear a mask."),
    ("hand_sanitizer", "pembersih tangan", "Pakai pembersih tangan sebelum masuk ruangan.",
     "Use hand sanitizer before entering."),
    ("hand_washing", "cuci tangan", "Cuci tangan dulu.", "Wash your hands first."),
    ("temperature_check", "cek suhu", "Suhu badan diperiksa di pintu.",
     "Your temperature is checked at the door."),
    ("keep_distance", "jaga jarak", "Jaga jarak dengan orang lain.",
     "Keep your distance from others."),
    ("stay_seated", "tunggu sambil duduk", "Tunggu sambil duduk, jangan berdiri di depan loket.",
     "Wait seated, do not stand at the counter."),
    ("wait_outside", "tunggu di luar", "Tunggu di luar sampai dipanggil.",
     "Wait outside until called."),
    ("please_postpone", "mohon tunda", "Kalau tidak mendesak, mohon ditunda.",
     "If it is not urgent, please postpone."),
    ("come_early", "datang lebih awal", "Datanglah lebih awal.", "Please come early."),
    ("fine_waived", "denda dihapus", "Tidak ada denda.", "There is no fine."),
    ("sent_by_post", "dikirim lewat pos", "Hasilnya dikirim lewat pos.",
     "The result is sent by post."),
    ("substitute_paper", "surat pengganti", "Bapak/Ibu mendapat surat keterangan pengganti.",
     "You get a substitute paper."),
    ("free_of_charge", "gratis", "Gratis.", "Free of charge."),
)

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
