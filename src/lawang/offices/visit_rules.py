"""How an office runs its counter, as values from its file: windows, hall, release, fairness."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Batch:
    """From this minute, that many days before the visit, this share of the numbers is out."""

    days_before: int
    minute: int
    percent: int


@dataclass(frozen=True, slots=True)
class VisitRules:
    """The counter's data, from `[kunjungan]` of the office's file; minutes are minutes.

    The order of calling: a booked person from the beginning of the own window (too late: from
    arrival), a walk-in from arrival, and who has priority `priority_minutes` sooner. So nobody
    waits behind everybody who came later, and priority never empties the hall of others.
    """

    window_minutes: int = 30
    service_minutes: int = 10
    """How long one person takes, until the day's own measurements say more."""
    counters: int = 3
    hall_limit: int = 20
    """People inside at once."""
    horizon_days: int = 14
    grace_minutes: int = 15
    """How long after its window a place is kept."""
    walk_in_reserve: int = 0
    priority_reserve: int = 0
    """Numbers of a pool kept for walk-ins, and for people with priority."""
    batches: tuple[Batch, ...] = ()
    """Empty: all numbers are out from the first day of the horizon."""
    offer_minutes: int = 60
    """How long a freed place is kept for the first on the waiting list."""
    confirm_before: bool = False
    """Places not confirmed by 20.00 the evening before are given to others."""
    priority_minutes: int = 20
    no_show_days: int = 0
    """Days without a new number from home after not coming (0: none)."""
    numbers_per_phone: int = 5
    """Active numbers one phone may hold: it may serve a family, not a broker."""
    numbers_per_address: int = 40
    """Numbers a day from one network address: a village's wifi has one for everybody."""

    @property
    def window_places(self) -> int:
        """How many people an arrival window can serve without filling the hall."""
        served = self.counters * self.window_minutes // self.service_minutes
        return max(1, min(self.hall_limit, served))

    def released(self, limit: int, *, days_before: int, minute: int) -> int:
        """How many of a day's numbers are out at this minute, so many days before the visit."""
        if not self.batches:
            return limit
        shares = [
            batch.percent
            for batch in self.batches
            if (-batch.days_before, batch.minute) <= (-days_before, minute)
        ]
        return limit * max(shares, default=0) // 100
