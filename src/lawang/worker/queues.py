"""The worker's part in the queues: offers, confirmations, late places, days that are over."""

from datetime import datetime

from lawang.visits import evening, waiting


def end_promises(at: datetime) -> int:
    """Offers and unconfirmed numbers go to the next."""
    return evening.end_promises(at=at) + evening.free_late_places(at=at)


def ask_confirmations(at: datetime) -> int:
    """The day before, where the office wants it."""
    return evening.ask_confirmations(at=at)


def end_days(at: datetime) -> int:
    """Yesterday's queues and waiting lists are closed."""
    return evening.end_days(at=at) + waiting.end_old_lists(at=at)
