"""The ways for which nobody must come: state now, and the contacts that answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from lawang.offices.days_in_words import listed
from lawang.offices.names import OfficeNames, service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.today import Said, ServiceToday
from lawang.offices.today_wording import opening_in_words
from lawang.policy.model import Answer, Channel
from lawang.web.citizen.contact_values import ContactLink, href_of

ICONS = {
    Channel.WEB: "phone",
    Channel.WHATSAPP: "chat",
    Channel.PHONE: "call",
    Channel.COLLECTIVE: "people",
    Channel.COUNTER: "person",
    Channel.POST: "send",
}
REMOTE = (Channel.WEB, Channel.WHATSAPP, Channel.PHONE, Channel.COLLECTIVE)


@dataclass(frozen=True, slots=True)
class WayLine:
    """One way from home."""

    icon: str
    title: str
    note: str
    href: str = ""
    """Where the whole row leads; empty when `contacts` hold the links."""
    number: str = ""
    """The one number of this way, shown after the title."""
    contacts: tuple[ContactLink, ...] = ()


def title_of(channel: Channel) -> str:
    """The way as a person would name it."""
    return {
        Channel.WEB: _("Lewat web ini, dari HP"),
        Channel.WHATSAPP: _("Lewat WhatsApp"),
        Channel.PHONE: _("Lewat telepon"),
        Channel.COLLECTIVE: _("Lewat fasilitator di kelurahan"),
        Channel.COUNTER: _("Di loket"),
        Channel.POST: _("Lewat pos"),
    }[channel]


def ways(now: OfficeNow, services: tuple[ServiceToday, ...], lang: str) -> tuple[WayLine, ...]:
    """Those open now, then those that take in now, then those that open later."""
    lines = []
    for channel in REMOTE:
        said = [each for service in services if (each := service.through(channel)) is not None]
        usable = [each for each in said if _usable(each)]
        if usable:
            lines.append((_rank(usable), _line(now, channel, usable, lang)))
    lines.sort(key=lambda ranked: ranked[0])
    return tuple(line for _rank_, line in lines)


def _usable(said: Said) -> bool:
    return said.decision.allowed or said.decision.next_opening is not None


def _rank(said: Iterable[Said]) -> int:
    order = (Answer.OPEN, Answer.DEFERRED, Answer.REFUSED)
    return min(order.index(each.decision.answer) for each in said)


def _line(now: OfficeNow, channel: Channel, said: list[Said], lang: str) -> WayLine:
    names = now.file.names
    every = len(said) == len(names.services)
    href = reverse("citizen:today", args=[now.slug]) + "#layanan" if channel is Channel.WEB else ""
    number, contacts = "", _contacts(channel, said, every, lang)
    if len(contacts) == 1 and not contacts[0].services and contacts[0].href:
        number, href, contacts = contacts[0].address, contacts[0].href, ()
    notes = [_state_note(said, names, lang, several=len(contacts) > 1)]
    if not every and not any(each.services for each in contacts):
        notes.append(_for_whom(said, names, lang))
    note = " ".join(note for note in notes if note)
    return WayLine(ICONS[channel], title_of(channel), note, href, number, contacts)


def _for_whom(said: list[Said], names: OfficeNames, lang: str) -> str:
    """The services of a way, or the few it leaves out."""
    mine = {each.ask.service for each in said}
    others = [each for each in names.services if each not in mine]
    if len(others) < len(mine):
        return _("Semua layanan kecuali %(services)s.") % {
            "services": services_in_words(others, lang)
        }
    return _("Untuk %(services)s.") % {"services": services_in_words(_services(said), lang)}


def _state_note(said: list[Said], names: OfficeNames, lang: str, *, several: bool) -> str:
    """What must be known about the time; nothing to say when it is simply open."""
    rank = _rank(said)
    best = [each for each in said if _rank([each]) == rank]
    channel = best[0].ask.channel
    openings = [each.decision.next_opening for each in best if each.decision.next_opening]
    when = opening_in_words(min(openings), best[0].ask, names, lang) if openings else ""
    if rank == 0 and channel is Channel.WHATSAPP and several:
        return _("Hanya nomor-nomor ini yang resmi.")
    if rank == 0:
        return _OPEN_NOTES.get(channel, lambda: "")()
    if rank == 1 and when:
        return _("Kirim sekarang, kami proses mulai %(when)s.") % {"when": when}
    if rank == 1:
        return _("Kirim sekarang, kami proses setelah keadaan memungkinkan.")
    return _("Buka mulai %(when)s.") % {"when": when}


_OPEN_NOTES = {
    Channel.WEB: lambda: _("Pilih layanannya. Gratis, tanpa membuat akun."),
    Channel.WHATSAPP: lambda: _("Hanya nomor ini yang resmi."),
    Channel.PHONE: lambda: _("Petugas menjawab sekarang."),
    Channel.COLLECTIVE: lambda: _("Berkas dikumpulkan di kelurahan dan diantar kepada kami."),
}


def _contacts(
    channel: Channel, said: list[Said], every: bool, lang: str
) -> tuple[ContactLink, ...]:
    """Each number once, with its services unless it serves all of them."""
    by_address: dict[str, list[Said]] = {}
    for each in said:
        if each.decision.contact:
            by_address.setdefault(each.decision.contact, []).append(each)
    one = len(by_address) == 1 and every
    return tuple(
        ContactLink(
            address,
            href_of(channel, address),
            "" if one else services_in_words(_services(same), lang),
        )
        for address, same in by_address.items()
    )


def services_in_words(services: Iterable[str], lang: str) -> str:
    """ "KTP-el dan Kartu identitas anak (KIA)"."""
    names = [service_name(each, lang) for each in services]
    return listed(names, lang, "and" if lang == "en" else "dan")


def _services(said: Iterable[Said]) -> list[str]:
    return [each.ask.service for each in said]
