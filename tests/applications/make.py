"""Builders of applications: invented people, drawn papers, an office from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFilter

from lawang.applications.drafts import Opened, open_by_link, save_answers, start_draft
from lawang.applications.links import digest
from lawang.applications.models import Application
from lawang.applications.photos import add_pages
from lawang.applications.sending import send
from lawang.offices import files
from lawang.offices.actions import load_offices, publish_period
from lawang.offices.drafts import Draft
from lawang.offices.file_periods import PeriodTexts
from lawang.offices.queries import office_now
from lawang.offices.words import Text
from lawang.people.audit import staff_actor
from lawang.policy.model import Channel, Period, Rule, Says

NOON = datetime.fromisoformat("2021-01-19T09:12:00+07:00")
"""Tuesday 19 January 2021, while the counter of Depok is closed."""

SARI = {
    "name": "Sari Melati",
    "nik": "3276015708900001",
    "kk_no": "3276011203150002",
    "birth_date": "1990-08-17",
    "phone": "+628000000112",
    "kelurahan": "32.76.06.1001",
}
"""The applicant: an invented woman, born 17 August 1990."""

KIS = SARI | {
    "represented": "no",
    "household_count": "4",
    "job": "Buruh harian",
    "income": "900000",
    "bpjs_status": "none",
    "ill": "no",
    "sktm_no": "",
    "note": "",
}
PAPERS = ("ktp-el", "kk", "sktm", "foto-rumah", "foto-rumah")


@dataclass(frozen=True, slots=True)
class Link:
    """A citizen's own link: the secret, and its digest that the actions take."""

    token: str

    @property
    def digest(self) -> str:
        return digest(self.token)

    @property
    def opened(self) -> Opened:
        return open_by_link(self.digest)

    @property
    def application(self) -> Application:
        return self.opened.application


def load(*slugs: str, at: datetime = NOON) -> None:
    """These offices, as their files say."""
    paths = [files.FOLDER / f"{slug}.toml" for slug in slugs or ("dinsos-depok",)]
    load_offices(
        files=[(files.read_office(path), path.read_text(encoding="utf-8")) for path in paths],
        at=at,
    )


def card(ink: int = 0, paper: int = 250, blur: float = 0, words: str = "SARI CONTOH") -> BinaryIO:
    """A drawn paper full of text, as a JPEG; other words make another picture."""
    picture = Image.new("RGB", (900, 600), (paper,) * 3)
    draw = ImageDraw.Draw(picture)
    for line in range(20):
        draw.text(
            (60, 20 + 28 * line), f"{words} {line:02d} PROVINSI CONTOH", (ink,) * 3, font_size=20
        )
    if blur:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    file.seek(0)
    return file


def draft(
    answers: Mapping[str, str] = KIS,
    *,
    office: str = "dinsos-depok",
    service: str = "kis",
    case: str = "baru",
    at: datetime = NOON,
) -> Link:
    """A draft with these answers and no photo."""
    _, token = start_draft(
        office=office, service=service, case=case, channel="web", language="id", at=at
    )
    link = Link(token)
    if answers:
        save_answers(link=link.digest, values=answers, at=at)
    return link


def photos(*papers: str) -> list[tuple[str, BinaryIO]]:
    """One drawn photo per paper named; a paper named twice has two different ones."""
    return [(paper, card(words=f"{paper} {place}")) for place, paper in enumerate(papers)]


def complete(at: datetime = NOON, **said: str) -> Link:
    """A draft with everything that sending needs."""
    link = draft(at=at, **said)
    add_pages(link=link.digest, photos=photos(*PAPERS), at=at)
    return link


def filed(at: datetime = NOON) -> Link:
    """A KIS application of Depok, sent."""
    link = complete(at)
    send(link=link.digest, consent=True, at=at)
    return link


def close_web(*, office: str = "dinsos-depok", at: datetime = NOON) -> None:
    """The office lays a period over its pile that closes the web from today on."""
    rule = Rule(channels=frozenset({Channel.WEB}), says=Says.CLOSED)
    today = at.date()
    period = Period("web-tutup", at, today, today + timedelta(days=2), (rule,))
    said = Text("Web tutup sementara.", "The website is closed for now.")
    texts = PeriodTexts("web-tutup", said, said, said)
    publish_period(
        office=office,
        draft=Draft(period, texts),
        seen_version=office_now(office).version,
        by=staff_actor(1),
        at=at,
    )
