"""kill -9 at any point: a number was shown and everything is there, or the draft is.

Two people pressing the button at once: one application.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import close_old_connections, connection

from lawang.applications import photos, storage
from lawang.applications.drafts import open_by_link
from lawang.applications.models import Application, PaperPage
from lawang.applications.sending import missing, send
from lawang.applications.stages import Stage
from lawang.messaging.models import OutboxMessage
from tests.applications import make
from tests.running import REPOSITORY

KILLS = 8
DRAFTS = 12


def environment() -> dict[str, str]:
    """The child writes into the database of this test."""
    now = connection.settings_dict
    where = {key: now[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    return os.environ | {
        "PYTHONPATH": f"{REPOSITORY}/src:{REPOSITORY}",
        "PYTHONUNBUFFERED": "1",
        "LAWANG_DATA": str(settings.LAWANG_DATA),
        "DATABASE": json.dumps({key: str(value or "") for key, value in where.items()}),
    }


def killed_after(seconds: float, links: list[str]) -> dict[str, str]:
    """File these in a process killed after some time; the numbers it had shown by then."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.applications.killed"],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=REPOSITORY,
    )  # fmt: skip
    assert child.stdin
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("".join(f"{link}\n" for link in links))
    child.stdin.flush()
    time.sleep(seconds)
    child.kill()
    said, _ = child.communicate()
    return dict(line.split() for line in said.splitlines() if len(line.split()) == 2)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_filing__killed_at_any_point__receipt_and_everything_or_the_draft():
    make.load()
    luck, receipts = random.Random(20210119), 0
    for _ in range(KILLS):
        links = [make.draft().digest for _ in range(DRAFTS)]
        shown = killed_after(luck.uniform(0.02, 0.8), links)
        receipts += len(shown)
        for link in links:
            application = Application.objects.get(token_digest=link)
            if link in shown:
                assert application.number == shown[link]
            if application.number:
                whole(application)
            else:
                assert application.stage == Stage.DRAFT
                photos.add_pages(link=link, photos=make.photos(*make.PAPERS), at=make.NOON)
                assert not missing(open_by_link(link), at=make.NOON)
                whole(send(link=link, consent=True, at=make.NOON))
    assert 0 < receipts < KILLS * DRAFTS  # some were killed in the middle, some were through


def whole(application: Application) -> None:
    """Every photo opens, the message and the event are there."""
    pages = PaperPage.objects.filter(paper__application=application)
    assert pages.count() == len(make.PAPERS)
    for page in pages:
        assert storage.read(page.original)[:2] == b"\xff\xd8"
    assert application.events.filter(kind="send").count() == 1
    assert OutboxMessage.objects.filter(about=f"application:{application.pk}").count() == 1


@pytest.mark.django_db(transaction=True)
def test_send__four_at_once__one_application_one_number():
    make.load()
    link = make.complete().digest
    gate = threading.Barrier(4)

    def press() -> str:
        try:
            gate.wait()
            return str(send(link=link, consent=True, at=make.NOON).number)
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(4) as presses:
        numbers = {each.result() for each in [presses.submit(press) for _ in range(4)]}
    assert len(numbers) == 1
    assert OutboxMessage.objects.count() == 1
    assert Application.objects.get().events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_add_pages__same_photo_four_times_at_once__one_page():
    make.load()
    link = make.draft().digest
    gate = threading.Barrier(4)

    def press() -> None:
        try:
            gate.wait()
            photos.add_pages(link=link, photos=make.photos("kk"), at=make.NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as presses:
        for each in [presses.submit(press) for _ in range(4)]:
            each.result()
    assert PaperPage.objects.count() == 1
