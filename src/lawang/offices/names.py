"""The names an office's sentences need, whether it comes from a file or from the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timezone

from lawang.offices.terms import conditions, notices
from lawang.offices.words import ACTIVITIES, CHANNELS, SERVICES, Text


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """Zone, sites, services, and the office's words for conditions and notices."""

    tz: timezone
    sites: Mapping[str, Text] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    conditions: Mapping[str, Text] = field(
        default_factory=lambda: {code: term.name for code, term in conditions().items()}
    )
    notices: Mapping[str, Text] = field(
        default_factory=lambda: {code: term.name for code, term in notices().items()}
    )

    def site(self, code: str, lang: str) -> str:
        """The name of a site."""
        return self.sites[code].in_(lang) if code in self.sites else _office(lang)

    def notice(self, code: str, lang: str) -> str:
        """The sentence of a notice; empty when nobody has written one."""
        return self.notices[code].in_(lang) if code in self.notices else ""


def _office(lang: str) -> str:
    return "the office" if lang == "en" else "kantor"


def service_name(service: str, lang: str = "id") -> str:
    """The short name of a service: "Kartu keluarga (KK)"."""
    return SERVICES[service].in_(lang) if service in SERVICES else service.replace("-", " ")


def channel_name(channel: str, lang: str = "id") -> str:
    """The name of a channel inside a sentence: "telepon"."""
    return CHANNELS[channel].name.in_(lang)


def activity_name(activity: str, lang: str = "id") -> str:
    """The name of an activity inside a sentence: "mengambil dokumen"."""
    return ACTIVITIES[activity].name.in_(lang)
