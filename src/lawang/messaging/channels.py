"""Which channels are open here. The only place that makes one, and the rehearsal's wall."""

from collections.abc import Callable, Mapping

from django.conf import settings

from lawang.messaging.channel import Channel, Recipient
from lawang.messaging.console.channel import ConsoleChannel
from lawang.messaging.email.channel import EmailChannel, read_url
from lawang.messaging.sms.channel import Gateway, SmsChannel
from lawang.offices import installation


def _email() -> Channel | None:
    if not settings.LAWANG_SMTP_URL or not settings.LAWANG_MAIL_FROM:
        return None
    return EmailChannel(read_url(settings.LAWANG_SMTP_URL), sender=settings.LAWANG_MAIL_FROM)


def _sms() -> Channel | None:
    if not settings.LAWANG_SMS_URL:
        return None
    return SmsChannel(
        Gateway(
            url=settings.LAWANG_SMS_URL,
            method=settings.LAWANG_SMS_METHOD,
            body=settings.LAWANG_SMS_BODY,
            header=settings.LAWANG_SMS_HEADER,
            id_field=settings.LAWANG_SMS_ID_FIELD,
            timeout=settings.LAWANG_SMS_TIMEOUT,
        )
    )


OUTSIDE: dict[str, Callable[[], Channel | None]] = {"sms": _sms, "email": _email}
"""The channels that leave the house, by name; each gives None when it is not configured."""


def open_channels() -> Mapping[str, Channel]:
    """The channels of this installation by name, in the order they are tried.

    Only a database marked as production has any that leave the house, whatever the settings:
    a rehearsal (or a database not marked at all) writes to the log.
    """
    if not installation.is_production():
        return {ConsoleChannel.name: ConsoleChannel()}
    made = {name: OUTSIDE[name]() for name in settings.LAWANG_CHANNEL_ORDER if name in OUTSIDE}
    return {name: channel for name, channel in made.items() if channel is not None}


def first_for(
    recipient: Recipient, channels: Mapping[str, Channel], *, besides: tuple[str, ...] = ()
) -> str:
    """The first channel that reaches this person and was not tried yet; "" when there is none."""
    for name, channel in channels.items():
        if name not in besides and channel.can_reach(recipient):
            return name
    return ""
