"""Offices, officers and applications for tests, made through the real actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth import get_user_model

from lawang.applications import drafts, sending
from lawang.applications.links import digest
from lawang.applications.models import Application
from lawang.cli.town_papers import Drawer, add_papers
from lawang.cli.town_people import Person, answers_for
from lawang.offices import files
from lawang.offices.actions import load_offices
from lawang.people.staff import Role, Staff

AT = datetime.fromisoformat("2021-01-19T09:00+07:00")
DEPOK, BOGOR, LEBAK = "dinsos-depok", "disdukcapil-bogor", "dinsos-lebak"


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed application with the secret of its link."""

    number: str
    token: str
    office: str

    @property
    def now(self) -> Application:
        """As the database has it at this moment."""
        return Application.objects.for_office(self.office).get(number=self.number)


def load(*slugs: str) -> None:
    """Load these offices."""
    paths = [files.FOLDER / f"{slug}.toml" for slug in slugs]
    load_offices(
        files=[(files.read_office(path), path.read_text(encoding="utf-8")) for path in paths],
        at=AT - timedelta(days=400),
    )


def officer(name: str, office: str = DEPOK, role: str = Role.VERIFIER) -> int:
    """An account of one officer; gives its id."""
    user = get_user_model().objects.create_user(name.lower(), password="rahasia-sekali")
    Staff.objects.create(user=user, office=office, role=role, name=name)
    return int(user.pk)


def file(
    office: str = DEPOK, service: str = "kis", case: str = "baru", *,
    at: datetime = AT - timedelta(hours=2), serial: int = 1, channel: str = "web",
) -> Filed:  # fmt: skip
    """A filed application whose papers are there and clean."""
    draft, token = drafts.start_draft(
        office=office, service=service, case=case, channel=channel, language="id", at=at
    )
    person = Person(Random(serial), draft.office.file.region, serial)
    answers = answers_for(draft.case, person, at=at, tz=draft.office.policy.tz)
    drafts.save_answers(link=digest(token), values=answers, at=at)
    drawer = Drawer()
    add_papers(draft.application, draft.case.papers(answers), drawer, at=at)
    drawer.sweep()
    done = sending.send(link=digest(token), consent=True, at=at)
    return Filed(str(done.number), token, office)
