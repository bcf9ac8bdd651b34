"""What applied on a whole day: per service and channel the hours, whatever the time."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from lawang.offices.days_in_words import windows_in_words
from lawang.offices.names import OfficeNames, service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.today import Said, service_today
from lawang.offices.today_wording import closed_line, conditions_in_words
from lawang.policy.model import DAY_MINUTES, Reason, Window
from lawang.web.citizen.ways_values import ICONS, title_of

ALWAYS = (Window(0, DAY_MINUTES),)


@dataclass(frozen=True, slots=True)
class WayThatDay:
    """One channel on one day."""

    icon: str
    title: str
    state: str
    line: str


@dataclass(frozen=True, slots=True)
class ServiceThatDay:
    """One service on one day."""

    key: str
    name: str
    ways: tuple[WayThatDay, ...]


def services_that_day(now: OfficeNow, day: date, lang: str) -> tuple[ServiceThatDay, ...]:
    """Asked at midnight of the day: the answer names the day's windows whatever the hour."""
    at = datetime.combine(day, time(), now.file.tz)
    names = now.file.names
    return tuple(
        ServiceThatDay(
            service,
            service_name(service, lang),
            tuple(
                way_that_day(said, names, lang)
                for said in service_today(now.policy, service, at=at).channels
            ),
        )
        for service in now.file.services
    )


def way_that_day(said: Said, names: OfficeNames, lang: str) -> WayThatDay:
    """The hours of that day, with the condition if there is one; else why not."""
    decision = said.decision
    icon, title = ICONS[said.ask.channel], title_of(said.ask.channel)
    if decision.windows:
        return WayThatDay(icon, title, *_with_hours(said, names, lang))
    if decision.reason is Reason.NOT_WORKING_DAY:
        if decision.allowed:
            return WayThatDay(icon, title, "deferred", _("Diterima, diproses pada hari kerja"))
        return WayThatDay(icon, title, "closed", _("Bukan hari kerja"))
    return WayThatDay(icon, title, "closed", closed_line(said, names, lang))


def _with_hours(said: Said, names: OfficeNames, lang: str) -> tuple[str, str]:
    decision = said.decision
    hours = windows_in_words(decision.windows, lang)
    line = hours if decision.windows == ALWAYS else f"{hours} {names.tz.tzname(None)}"
    if decision.pools:
        line += ", " + _("dibatasi %(limit)s nomor") % {"limit": decision.daily_quota}
    if decision.conditions:
        conditions = conditions_in_words(decision.conditions, names, lang)
        line += ", " + _("hanya kalau %(conditions)s") % {"conditions": conditions}
    return ("limited" if decision.pools or decision.conditions else "open"), line
