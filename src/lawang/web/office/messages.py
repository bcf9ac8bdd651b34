"""Messages of the office: what Lawang says, what went out, and who is still to be told."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from lawang.common.phone import local
from lawang.common.refusal import Refusal
from lawang.messaging import actions, queries
from lawang.messaging.library import LANGUAGES, library
from lawang.messaging.models import NOT_REACHED, CallOutcome, OutboxMessage, State
from lawang.messaging.rendering import BadFacts, Rendered, render
from lawang.messaging.sms.channel import THREE_PARTS
from lawang.offices.days_in_words import moment_in_words
from lawang.people.staff import Act
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, actor_of, desk, staff_only

LONG = 20_000
REFUSED = {
    "not_retryable": "Pesan ini tidak perlu dikirim lagi.",
    "no_channel": "Tidak ada alamat atau kanal yang bisa dipakai. Mohon telepon.",
    "reason_missing": "Alasan belum diisi.",
}
LOOK = {
    State.SENT: "is-ok",
    State.FAILED: "is-bad",
    State.GIVEN_UP: "is-bad",
    State.UNREACHABLE: "is-bad",
    State.UNKNOWN: "is-warn",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A message in a list."""

    row: OutboxMessage
    title: str
    created: str
    sent: str
    look: str


class ReasonForm(forms.Form):
    """Why a message is sent once more."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Alasan mengirim lagi, untuk catatan kantor", max_length=200,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": REFUSED["reason_missing"]},
    )  # fmt: skip


class CallForm(forms.Form):
    """What came of a call."""

    outcome = forms.ChoiceField(choices=CallOutcome.choices)


@staff_only(act=Act.SEE_MESSAGES)
@require_safe
def preview(request: StaffRequest) -> HttpResponse:
    """/petugas/pesan/: every message in both languages, with invented facts."""
    name = _office(request)
    shown = [
        {
            "message": each,
            "texts": [
                {
                    "lang": lang,
                    "long": render(
                        each.key, each.samples, lang, office=name, short=False, limit=LONG
                    ),
                    "sms": render(
                        each.key, each.samples, lang, office=name, short=True, limit=THREE_PARTS
                    ).body,
                }
                for lang in LANGUAGES
            ],
        }
        for each in library().values()
    ]
    return desk(request, "office/messages.html", {"here": "messages", "shown": shown})


@staff_only(act=Act.SEE_MESSAGES)
@require_safe
def outbox(request: StaffRequest) -> HttpResponse:
    """/petugas/pesan/keluar/?keadaan=failed&sebelum=ID"""
    state, before = request.GET.get("keadaan", ""), request.GET.get("sebelum")
    if (state and state not in State.values) or (before and not before.isdecimal()):
        raise Http404
    office = request.office.slug
    rows = queries.newest(office, state=state, before=int(before) if before else None)
    counts = queries.counts(office)
    return desk(request, "office/outbox.html", {
        "here": "messages",
        "state": state,
        "states": [(each, each.label, counts[each]) for each in State],
        "lines": [_line(row, request.office.policy.tz) for row in rows],
        "further": rows[-1].id if len(rows) == queries.PAGE else None,
        "not_reached": queries.count_not_reached(office),
    })  # fmt: skip


@staff_only(act=Act.SEE_MESSAGES, row=True)
def one_message(request: StaffRequest, id: int) -> HttpResponse:
    """/petugas/pesan/keluar/ID/: what became of it; POST sends it once more, with a reason."""
    row = _row(request, id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retry(
                office=request.office.slug, id=id, by=actor_of(request),
                reason=form.cleaned_data["reason"], at=at_of(request),
            )  # fmt: skip
        except actions.NotPossible as refused:
            form.add_error(None, REFUSED.get(refused.code, REFUSED["not_retryable"]))
        else:
            return redirect(reverse("message", args=[id]))
    return desk(request, "office/message.html", {
        "here": "messages",
        "line": _line(row, request.office.policy.tz),
        "text": _text(request, row),
        "form": form if row.state in actions.RETRYABLE else None,
        "uncertain": row.state == State.UNKNOWN,
        "to_call": row.state in NOT_REACHED,
    }, status=422 if form.errors else 200)  # fmt: skip


@staff_only(act=Act.SEE_MESSAGES)
@require_safe
def not_reached(request: StaffRequest) -> HttpResponse:
    """/petugas/pesan/belum-terjangkau/: the call list, to work through or to print."""
    return _call_list(request)


@staff_only(act=Act.SEE_MESSAGES, row=True)
def note_call(request: StaffRequest, id: int) -> HttpResponse:
    """/petugas/pesan/belum-terjangkau/ID/hasil/: somebody phoned."""
    _row(request, id)
    if request.method != "POST":
        return _call_list(request)
    form = CallForm(request.POST)
    if form.is_valid():
        # When it went out meanwhile, the list below says so by leaving it out.
        with suppress(actions.NotPossible):
            actions.note_call(
                office=request.office.slug, id=id, by=actor_of(request), at=at_of(request),
                outcome=CallOutcome(form.cleaned_data["outcome"]),
            )  # fmt: skip
    return redirect(reverse("not_reached"))


@staff_only(act=Act.SEE_MESSAGES, row=True)
def show_phone(request: StaffRequest, id: int) -> HttpResponse:
    """/petugas/pesan/belum-terjangkau/ID/nomor/: the number to dial, for those who may call."""
    _row(request, id)
    if request.method != "POST":
        return _call_list(request)
    if not (request.staff.may(Act.TAKE_CALLS) or request.staff.may(Act.REVEAL_IDENTITY)):
        return desk(request, "office/not_yours.html", {}, status=403)
    try:
        number = actions.reveal_phone(
            office=request.office.slug, id=id, by=actor_of(request), at=at_of(request)
        )
    except actions.NotPossible:
        raise Http404 from None
    return _call_list(request, revealed={id: local(number)} if number else {})


def _call_list(request: StaffRequest, revealed: dict[int, str] | None = None) -> HttpResponse:
    shown = revealed or {}
    tz = request.office.policy.tz
    may_call = request.staff.may(Act.TAKE_CALLS) or request.staff.may(Act.REVEAL_IDENTITY)
    return desk(request, "office/not_reached.html", {
        "here": "messages",
        "may_call": may_call,
        "outcomes": CallOutcome.choices,
        "lines": [
            {
                "one": each,
                "phone": shown.get(each.row.id, each.phone),
                "revealed": each.row.id in shown,
                "created": moment_in_words(each.row.created_at.astimezone(tz)),
                "called": (
                    moment_in_words(each.row.called_at.astimezone(tz)) if each.row.called_at else ""
                ),
            }
            for each in queries.not_reached(request.office.slug)
        ],
    })  # fmt: skip


def _row(request: StaffRequest, id: int) -> OutboxMessage:
    row: OutboxMessage | None = (
        OutboxMessage.objects.for_office(request.office.slug).filter(id=id).first()
    )
    if row is None:
        raise Http404
    return row


def _line(row: OutboxMessage, tz: tzinfo) -> Line:
    title = library()[row.key].title if row.key in library() else row.key
    return Line(
        row,
        title,
        created=moment_in_words(row.created_at.astimezone(tz)),
        sent=moment_in_words(row.sent_at.astimezone(tz)) if row.sent_at else "",
        look=LOOK.get(State(row.state), "is-wait"),
    )


def _text(request: StaffRequest, row: OutboxMessage) -> Rendered | None:
    """The text as it is sent; None when this version no longer has the message."""
    if row.key not in library():
        return None
    try:
        return render(
            row.key, row.facts, row.lang, office=_office(request), short=False, limit=LONG
        )
    except (BadFacts, Refusal):
        return None


def _office(request: StaffRequest) -> str:
    file = request.office.file
    return f"{file.name} {file.region_name}"
