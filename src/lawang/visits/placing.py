"""Giving a place: draw from the pools and write the visit, in the caller's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock

from django.db import connection

from lawang.offices.queries import OfficeNow
from lawang.people.inserting import insert
from lawang.policy.model import Decision
from lawang.visits.asking import ceilings, full_code
from lawang.visits.drawing import PoolFull, draw
from lawang.visits.links import origin_of
from lawang.visits.models import Visit, VisitState
from lawang.visits.places import Place, window_pool
from lawang.visits.rules import letter_of
from lawang.visits.wishes import Full, Wish


class PileChanged(Exception):
    """The policy was changed after it was asked: ask again."""


def same_pile(now: OfficeNow) -> None:
    """Hold the office's policy as it was asked until this transaction ends.

    A change of the pile waits for us, or we see it here; so nobody is placed at a time that the
    pile calls closed when the place is written. Raises `PileChanged`.
    """
    share = " FOR SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT policy_version FROM offices_office WHERE slug = %s{share}", [now.slug]
        )
        found = cursor.fetchone()
    if found is None or found[0] != now.version:
        raise PileChanged()


@contextmanager
def one_writer() -> Iterator[None]:
    """One at a time of this process, where the database has one writer anyway.

    SQLite's waiters poll and starve each other for seconds (handbook, performance.md 1.4).
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with _writing:
            yield
    else:
        yield


_writing = Lock()


def place_visit(
    now: OfficeNow,
    wish: Wish,
    place: Place,
    decision: Decision,
    *,
    at: datetime,
    offered_until: datetime | None = None,
) -> Visit:
    """A visit in this window with the next number of its pool. Raises `Full`; roll back then."""
    main, limits = ceilings(now, wish, decision, at=at)
    limits[window_pool(place.starts_at)] = place.limit
    visit = unplaced(now, wish, pool=main, at=at)
    visit.starts_at, visit.ends_at = place.starts_at, place.ends_at
    if offered_until is not None:
        visit.state, visit.offered_until = VisitState.OFFERED, offered_until
    return number_visit(visit, limits)


def unplaced(now: OfficeNow, wish: Wish, *, pool: str, at: datetime) -> Visit:
    """The visit of this wish, with the letter of its pool, before a number is drawn."""
    return Visit(
        office_id=wish.office,
        site=wish.site,
        service=wish.service,
        activity=wish.activity,
        channel=wish.channel,
        day=wish.day,
        starts_at=at,
        ends_at=at,
        pool=pool,
        letter=letter_of(now.policy, pool, wish.day),
        person=wish.person,
        name=wish.name,
        phone=wish.phone,
        origin=origin_of(wish.address, wish.day.isoformat()),
        language=wish.language,
        priority=wish.priority,
        application_number=wish.application_number,
        facts={key: value for key, value in wish.facts.items() if isinstance(value, bool)},
        filed_at=wish.filed_at,
        made_at=at,
        entry_key=wish.entry_key,
    )


def number_visit(visit: Visit, limits: dict[str, int]) -> Visit:
    """Draw, and write the visit with its number. Raises `Full`; roll back then."""
    visit.sequence = draw_for(visit, limits)[visit.pool]
    insert(visit)
    return visit


def draw_for(visit: Visit, limits: dict[str, int]) -> dict[str, int]:
    """Draw one place in each pool for this visit. Raises `Full`; roll back then."""
    try:
        drawn = draw(office=visit.office_id, site=visit.site, day=visit.day, limits=limits)
    except PoolFull as full:
        pool = str(full.facts["pool"])
        raise Full(full_code(pool), pool=pool) from None
    visit.draws = sorted(limits)
    return drawn
