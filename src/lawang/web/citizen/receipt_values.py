"""A receipt: number, code to scan, what happens next, what was sent. Nothing of it is kept."""

from dataclasses import dataclass
from datetime import datetime

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lawang.applications.drafts import Opened
from lawang.applications.sending import file_question
from lawang.common import nik, phone
from lawang.offices.days_in_words import day_in_words, moment_in_words
from lawang.offices.today import Said, service_today
from lawang.offices.today_wording import closed_line
from lawang.policy.decide import decide
from lawang.policy.model import Channel, Reason
from lawang.web.citizen.notice_values import NoticeLine, notice_lines
from lawang.web.citizen.pickup_values import Pickup, pickup_of


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """Everything a receipt says at one moment."""

    number: str
    name: str
    service: str
    case: str
    filed: str
    check_by: str
    clock_by: str
    steps: tuple[str, ...]
    next_step: str
    pickup: Pickup | None
    notices: tuple[NoticeLine, ...]
    facts: tuple[tuple[str, str], ...]
    as_of: str
    phone: str
    counter: str
    """Why nobody should come now; empty while the counter is open."""


def receipt_view(draft: Opened, *, at: datetime, lang: str) -> ReceiptView:
    """The receipt of a filed application as it reads at `at`."""
    application, tz = draft.application, draft.office.policy.tz
    pickup = pickup_of(draft, at=at, lang=lang)
    assert application.filed_at is not None  # only filed ones have a receipt
    return ReceiptView(
        number=application.number or "",
        name=str(application.answers.get("name", "")),
        service=draft.service.name.say(lang),
        case=draft.case.name.say(lang),
        filed=moment_in_words(application.filed_at.astimezone(tz), lang),
        check_by=_day(application.due_at, tz, lang),
        clock_by=moment_in_words(application.clock_until.astimezone(tz), lang)
        if application.clock_until
        else "",
        steps=tuple(step.say(lang) for step in draft.service.steps),
        next_step=draft.service.next_step.say(lang) if draft.service.next_step else "",
        pickup=pickup,
        notices=_notices(draft, pickup, at, lang),
        facts=_facts(draft, lang),
        as_of=moment_in_words(at.astimezone(tz), lang),
        phone=phone.mask(application.phone) if application.phone else "",
        counter=_counter(draft, at, lang),
    )


def _counter(draft: Opened, at: datetime, lang: str) -> str:
    local = at.astimezone(draft.office.policy.tz)
    said = service_today(draft.office.policy, draft.application.service, at=local).counter
    if said is None or said.decision.reason is not Reason.CHANNEL_CLOSED:
        return ""
    line = closed_line(said, draft.office.file.names, lang)
    return _("Loket: %(line)s.") % {"line": line[:1].lower() + line[1:]}


def _day(moment: datetime | None, tz: object, lang: str) -> str:
    return day_in_words(moment.astimezone(tz).date(), lang) if moment else ""  # type: ignore[arg-type]


def _notices(
    draft: Opened, pickup: Pickup | None, at: datetime, lang: str
) -> tuple[NoticeLine, ...]:
    ask = file_question(draft.application.service, Channel(draft.application.channel), at=at)
    filing = notice_lines(
        [Said(ask, decide(draft.office.policy, ask))], draft.office.file.names, lang
    )
    return tuple(dict.fromkeys((*(pickup.notices if pickup else ()), *filing)))


def _facts(draft: Opened, lang: str) -> tuple[tuple[str, str], ...]:
    """What was sent, identity numbers masked."""
    answers = draft.application.answers
    sent = set(
        draft.application.papers.filter(needed=True, pages__isnull=False).values_list(
            "kind", flat=True
        )
    )
    papers = [
        need.paper.name.say(lang) for need in draft.case.papers(answers) if need.paper.key in sent
    ]
    rows = [
        (_("Pemohon"), str(answers.get("name", ""))),
        ("NIK", nik.mask(answers["nik"]) if answers.get("nik") else ""),
        (_("Layanan"), f"{draft.service.name.say(lang)}: {draft.case.name.say(lang)}"),
        (_("Berkas"), ", ".join(papers)),
        (_("Biaya"), draft.service.fee.say(lang)),
    ]
    return tuple((name, value) for name, value in rows if value)


def qr_svg(address: str, label: str) -> SafeString:
    """The address as a QR code, drawn inline: no picture to load."""
    code = segno.make(address, error="m", micro=False)
    size = len(code.matrix)
    # Numbers of our own only; the address itself does not stand in the drawing.
    drawing = (
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
        f'<path d="{_path(code.matrix)}"/></svg>'
    )
    return mark_safe(drawing)


def qr_file(address: str) -> str:
    """The same as an SVG document, for the PDF."""
    code = segno.make(address, error="m", micro=False)
    size = len(code.matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{_path(code.matrix)}"/></svg>'
    )


def _path(matrix: tuple[bytearray, ...]) -> str:
    """Dark cells as runs: `M x y h n v1 h-n z`."""
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            width = 0
            while x + width < len(row) and row[x + width]:
                width += 1
            if width:
                runs.append(f"M{x} {y}h{width}v1h-{width}z")
            x += max(width, 1)
    return "".join(runs)
