"""What applied on a day, as known now or as known then, per channel."""

from datetime import datetime, time

from django import forms
from django.http import HttpResponse

from lawang.offices.days_in_words import moment_in_words
from lawang.people.staff import Act
from lawang.policy.changes import as_known
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, desk, staff_only
from lawang.web.office.door import door_now


class OnDayForm(forms.Form):
    """A day, an hour, and a moment of knowledge."""

    use_required_attribute = False

    tanggal = forms.DateField(
        label="Hari", error_messages={"required": "Hari belum diisi.",
                                      "invalid": "Hari tidak terbaca. Pilih dari kalender."},
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
    )  # fmt: skip
    jam = forms.TimeField(
        label="Jam", required=False, error_messages={"invalid": "Jam tidak terbaca."},
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
    )  # fmt: skip
    diketahui = forms.DateTimeField(
        label="Seperti diketahui pada", required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": "Waktu tidak terbaca. Pilih dari kalender."},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input"},
                                   format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip


@staff_only(act=Act.CHANGE_POLICY)
def on_day(request: StaffRequest) -> HttpResponse:
    """/petugas/kebijakan/pada/?tanggal=…&jam=…&diketahui=…"""
    now, at = request.office, at_of(request)
    tz = now.policy.tz
    today = {"tanggal": at.astimezone(tz).date().isoformat(), "jam": "09:00"}
    form = OnDayForm(request.GET if "tanggal" in request.GET else today)
    if not form.is_valid():
        return desk(request, "office/on_day.html", {"form": form, "here": "policy"}, status=422)
    found = form.cleaned_data
    moment = datetime.combine(found["tanggal"], found["jam"] or time(9), tz)
    known = found["diketahui"]
    if known is not None:
        known = known.replace(tzinfo=tz)  # the office's clock, whatever Django's zone is
    policy = as_known(now.policy, known) if known else now.policy
    return desk(request, "office/on_day.html", {
        "here": "policy",
        "form": form,
        "moment": moment_in_words(moment),
        "known": moment_in_words(known) if known else "",
        "doors": door_now(now, moment, policy, pickup=True),
        "periods": [(each.id, now.texts(each.id).title.id)
                    for each in policy.in_force(found["tanggal"])],
    })  # fmt: skip
