"""The front desk: who has come, walk-ins, emergencies, and who was turned away and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from lawang.common.refusal import Refusal
from lawang.offices.queries import OfficeNow, office_now
from lawang.people.audit import Actor, record
from lawang.policy.decide import decide, judge
from lawang.policy.model import Answer
from lawang.visits.asking import ceilings
from lawang.visits.booking import TRIES
from lawang.visits.limits import held_by
from lawang.visits.models import EMERGENCY, INSIDE, TurnedAway, Visit, VisitState
from lawang.visits.passes import read_pass
from lawang.visits.placing import PileChanged, draw_for, number_visit, same_pile, unplaced
from lawang.visits.rules import VisitRules, rules_of
from lawang.visits.wishes import DESK, Full, NotThere, TicketRefused, Wish, visit_ask, wish_of

REASONS = (
    "closed",
    "no_number",
    "sold_out",
    "late",
    "papers",
    "other_office",
    "hall_full",
    "other",
)
"""Why somebody was turned away."""
SYNC_BEHIND = timedelta(hours=18)
SYNC_AHEAD = timedelta(minutes=5)


class DeskRefused(Refusal):
    """Codes: `other_day` (fact `day`), `over` (fact `state`), `reason_missing`, `approver_missing`,
    `unknown_reason`, `wrong_moment`.
    """


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Who is in; `again`: was in already (a replayed QR). `late`: the place was not kept."""

    visit: Visit
    again: bool = False
    late: bool = False


def find_today(*, office: str, typed: str, today: date, site: str = "kantor") -> Visit:
    """The visit of a pass from a QR, or of a label such as `a 27`. Raises `BadPass`, `NotThere`."""
    mine = Visit.objects.for_office(office)
    if "|" in typed:
        shown = read_pass(typed, office=office, today=today)
        visit = mine.filter(pk=shown.visit).first()
    else:
        signs = typed.strip().upper().replace("-", "").replace(" ", "")
        number = signs[1:]
        visit = None
        if signs[:1].isalpha() and number.isascii() and number.isdigit() and len(number) < 7:
            same = mine.filter(site=site, day=today, letter=signs[0], sequence=int(number))
            visit = same.first()
    while visit is not None and visit.moved_to is not None:
        visit = visit.moved_to
    if visit is None:
        raise NotThere()
    return visit


def check_in(
    *, visit: Visit, by: Actor, at: datetime, synced_at: datetime | None = None
) -> CheckedIn:
    """This person is here since `at`; the same pass shown again changes nothing.

    `synced_at`: the office's present moment when the desk had no line at `at`; a clock that is
    wrong by more than five minutes ahead, or a day behind, is not believed. Who comes before
    the window waits for it, who comes after the grace stands in line from now on; a place that
    was given up meanwhile is drawn again. Raises `DeskRefused`, `Full`.
    """
    at = _believed(at, synced_at)
    now = office_now(visit.office_id)
    rules = rules_of(now)
    if visit.day != at.astimezone(now.policy.tz).date():
        raise DeskRefused("other_day", day=visit.day)
    late = at >= visit.ends_at + timedelta(minutes=rules.grace_minutes)
    may_come = (VisitState.BOOKED, VisitState.OFFERED, VisitState.NO_SHOW)
    with transaction.atomic():
        if visit.state == VisitState.NO_SHOW and not visit.draws:
            _draw_again(now, visit, at)
        rows = Visit.objects.filter(pk=visit.pk, state__in=may_come)
        come = rows.update(
            state=VisitState.ARRIVED, arrived_at=at, ended_at=None, offered_until=None,
            fair_at=fair_moment(visit, rules, at),
        )  # fmt: skip
        if come:
            record(
                office=visit.office_id, at=at, by=by, act="checked_in",
                subject=f"visit:{visit.pk}",
            )  # fmt: skip
    visit.refresh_from_db()
    if not come and visit.state not in (*INSIDE, VisitState.DONE):
        raise DeskRefused("over", state=visit.state)
    return CheckedIn(visit, again=not come, late=late)


def fair_moment(visit: Visit, rules: VisitRules, at: datetime) -> datetime:
    """The place in the order of calling of somebody who comes at `at` (see `VisitRules`)."""
    kept_until = visit.ends_at + timedelta(minutes=rules.grace_minutes)
    booked = visit.channel != "counter" and at < kept_until
    moment = visit.starts_at if booked else at
    if visit.emergency:
        return visit.starts_at - timedelta(hours=12)
    return moment - timedelta(minutes=rules.priority_minutes if visit.priority else 0)


