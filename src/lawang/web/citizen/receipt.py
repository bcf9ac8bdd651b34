"""resi/ and resi.pdf: shown anew from the policy every time it is looked at."""

import json
from pathlib import Path

import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lawang.web.citizen.own_link import Mine, public_address
from lawang.web.citizen.receipt_values import ReceiptView, qr_file, qr_svg, receipt_view
from lawang.web.moment import at_of

TEMPLATE = Path(settings.PACKAGE_DIR) / "web" / "templates" / "citizen" / "receipt.typ"


def show(request: HttpRequest, mine: Mine) -> HttpResponse:
    """The receipt of an application, however its owner came here."""
    if not mine.application.number:
        return mine.go("resume")
    lang = get_language() or "id"
    view = receipt_view(mine.opened, at=at_of(request), lang=lang)
    words = {
        "office": mine.opened.office.file,
        "view": view,
        "qr": qr_svg(_tracking(request, view.number), _("Kode untuk melihat perkembangan")),
        "status_url": mine.url("status"),
        "pdf_url": mine.url("receipt_pdf"),
        "own_link": public_address(request, mine.url("status")),
    }
    return render(request, "citizen/receipt.html", words)


def show_pdf(request: HttpRequest, mine: Mine) -> HttpResponse:
    """The same words by Typst; nothing a citizen typed is read as markup, it comes as data."""
    if not mine.application.number:
        return mine.go("resume")
    lang = get_language() or "id"
    view = receipt_view(mine.opened, at=at_of(request), lang=lang)
    document = compiled(view, mine, _tracking(request, view.number), lang)
    response = HttpResponse(document, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{view.number}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def compiled(view: ReceiptView, mine: Mine, tracking: str, lang: str) -> bytes:
    """The PDF. The fonts are those inside Typst, so every machine prints the same."""
    data = {
        "lang": lang,
        "office": mine.opened.office.file.full_name,
        "title": _("Tanda terima"),
        "received": _("Sudah kami terima"),
        "number": view.number,
        "filed": view.filed,
        "qr": qr_file(tracking),
        "scan": _("Pindai untuk melihat perkembangan, atau buka:"),
        "address": tracking.partition("?")[0],
        "facts": view.facts,
        "next": _("Apa yang terjadi berikutnya"),
        "steps": view.steps,
        "check_by": _("Berkas diperiksa paling lambat %(day)s.") % {"day": view.check_by}
        if view.check_by
        else "",
        "pickup": view.pickup.line if view.pickup else "",
        "notices": [notice.text for notice in view.notices],
        "as_of": _("Keadaan pada %(when)s") % {"when": view.as_of},
        "free": _("Semua layanan gratis."),
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return bytes(typst.compile(str(TEMPLATE), sys_inputs=inputs, ignore_system_fonts=True))


def _tracking(request: HttpRequest, number: str) -> str:
    return public_address(request, f"{reverse('citizen:track_find')}?nomor={number}")
