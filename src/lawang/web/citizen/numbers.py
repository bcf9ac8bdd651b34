"""/<office>/nomor-resmi/: the numbers that are ours, and how to know a swindler."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lawang.offices.queries import OfficeNow
from lawang.offices.today import Said, office_today
from lawang.policy.model import Channel
from lawang.web.citizen.contact_values import ContactLink, href_of
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.ways_values import ICONS, services_in_words, title_of
from lawang.web.moment import at_of


@dataclass(frozen=True, slots=True)
class OfficialNumbers:
    """The numbers of one channel."""

    icon: str
    title: str
    contacts: tuple[ContactLink, ...]


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """The contacts that answer today, whatever the hour; a number not listed is not ours."""
    lang = get_language() or "id"
    words = {"office": now.file, "channels": official_numbers(now, request, lang)}
    return render(request, "citizen/numbers.html", words)


def official_numbers(
    now: OfficeNow, request: HttpRequest, lang: str
) -> tuple[OfficialNumbers, ...]:
    """Per channel each number once, with the services it serves."""
    today = office_today(now, at=at_of(request))
    found: dict[Channel, dict[str, list[Said]]] = {}
    for service in today.services:
        for said in service.channels:
            if said.decision.contact:
                by_address = found.setdefault(said.ask.channel, {})
                by_address.setdefault(said.decision.contact, []).append(said)
    every = len(today.services)
    return tuple(
        OfficialNumbers(
            ICONS[channel],
            title_of(channel),
            tuple(
                _number(channel, address, [] if len(said) == every else said, lang)
                for address, said in addresses.items()
            ),
        )
        for channel, addresses in found.items()
    )


def _number(channel: Channel, address: str, only_for: list[Said], lang: str) -> ContactLink:
    services = services_in_words([each.ask.service for each in only_for], lang)
    return ContactLink(address, href_of(channel, address), services)
