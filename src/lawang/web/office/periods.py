"""The pile as the head sees it: in force, coming, plans, past; and one period with its history."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse

from lawang.offices.days_in_words import day_in_words, moment_in_words
from lawang.offices.file_periods import PeriodTexts
from lawang.offices.queries import OfficeNow
from lawang.offices.rows import PeriodAmendment
from lawang.offices.wording import period_sentence
from lawang.offices.wording_rules import rule_sentence
from lawang.people.queries import actor_names
from lawang.people.staff import Act
from lawang.policy.model import Amendment, Period
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, desk, staff_only

GROUPS = (
    ("running", "Sedang berlaku", "Tidak ada."),
    ("coming", "Akan berlaku", "Tidak ada yang akan datang."),
    ("plan", "Rencana", ""),
    ("over", "Sudah lewat atau dicabut", ""),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A period with its words."""

    period: Period
    texts: PeriodTexts
    state: str
    when: str
    published: str


@staff_only(act=Act.CHANGE_POLICY)
def pile(request: StaffRequest) -> HttpResponse:
    """/petugas/kebijakan/"""
    now = request.office
    today = at_of(request).astimezone(now.policy.tz).date()
    names = actor_names({each.by for each in now.publications.values()}, now.slug)
    shown = [show(now, period, today, dict(names)) for period in now.policy.periods]
    groups = [
        (title, [each for each in shown if each.state == state], empty)
        for state, title, empty in GROUPS
    ]
    return desk(request, "office/pile.html", {
        "groups": [each for each in groups if each[1] or each[2]],
        "today": today.isoformat(),
        "here": "policy",
    })  # fmt: skip


@staff_only(act=Act.CHANGE_POLICY, row=True)
def period(request: StaffRequest, key: str) -> HttpResponse:
    """/petugas/kebijakan/masa/KEY/"""
    now = request.office
    found = find_period(now, key)
    today = at_of(request).astimezone(now.policy.tz).date()
    publication = now.publications[key]
    names = actor_names({publication.by, *publication.amended_by}, now.slug)
    shown = show(now, found, today, dict(names))
    return desk(request, "office/period.html", {
        "here": "policy",
        "shown": shown,
        "sentences": [rule_sentence(rule, now.file.names) for rule in found.rules],
        "contacts": found.contacts,
        "may": _may(shown, found, today),
        "history": _history(now, found, dict(names)),
        "fresh": "baru" in request.GET,
    })  # fmt: skip


def find_period(now: OfficeNow, key: str) -> Period:
    """The office's own period with this key, else 404: nobody learns what others have."""
    for each in now.policy.periods:
        if each.id == key:
            return each
    raise Http404


def show(now: OfficeNow, found: Period, today: date, names: dict[str, str]) -> Shown:
    """The period in words."""
    texts = now.texts(found.id)
    by = now.publications[found.id].by
    at = moment_in_words(found.published_at.astimezone(now.policy.tz))
    return Shown(
        period=found,
        texts=texts,
        state=_state(found, today),
        when=period_sentence(found, review_on=texts.review_on),
        published=f"Diumumkan {at}" + (f" oleh {names.get(by, by)}" if by != "lawang" else ""),
    )


def _state(found: Period, today: date) -> str:
    if found.revoked or (found.last_day is not None and found.last_day < today):
        return "over"
    if found.since is None:
        return "plan"
    return "coming" if found.since > today else "running"


def _may(shown: Shown, found: Period, today: date) -> dict[str, bool]:
    """Which changes the pile allows now; the actions check again."""
    last = found.last_day
    running = shown.state == "running"
    return {
        "extend": running and last is not None,
        "end": running and (last is None or last > today),
        "revoke": shown.state in {"coming", "plan"},
    }


def _history(now: OfficeNow, found: Period, names: dict[str, str]) -> list[dict[str, str]]:
    publication = now.publications[found.id]
    rows = PeriodAmendment.objects.for_office(now.slug).filter(period__key=found.id)
    reasons = list(rows.values_list("reason", flat=True))
    tz = now.policy.tz
    first = {
        "at": moment_in_words(found.published_at.astimezone(tz)),
        "who": names.get(publication.by, publication.by),
        "did": "mengumumkan masa ini",
        "reason": "",
    }
    later = [
        {
            "at": moment_in_words(word.made_at.astimezone(tz)),
            "who": names.get(by, by),
            "did": _done(word),
            "reason": reason,
        }
        for word, by, reason in zip(found.amendments, publication.amended_by, reasons, strict=False)
    ]
    return [first, *later]


def _done(word: Amendment) -> str:
    if word.revoked:
        return "mencabut masa ini"
    if word.until is None:
        return "memperpanjang sampai ada pemberitahuan"
    return f"mengubah hari terakhir menjadi {day_in_words(word.until)}"
