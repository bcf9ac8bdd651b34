"""How long the wait will be: from the day's measured service times, with a prior that is sane.

The office's `menit_layanan` counts like five people measured; each person served today pulls
the figure to what is true today. Erlang's C stands for planning walk-ins, not for booked slots.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

PRIOR_PEOPLE = 5
LONGEST_MINUTES = 120
"""A visit nobody finished by button does not teach that service takes all day."""


def service_minutes(measured: Sequence[float], prior: float) -> float:
    """Minutes one person takes, by today's measurements and the office's own figure."""
    believed = [min(max(each, 0.5), LONGEST_MINUTES) for each in measured]
    return (prior * PRIOR_PEOPLE + sum(believed)) / (PRIOR_PEOPLE + len(believed))


def expected_at(
    *, before: int, counters: int, minutes: float, at: datetime, not_before: datetime
) -> datetime:
    """When somebody with so many people before is called, to five minutes, never too early.

    `before` counts those at the counters too: half of their time is over on average.
    """
    wait = before * minutes / max(1, counters)
    moment = max(at + timedelta(minutes=wait), not_before)
    over = moment.minute % 5 * 60 + moment.second + moment.microsecond / 1e6
    return moment + timedelta(seconds=300 - over if over else 0)


def erlang_c(*, per_hour: float, minutes: float, counters: int) -> tuple[float, float] | None:
    """Chance to wait, and mean wait in minutes, for walk-ins; None: the line only grows.

    Closed form (handbook, performance.md 1.8): Poisson arrivals, nobody leaves.
    """
    load = per_hour * minutes / 60
    if load >= counters:
        return None
    blocked = 1.0  # Erlang B, by its stable recursion
    for servers in range(1, counters + 1):
        blocked = load * blocked / (servers + load * blocked)
    waits = blocked / (1 - load / counters * (1 - blocked))
    return waits, waits * minutes / (counters - load)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which this share lies (nearest rank); None of nothing."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
