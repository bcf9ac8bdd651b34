"""What is known of a day's numbers for the door in front of the rush: only what says no to all.

The door may be a second behind, so it never says yes; and it knows nothing of conditions, so
where a rule asks for one it says nothing at all.
"""

from dataclasses import dataclass
from datetime import date, datetime

from lawang.offices.queries import OfficeNow, UnknownOffice, office_now
from lawang.policy.decide import judge
from lawang.policy.model import Activity, Answer, Channel
from lawang.visits.asking import ceilings, day_to_choose, may_take
from lawang.visits.drawing import used
from lawang.visits.limits import blinds_of
from lawang.visits.models import ACTIVE, Visit
from lawang.visits.wishes import REGISTERED, TicketRefused, Wish, visit_ask


@dataclass(frozen=True, slots=True)
class RushState:
    """Why nobody gets a number just now, and who has one already."""

    version: int
    """Of the policy that said so."""
    no: str = ""
    """`closed`, `not_yet`, `sold_out`, or "" while there may be one."""
    no_ordinary: str = ""
    """The same for people without priority."""
    full_windows: frozenset[str] = frozenset()
    """Windows without room, as 0830."""
    holders: frozenset[str] = frozenset()
    """Blind indexes of the people who hold a number: their retry is let through."""


def rush_state(
    *, office: str, service: str, activity: str, day: date, site: str, at: datetime
) -> RushState | None:
    """What can be said at `at` of this day to everybody; None: nothing, ask the action."""
    try:
        now = office_now(office)
    except UnknownOffice:
        return None
    if service not in now.file.services or activity not in set(Activity):
        return None
    wish = Wish(office, service, day, person="", activity=activity, site=site)
    if _conditional(now, wish):
        return None
    seen = day_to_choose(now, wish, day, at=at)
    no = no_ordinary = ""
    try:
        may_take(now, wish, at=at)
    except TicketRefused:
        no = "not_yet"
    if not seen.places:
        no = "closed"
    elif seen.left == 0:
        no = "sold_out"
    elif not no:
        no_ordinary = _ordinary(now, wish, at)
    full = frozenset(
        f"{place.starts_at.astimezone(now.policy.tz):%H%M}"
        for place in seen.places
        if not place.free
    )
    return RushState(now.version, no, no_ordinary or no, full, _holders(wish))


def person_indexes(person: str) -> list[str]:
    """What a holder is known by, under every key."""
    return blinds_of("person", person)


def _ordinary(now: OfficeNow, wish: Wish, at: datetime) -> str:
    """Full for who has no priority, though a reserve is left."""
    seen = day_to_choose(now, wish, wish.day, at=at).places
    decision = judge(now.policy, visit_ask(wish, seen[0].starts_at))
    if decision.answer is not Answer.OPEN:
        return ""
    _, limits = ceilings(now, wish, decision, at=at)
    counted = used(office=wish.office, site=wish.site, day=wish.day)
    return "sold_out" if any(counted.get(p, 0) >= most for p, most in limits.items()) else ""


def _conditional(now: OfficeNow, wish: Wish) -> bool:
    """Does any rule of that day ask something of the person?"""
    return any(
        condition.fact != REGISTERED
        for period in now.policy.in_force(wish.day)
        for rule in period.rules
        if rule.covers(wish.service, Channel.COUNTER, Activity(wish.activity), wish.site)
        for condition in rule.conditions
    )


def _holders(wish: Wish) -> frozenset[str]:
    """Everybody with an active number of this office for the day, or for the service."""
    mine = Visit.objects.for_office(wish.office).filter(state__in=ACTIVE)
    today = mine.filter(day=wish.day).values_list("person_index", flat=True)
    same = mine.filter(service=wish.service, activity=wish.activity)
    return frozenset((*today, *same.values_list("person_index", flat=True))) - {""}
