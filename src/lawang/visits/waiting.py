"""The waiting list of a day: freed places are offered in order, and offers expire."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from lawang.messaging.quiet import not_before
from lawang.offices.queries import OfficeNow, office_now
from lawang.people.audit import LAWANG, record
from lawang.people.sealing import finds
from lawang.policy.model import Answer
from lawang.visits.asking import choice, day_to_choose
from lawang.visits.limits import held_by
from lawang.visits.links import WAITING, id_of
from lawang.visits.models import Waiting
from lawang.visits.placing import place_visit
from lawang.visits.rules import rules_of
from lawang.visits.telling import tell_visit
from lawang.visits.wishes import Full, HasNumber, NotThere, TicketRefused, Wish, wish_of

SOONEST = timedelta(minutes=30)
"""A place that begins sooner is offered to nobody: they would not be there in time."""


def join(*, wish: Wish, at: datetime) -> Waiting:
    """Stand at the end of the waiting list of `wish.day`; twice is the same as once.

    Raises `HasNumber`, or `TicketRefused` for a day on which the door is closed.
    """
    now = office_now(wish.office)
    if held_by(wish) is not None:
        raise HasNumber()
    seen = day_to_choose(now, wish, wish.day, at=at)
    if seen.decision.answer is not Answer.OPEN or not seen.places:
        raise TicketRefused(seen.decision)
    if (found := _waits(wish)) is not None:
        return found
    try:
        with transaction.atomic():
            return Waiting.objects.create(
                office_id=wish.office, site=wish.site, service=wish.service,
                activity=wish.activity, channel=wish.channel, day=wish.day, person=wish.person,
                name=wish.name, phone=wish.phone, language=wish.language, priority=wish.priority,
                application_number=wish.application_number, filed_at=wish.filed_at,
                facts={k: v for k, v in wish.facts.items() if isinstance(v, bool)}, made_at=at,
            )  # fmt: skip
    except IntegrityError:
        if (found := _waits(wish)) is None:
            raise
        return found


def leave(*, token: str, at: datetime) -> Waiting:
    """No longer wait; twice is the same as once. Raises `NotThere`."""
    row = waiting_of(token)
    Waiting.objects.filter(pk=row.pk, over_at=None).update(over_at=at)
    row.refresh_from_db()
    return row


def waiting_of(token: str) -> Waiting:
    """Who waits under this link. Raises `NotThere`."""
    id = id_of(token, kind=WAITING)
    row = Waiting.objects.filter(pk=id).first() if id is not None else None
    if row is None:
        raise NotThere()
    return row


def rank(row: Waiting) -> int:
    """How many wait before this person (0: the next)."""
    before = Waiting.objects.for_office(row.office_id).filter(
        site=row.site, day=row.day, over_at=None, id__lt=row.id
    )
    return before.count()


def offer_freed(now: OfficeNow, *, site: str, day: date, at: datetime) -> int:
    """Offer free places of the day to those who wait, in order; returns how many.

    Call it in the transaction that freed a place, so that nobody slips in between.
    """
    line = Waiting.objects.for_office(now.slug).filter(site=site, day=day, over_at=None)
    offered = 0
    for row in line.order_by("id").iterator():
        try:
            with transaction.atomic():
                offered += _offer(now, row, at)
        except Full as full:
            if full.code == "pool_full":
                break  # nothing left for anybody behind
        except (TicketRefused, IntegrityError):
            Waiting.objects.filter(pk=row.pk, over_at=None).update(over_at=at)
    return offered


def end_old_lists(*, at: datetime) -> int:
    """Nobody waits for a day that is over; returns how many stop. A worker's job."""
    ended = 0
    rows = Waiting.objects.filter(over_at=None)
    for slug, day in rows.values_list("office", "day").distinct():
        if day < at.astimezone(office_now(slug).policy.tz).date():
            ended += rows.filter(office=slug, day=day).update(over_at=at)
    return ended


def _offer(now: OfficeNow, row: Waiting, at: datetime) -> int:
    """One offer, inside a savepoint; 0 when somebody else has just served this person."""
    if Waiting.objects.filter(pk=row.pk, over_at=None).update(over_at=at) != 1:
        return 0
    wish = wish_of(row, day=row.day)
    begin = not_before(at, now.policy.tz)
    for place, decision in choice(now, wish, at=at):
        if place.starts_at < begin + SOONEST:
            continue
        until = min(begin + timedelta(minutes=rules_of(now).offer_minutes), place.starts_at)
        visit = place_visit(now, wish, place, decision, at=at, offered_until=until)
        Waiting.objects.filter(pk=row.pk).update(visit=visit)
        record(office=now.slug, at=at, by=LAWANG, act="place_offered", subject=f"visit:{visit.pk}")
        tell_visit(now, visit, "visit_offer", at=at)
        return 1
    raise Full("window_full")


def _waits(wish: Wish) -> Waiting | None:
    mine = Waiting.objects.for_office(wish.office).filter(
        finds(Waiting, "person_index", wish.person), over_at=None, site=wish.site, day=wish.day
    )
    return mine.filter(service=wish.service, activity=wish.activity).first()
