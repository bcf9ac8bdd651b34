"""The invented town at the counter: numbers taken for the days ahead, and the day as far as it is.

Everything through the real actions, at moments before the rehearsal's own.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from lawang.cli.town_people import Person
from lawang.common.refusal import Refusal
from lawang.offices.queries import OfficeNow, office_now, offices
from lawang.people.audit import CITIZEN, Actor, staff_actor
from lawang.people.staff import Role, Staff
from lawang.policy.model import Activity
from lawang.visits import calling, desk
from lawang.visits.asking import day_to_choose
from lawang.visits.booking import take
from lawang.visits.models import AT_COUNTER, INSIDE, PROMISED, Priority, Visit
from lawang.visits.wishes import Wish

SEED = 20210122
DAYS_AHEAD = 2
SHARE = 0.65
"""Of a day's room that is taken when the rehearsal begins."""
MOST_PEOPLE = 10
PRIORITIES = ("", "", "", "", Priority.ELDERLY, Priority.PREGNANT, Priority.SMALL_CHILD)
RESULTS = ("done", "done", "papers_taken", "come_back")


@dataclass(frozen=True, slots=True)
class Counter:
    """One office's counter on one day."""

    now: OfficeNow
    day: date
    officer: Actor
    user: int
    random: Random
    at: datetime

    def moment(self, hour: int, minute: int = 0) -> datetime:
        """A time of the day in the office's zone."""
        return datetime.combine(self.day, time(hour, minute), self.now.policy.tz)


def build_visits(*, at: datetime) -> int:
    """Numbers from yesterday to three days ahead, wherever doors are open; returns how many."""
    random, serial, made = Random(SEED), 500, 0
    for row in offices():
        now = office_now(row.slug)
        officer = Staff.objects.for_office(row.slug).filter(role=Role.FRONT_DESK).first()
        if officer is None:
            continue
        today = at.astimezone(now.policy.tz).date()
        for ahead in range(-1, DAYS_AHEAD + 1):
            day = today + timedelta(days=ahead)
            who = officer.user_id
            counter = Counter(now, day, staff_actor(who), who, random, at)
            wanted, got = _wanted(counter), 0
            for _ in range(wanted * 3):
                serial += 1
                got += _number(counter, Person(random, now.file.region, serial))
                if got >= wanted:
                    break
            made += got
            if ahead <= 0:
                _play(counter)
    return made


def _wanted(counter: Counter) -> int:
    """How many people want to come: a share of the room, a few where there is no quota."""
    wish = _wish(counter, counter.now.file.services[0], None)
    seen = day_to_choose(counter.now, wish, counter.day, at=_taken_at(counter))
    room = seen.left if seen.left is not None else sum(place.free for place in seen.places)
    return min(MOST_PEOPLE, int(room * SHARE)) if room else 3


def _number(counter: Counter, person: Person) -> int:
    random = counter.random
    service = random.choice(counter.now.file.services)
    pickup = random.random() < 0.3
    wish = _wish(counter, service, person, pickup=pickup)
    at = _taken_at(counter) + timedelta(seconds=random.randrange(60, 3000))
    seen = day_to_choose(counter.now, wish, counter.day, at=at)
    free = [place for place in seen.places if place.free]
    if not free or at >= counter.at:
        return 0
    starts_at = random.choice(free).starts_at
    try:
        take(wish=_wish(counter, service, person, pickup=pickup, starts_at=starts_at),
             by=CITIZEN, at=at)  # fmt: skip
    except Refusal:
        return 0
    return 1


