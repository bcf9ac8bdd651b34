"""Conditions first: a confirmed application by its number, or a reason for which proof is brought.

What was shown travels in the address as a signed word that names no person and is good for an
hour; the desk sees the proof itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from lawang.applications.models import Application
from lawang.applications.stages import IN_WORK, Stage
from lawang.applications.tracking import NotFound, TooManyTries, find
from lawang.common.receipts import BadReceipt
from lawang.offices.catalogue import catalogue
from lawang.offices.queries import OfficeNow
from lawang.policy.model import Activity, Fact
from lawang.web.citizen.take_days import Errand

SALT = "lawang.visits.application"
GOOD_FOR = 3600
BY_APPLICATION = frozenset({"files_confirmed", "document_ready", "filed_online", "has_receipt"})
"""What the office knows from an application; nobody can claim it."""
CONFIRMED = (*IN_WORK, Stage.READY_PICKUP, Stage.READY_DOWNLOAD)


@dataclass(frozen=True, slots=True)
class Proof:
    """A reason that somebody may give, and what to bring so that the desk believes it."""

    key: str
    name: str
    bring: str


def sign_application(application: Application) -> str:
    """The word for the address: `?permohonan=…`."""
    return signing.dumps(application.pk, salt=SALT)


def pickup_appointment_url(application: Application) -> str:
    """Where an appointment to fetch the result is made, the application known already."""
    path = reverse("citizen:take_number", args=[application.office_id, application.service])
    words = {"untuk": "pengambilan", "permohonan": sign_application(application)}
    return f"{path}?{urlencode(words)}"


def errand_of(now: OfficeNow, service: str, given: Mapping[str, str]) -> Errand:
    """What the address says: activity, application, reasons given."""
    activity = Activity.PICKUP if given.get("untuk") == "pengambilan" else Activity.VISIT
    facts: dict[str, Fact] = {
        key: True for key in given.get("alasan", "").split(",") if key in _claimable()
    }
    application = _application(now, service, given.get("permohonan", ""))
    if application is None:
        return Errand(now.slug, service, activity, facts)
    return Errand(
        now.slug, service, activity, facts | facts_of(application), application.filed_at,
        str(application.number),
    )  # fmt: skip


def facts_of(application: Application) -> dict[str, Fact]:
    """What the office itself knows of the paper."""
    return {
        "files_confirmed": application.stage in CONFIRMED,
        "document_ready": application.stage == Stage.READY_PICKUP,
        "filed_online": True,
        "has_receipt": True,
    }


def _application(now: OfficeNow, service: str, word: str) -> Application | None:
    if not word:
        return None
    try:
        key = signing.loads(word, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return Application.objects.for_office(now.slug).filter(pk=key, service=service).first()


def find_application(
    now: OfficeNow, service: str, number: str, birth_date: date | None, *, at: object
) -> tuple[str, str]:
    """The signed word of an application, or the sentence why there is none (as a pair)."""
    if birth_date is None:
        return "", _("Tulis tanggal lahir pemohon. Contoh: 17-8-1990.")
    try:
        found = find(number=number, birth_date=birth_date, at=at)  # type: ignore[arg-type]
    except BadReceipt:
        return "", _("Nomor permohonan belum benar. Salin dari tanda terima.")
    except TooManyTries:
        return "", _("Sudah lima kali tidak cocok. Mohon coba lagi satu jam lagi.")
    except NotFound:
        return "", _("Nomor dan tanggal lahir tidak cocok. Mohon periksa lagi.")
    if found.office_id != now.slug or found.service != service:
        return "", _("Nomor dan tanggal lahir tidak cocok. Mohon periksa lagi.")
    if found.stage not in CONFIRMED:
        return "", _("Berkas ini belum dikonfirmasi petugas. Kami kabari begitu selesai.")
    return sign_application(found), ""


def proofs_for(conditions: Iterable[str], now: OfficeNow, lang: str) -> tuple[Proof, ...]:
    """The reasons among these conditions that somebody may give."""
    known = catalogue().facts
    found = []
    for key in conditions:
        if key in _claimable():
            proof = known[key].proof
            name = (
                now.file.names.conditions[key].in_(lang)
                if key in now.file.names.conditions
                else key
            )
            found.append(Proof(key, name, proof.say(lang) if proof else ""))
    return tuple(found)


def _claimable() -> frozenset[str]:
    known = catalogue().facts
    own = {"registered", "residence", "age", "expires", "card_stock", "account_locked"}
    return frozenset(known) - BY_APPLICATION - own
