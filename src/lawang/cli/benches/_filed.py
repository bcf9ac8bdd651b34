"""Applications for `bench intake` and `bench tracking`, in a process of its own: python -m … WORDS.

`drafts N` fills a new database with Depok and N complete drafts without photos, and prints a line
`token id consent-version` for each. `filed` prints how many are sent with three photos whose files
are there. `seed N` fills a new database with N filed applications instead, and prints lines
`number birth-date cookie` for some of them, spread over all.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from random import Random
from typing import BinaryIO

from lawang.cli import prepare
from lawang.common import clock
from lawang.start import start_django

OFFICE, SERVICE, CASE = "dinsos-depok", "kis", "rawat-inap"
PAPERS = ("ktp-el", "kk", "surat-rawat")
TEMPLATES = 20
ASKED_FOR = 2_000


def make() -> None:
    """A new database with one office."""
    prepare.migrate()
    from lawang.offices import files
    from lawang.offices.actions import load_offices
    from lawang.offices.installation import Installation

    Installation.objects.create(kind="rehearsal", created_at=clock.real_now())
    path = files.FOLDER / f"{OFFICE}.toml"
    load_offices(
        files=[(files.read_office(path), path.read_text(encoding="utf-8"))], at=clock.now()
    )


def drafts(count: int) -> Iterator[str]:
    """Drafts with every answer given, all in one transaction."""
    from django.db import transaction

    from lawang.applications.drafts import save_answers, start_draft
    from lawang.applications.links import digest
    from lawang.applications.sending import CONSENT_VERSION
    from lawang.cli.town_people import Person, answers_for

    random, at = Random(1), clock.now()
    with transaction.atomic():
        for serial in range(count):
            draft, token = start_draft(
                office=OFFICE, service=SERVICE, case=CASE, channel="web", language="id", at=at
            )
            person = Person(random, "32.76", serial)
            answers = answers_for(draft.case, person, at=at, tz=draft.office.policy.tz)
            save_answers(link=digest(token), values=answers, at=at)
            yield f"{token} {draft.application.pk} {CONSENT_VERSION}"


def filed() -> int:
    """Sent, with three photos each, every file on the disk."""
    from lawang.applications.models import Application, PaperPage
    from lawang.applications.storage import path_of

    there: dict[int, int] = {}
    pages = PaperPage.objects.values_list("paper__application_id", "original")
    for application, name in pages:
        there[application] = there.get(application, 0) + path_of(name).is_file()
    sent = Application.objects.filter(number__isnull=False).values_list("pk", flat=True)
    return sum(there.get(pk) == len(PAPERS) for pk in sent)


def seed(count: int) -> Iterator[str]:
    """Copies of a few really filed applications, each with its own number; papers and events too.

    Sealed bytes are used again: a seal is bound to the column, not to the row.
    """
    from django.core import signing

    from lawang.applications.models import Application
    from lawang.applications.tracking import SALT
    from lawang.cli.benches import _copies

    for line in list(drafts(TEMPLATES)):
        _file(line.split()[0])
    born = {row.pk: row.answers["birth_date"] for row in Application.objects.order_by("pk")}
    copied = _copies.numbered(count, list(born))
    yield from (
        f"{number} {born[template]} {signing.dumps(number, salt=SALT)}"
        for _, number, _, template in _copies.make(copied, every=max(1, count // ASKED_FOR))
    )


def _file(token: str) -> None:
    from lawang.applications.links import digest
    from lawang.applications.photos import add_pages
    from lawang.applications.sending import send
    from lawang.cli.town_papers import drawing

    sent: list[tuple[str, BinaryIO]] = [(each, BytesIO(drawing(each)[0])) for each in PAPERS]
    add_pages(link=digest(token), photos=sent, at=clock.now())
    send(link=digest(token), consent=True, at=clock.now())


def main(words: list[str]) -> int:
    """One of the three."""
    start_django()
    if words[0] == "filed":
        print(filed())
        return 0
    make()
    for line in (drafts if words[0] == "drafts" else seed)(int(words[1])):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