def _wish(
    counter: Counter, service: str, person: Person | None, *, pickup: bool = False,
    starts_at: datetime | None = None, channel: str = "",
) -> Wish:  # fmt: skip
    random, now = counter.random, counter.now
    return Wish(
        office=now.slug, service=service, day=counter.day, starts_at=starts_at,
        person=person.nik() if person else "", name=person.name() if person else "",
        phone="+62" + person.phone.replace("-", "")[1:] if person else "",
        activity=(Activity.PICKUP if pickup else Activity.VISIT).value,
        channel=channel or random.choice(("web", "web", "web", "phone")),
        priority=str(random.choice(PRIORITIES)) if person else "",
        facts={"files_confirmed": True},
        filed_at=counter.moment(8) - timedelta(days=12) if pickup else None,
    )  # fmt: skip


def _taken_at(counter: Counter) -> datetime:
    """The evening before, or a morning of this week for a day still far ahead."""
    return min(counter.moment(7) - timedelta(hours=13), counter.at - timedelta(hours=2))


def _play(counter: Counter) -> None:
    """The day until now, minute by five minutes: people come, counters call and finish."""
    visits = list(
        Visit.objects.for_office(counter.now.slug)
        .filter(day=counter.day, state__in=PROMISED).order_by("starts_at", "id")
    )  # fmt: skip
    comes = {
        visit.pk: visit.starts_at + timedelta(minutes=counter.random.randrange(-6, 9))
        for visit in visits if counter.random.random() < 0.9
    }  # fmt: skip
    until = min(counter.at, counter.moment(16))
    moment = counter.moment(7, 40)
    while moment <= until:
        for visit in visits:
            came = comes.get(visit.pk)
            if came is not None and moment - timedelta(minutes=5) < came <= moment:
                desk.check_in(visit=visit, by=counter.officer, at=moment)
        if _anybody_inside(counter):
            _serve(counter, moment)
        moment += timedelta(minutes=5)
    if until == counter.at >= counter.moment(8):
        _in_the_hall(counter)
    if visits and until >= counter.moment(9, 45):
        _others(counter)


def _anybody_inside(counter: Counter) -> bool:
    inside = Visit.objects.for_office(counter.now.slug).filter(day=counter.day, state__in=INSIDE)
    return inside.exists()


def _serve(counter: Counter, at: datetime) -> None:
    """Each counter: finish after its time and call the next, else start."""
    minutes = counter.now.file.visits.service_minutes
    for number in range(1, counter.now.file.visits.counters + 1):
        busy = Visit.objects.for_office(counter.now.slug).filter(
            counter=str(number), state__in=AT_COUNTER).first()  # fmt: skip
        try:
            if busy is not None and busy.served_at is None:
                calling.start(visit=busy, by=counter.officer, at=at)
                continue
            since = busy.served_at if busy is not None else None
            if busy is not None and since and at - since >= timedelta(minutes=minutes):
                result = counter.random.choice(RESULTS)
                calling.finish(visit=busy, result=result, by=counter.officer, at=at)
                busy = None
            if busy is None:
                calling.call_next(
                    office=counter.now.slug, counter=str(number), by=counter.officer, at=at
                )
        except calling.CallRefused:
            continue


def _in_the_hall(counter: Counter) -> None:
    """A few who are early sit and wait, and one is called, so that the screen has a number."""
    soon = counter.at + timedelta(minutes=90)
    early = Visit.objects.for_office(counter.now.slug).filter(
        day=counter.day, state__in=PROMISED, starts_at__gt=counter.at - timedelta(minutes=30),
        starts_at__lte=soon,
    ).order_by("starts_at", "id")  # fmt: skip
    for place, visit in enumerate(early[:4]):
        desk.check_in(visit=visit, by=counter.officer, at=counter.at - timedelta(minutes=2 + place))
    _serve(counter, counter.at - timedelta(minutes=1))


def _others(counter: Counter) -> None:
    """A few who came without a number, or too late."""
    for place, reason in enumerate(("no_number", "late", "papers")):
        desk.turn_away(
            office=counter.now.slug, entry_key=f"geladi-{counter.day}-{place}", reason=reason,
            by=counter.user, at=counter.moment(9, 5 + 9 * place), had_number=reason == "late",
        )  # fmt: skip
