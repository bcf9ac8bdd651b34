"""One number per person, and limits that a broker meets and a family or a village does not."""

from datetime import datetime, timedelta

from lawang.offices.queries import OfficeNow
from lawang.people.sealing import finds
from lawang.visits.links import origin_of
from lawang.visits.models import ACTIVE, EMERGENCY, SERIES, Visit, VisitState
from lawang.visits.rules import rules_of
from lawang.visits.wishes import TooMany, Wish

DAY = timedelta(days=1)


def held_by(wish: Wish) -> Visit | None:
    """The active number of this person for the same service, or from a pool of the same day."""
    if not wish.person:
        return None
    active = Visit.objects.for_office(wish.office).filter(
        finds(Visit, "person_index", wish.person), state__in=ACTIVE
    )
    found = list(active.order_by("id")[:20])
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
    mine = Visit.objects.for_office(wish.office)
    if wish.phone:
        held = mine.filter(finds(Visit, "phone_index", wish.phone), state__in=ACTIVE)
        if held[: rules.numbers_per_phone].count() >= rules.numbers_per_phone:
            raise TooMany("phone_limit", limit=rules.numbers_per_phone)
    if wish.address:
        same = mine.filter(origin=origin_of(wish.address, wish.day.isoformat()), state__in=ACTIVE)
        if same[: rules.numbers_per_address].count() >= rules.numbers_per_address:
            raise TooMany("address_limit", limit=rules.numbers_per_address)
    if rules.no_show_days and wish.person:
        since = at.astimezone(now.policy.tz).date() - DAY * rules.no_show_days
        missed = mine.filter(
            finds(Visit, "person_index", wish.person), state=VisitState.NO_SHOW, day__gte=since
        ).order_by("-day").first()  # fmt: skip
        if missed is not None:
            raise TooMany("no_show_pause", until=missed.day + DAY * rules.no_show_days)
