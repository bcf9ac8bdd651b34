"""One number per person, and limits that a broker meets and a family or a village does not."""

from datetime import datetime, timedelta

from django.db import connection

from lawang.offices.queries import OfficeNow
from lawang.people.sealing import box, finds
from lawang.visits.links import origin_of
from lawang.visits.models import ACTIVE, EMERGENCY, SERIES, Visit, VisitState
from lawang.visits.rules import rules_of
from lawang.visits.wishes import TooMany, Wish

DAY = timedelta(days=1)


# Asked for everybody in a rush: as plain SQL, which the ORM needs ten times as long to write.
MINE = """
SELECT id FROM visits_visit
WHERE office = %s AND {column} IN ({given}) AND state IN ({states}) {known} LIMIT %s
"""
STATES = ", ".join(f"'{state.value}'" for state in ACTIVE)


def held_by(wish: Wish) -> Visit | None:
    """The active number of this person for the same service, or from a pool of the same day."""
    if not wish.person:
        return None
    ids = _active(wish.office, "person_index", blinds_of("person", wish.person), 20)
    if not ids:
        return None
    found = list(Visit.objects.for_office(wish.office).filter(pk__in=ids).order_by("id"))
    for visit in found:
        if (visit.service, visit.activity) == (wish.service, wish.activity):
            return visit
    for visit in found:
        shared = visit.pool not in (SERIES, EMERGENCY)
        if shared and (visit.site, visit.day) == (wish.site, wish.day):
            return visit
    return None


def check_limits(now: OfficeNow, wish: Wish, *, at: datetime) -> None:
    """Raises `TooMany`; who stands at the desk is never stopped here.

    Soft limits: two requests at the same instant may pass the last one together.
    """
    if not wish.taker.remote:
        return
    rules = rules_of(now)
    if wish.phone:
        most = rules.numbers_per_phone
        phones = blinds_of("phone", wish.phone)
        if len(_active(wish.office, "phone_index", phones, most)) >= most:
            raise TooMany("phone_limit", limit=most)
    if wish.address:
        most = rules.numbers_per_address
        origin = [origin_of(wish.address, wish.day.isoformat())]
        if len(_active(wish.office, "origin", origin, most)) >= most:
            raise TooMany("address_limit", limit=most)
    if rules.no_show_days and wish.person:
        since = at.astimezone(now.policy.tz).date() - DAY * rules.no_show_days
        missed = Visit.objects.for_office(wish.office).filter(
            finds(Visit, "person_index", wish.person), state=VisitState.NO_SHOW, day__gte=since
        ).order_by("-day").first()  # fmt: skip
        if missed is not None:
            raise TooMany("no_show_pause", until=missed.day + DAY * rules.no_show_days)


def blinds_of(field: str, text: str) -> list[str]:
    """The blind indexes of a visit's `person` or `phone`, under every key."""
    return box().blinds(text, bind=f"visits.visit.{field}")


def _active(office: str, column: str, given: list[str], most: int) -> list[int]:
    """Ids of at most so many active visits of the office with one of these in the column."""
    # `origin <> ''` lets SQLite use the index that has only those.
    known = "AND origin <> ''" if column == "origin" else ""
    marks = ", ".join(["%s"] * len(given))
    statement = MINE.format(column=column, given=marks, states=STATES, known=known)
    with connection.cursor() as cursor:
        cursor.execute(statement, [office, *given, most])
        return [row[0] for row in cursor.fetchall()]
