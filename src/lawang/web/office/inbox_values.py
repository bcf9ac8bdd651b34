"""The rows and tabs of the inbox, ready for the template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from lawang.applications.models import Application, ApplicationEvent
from lawang.applications.queries import COUNTED_UP_TO, OURS
from lawang.common import nik
from lawang.offices.names import service_name
from lawang.offices.office_services import service_of
from lawang.offices.queries import OfficeNow
from lawang.offices.regions import place_name
from lawang.people.staff import Staff
from lawang.web.office import due_words
from lawang.web.office.due_words import CHANNELS, Due, Tag

TAB_NAMES = {
    "open": "Semua terbuka",
    "mine": "Punya saya",
    "nobody": "Belum ada pemegang",
    "citizen": "Menunggu warga",
    "late": "Lewat tenggat",
}


@dataclass(frozen=True, slots=True)
class TabValue:
    """A tab and how many stand in it; above a hundred only that."""

    key: str
    name: str
    count: str
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One application in a list."""

    number: str
    service: str
    due: Due
    name: str
    masked: str
    place: str
    tag: Tag
    age: str
    channel: str
    holder: str
    since: str
    mine: bool
    free: bool


def tabs_of(counted: Mapping[str, int], here: str) -> list[TabValue]:
    """Every tab with its bounded count."""
    return [
        TabValue(key, TAB_NAMES[key], _bounded(count), key == here)
        for key, count in counted.items()
    ]


def _bounded(count: int) -> str:
    return f"{COUNTED_UP_TO}+" if count > COUNTED_UP_TO else str(count)


def rows_of(
    office: OfficeNow, applications: Iterable[Application], user: int, at: datetime
) -> list[Row]:
    """The rows with names of holders; two queries for all of them."""
    listed = list(applications)
    held = [each for each in listed if holder_of(each, at)]
    names = staff_names(office.slug, {each.holder for each in held if each.holder})
    since = taken_at(office.slug, [each.pk for each in held])
    return [_row(office, each, user, at, names, since.get(each.pk)) for each in listed]


def holder_of(application: Application, at: datetime) -> int | None:
    """The account that holds it now, while the lease runs."""
    if application.held_until is None or application.held_until <= at:
        return None
    return application.holder


def staff_names(office: str, users: Iterable[int]) -> dict[int, str]:
    """First names by account, as colleagues call each other."""
    rows = Staff.objects.for_office(office).filter(user_id__in=set(users))
    return {row.user_id: row.name.split()[0] for row in rows}


def taken_at(office: str, keys: Iterable[int]) -> dict[int, datetime]:
    """When each was taken last."""
    rows = ApplicationEvent.objects.for_office(office).filter(
        application__in=list(keys), kind="taken"
    )
    return dict(rows.values_list("application").annotate(last=Max("at")))


def service_words(office: OfficeNow, application: Application) -> str:
    """Service and case: "KIS: Sedang dirawat di rumah sakit"."""
    day = application.started_at.astimezone(office.policy.tz).date()
    name = service_name(application.service)
    try:
        service = service_of(office.file, application.service, on=day)
        case = service.case(application.case).name.id
    except KeyError:
        return name
    if len(service.cases) == 1:
        return name
    starts_a_word = case[1:2].islower()  # "KIS tidak aktif" keeps its capitals
    return f"{name}: {case[:1].lower() if starts_a_word else case[:1]}{case[1:]}"


def _row(
    office: OfficeNow,
    application: Application,
    user: int,
    at: datetime,
    names: Mapping[int, str],
    since: datetime | None,
) -> Row:
    answers, holder = application.answers, holder_of(application, at)
    return Row(
        number=application.number or "",
        service=service_words(office, application),
        due=due_words.due(application, office.policy, at),
        name=answers.get("name", "") or "Tanpa nama",
        masked=nik.mask(application.nik) if application.nik else "",
        place=place_name(answers.get("kelurahan", "")).partition(",")[0],
        tag=due_words.tag(application),
        age=due_words.age(application.filed_at or application.started_at, at),
        channel=CHANNELS.get(application.channel, application.channel),
        holder=names.get(holder, "petugas lain") if holder else "",
        since=due_words.near_moment(since, at, office.policy) if since and holder else "",
        mine=holder == user,
        free=holder is None and application.stage in OURS,
    )
