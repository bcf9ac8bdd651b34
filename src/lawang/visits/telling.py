"""What is told about a visit: outbox rows in the caller's transaction, with its own link."""

from datetime import datetime

from lawang.messaging.actions import enqueue
from lawang.messaging.channel import Recipient
from lawang.messaging.library import FILLED_BY_US, message
from lawang.offices.days_in_words import clock_in_words, day_in_words
from lawang.offices.office_services import service_of
from lawang.offices.queries import OfficeNow
from lawang.visits.links import path_of
from lawang.visits.models import Visit

URGENT = {"visit_soon"}
"""Cannot wait for the morning: the person is on the way, or in the hall."""


def tell_visit(now: OfficeNow, visit: Visit, key: str, *, at: datetime, once: str = "") -> None:
    """Tell the person of this visit one thing, once per event; nothing without a phone.

    `once` tells apart events of the same key. Notices are not part of it: the page shows those
    that hold when it is looked at.
    """
    if not visit.phone:
        return
    enqueue(
        office=visit.office_id,
        event=f"visit:{visit.pk}:{key}:{once}",
        person=f"visit:{visit.pk}",
        key=key,
        facts=_facts(now, visit, key),
        recipient=Recipient(phone=visit.phone, email="", lang=visit.language),
        about=f"visit:{visit.pk}",
        at=at,
        urgent=key in URGENT,
    )


def tell_again(now: OfficeNow, visit: Visit, *, at: datetime) -> None:
    """The link once more to the registered phone, at most once a day."""
    today = at.astimezone(now.policy.tz).date().isoformat()
    tell_visit(now, visit, "visit_booked", at=at, once=f"again-{today}")


def window_in_both(now: OfficeNow, visit: Visit) -> dict[str, str]:
    """ "Jumat, 22 Januari 2021 pukul 08.00-08.30 WIB", in both languages."""
    tz = now.policy.tz
    start, end = visit.starts_at.astimezone(tz), visit.ends_at.astimezone(tz)
    minutes = [each.hour * 60 + each.minute for each in (start, end)]
    said = {}
    for lang, word in (("id", "pukul"), ("en", "at")):
        first, last = (clock_in_words(minute, lang) for minute in minutes)
        day = day_in_words(start.date(), lang)
        said[lang] = f"{day} {word} {first}-{last} {tz.tzname(None)}"
    return said


def _facts(now: OfficeNow, visit: Visit, key: str) -> dict[str, object]:
    """What the message declares, of what is known."""
    service = service_of(now.file, visit.service, on=visit.day).name
    site = next(each for each in now.file.sites if each.code == visit.site)
    known: dict[str, object] = {
        "ticket": visit.label,
        "service": {"id": service.id, "en": service.en},
        "when": window_in_both(now, visit),
        "place": {"id": site.name.id, "en": site.name.en or site.name.id},
        "answer_by": _answer_by(now, visit),
        "path": path_of(visit.pk),
    }
    names = {variable.name for variable in message(key).variables} - FILLED_BY_US
    return {name: value for name, value in known.items() if name in names}


def _answer_by(now: OfficeNow, visit: Visit) -> dict[str, str]:
    if visit.offered_until is None:
        return {}
    local = visit.offered_until.astimezone(now.policy.tz)
    minute, zone = local.hour * 60 + local.minute, now.policy.tz.tzname(None)
    return {
        lang: f"{day_in_words(local.date(), lang)} {word} {clock_in_words(minute, lang)} {zone}"
        for lang, word in (("id", "pukul"), ("en", "at"))
    }
