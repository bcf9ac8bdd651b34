"""E-mail by SMTP (Django's backend)."""

import smtplib
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from lawang.messaging.channel import Outgoing, Recipient, SendFailed, SendUnclear, Sent

TIMEOUT_SECONDS = 10
PERMANENT = range(500, 600)


@dataclass(frozen=True, slots=True, repr=False)
class Smtp:
    """Where mail is handed over, from LAWANG_SMTP_URL."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool
    ssl: bool
    timeout: float = TIMEOUT_SECONDS


def read_url(url: str) -> Smtp:
    """`smtp://user:password@host:587` (STARTTLS; `?tls=0` for a relay on the same machine) or
    `smtps://…:465`. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("LAWANG_SMTP_URL: write smtp://user:password@host:587")
    ssl = parts.scheme == "smtps"
    asked = parse_qs(parts.query)
    return Smtp(
        host=parts.hostname,
        port=parts.port or (465 if ssl else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=not ssl and asked.get("tls", ["1"])[0] != "0",
        ssl=ssl,
        timeout=float(asked.get("timeout", [str(TIMEOUT_SECONDS)])[0]),
    )


class EmailChannel:
    """One connection a message: a small office sends few, and a broken one harms no other."""

    name = "email"
    short = False
    limit = 20_000

    def __init__(self, smtp: Smtp, *, sender: str) -> None:
        self.smtp, self.sender = smtp, sender

    def can_reach(self, recipient: Recipient) -> bool:
        """Anybody who left an e-mail address."""
        return "@" in recipient.email

    def send(self, message: Outgoing) -> Sent:
        """Hand over; what fails before the connection stands has certainly not gone out."""
        backend = EmailBackend(
            host=self.smtp.host,
            port=self.smtp.port,
            username=self.smtp.user,
            password=self.smtp.password,
            use_tls=self.smtp.tls,
            use_ssl=self.smtp.ssl,
            timeout=self.smtp.timeout,
        )
        mail = self._mail(message)
        try:
            backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise _not_connected(error) from None
        try:
            backend.send_messages([mail])
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code) from None
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(max(code for code, _ in error.recipients.values())) from None
        except (OSError, smtplib.SMTPException):
            raise SendUnclear("cut", "Sambungan ke server e-mail putus di tengah jalan.") from None
        finally:
            _close(backend)
        return Sent(mail.extra_headers["Message-ID"])

    def _mail(self, message: Outgoing) -> EmailMessage:
        host = self.sender.rpartition("@")[2].rstrip(">") or "localhost"
        return EmailMessage(
            subject=message.subject,
            body=message.body,
            from_email=self.sender,
            to=[message.to.email],
            headers={
                "Message-ID": f"<lawang-{message.id}@{host}>",
                "Auto-Submitted": "auto-generated",
            },
        )


def _not_connected(error: Exception) -> SendFailed:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return SendFailed("not_signed_in", "Server e-mail menolak kata sandi.", permanent=False)
    return SendFailed("no_connection", "Server e-mail tidak bisa dihubungi.", permanent=False)


def _refused(code: int) -> SendFailed:
    if code in PERMANENT:
        return SendFailed("refused", f"Server e-mail menolak ({code}).", permanent=True)
    return SendFailed("busy", f"Server e-mail minta dicoba lagi ({code}).", permanent=False)


def _close(backend: EmailBackend) -> None:
    try:
        backend.close()
    except (OSError, smtplib.SMTPException):
        return  # the message is already decided; a rude goodbye changes nothing
