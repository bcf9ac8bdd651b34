"""The days and arrival windows to choose from: free ones to tap, closed ones with their why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lawang.offices.days_in_words import clock_in_words, day_in_words
from lawang.offices.names import OfficeNames
from lawang.offices.queries import OfficeNow
from lawang.offices.wording import explain
from lawang.policy.model import Activity, Decision, Fact, Reason
from lawang.visits.asking import day_to_choose
from lawang.visits.places import DayPlaces, Place
from lawang.visits.wishes import Wish, visit_ask


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody wants to come for, as far as the pages know it."""

    office: str
    service: str
    activity: Activity = Activity.VISIT
    facts: Mapping[str, Fact] = field(default_factory=dict)
    filed_at: datetime | None = None
    number: str = ""
    """Of the application it is about; empty when none was shown."""

    def wish(self, day: date, *, channel: str = "web", **person: Any) -> Wish:
        """The wish for this day; `person` and the window are added by the last step."""
        given = {"person": ""} | person
        return Wish(
            office=self.office, service=self.service, day=day, channel=channel,
            activity=self.activity.value, application_number=self.number, facts=self.facts,
            filed_at=self.filed_at, **given,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class WindowLine:
    """One arrival window."""

    starts_at: datetime
    key: str
    """As in the address: 0830."""
    hours: str
    free: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day in the list."""

    day: date
    key: str
    words: str
    windows: tuple[WindowLine, ...]
    """Only free ones."""
    full: bool
    left: int | None
    why: str
    """Why it is closed; empty on a day with room."""
    decision: Decision

    @property
    def open(self) -> bool:
        """Is there something to take?"""
        return bool(self.windows)


def day_lines(
    now: OfficeNow, errand: Errand, *, at: datetime, lang: str, channel: str = "web"
) -> tuple[DayLine, ...]:
    """From today to the office's horizon; weekends and holidays are left out, closings are not."""
    today = at.astimezone(now.policy.tz).date()
    days = [today + timedelta(days=n) for n in range(now.file.visits.horizon_days + 1)]
    lines = [day_line(now, errand, day, at=at, lang=lang, channel=channel) for day in days]
    return tuple(
        each for each in lines if each.open or each.full
        or (each.decision.reason not in (Reason.NOT_WORKING_DAY, Reason.BEYOND_HORIZON)
        and not _over(each))
    )  # fmt: skip


def day_line(
    now: OfficeNow, errand: Errand, day: date, *, at: datetime, lang: str, channel: str = "web"
) -> DayLine:
    """One day with its free windows, or why it has none."""
    wish = errand.wish(day, channel=channel)
    found = day_to_choose(now, wish, day, at=at)
    names = now.file.names
    free = tuple(_window(place, names, lang) for place in found.places if place.free)
    windows = free if found.left != 0 else ()
    full = not windows and bool(found.places)
    return DayLine(
        day=day,
        key=day.isoformat(),
        words=day_in_words(day, lang),
        windows=windows,
        full=full,
        left=found.left,
        why=_("Nomor sudah habis.") if full else _why(found, wish, names, lang),
        decision=found.decision,
    )


def runs_of_closed(lines: Iterable[DayLine], lang: str) -> list[DayLine]:
    """Closed days in a row that say the same become one line, "Senin … sampai Jumat …"."""
    found: list[list[DayLine]] = []
    for line in lines:
        shut = not line.open and not line.full
        if shut and found and found[-1][0].why == line.why and not found[-1][0].open:
            found[-1].append(line)
        else:
            found.append([line])
    return [
        same[0] if len(same) == 1
        else replace(same[0], words=_("%(first)s sampai %(last)s") % {
            "first": same[0].words, "last": same[-1].words})
        for same in found
    ]  # fmt: skip


def day_of(now: OfficeNow, written: str, *, at: datetime) -> date | None:
    """The day of an address, if it lies between today and the horizon."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    today = at.astimezone(now.policy.tz).date()
    return day if 0 <= (day - today).days <= now.file.visits.horizon_days else None


def window_words(starts_at: datetime, ends_at: datetime, lang: str) -> str:
    """ "10.15-10.30 WIB", in the zone that the times carry."""
    spans = [clock_in_words(each.hour * 60 + each.minute, lang) for each in (starts_at, ends_at)]
    return f"{'–'.join(spans)} {starts_at.tzname()}"


def _window(place: Place, names: OfficeNames, lang: str) -> WindowLine:
    start, end = place.starts_at.astimezone(names.tz), place.ends_at.astimezone(names.tz)
    return WindowLine(start, f"{start:%H%M}", window_words(start, end, lang), place.free)


def _why(found: DayPlaces, wish: Wish, names: OfficeNames, lang: str) -> str:
    if found.places:
        return ""
    if found.decision.allowed:
        return _("Jam hari itu sudah lewat.")
    asked = visit_ask(wish, datetime.combine(found.day, time(8), names.tz))
    return explain(replace(found.decision, instead=(), next_opening=None), asked, names, lang)


def _over(line: DayLine) -> bool:
    return line.decision.allowed and not line.windows and not line.full
