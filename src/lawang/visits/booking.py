"""Taking, moving and giving back a number: one action for web, phone, chat and front desk.

All draw on the same pools by conditional statements, so of any rush exactly as many win as there
are places; a number is bound to a person, so a retry gets the same one.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from lawang.offices.queries import OfficeNow, office_now
from lawang.people.audit import Actor, record
from lawang.visits.asking import choice, may_take
from lawang.visits.drawing import hold_rows
from lawang.visits.ending import end
from lawang.visits.limits import check_limits, held_by
from lawang.visits.links import id_of
from lawang.visits.models import PROMISED, Visit, VisitState
from lawang.visits.placing import PileChanged, one_writer, place_visit, same_pile
from lawang.visits.telling import tell_again, tell_visit
from lawang.visits.waiting import offer_freed
from lawang.visits.wishes import Full, HasNumber, NotThere, Taken, Wish, wish_of

TRIES = 3
"""How often the policy is asked again because the pile changed meanwhile."""


def take(*, wish: Wish, by: Actor, at: datetime) -> Taken:
    """A number in this window, or the one this person holds already.

    Raises `TicketRefused` (policy), `Full`, `HasNumber`, `TooMany`. Safe to repeat: one active
    number per person and service, and one per pool and day.
    """
    for _ in range(TRIES):
        now = office_now(wish.office)
        if (held := held_by(wish)) is not None:
            return _again(held, wish, at)
        may_take(now, wish, at=at)
        check_limits(now, wish, at=at)
        try:
            return Taken(_first_free(now, wish, by, at))
        except PileChanged:
            continue
        except IntegrityError:
            # Somebody took a number for the same person at the same moment.
            if (held := held_by(wish)) is None:
                raise
            return _again(held, wish, at)
    raise Full("pool_full")


def move(*, token: str, day: date, starts_at: datetime | None, by: Actor, at: datetime) -> Taken:
    """Another window: the old place is given back only together with the new one.

    Raises `NotThere`, `TicketRefused`, `Full`; then the old number stays.
    """
    old = visit_of(token)
    if old.state not in PROMISED:
        raise NotThere("over")
    if (old.day, old.starts_at) == (day, starts_at):
        return Taken(old, again=True)
    wish = wish_of(old, day=day, starts_at=starts_at)
    now = office_now(wish.office)
    may_take(now, wish, at=at)
    mine = dict.fromkeys(old.draws, 1) if old.day == day else {}
    found = choice(now, wish, at=at, mine=mine)
    with transaction.atomic():
        same_pile(now)
        places = [(old.day, pool) for pool in old.draws]
        hold_rows(office=old.office_id, site=old.site, places=[*places, (day, old.pool)])
        end(old, VisitState.MOVED, by=by, at=at)
        visit = place_visit(now, wish, *found[0], at=at)
        Visit.objects.filter(pk=old.pk).update(moved_to=visit)
        record(office=wish.office, at=at, by=by, act="number_moved", subject=f"visit:{visit.pk}")
        tell_visit(now, visit, "visit_moved", at=at)
        offer_freed(now, site=old.site, day=old.day, at=at)
    return Taken(visit)


def cancel(*, token: str, by: Actor, at: datetime) -> Visit:
    """Give the place back; twice is the same as once. Raises `NotThere`."""
    visit = visit_of(token)
    if visit.state == VisitState.CANCELLED:
        return visit
    now = office_now(visit.office_id)
    with transaction.atomic():
        end(visit, VisitState.CANCELLED, by=by, at=at, only=PROMISED)
        tell_visit(now, visit, "visit_cancelled", at=at)
        offer_freed(now, site=visit.site, day=visit.day, at=at)
    return visit


def confirm(*, token: str, at: datetime) -> Visit:
    """I will come; also takes an offer of the waiting list. Raises `NotThere`."""
    visit = visit_of(token)
    with transaction.atomic():
        rows = Visit.objects.filter(pk=visit.pk, state__in=PROMISED)
        if visit.offered_until is not None:
            rows = rows.filter(offered_until__gte=at)
        told = {"state": VisitState.BOOKED, "confirmed_at": at, "offered_until": None}
        if rows.update(**told) != 1:
            raise NotThere("over")
    visit.refresh_from_db()
    return visit


def visit_of(token: str) -> Visit:
    """The visit that this link opens, the newest after moves. Raises `NotThere`."""
    id = id_of(token)
    visit = Visit.objects.filter(pk=id).first() if id is not None else None
    if visit is None:
        raise NotThere()
    while visit.moved_to is not None:
        visit = visit.moved_to
    return visit


def _first_free(now: OfficeNow, wish: Wish, by: Actor, at: datetime) -> Visit:
    """A place in the first window that still has one when it comes to writing."""
    full = Full("pool_full")
    for place, decision in choice(now, wish, at=at):
        try:
            with one_writer(), transaction.atomic():
                same_pile(now)
                visit = place_visit(now, wish, place, decision, at=at)
                record(
                    office=wish.office, at=at, by=by, act="number_taken",
                    subject=f"visit:{visit.pk}",
                )  # fmt: skip
                tell_visit(now, visit, "visit_booked", at=at)
                return visit
        except Full as refused:
            full = refused
            if full.code != "window_full":
                break
    raise full


def _again(held: Visit, wish: Wish, at: datetime) -> Taken:
    """The number this person has; a stranger who merely knows the NIK learns nothing more.

    Raises `HasNumber`.
    """
    if wish.phone and wish.phone == held.phone:
        return Taken(held, again=True)
    with transaction.atomic():
        tell_again(office_now(held.office_id), held, at=at)
    raise HasNumber()
