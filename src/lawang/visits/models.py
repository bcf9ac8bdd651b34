"""The tables of the visits module."""

from lawang.visits.rows import (
    ACTIVE,
    AT_COUNTER,
    EMERGENCY,
    INSIDE,
    PROMISED,
    SERIES,
    PoolDay,
    Priority,
    Visit,
    VisitState,
)
from lawang.visits.waiting_rows import TurnedAway, Waiting

__all__ = [
    "ACTIVE",
    "AT_COUNTER",
    "EMERGENCY",
    "INSIDE",
    "PROMISED",
    "SERIES",
    "PoolDay",
    "Priority",
    "TurnedAway",
    "Visit",
    "VisitState",
    "Waiting",
]
