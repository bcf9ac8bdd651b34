from datetime import datetime
from pathlib import Path

import pytest

from lawang.messaging.actions import enqueue
from lawang.messaging.channel import Recipient
from lawang.messaging.library import message
from lawang.offices.actions import load_offices
from lawang.offices.files import read_office_text
from lawang.offices.installation import Installation
from tests.messaging.stubs import SmsStub, SmtpStub

OFFICES = Path(__file__).resolve().parents[2] / "offices"
AT = datetime.fromisoformat("2026-11-23T09:00+07:00")
BOTH = Recipient(phone="+628000000123", email="siti@example.org")


@pytest.fixture
def depok(db) -> str:
    """The office of Depok, in the database."""
    path = OFFICES / "dinsos-depok.toml"
    text = path.read_text(encoding="utf-8")
    load_offices(files=[(read_office_text(text, path), text)], at=AT)
    return "dinsos-depok"


@pytest.fixture
def production(db) -> None:
    Installation.objects.create(kind="production", created_at=AT)


@pytest.fixture
def sms():
    stub = SmsStub()
    yield stub
    stub.close()


@pytest.fixture
def smtp():
    stub = SmtpStub()
    yield stub
    stub.close()


@pytest.fixture
def both_open(production, settings, sms, smtp) -> None:
    """A real office with SMS first and e-mail second, both leading to stubs."""
    settings.LAWANG_SMS_URL = sms.url
    settings.LAWANG_SMS_TIMEOUT = 0.3
    settings.LAWANG_SMTP_URL = smtp.url
    settings.LAWANG_MAIL_FROM = "lawang@example.org"


def put(office: str, number: int = 1, *, to: Recipient = BOTH, at: datetime = AT, **more):
    """One received-message in the outbox."""
    return enqueue(
        office=office,
        event=f"application:{number}:received",
        person="citizen:1",
        key="application_received",
        facts=message("application_received").samples,
        recipient=to,
        about=f"application:{number}",
        at=at,
        **more,
    )
