"""/<office>/antrean/: how the counter stands today, and where to take a number."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from lawang.offices.days_in_words import moment_in_words
from lawang.offices.names import service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.today import OfficeToday, ServiceToday, office_today
from lawang.offices.today_wording import closed_line, counter_line, pickup_line, state_of
from lawang.policy.model import Reason
from lawang.visits.queries import queue_now
from lawang.web.citizen.doorway import of_office
from lawang.web.citizen.notice_values import notice_lines
from lawang.web.citizen.today_values import door_view
from lawang.web.citizen.ways_values import ways
from lawang.web.moment import at_of


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One errand for which somebody may come."""

    name: str
    url: str
    state: str
    line: str


@of_office
def page(request: HttpRequest, now: OfficeNow) -> HttpResponse:
    """Numbers issued and left, who is served, and each service with its way in."""
    lang, at = get_language() or "id", at_of(request)
    today = office_today(now, at=at)
    queue = queue_now(now.slug, at=at)
    said = [
        each.counter for each in today.services if each.counter and each.counter.decision.allowed
    ]
    words = {
        "office": now.file,
        "door": door_view(now, today, lang),
        "queue": queue,
        "opens_today": opens_today(now, today),
        "issued": (queue.limit or 0) - (queue.left or 0),
        "services": _visits(now, today, lang),
        "pickups": _pickups(now, today, lang),
        "notices": notice_lines(said, now.file.names, lang),
        "ways": ways(now, today.services, lang),
        "as_of": moment_in_words(at.astimezone(now.policy.tz), lang),
    }  # fmt: skip
    response = render(request, "citizen/queue.html", words)
    response.headers["Cache-Control"] = "private, max-age=5"
    return response


def opens_today(now: OfficeNow, today: OfficeToday) -> bool:
    """Is the counter open now, or later today?"""
    if today.door is None:
        return False
    decision = today.door.said.decision
    opening = decision.next_opening
    later = opening is not None and opening.astimezone(now.policy.tz).date() == today.at.date()
    return decision.allowed or later


def _visits(now: OfficeNow, today: OfficeToday, lang: str) -> list[ServiceRow]:
    found = []
    for each in today.services:
        counter = each.counter
        if counter is None or counter.decision.reason is Reason.NOT_OFFERED:
            continue
        found.append(ServiceRow(
            service_name(each.service, lang), _url(now, each), state_of(counter.decision),
            counter_line(counter, now.file.names, lang),
        ))  # fmt: skip
    return found


def _pickups(now: OfficeNow, today: OfficeToday, lang: str) -> list[ServiceRow]:
    return [
        ServiceRow(
            service_name(each.service, lang), _url(now, each) + "?untuk=pengambilan",
            state_of(each.pickup.decision),
            pickup_line(each.pickup, now.file.names, lang) if each.pickup.decision.allowed
            else closed_line(each.pickup, now.file.names, lang),
        )
        for each in today.services if each.pickup is not None
    ]  # fmt: skip


def _url(now: OfficeNow, each: ServiceToday) -> str:
    return reverse("citizen:take_number", args=[now.slug, each.service])
