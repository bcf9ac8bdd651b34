"""What a ticket's page shows at the moment it is looked at."""

from dataclasses import dataclass
from datetime import datetime

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lawang.offices.days_in_words import clock_in_words, day_in_words, moment_in_words
from lawang.offices.names import service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.today import Said
from lawang.offices.wording import explain
from lawang.policy.decide import decide
from lawang.visits.models import INSIDE, PROMISED, Visit, VisitState
from lawang.visits.passes import pass_of
from lawang.visits.queries import place_of
from lawang.visits.rules import rules_of
from lawang.visits.wishes import visit_ask, wish_of
from lawang.web.citizen.notice_values import NoticeLine, notice_lines
from lawang.web.citizen.take_days import window_words


@dataclass(frozen=True, slots=True)
class TicketView:
    """The whole page."""

    number: str
    service: str
    pickup: bool
    window: str
    day: str
    today: bool
    state: str
    """booked, offered, inside, done or over."""
    word: str
    before: int | None
    serving: str
    expected: str
    answer_by: str
    confirmed: bool
    qr: SafeString
    notices: tuple[NoticeLine, ...]
    closed: str
    """Why that time is closed after all; empty while it is open."""
    grace: str
    may_change: bool
    as_of: str


def ticket_view(now: OfficeNow, visit: Visit, *, at: datetime, lang: str) -> TicketView:
    """The visit in words; the policy is asked now, not when the number was taken."""
    tz = now.policy.tz
    start, end = visit.starts_at.astimezone(tz), visit.ends_at.astimezone(tz)
    ask = visit_ask(wish_of(visit, day=visit.day), start)
    decision = decide(now.policy, ask)
    live = visit.state in (*PROMISED, *INSIDE)
    today = visit.day == at.astimezone(tz).date()
    place = place_of(visit, at=at) if live and today else None
    grace = (end.hour * 60 + end.minute) + rules_of(now).grace_minutes
    return TicketView(
        number=visit.label,
        service=service_name(visit.service, lang),
        pickup=visit.activity == "pickup",
        window=window_words(start, end, lang),
        day=day_in_words(visit.day, lang),
        today=today,
        state=_state(visit),
        word=_word(visit),
        before=place.before if place else None,
        serving=place.serving if place else "",
        expected=_clock(place.expected_at, now, lang) if place and place.expected_at else "",
        answer_by=moment_in_words(visit.offered_until.astimezone(tz), lang)
        if visit.offered_until else "",
        confirmed=visit.confirmed_at is not None,
        qr=qr_svg(pass_of(now, visit), _("Kode QR nomor %(number)s") % {"number": visit.label})
        if live else SafeString(""),
        notices=notice_lines([Said(ask, decision)], now.file.names, lang),
        closed="" if decision.allowed or not live else explain(decision, ask, now.file.names, lang),
        grace=f"{clock_in_words(grace, lang)} {tz.tzname(None)}",
        may_change=visit.state in PROMISED,
        as_of=moment_in_words(at.astimezone(tz), lang),
    )  # fmt: skip


def qr_svg(text: str, label: str) -> SafeString:
    """The text as a QR drawing that stands inside the page; `label` is for those who hear it."""
    made = segno.make(text, error="m", micro=False)
    drawn = made.svg_inline(
        svgclass="qr qr--big", lineclass=None, border=2, omitsize=True, title=label
    )
    # Our own drawing; the label has no marks of HTML and segno escapes it.
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))


def _clock(at: datetime, now: OfficeNow, lang: str) -> str:
    local = at.astimezone(now.policy.tz)
    return f"{clock_in_words(local.hour * 60 + local.minute, lang)} {local.tzname()}"


def _state(visit: Visit) -> str:
    if visit.state in (VisitState.OFFERED, VisitState.BOOKED):
        return str(visit.state)
    if visit.state in INSIDE:
        return "inside"
    return "done" if visit.state == VisitState.DONE else "over"


def _word(visit: Visit) -> str:
    return {
        VisitState.OFFERED: _("Ada tempat untuk Bapak/Ibu"),
        VisitState.BOOKED: _("Nomor antrean Bapak/Ibu"),
        VisitState.ARRIVED: _("Bapak/Ibu sudah tercatat datang"),
        VisitState.HELD: _("Nomor ditahan sebentar oleh petugas"),
        VisitState.CALLED: _("Silakan ke loket %(counter)s") % {"counter": visit.counter},
        VisitState.SERVING: _("Sedang dilayani di loket %(counter)s") % {"counter": visit.counter},
        VisitState.DONE: _("Kunjungan sudah selesai"),
        VisitState.NO_SHOW: _("Nomor ini sudah lewat"),
        VisitState.CANCELLED: _("Nomor ini sudah dibatalkan"),
        VisitState.MOVED: _("Nomor ini sudah dipindah"),
        VisitState.LAPSED: _("Tawaran ini sudah lewat"),
    }[VisitState(visit.state)]
