"""kill -9 in mid-send: every message reaches the gateway at most once, and none is forgotten."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from lawang.messaging import claims
from lawang.messaging.models import OutboxMessage, State
from lawang.messaging.sending import send_due
from tests.messaging.conftest import AT, put
from tests.messaging.stubs import SmsStub

REPOSITORY = Path(__file__).resolve().parents[2]
MESSAGES = 12
WORKER = """
import os
from datetime import datetime
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = os.environ["DATABASE_NAME"]
from lawang.messaging.sending import send_due
while send_due(at=datetime.fromisoformat(os.environ["AT"])):
    pass
"""


def _worker(sms: SmsStub) -> subprocess.Popen:
    """A worker of its own on the test's database, whose only way out is the stub."""
    environment = os.environ | {
        "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_NAME": str(connection.settings_dict["NAME"]),
        "AT": AT.isoformat(),
        "LAWANG_SMS_URL": sms.url,
        "LAWANG_SMS_TIMEOUT": "20",
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)


def _settle_down(at, most: int = 50) -> None:
    for turn in range(most):
        now = at + claims.LEASE * (turn + 1)
        if not (send_due(at=now) + claims.end_leases(at=now)):
            return


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before_the_kill", [1, 4])
def test_worker__killed_in_mid_send__at_most_once_outside_and_none_forgotten(
    depok, both_open, settings, sms, before_the_kill
) -> None:
    for number in range(MESSAGES):
        put(depok, number)
    connection.commit()
    sms.slow_after = before_the_kill
    worker = _worker(sms)
    assert sms.stuck.wait(30), "the worker never reached the gateway"
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    sms.release.set()
    sms.slow_after = None
    settings.LAWANG_SMS_TIMEOUT = 5.0
    assert OutboxMessage.objects.filter(state=State.SENDING).count() == 1

    _settle_down(AT + timedelta(seconds=1))

    arrived = Counter(message["id"] for message in sms.arrived)
    assert set(arrived.values()) == {1}
    states = Counter(OutboxMessage.objects.values_list("state", flat=True))
    assert states == {State.SENT: MESSAGES - 1, State.UNKNOWN: 1}
    assert len(arrived) == MESSAGES


@pytest.mark.django_db(transaction=True)
def test_two_workers__one_outbox__every_message_once(depok, both_open, sms) -> None:
    for number in range(MESSAGES * 3):
        put(depok, number)
    connection.commit()
    workers = [_worker(sms), _worker(sms)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    arrived = Counter(message["id"] for message in sms.arrived)
    assert len(arrived) == MESSAGES * 3
    assert set(arrived.values()) == {1}
    assert not OutboxMessage.objects.exclude(state=State.SENT).exists()
