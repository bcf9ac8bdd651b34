"""A message as it is read: texts, facts and language put together, and looked at once more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from lawang.messaging.library import FILLED_BY_US, LANGUAGES, Message, message, places
from lawang.messaging.safe import check_text, cleaned

# Signs that would make an SMS cost twice as much, and what stands for them.
PLAIN_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'"}
)
MORE = {"id": "dan {n} lagi", "en": "and {n} more"}


class BadFacts(ValueError):
    """Facts and the message's variables do not fit: a mistake of the caller, found by its test."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent. The subject is for channels that have one."""

    subject: str
    body: str


def settled_facts(key: str, facts: Mapping[str, object]) -> dict[str, Any]:
    """The facts as they are stored: complete, JSON only, free of identity numbers and links.

    Raises `BadFacts` for a missing, unknown or empty one, and `UnknownMessage`.
    """
    wanted = {each.name: each for each in message(key).variables if each.name not in FILLED_BY_US}
    if set(facts) != set(wanted):
        raise BadFacts(f"{key}: {sorted(set(facts) ^ set(wanted))} missing or unknown")
    settled = {name: _plain(value) for name, value in facts.items()}
    for name, value in settled.items():
        if not value and not wanted[name].optional:
            raise BadFacts(f"{key}: {name} is empty")
        if isinstance(value, list) != wanted[name].is_list:
            raise BadFacts(f"{key}: {name} must {'' if wanted[name].is_list else 'not '}be a list")
    path = settled.get("path", "/")
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        raise BadFacts(f"{key}: path must be a path of our own")
    return settled


def render(
    key: str, facts: Mapping[str, object], lang: str, *, office: str, short: bool, limit: int
) -> Rendered:
    """The message with these facts for a channel that takes short texts or not.

    `office` is the office's name. Raises `BadFacts`, or `UnsafeText` when an identity number or
    a foreign link would go out in spite of everything.
    """
    found = message(key)
    wording = found.in_(lang)
    values: dict[str, Any] = {"office": cleaned(office)} | settled_facts(key, facts)
    if short:
        rendered = Rendered("", _short(found, wording.sms, values, lang, limit))
    else:
        filled = {name: _long(value, lang) for name, value in _linked(values).items()}
        body = "\n".join(line.format_map(filled) for line in _kept(wording.body, filled))
        subject = " ".join(wording.subject.format_map(filled).split())
        rendered = Rendered(subject, body[:limit])
    check_text(f"{rendered.subject}\n{rendered.body}", own=settings.LAWANG_PUBLIC_URL)
    return rendered


def _plain(value: Any) -> Any:
    """JSON only; a pair of texts (id, en) becomes a table of both."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    raise BadFacts(f"a {type(value).__name__} is no text, pair of texts or list")


def _linked(values: Mapping[str, Any]) -> dict[str, Any]:
    if "path" not in values:
        return dict(values)
    return {**values, "path": settings.LAWANG_PUBLIC_URL + values["path"]}


def _kept(body: str, filled: Mapping[str, str]) -> list[str]:
    """The lines whose variables are not all empty."""
    return [
        line
        for line in body.splitlines()
        if not places(line) or any(filled[name] for name in places(line))
    ]


def _spoken(value: Any, lang: str) -> str:
    if isinstance(value, Mapping) and set(value) <= set(LANGUAGES):
        return str(value.get(lang) or value.get("id", ""))
    return str(value)


def _item(item: Any, lang: str, form: str) -> str:
    if not isinstance(item, Mapping) or "name" not in item:
        return _spoken(item, lang)
    name, reason = _spoken(item["name"], lang), _spoken(item.get("reason", ""), lang)
    return form.format(name=name, reason=reason) if reason else name


def _long(value: Any, lang: str) -> str:
    if isinstance(value, list):
        return "\n".join(f"- {_item(each, lang, '{name}: {reason}')}" for each in value)
    return _spoken(value, lang)


def _short(found: Message, sms: str, values: Mapping[str, Any], lang: str, limit: int) -> str:
    """The short text; when it is too long its lists lose items from the end, never the link."""
    lists = [each.name for each in found.variables if each.is_list]
    most = max((len(values[name]) for name in lists), default=0)
    text = ""
    for shown in range(most, -1, -1):
        filled = {
            name: _few(value, shown, lang) if name in lists else _spoken(value, lang)
            for name, value in _linked(values).items()
        }
        text = sms.format_map(filled).translate(PLAIN_SIGNS)
        if len(text) <= limit:
            return text
    raise BadFacts(f"{found.key}: {len(text)} characters, the channel takes {limit}")


def _few(items: list[Any], shown: int, lang: str) -> str:
    words = [_item(each, lang, "{name} ({reason})") for each in items[:shown]]
    left = len(items) - shown
    return ", ".join([*words, MORE.get(lang, MORE["id"]).format(n=left)] if left else words)
