"""Who comes: name, telephone, NIK and priority as they were typed, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lawang.common.nik import BadNik, check_nik
from lawang.common.phone import BadPhone, normal
from lawang.visits.models import Priority
from lawang.web.citizen.error_words import WRONG_ANSWERS, said

SHORTEST_NAME, LONGEST_NAME = 2, 80
FIELDS = ("name", "phone", "nik", "priority")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields, the sentences beside them, and the values when all is well."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    phone: str = ""
    nik: str = ""
    priority: str = ""

    @property
    def good(self) -> bool:
        """Typed and nothing wrong."""
        return bool(self.values) and not self.errors


def priorities() -> tuple[tuple[str, str], ...]:
    """Key and words of each group that is helped sooner, "none" first."""
    return (
        (Priority.NONE.value, _("Tidak")),
        (Priority.ELDERLY.value, _("Lansia")),
        (Priority.DISABLED.value, _("Penyandang disabilitas")),
        (Priority.PREGNANT.value, _("Ibu hamil")),
        (Priority.SMALL_CHILD.value, _("Membawa anak kecil")),
    )


def read_person(
    given: Mapping[str, str], *, today: date, lang: str, needs: frozenset[str] = frozenset(FIELDS)
) -> Typed:
    """Check what was typed. `needs`: fields that must not be empty (the desk asks for less)."""
    values = {key: str(given.get(key, "")).strip() for key in FIELDS}
    errors: dict[str, str] = {}
    name = " ".join(values["name"].split())
    if len(name) < SHORTEST_NAME and (name or "name" in needs):
        errors["name"] = _("Mohon tulis nama seperti di KTP.")
    elif len(name) > LONGEST_NAME:
        errors["name"] = _("Nama terlalu panjang. Cukup nama di KTP.")
    phone = _phone(values["phone"], "phone" in needs, errors, lang)
    nik = _nik(values["nik"], "nik" in needs, errors, today, lang)
    if values["priority"] not in Priority.values:
        errors["priority"] = _("Mohon pilih salah satu.")
    return Typed(values, errors, name, phone, nik, values["priority"])


def _phone(typed: str, needed: bool, errors: dict[str, str], lang: str) -> str:
    if not typed and not needed:
        return ""
    try:
        return normal(typed)
    except BadPhone as no:
        code = f"phone_{no.code}" if f"phone_{no.code}" in WRONG_ANSWERS else "missing"
        errors["phone"] = WRONG_ANSWERS[code].say(lang)
        return ""


def _nik(typed: str, needed: bool, errors: dict[str, str], today: date, lang: str) -> str:
    if not typed and not needed:
        return ""
    try:
        return check_nik(typed, today=today).digits
    except BadNik as no:
        errors["nik"] = said(WRONG_ANSWERS, no, lang) if typed else _("Mohon diisi.")
        return ""
