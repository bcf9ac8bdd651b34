"""People inside over a day, as a drawing made here: a bar per quarter of an hour."""

from dataclasses import dataclass

from lawang.offices.days_in_words import clock_in_words
from lawang.offices.queries import OfficeNow
from lawang.visits.reports import DayReport

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 240, 34, 28, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One quarter of an hour."""

    x: float
    y: float
    width: float
    height: float
    clock: str
    people: int
    label: bool
    """Is its time written below?"""
    over: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers for the template to draw."""

    width: int
    height: int
    floor: float
    bars: tuple[Bar, ...]
    limit_y: float
    limit: int
    most: int
    said: str
    """The drawing in a sentence, for those who do not see it."""


def day_chart(now: OfficeNow, report: DayReport) -> Chart | None:
    """The chart, or None for a day on which nobody was inside."""
    if not report.inside:
        return None
    top = max(report.hall_limit, report.most_inside)
    floor = HEIGHT - BOTTOM
    scale = (floor - TOP) / top
    step = (WIDTH - LEFT) / len(report.inside)
    bars = []
    for place, each in enumerate(report.inside):
        local = each.at.astimezone(now.policy.tz)
        high = round(each.people * scale, 1)
        bars.append(Bar(
            round(LEFT + place * step + 1, 1), round(floor - high, 1), round(step - 2, 1), high,
            clock_in_words(local.hour * 60 + local.minute), each.people,
            local.minute == 0 or place == 0, each.people > report.hall_limit,
        ))  # fmt: skip
    busiest = max(bars, key=lambda bar: bar.people)
    said = (
        f"Orang di dalam per 15 menit, dari {bars[0].clock} sampai {bars[-1].clock}. "
        f"Paling banyak {report.most_inside} orang, sekitar pukul {busiest.clock}. "
        f"Batas ruang {report.hall_limit}."
    )
    return Chart(
        WIDTH, HEIGHT, floor, tuple(bars), round(floor - report.hall_limit * scale, 1),
        report.hall_limit, report.most_inside, said,
    )  # fmt: skip
