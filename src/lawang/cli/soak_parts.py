"""What the processes of `./lawang bench soak` do: file, work, and look whether all is there."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from io import BytesIO
from random import Random
from typing import BinaryIO

from lawang.applications import checking, drafts, holding, photos, sending, storage
from lawang.applications.links import digest
from lawang.applications.models import Application, PageState, PaperPage, Verdict
from lawang.applications.stages import OPEN, Step, StepRefused
from lawang.cli.town_papers import drawing
from lawang.cli.town_people import Person, answers_for
from lawang.common import clock
from lawang.common.secretbox import CannotOpen

OFFICER = 1
SERVICE, CASE = "kis", "baru"


def set_up(office: str) -> None:
    """A new database with one office."""
    from lawang.cli import prepare
    from lawang.offices import files
    from lawang.offices.actions import load_offices
    from lawang.offices.installation import Installation

    prepare.migrate()
    Installation.objects.create(kind="rehearsal", created_at=clock.real_now())
    path = files.FOLDER / f"{office}.toml"
    read = (files.read_office(path), path.read_text(encoding="utf-8"))
    load_offices(files=[read], at=clock.now())


def file_on(office: str, write_down: Callable[..., None]) -> None:
    """File until killed; says when a draft was begun and when a receipt was shown."""
    random = Random()
    while True:
        at = clock.now()
        person = Person(random, "32.76", random.randrange(1, 9_000))
        draft, token = drafts.start_draft(
            office=office, service=SERVICE, case=CASE, channel="web", language="id", at=at
        )
        answers = answers_for(draft.case, person, at=at, tz=draft.office.policy.tz)
        drafts.save_answers(link=digest(token), values=answers, at=at)
        write_down("draft", token)
        sent: list[tuple[str, BinaryIO]] = [
            (need.paper.key, BytesIO(drawing(need.paper.key)[0] + random.randbytes(8)))
            for need in draft.case.papers(answers)
            for _ in range(need.least)
        ]
        photos.add_pages(link=digest(token), photos=sent, at=at)
        write_down("photos", token, str(len(sent)))
        done = sending.send(link=digest(token), consent=True, at=clock.now())
        write_down("sent", token, str(done.number), str(len(sent)))


def work(office: str) -> None:
    """Take, judge, decide until killed; what was left half done is taken up again."""
    import time

    while True:
        mine = Application.objects.for_office(office).filter(holder=OFFICER, stage__in=OPEN)
        found = mine.first() or holding.take_next(office=office, user=OFFICER, at=clock.now())
        if found is None:
            time.sleep(0.2)
            continue
        _carry_on(office, found)


def _carry_on(office: str, application: Application) -> None:
    """All papers right, accepted, done."""
    number = str(application.number)
    # Cleaning has its own tests; here the pictures count as looked at.
    PaperPage.objects.filter(paper__application=application).update(state=PageState.CLEAN)
    try:
        holding.take(office=office, number=number, user=OFFICER, at=clock.now())
        for paper in application.papers.filter(needed=True, verdict=Verdict.UNCHECKED):
            checking.judge_paper(
                office=office,
                number=number,
                user=OFFICER,
                paper=paper.pk,
                verdict=Verdict.ACCEPTED,
                at=clock.now(),
            )
        if application.stage in ("filed", "corrected"):
            checking.accept(office=office, number=number, user=OFFICER, at=clock.now())
        checking.move(office=office, number=number, user=OFFICER, step=Step.FINISH, at=clock.now())
    except StepRefused:
        pass  # killed between a step and the next: already further


def check(written: Iterable[list[str]]) -> int:
    """Every line written down must still be true; says what is missing. Gives the exit code."""
    lost, lines = [], list(written)
    for kind, token, *rest in lines:
        found = Application.objects.filter(token_digest=digest(token)).first()
        if found is None or not found.answers:
            lost.append(f"{kind}: the draft is gone")
        elif kind == "photos" and not _all_there(found, int(rest[0])):
            lost.append(f"photos of {found.pk} are not all there")
        elif kind == "sent" and (found.number != rest[0] or not _all_there(found, int(rest[1]))):
            lost.append(f"receipt {rest[0]} is not all there")
    half = Application.objects.filter(number__isnull=False, filed_at=None).count()
    twice = len({line[2] for line in lines if line[0] == "sent"}) != sum(
        line[0] == "sent" for line in lines
    )
    events = {application.events.filter(kind=Step.SEND).count() for application in _some_sent()}
    print(f"{len(lines)} things shown, {len(lost)} lost, {half} half filed, twice: {twice}")
    for line in lost[:20]:
        print(line)
    return 0 if not (lost or half or twice) and events <= {1} else 1


def _some_sent() -> list[Application]:
    recent = Application.objects.filter(number__isnull=False).order_by("-id")
    return list(recent.filter(filed_at__gte=clock.now() - timedelta(days=2))[:1000])


def _all_there(application: Application, count: int) -> bool:
    """As many pages as were sent, each with its sealed file opening."""
    pages = list(PaperPage.objects.filter(paper__application=application))
    try:
        return len(pages) == count and all(storage.read(page.original) for page in pages)
    except (FileNotFoundError, CannotOpen):
        return False
