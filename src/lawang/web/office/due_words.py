"""When an application is due, how old it is and where it stands, in the desk's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lawang.applications.models import Application
from lawang.applications.stages import READY, Stage
from lawang.offices.days_in_words import clock_in_words, day_in_words, moment_in_words
from lawang.policy.model import Policy

CLOCK = timedelta(hours=72)
DAYS_OF_CLOCK = 3
BOX = 24  # width of one day in the drawing of the clock

TAGS: Mapping[str, tuple[str, str]] = {
    Stage.DRAFT: ("", "file"),
    Stage.FILED: ("", "file"),
    Stage.NEEDS_FIX: ("is-wait", "clock"),
    Stage.CORRECTED: ("is-warn", "turn"),
    Stage.PROCESSING: ("", "next"),
    Stage.WAITING_EXTERNAL: ("is-wait", "clock"),
    Stage.READY_PICKUP: ("is-ok", "card"),
    Stage.READY_DOWNLOAD: ("is-ok", "file"),
    Stage.DONE: ("is-ok", "check"),
    Stage.REJECTED: ("is-closed", "cross"),
    Stage.CANCELLED: ("", "minus"),
    Stage.EXPIRED: ("", "minus"),
}
CHANNELS = {
    "web": "Web", "whatsapp": "WhatsApp", "phone": "Telepon", "collective": "Fasilitator",
    "counter": "Loket", "post": "Pos",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """The line about time; `days` are the drawn parts of a running clock (place, filled width)."""

    head: str
    detail: str = ""
    state: str = ""
    days: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A stage as a mark in a list."""

    word: str
    state: str
    icon: str


def tag(application: Application) -> Tag:
    """The stage with its colour and icon."""
    state, icon = TAGS[application.stage]
    return Tag(application.get_stage_display(), state, icon)


def due(application: Application, policy: Policy, at: datetime) -> Due:
    """What is due when, for the row of the inbox and the head of the application."""
    if application.clock_until is not None:
        return _clock(application.clock_until, policy, at)
    if application.sort_at is None:
        return Due("Selesai" if application.closed_at else "Belum dikirim")
    when = application.sort_at.astimezone(policy.tz)
    today = at.astimezone(policy.tz).date()
    if application.stage in READY:
        return Due(day_in_words(when.date(), short=True), "ditanya lagi kalau belum diambil")
    if application.stage == Stage.NEEDS_FIX:
        return Due(day_in_words(when.date(), short=True), "giliran warga")
    return _deadline(when, today, policy, at)


def _clock(until: datetime, policy: Policy, at: datetime) -> Due:
    left = until - at
    passed = max(0.0, min(1.0, 1 - left / CLOCK))
    filled = round(passed * BOX * DAYS_OF_CLOCK)
    days = tuple(
        ((BOX + 1) * day, max(0, min(BOX, filled - BOX * day))) for day in range(DAYS_OF_CLOCK)
    )
    local, today = until.astimezone(policy.tz), at.astimezone(policy.tz).date()
    when = f"{near_day(local.date(), today)} {clock_in_words(local.hour * 60 + local.minute)}"
    detail = f"Rawat inap 3 × 24 jam, {when} {local.tzname()}"
    if left <= timedelta(0):
        return Due(f"Lewat {span(-left)}", detail, "is-bad", days)
    return Due(f"Sisa {span(left)}", detail, "is-bad", days)


def _deadline(when: datetime, today: date, policy: Policy, at: datetime) -> Due:
    clock = f"sebelum {clock_in_words(when.hour * 60 + when.minute)} {when.tzname()}"
    if when <= at:
        late = _working_days(policy, when.date(), today)
        head = f"Lewat {late} hari kerja" if late else "Lewat hari ini"
        return Due(head, day_in_words(when.date()), "is-bad")
    if when.date() == today:
        return Due("Hari ini", clock)
    left = _working_days(policy, today, when.date())
    return Due(day_in_words(when.date(), short=True), f"{left} hari kerja lagi")


def _working_days(policy: Policy, first: date, last: date) -> int:
    """How many working days lie after the first, up to the last."""
    days = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return sum(1 for day in days if policy.working_day(day))


def near_day(day: date, today: date) -> str:
    """ "hari ini", "kemarin", "besok", or the day."""
    near = {0: "hari ini", 1: "besok", -1: "kemarin"}
    return near.get((day - today).days, day_in_words(day, short=True))


def near_moment(at: datetime, now: datetime, policy: Policy) -> str:
    """ "08.40", "kemarin 15.10", or day and time."""
    local, today = at.astimezone(policy.tz), now.astimezone(policy.tz).date()
    clock = clock_in_words(local.hour * 60 + local.minute)
    return clock if local.date() == today else f"{near_day(local.date(), today)} {clock}"


def full_moment(at: datetime, policy: Policy) -> str:
    """ "Senin, 18 Januari 2021 pukul 09.00 WIB"."""
    return moment_in_words(at.astimezone(policy.tz))


def span(length: timedelta) -> str:
    """ "4 menit", "9 jam 20 menit", "2 hari"."""
    minutes = int(length.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if hours >= 72:
        return f"{hours // 24} hari"
    if hours:
        return f"{hours} jam {rest} menit" if rest else f"{hours} jam"
    return f"{minutes} menit"


def age(since: datetime, at: datetime) -> str:
    """ "4 menit", "16 jam", "2 hari": one figure."""
    hours = int((at - since).total_seconds() // 3600)
    if hours >= 48:
        return f"{hours // 24} hari"
    return f"{hours} jam" if hours else f"{max(0, int((at - since).total_seconds() // 60))} menit"
