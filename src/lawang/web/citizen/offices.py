"""/: the offices here, each with the state of its door."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lawang.offices.files import OfficeFile
from lawang.offices.queries import office_now, offices
from lawang.offices.today import office_today
from lawang.web.citizen.today_values import DoorView, door_view
from lawang.web.moment import at_of


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office in the list."""

    file: OfficeFile
    door: DoorView


@dataclass(frozen=True, slots=True)
class KindOfOffice:
    """The offices of one kind under their heading."""

    name: str
    lines: tuple[OfficeLine, ...]


def page(request: HttpRequest) -> HttpResponse:
    """Grouped by kind; with a single office its door is all there is to see."""
    lang, at = get_language() or "id", at_of(request)
    lines = []
    for row in offices():
        now = office_now(row.slug)
        lines.append(OfficeLine(now.file, door_view(now, office_today(now, at=at), lang)))
    words = {"kinds": _by_kind(lines), "only": lines[0] if len(lines) == 1 else None}
    return render(request, "citizen/offices.html", words)


def _by_kind(lines: list[OfficeLine]) -> list[KindOfOffice]:
    names = {
        "dinsos": _("Bantuan sosial"),
        "disdukcapil": _("KTP, KK, dan akta"),
        "lainnya": _("Kantor lain"),
    }
    kinds = [
        KindOfOffice(name, tuple(line for line in lines if line.file.kind == kind))
        for kind, name in names.items()
    ]
    return [kind for kind in kinds if kind.lines]
