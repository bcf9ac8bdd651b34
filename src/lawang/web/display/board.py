"""What the hall screen shows: who is called, who is next, what is left, or why it is closed."""

from dataclasses import dataclass
from datetime import datetime

from lawang.offices.days_in_words import clock_in_words
from lawang.offices.queries import OfficeNow
from lawang.offices.today import OfficeToday, Said, office_today
from lawang.visits.models import Visit, VisitState
from lawang.visits.queries import queue_now
from lawang.web.citizen.notice_values import NoticeLine, notice_lines
from lawang.web.citizen.today_values import DoorView, door_view
from lawang.web.citizen.ways_values import WayLine, ways

MOST_SERVING, MOST_NEXT, MOST_NOTICES = 5, 6, 3


@dataclass(frozen=True, slots=True)
class Called:
    """A number at a counter. `key` changes with every call, so that a recall is heard again."""

    key: str
    number: str
    counter: str
    window: str


@dataclass(frozen=True, slots=True)
class Board:
    """The whole screen but the clock; equal boards are the same bytes."""

    door: DoorView
    now: Called | None
    serving: tuple[Called, ...]
    next: tuple[str, ...]
    waiting: int
    left: int | None
    limit: int | None
    notices: tuple[NoticeLine, ...]
    ways: tuple[WayLine, ...]

    @property
    def runs(self) -> bool:
        """Are numbers called, or about to be? Also after closing time, until the hall is empty."""
        return (
            not self.door.closed or self.waiting > 0 or bool(self.serving) or self.now is not None
        )


def board(now: OfficeNow, *, at: datetime, lang: str = "id") -> Board:
    """The screen of this office's main hall at `at`."""
    today = office_today(now, at=at)
    queue = queue_now(now.slug, at=at)
    called = [_called(visit, now) for visit in _at_counters(now, at)]
    return Board(
        door=door_view(now, today, lang),
        now=called[0] if called else None,
        serving=tuple(called[1 : MOST_SERVING + 1]),
        next=queue.next[:MOST_NEXT],
        waiting=queue.waiting,
        left=queue.left,
        limit=queue.limit,
        notices=notice_lines(_counters(today), now.file.names, lang)[:MOST_NOTICES],
        ways=ways(now, today.services, lang),
    )


def _at_counters(now: OfficeNow, at: datetime) -> list[Visit]:
    """Those called or being served today, the latest call first."""
    rows = Visit.objects.for_office(now.slug).filter(
        site="kantor",
        day=at.astimezone(now.policy.tz).date(),
        state__in=(VisitState.CALLED, VisitState.SERVING),
    )
    return list(rows.order_by("-called_at", "-id")[: MOST_SERVING + 1])


def _called(visit: Visit, now: OfficeNow) -> Called:
    tz = now.policy.tz
    start, end = visit.starts_at.astimezone(tz), visit.ends_at.astimezone(tz)
    spans = [clock_in_words(each.hour * 60 + each.minute) for each in (start, end)]
    return Called(
        f"{visit.pk}:{visit.calls}",
        visit.label,
        visit.counter,
        f"{'–'.join(spans)} {tz.tzname(None)}",
    )


def _counters(today: OfficeToday) -> list[Said]:
    return [each.counter for each in today.services if each.counter is not None]
