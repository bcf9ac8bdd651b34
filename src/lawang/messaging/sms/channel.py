"""SMS through any gateway that takes one HTTP request a message."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx

from lawang.messaging.channel import Outgoing, Recipient, SendFailed, SendUnclear, Sent

TIMEOUT_SECONDS = 10.0
THREE_PARTS = 459  # 3 x 153 characters of the GSM alphabet
PERMANENT = {400, 404, 405, 409, 410, 413, 414, 415, 422}
UNCLEAR = {502, 504}  # a gateway's gateway did not answer: it may have gone out
ID_LENGTH = 120
PLACE = re.compile(r"\{(to|text|id)\}")


@dataclass(frozen=True, slots=True)
class Gateway:
    """How a gateway wants to be asked.

    `body` is JSON or `a=b&c=d`, with {to} {text} {id} inside; `header` is one line, as in
    "Authorization: Bearer …"; `id_field` is where its answer names the message.
    """

    url: str
    method: str = "POST"
    body: str = '{"to": "{to}", "text": "{text}", "id": "{id}"}'
    header: str = field(default="", repr=False)
    id_field: str = "id"
    timeout: float = TIMEOUT_SECONDS


class SmsChannel:
    """Anybody with a phone; the short text."""

    name = "sms"
    short = True
    limit = THREE_PARTS

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    def can_reach(self, recipient: Recipient) -> bool:
        """Anybody who left a phone number."""
        return bool(recipient.phone)

    def send(self, message: Outgoing) -> Sent:
        """One request; only what never connected or was answered with a no has failed for sure."""
        try:
            answer = httpx.request(**self._request(message), timeout=self.gateway.timeout)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol):
            raise SendFailed(
                "no_connection", "Gerbang SMS tidak bisa dihubungi.", permanent=False
            ) from None
        except httpx.TimeoutException:
            raise SendUnclear("timeout", "Gerbang SMS tidak menjawab tepat waktu.") from None
        except httpx.HTTPError:
            raise SendUnclear("cut", "Sambungan ke gerbang SMS putus di tengah jalan.") from None
        return self._judged(answer)

    def _request(self, message: Outgoing) -> dict[str, Any]:
        filled = {"to": message.to.phone, "text": message.body, "id": message.id}
        name, _, value = self.gateway.header.partition(":")
        asked: dict[str, Any] = {"method": self.gateway.method, "url": self.gateway.url}
        asked["headers"] = {name.strip(): value.strip()} if name else {}
        if self.gateway.body.lstrip().startswith(("{", "[")):
            return asked | {"json": _filled(json.loads(self.gateway.body), filled)}
        fields = {key: _filled(text, filled) for key, text in parse_qsl(self.gateway.body)}
        in_address = self.gateway.method.upper() == "GET"
        return asked | {"params" if in_address else "data": fields}

    def _judged(self, answer: httpx.Response) -> Sent:
        if answer.is_success:
            return Sent(self._provider_id(answer))
        told = f"Gerbang SMS menjawab {answer.status_code}."
        if answer.status_code in UNCLEAR:
            raise SendUnclear("gateway_unclear", told)
        permanent = answer.status_code in PERMANENT
        raise SendFailed("refused" if permanent else "busy", told, permanent=permanent)

    def _provider_id(self, answer: httpx.Response) -> str:
        try:
            found = answer.json()
            for step in self.gateway.id_field.split("."):
                found = found[int(step) if isinstance(found, list) else step]
        except (ValueError, KeyError, IndexError, TypeError):
            return ""
        return str(found)[:ID_LENGTH]


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    """The template with its places filled; values are put in as they are, never read as JSON."""
    if isinstance(part, dict):
        return {key: _filled(inner, values) for key, inner in part.items()}
    if isinstance(part, list):
        return [_filled(inner, values) for inner in part]
    if not isinstance(part, str):
        return part
    return PLACE.sub(lambda found: values[found[1]], part)
