"""The invented town: about a hundred applications in every stage, over the five offices.

Everything goes through the real actions, at moments before the rehearsal's own, so timelines,
deadlines, audit trail and messages are what the office would have made of them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db.models import F

from lawang.applications import checking, correcting, drafts, holding, sending
from lawang.applications.links import digest
from lawang.applications.models import Application, Verdict
from lawang.applications.stages import Step
from lawang.cli.town_papers import Drawer, add_papers, send_again
from lawang.cli.town_people import Person, answers_for
from lawang.cli.town_visits import build_visits
from lawang.messaging.models import OutboxMessage, State
from lawang.offices.catalogue import Case, Service
from lawang.offices.queries import OfficeNow, office_now, offices
from lawang.people.staff import Role, Staff
from lawang.policy.decide import decide
from lawang.policy.model import Channel

SEED = 20210119
HOSPITAL = "rawat-inap"
CHANNELS = (
    Channel.WEB, Channel.WEB, Channel.WHATSAPP, Channel.PHONE, Channel.COLLECTIVE, Channel.COUNTER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """One application of the town: how long ago it was sent, and how far it has come."""

    hours: float
    deeds: tuple[str, ...] = ()
    hospital: bool = False


ASK = ("judge_one_wrong", "ask_correction")
CORRECT = ("judge_one_wrong", "ask_correction", "correct")
SCENES = (
    Scene(0.07), Scene(5), Scene(20), Scene(26), Scene(50), Scene(22, ("hold",)),
    Scene(190), Scene(15, (), hospital=True), Scene(8, ("hold",), hospital=True),
    Scene(30, ("judge_some", "hold")),
    Scene(72, ASK), Scene(150, ASK),
    Scene(70, CORRECT), Scene(76, (*CORRECT, "hold")),
    Scene(60, ("judge_all", "accept")), Scene(120, ("judge_all", "accept", "hold")),
    Scene(140, ("judge_all", "accept", "forward")),
    Scene(170, ("judge_all", "accept", "ready")),
    Scene(220, ("judge_all", "accept", "ready", "finish")),
    Scene(200, ("judge_all", "reject")), Scene(90, ("cancel",)), Scene(3, ("draft",)),
)  # fmt: skip


def build(*, at: datetime) -> int:
    """Fill every office that has officers; returns how many applications there are then."""
    random, drawer, serial = Random(SEED), Drawer(), 0
    for row in offices():
        now = office_now(row.slug)
        verifiers = Staff.objects.for_office(row.slug).filter(role=Role.VERIFIER).order_by("id")
        officers = list(verifiers.values_list("user_id", flat=True))
        for scene in SCENES if officers else ():
            serial += 1
            person = Person(random, now.file.region, serial)
            _play(Part(now, person, random.choice(officers), drawer, at), scene)
    drawer.sweep()
    build_visits(at=at)
    # Whoever held something yesterday holds it no more; the leases of this morning run.
    Application.objects.filter(held_until__lte=at).update(holder=None, held_until=None)
    OutboxMessage.objects.filter(state=State.WAITING).update(
        state=State.SENT, channel="console", attempts=1, sent_at=F("created_at")
    )
    return Application.objects.count()


@dataclass(frozen=True, slots=True)
class Part:
    """Who plays in a scene, and where."""

    office: OfficeNow
    person: Person
    officer: int
    drawer: Drawer
    at: datetime


def _play(part: Part, scene: Scene) -> None:
    sent_at = part.at - timedelta(hours=scene.hours)
    filed = _filed(part, sent_at, hospital=scene.hospital, send="draft" not in scene.deeds)
    if filed is None:
        return
    number, token = filed
    deeds = [deed for deed in scene.deeds if deed != "draft"]
    for place, deed in enumerate(deeds, start=1):
        when = sent_at + (part.at - sent_at) * place / (len(deeds) + 1)
        if deed == "hold":
            when = part.at - timedelta(minutes=15)
        DEEDS[deed](part, number, token, when)


def _filed(part: Part, at: datetime, *, hospital: bool, send: bool) -> tuple[str, str] | None:
    """File something that some channel takes then; None when the door was shut to all."""
    found = _open_door(part, at, hospital=hospital)
    if found is None:
        return None
    channel, service, case = found
    draft, token = drafts.start_draft(
        office=part.office.slug, service=service.key, case=case.key, channel=channel,
        language="id", at=at - timedelta(minutes=12),
    )  # fmt: skip
    answers = answers_for(case, part.person, at=at, tz=part.office.policy.tz)
    drafts.save_answers(link=digest(token), values=answers, at=at - timedelta(minutes=6))
    add_papers(draft.application, case.papers(answers), part.drawer, at=at)
    if not send:
        return "", token
    return str(sending.send(link=digest(token), consent=True, at=at).number), token


def _open_door(part: Part, at: datetime, *, hospital: bool) -> tuple[Channel, Service, Case] | None:
    """A channel, service and case that the policy takes at this moment."""
    random, pairs = part.person.random, _pairs(part, at)
    ill = [pair for pair in pairs if pair[1].key == HOSPITAL]
    wanted = ill if hospital and ill else [pair for pair in pairs if pair not in ill]
    random.shuffle(wanted)
    for service, case in wanted:
        for channel in (random.choice(CHANNELS), *CHANNELS):
            ask = sending.file_question(service.key, channel, at=at)
            if decide(part.office.policy, ask).allowed:
                return channel, service, case
    return None


def _pairs(part: Part, at: datetime) -> list[tuple[Service, Case]]:
    """Every service the office gives on that day, with each of its cases."""
    day = at.astimezone(part.office.policy.tz).date()
    every = [drafts.service_at(part.office, key, at=at) for key in part.office.file.services]
    return [(service, case) for service in every if service.active(day) for case in service.cases]


def _take(part: Part, number: str, at: datetime) -> None:
    holding.take(office=part.office.slug, number=number, user=part.officer, at=at)


def _judge(part: Part, number: str, at: datetime, *, wrong: int = 0, most: int = 99) -> None:
    _take(part, number, at)
    papers = Application.objects.for_office(part.office.slug).get(number=number).papers.all()
    wanted = [paper for paper in papers if paper.needed][:most]
    for place, paper in enumerate(wanted):
        reject = place < wrong
        checking.judge_paper(
            office=part.office.slug, number=number, paper=paper.pk, user=part.officer, at=at,
            verdict=Verdict.REJECTED if reject else Verdict.ACCEPTED,
            reason=part.person.random.choice(("cut_off", "blurred", "copy")) if reject else "",
        )  # fmt: skip


def _hold(part: Part, number: str, _token: str, at: datetime) -> None:
    _take(part, number, at)


def _some(part: Part, number: str, _token: str, at: datetime) -> None:
    _judge(part, number, at, most=1)


def _all(part: Part, number: str, _token: str, at: datetime) -> None:
    _judge(part, number, at)


def _one_wrong(part: Part, number: str, _token: str, at: datetime) -> None:
    _judge(part, number, at, wrong=1)


def _ask(part: Part, number: str, _token: str, at: datetime) -> None:
    _take(part, number, at)
    checking.ask_correction(office=part.office.slug, number=number, user=part.officer, at=at)


def _correct(part: Part, _number: str, token: str, at: datetime) -> None:
    application = drafts.open_by_token(token).application
    send_again(application, part.drawer, at=at)
    correcting.send_correction(link=digest(token), at=at)


def _accept(part: Part, number: str, _token: str, at: datetime) -> None:
    _take(part, number, at)
    checking.accept(office=part.office.slug, number=number, user=part.officer, at=at)


def _move(part: Part, number: str, step: Step, at: datetime, words: str = "") -> None:
    _take(part, number, at)
    checking.move(
        office=part.office.slug, number=number, step=step, words=words, user=part.officer, at=at
    )


def _forward(part: Part, number: str, _token: str, at: datetime) -> None:
    body = "Dinas Kesehatan" if part.office.file.kind == "dinsos" else "Ditjen Dukcapil"
    _move(part, number, Step.FORWARD, at, body)


def _ready(part: Part, number: str, token: str, at: datetime) -> None:
    fetched = drafts.open_by_token(token).service.product.pickup
    _move(part, number, Step.READY_PICKUP if fetched else Step.READY_DOWNLOAD, at)


def _finish(part: Part, number: str, _token: str, at: datetime) -> None:
    _move(part, number, Step.FINISH, at)


def _reject(part: Part, number: str, _token: str, at: datetime) -> None:
    _take(part, number, at)
    checking.reject(
        office=part.office.slug, number=number, user=part.officer, at=at,
        words="Alamat di KK berada di luar wilayah kami.",
        way_out="Mohon ajukan di kantor tempat KK Bapak/Ibu terdaftar.",
    )  # fmt: skip


def _cancel(_part: Part, _number: str, token: str, at: datetime) -> None:
    correcting.cancel(link=digest(token), at=at)


DEEDS = {
    "hold": _hold, "judge_some": _some, "judge_all": _all, "judge_one_wrong": _one_wrong,
    "ask_correction": _ask, "correct": _correct, "accept": _accept, "forward": _forward,
    "ready": _ready, "finish": _finish, "reject": _reject, "cancel": _cancel,
}  # fmt: skip
