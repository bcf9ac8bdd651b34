"""A visit as a calendar file (RFC 5545), so that the telephone reminds by itself."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from lawang.offices.names import service_name
from lawang.offices.queries import OfficeNow
from lawang.visits.models import ACTIVE, Visit


def calendar_file(now: OfficeNow, visit: Visit, *, address: str, at: datetime, lang: str) -> bytes:
    """One event with a reminder an hour before; cancelled when the number is."""
    event = Event()
    event.add("uid", f"nomor-{visit.pk}@{now.slug}")
    event.add("dtstamp", at)
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("summary", f"{visit.label} {service_name(visit.service, lang)}, {now.file.full_name}")
    event.add("description", _("Nomor antrean %(number)s. Lihat keadaannya: %(address)s") % {
        "number": visit.label, "address": address})  # fmt: skip
    site = next((each for each in now.file.sites if each.code == visit.site), None)
    event.add("location", site.address or site.name.in_(lang) if site else now.file.full_name)
    event.add("status", "CONFIRMED" if visit.state in ACTIVE else "CANCELLED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", visit.label)
    alarm["trigger"] = "-PT1H"
    event.add_component(alarm)
    made = Calendar()
    made.add("prodid", "-//Lawang//id")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(event)
    return bytes(made.to_ical())
