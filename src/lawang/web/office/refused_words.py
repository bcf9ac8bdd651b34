"""A refusal at the desk, in words: what is in the way, and what to do."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from lawang.applications import checking, holding
from lawang.applications.stages import Stage, Step, StepRefused
from lawang.common.refusal import Refusal
from lawang.offices.catalogue import catalogue
from lawang.offices.days_in_words import clock_in_words, listed
from lawang.offices.queries import OfficeNow
from lawang.web.office.inbox_values import staff_names

STEPS: Mapping[str, str] = {
    Step.ASK_CORRECTION: "Minta perbaikan",
    Step.ACCEPT: "Berkas lengkap, proses",
    Step.FORWARD: "Teruskan ke instansi lain",
    Step.READY_PICKUP: "Siap diambil",
    Step.READY_DOWNLOAD: "Siap diunduh",
    Step.FINISH: "Selesai",
    Step.REJECT: "Tidak dapat dipenuhi",
    "judge": "Periksa berkas",
    "take": "Ambil",
}

REFUSED = (
    holding.Held,
    holding.NotHeld,
    StepRefused,
    checking.NotAllChecked,
    checking.PaperNotReady,
    checking.ReasonMissing,
)
"""What an officer can be told on the page; everything else is our mistake."""


def sentence(refused: Refusal, office: OfficeNow, at: datetime) -> str:
    """Why it did not go through, and the next step."""
    for kind, say in SENTENCES.items():
        if isinstance(refused, kind):
            return say(refused, office, at)
    raise refused


def _held(refused: Refusal, office: OfficeNow, _at: datetime) -> str:
    holder, until = refused.facts["holder"], refused.facts["until"]
    assert isinstance(holder, int)
    assert isinstance(until, datetime)
    name = staff_names(office.slug, {holder}).get(holder, "petugas lain")
    local = until.astimezone(office.policy.tz)
    clock = clock_in_words(local.hour * 60 + local.minute)
    return (
        f"Sekarang dipegang {name} sampai {clock} {local.tzname()}. "
        "Tunggu dilepas, atau tanyakan kepadanya."
    )


def _not_held(_refused: Refusal, _office: OfficeNow, _at: datetime) -> str:
    return (
        "Waktu pegang Bapak/Ibu sudah habis, dan belum ada yang mengambilnya. "
        "Isian di bawah masih ada: tekan sekali lagi, sekaligus mengambil kembali."
    )


def _step(refused: Refusal, _office: OfficeNow, _at: datetime) -> str:
    starts = refused.facts["allowed_from"]
    assert isinstance(starts, tuple)
    step, now = STEPS.get(str(refused.facts["step"]), ""), Stage(str(refused.facts["stage"])).label
    names = listed([f"“{Stage(stage).label}”" for stage in starts], "id", "atau")
    return f"“{step}” belum bisa: permohonan ini “{now}”. Bisanya dari tahap {names}."


def _not_all_checked(refused: Refusal, _office: OfficeNow, _at: datetime) -> str:
    papers = refused.facts["papers"]
    assert isinstance(papers, tuple)
    if refused.code == "unchecked":
        return f"Belum semua berkas diperiksa. Masih: {_names(papers)}."
    if refused.code == "some_rejected":
        return f"Masih ada berkas yang diminta ulang: {_names(papers)}. Pilih “Minta perbaikan”."
    return "Tidak ada berkas yang diminta ulang. Pilih “Berkas lengkap, proses”."


def _not_ready(refused: Refusal, _office: OfficeNow, _at: datetime) -> str:
    if refused.code == "being_cleaned":
        return "Fotonya masih disiapkan. Mohon tunggu sebentar, lalu muat ulang halaman ini."
    return "Berkas ini tidak ada di permohonan ini. Muat ulang halaman ini."


def _no_reason(_refused: Refusal, _office: OfficeNow, _at: datetime) -> str:
    return "Alasannya belum diisi. Pilih satu alasan atau tulis sendiri, supaya warga tahu."


def _names(kinds: Iterable[object]) -> str:
    papers = catalogue().papers
    names = [papers[key].name.id if key in papers else key for key in map(str, kinds)]
    return listed(names, "id", "dan")


SENTENCES: Mapping[type[Refusal], Callable[[Refusal, OfficeNow, datetime], str]] = {
    holding.Held: _held,
    holding.NotHeld: _not_held,
    StepRefused: _step,
    checking.NotAllChecked: _not_all_checked,
    checking.PaperNotReady: _not_ready,
    checking.ReasonMissing: _no_reason,
}