def walk_in(*, wish: Wish, by: Actor, at: datetime) -> Visit:
    """A number for somebody who stands here, in the hall at once; `wish.channel` is `counter`.

    Draws on the same pools as everybody, arrival windows aside; open now is what counts. The
    same `entry_key`, or a number this person holds for today, gives that visit. Raises
    `TicketRefused`, `Full`.
    """
    for _ in range(TRIES):
        now = office_now(wish.office)
        if (found := _entered(wish)) is not None:
            return found
        held = held_by(wish)
        if held is not None and held.day == wish.day:
            return held if held.state in INSIDE else check_in(visit=held, by=by, at=at).visit
        decision = judge(now.policy, visit_ask(wish, at))
        if decision.answer is not Answer.OPEN:
            raise TicketRefused(decide(now.policy, visit_ask(wish, at)))
        main, limits = ceilings(now, wish, decision, at=at)
        try:
            return _enter(now, unplaced(now, wish, pool=main, at=at), limits, by, at)
        except PileChanged:
            continue
        except IntegrityError:
            if (found := _entered(wish) or held_by(wish)) is None:
                raise
            return found
    raise Full("pool_full")


def emergency(*, wish: Wish, reason: str, approved_by: int, by: Actor, at: datetime) -> Visit:
    """Let in outside the quota and outside the hours, called first, counted apart.

    Raises `DeskRefused` without a reason or an approver. The reason is sealed; the trail says
    who approved.
    """
    if not reason.strip():
        raise DeskRefused("reason_missing")
    if not approved_by:
        raise DeskRefused("approver_missing")
    if (found := _entered(wish)) is not None:
        return found
    now = office_now(wish.office)
    visit = unplaced(now, wish, pool=EMERGENCY, at=at)
    visit.emergency_reason, visit.approved_by = reason.strip(), approved_by
    try:
        return _enter(now, visit, {EMERGENCY: 1_000_000}, by, at, act="emergency_let_in")
    except IntegrityError:
        if (found := _entered(wish) or held_by(wish)) is None:
            raise
        return found


def turn_away(
    *, office: str, entry_key: str, reason: str, by: int, at: datetime, site: str = "kantor",
    service: str = "", had_number: bool = False, was_told: bool = False,
    visit: Visit | None = None, synced_at: datetime | None = None,
) -> TurnedAway:  # fmt: skip
    """Somebody was not let in: note why, once per `entry_key`. Raises `DeskRefused`."""
    if reason not in REASONS:
        raise DeskRefused("unknown_reason")
    row = TurnedAway(
        office_id=office, site=site, at=_believed(at, synced_at), by=by, service=service,
        reason=reason, had_number=had_number, was_told=was_told, visit=visit, entry_key=entry_key,
    )  # fmt: skip
    TurnedAway.objects.bulk_create([row], ignore_conflicts=True)
    return TurnedAway.objects.for_office(office).get(entry_key=entry_key)


def mark_identity(*, visit: Visit, officer: int, at: datetime, by: Actor) -> None:
    """The officer has compared face and KTP (before a paper is handed over)."""
    with transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(identity_by=officer)
        record(
            office=visit.office_id, at=at, by=by, act="identity_checked",
            subject=f"visit:{visit.pk}",
        )  # fmt: skip
    visit.identity_by = officer


def _draw_again(now: OfficeNow, visit: Visit, at: datetime) -> None:
    """The place of somebody late was freed: there must be room once more. Raises `Full`."""
    wish = replace(wish_of(visit, day=visit.day), channel=DESK)
    decision = judge(now.policy, visit_ask(wish, visit.starts_at))
    _, limits = ceilings(now, wish, decision, at=at)
    draw_for(visit, limits)
    Visit.objects.filter(pk=visit.pk).update(draws=visit.draws)


def _enter(
    now: OfficeNow, visit: Visit, limits: dict[str, int], by: Actor, at: datetime,
    *, act: str = "walked_in",
) -> Visit:  # fmt: skip
    """Number somebody who is in the hall already."""
    rules = rules_of(now)
    visit.ends_at = at + timedelta(minutes=rules.window_minutes)
    visit.state, visit.arrived_at = VisitState.ARRIVED, at
    visit.fair_at = fair_moment(visit, rules, at)
    with transaction.atomic():
        same_pile(now)
        number_visit(visit, limits)
        record(office=now.slug, at=at, by=by, act=act, subject=f"visit:{visit.pk}")
    return visit


def _entered(wish: Wish) -> Visit | None:
    if not wish.entry_key:
        return None
    return Visit.objects.for_office(wish.office).filter(entry_key=wish.entry_key).first()


def _believed(at: datetime, synced_at: datetime | None) -> datetime:
    if synced_at is None:
        return at
    if not synced_at - SYNC_BEHIND <= at <= synced_at + SYNC_AHEAD:
        raise DeskRefused("wrong_moment")
    return min(at, synced_at)
