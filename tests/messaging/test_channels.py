"""One contract for every channel: taken, refused for good, refused for now, nobody knows."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from lawang.messaging.channel import Outgoing, Recipient, SendFailed, SendUnclear
from lawang.messaging.channels import open_channels
from lawang.messaging.console.channel import ConsoleChannel
from lawang.messaging.email.channel import EmailChannel, read_url
from lawang.messaging.sms.channel import Gateway, SmsChannel

TO = Recipient(phone="+628000000123", email="siti@example.org")
MESSAGE = Outgoing("17", TO, "Dinas Sosial", "Permohonan", "Bapak/Ibu, sudah kami terima.")
REFUSED = {"sms": "400", "email": "550"}
BUSY = {"sms": ("500", "429", "503"), "email": ("450",)}
UNCLEAR = {"sms": ("slow", "cut", "502", "504"), "email": ("slow", "cut")}


class Bench:
    """A channel with the stub behind it; `console` has none."""

    def __init__(self, name, sms, smtp):
        self.name = name
        self.stub: Any = {"sms": sms, "email": smtp}.get(name)
        self.channel: Any = {
            "console": lambda: ConsoleChannel(),
            "sms": lambda: SmsChannel(Gateway(sms.url, timeout=0.3)),
            "email": lambda: EmailChannel(read_url(smtp.url), sender="Lawang <kantor@example.org>"),
        }[name]()


@pytest.fixture(params=["console", "sms", "email"])
def bench(request, sms, smtp) -> Bench:
    return Bench(request.param, sms, smtp)


def test_channel__supplier_takes_it__sent_once(bench: Bench) -> None:
    sent = bench.channel.send(MESSAGE)
    assert sent.provider_id
    if bench.stub:
        assert len(bench.stub.arrived) == 1


def test_channel__supplier_refuses_for_good__permanent(bench: Bench) -> None:
    if bench.stub:
        bench.stub.mood = REFUSED[bench.name]
        with pytest.raises(SendFailed) as failed:
            bench.channel.send(MESSAGE)
        assert failed.value.permanent
        assert failed.value.reason


def test_channel__supplier_busy__not_permanent(bench: Bench) -> None:
    for mood in BUSY.get(bench.name, ()):
        bench.stub.mood = mood
        with pytest.raises(SendFailed) as failed:
            bench.channel.send(MESSAGE)
        assert not failed.value.permanent, mood


def test_channel__answer_never_comes__unclear(bench: Bench) -> None:
    for mood in UNCLEAR.get(bench.name, ()):
        bench.stub.mood = mood
        with pytest.raises(SendUnclear):
            bench.channel.send(MESSAGE)


def test_channel__nobody_listens__failed_and_not_permanent(bench: Bench) -> None:
    if bench.stub:
        bench.stub.close()
        with pytest.raises(SendFailed) as failed:
            bench.channel.send(MESSAGE)
        assert not failed.value.permanent


def test_channel__no_address__cannot_reach(bench: Bench) -> None:
    assert bench.channel.can_reach(TO)
    assert not bench.channel.can_reach(Recipient())


def test_channel__any_failure__reason_without_the_address(bench: Bench) -> None:
    if bench.stub:
        bench.stub.mood = REFUSED[bench.name]
        with pytest.raises(SendFailed) as failed:
            bench.channel.send(MESSAGE)
        assert "0000123" not in failed.value.reason
        assert "siti" not in failed.value.reason


def test_console__message__logged_with_a_masked_number(caplog) -> None:
    with caplog.at_level(logging.INFO):
        ConsoleChannel().send(MESSAGE)
    assert "0000123" not in caplog.text
    assert "Permohonan" in caplog.text


def test_email__letter__has_subject_body_and_a_stable_id(smtp) -> None:
    channel = EmailChannel(read_url(smtp.url), sender="kantor@example.org")
    channel.send(replace(MESSAGE, body="Satu\nDua"))
    (letter,) = smtp.arrived
    assert "Subject: Permohonan" in letter
    assert "Message-ID: <lawang-17@example.org>" in letter
    assert "Satu\nDua" in letter


def test_sms__template__values_put_in_as_they_are(sms) -> None:
    gateway = Gateway(sms.url, body='{"m": [{"to": "{to}", "isi": "SMS: {text}", "n": 1}]}')
    SmsChannel(gateway).send(replace(MESSAGE, body='kutip " dan {to}'))
    assert sms.arrived == [{"m": [{"to": "+628000000123", "isi": 'SMS: kutip " dan {to}', "n": 1}]}]


@pytest.mark.parametrize("url", ["", "http://x", "smtp://"])
def test_smtp_url__wrong__says_what_to_write(url) -> None:
    with pytest.raises(ValueError, match="LAWANG_SMTP_URL"):
        read_url(url)


def _everything_configured(settings) -> None:
    settings.LAWANG_SMS_URL = "http://127.0.0.1:9/"
    settings.LAWANG_SMTP_URL = "smtp://127.0.0.1:9"
    settings.LAWANG_MAIL_FROM = "a@example.org"
    settings.LAWANG_CHANNEL_ORDER = ["email", "sms", "console"]


@pytest.mark.django_db
@pytest.mark.parametrize("marked", [True, False])
def test_open_channels__rehearsal_or_unmarked__console_whatever_the_settings(settings, marked):
    from lawang.offices.installation import Installation
    from tests.messaging.conftest import AT

    _everything_configured(settings)
    if marked:
        Installation.objects.create(kind="rehearsal", created_at=AT)
    assert list(open_channels()) == ["console"]


def test_open_channels__production__configured_ones_in_order(settings, production) -> None:
    assert list(open_channels()) == []
    _everything_configured(settings)
    assert list(open_channels()) == ["email", "sms"]
