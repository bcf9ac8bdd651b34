"""What the worker does, and how often. Read it from top to bottom: that is the order of a round."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lawang.people import audit


@dataclass(frozen=True, slots=True)
class Job:
    """One periodic job: at most every `seconds`, called with `at`, the office's present moment."""

    seconds: float
    run: Callable[[datetime], object]


def _seal(at: datetime) -> None:
    audit.seal(at=at)


JOBS: tuple[Job, ...] = (
    Job(60, _seal),  # a changed or missing audit event shows within a minute
)
