"""The head's form: what is typed, checked, turned into a wish; only the fields a change needs."""

import re
from datetime import date, time, timedelta
from typing import Any

from django import forms

from lawang.offices.days_in_words import WEEKDAYS, day_in_words
from lawang.offices.drafts import SPEAKS_OPEN, What, Wish
from lawang.offices.names import activity_name, channel_name, service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.terms import conditions
from lawang.offices.words import CONDITION_WORDS, Text
from lawang.policy.model import Activity, Channel, Week, Window

KINDS = {
    "tutup": What.CLOSE,
    "jam": What.HOURS,
    "batas": What.LIMIT,
    "ambil": What.NO_PICKUP,
    "syarat": What.CONDITION,
    "buka": What.OPEN,
}
"""The word in the address for each change."""

NEEDS_CHANNEL = SPEAKS_OPEN | {What.CLOSE}
ALL_DAY = (What.OPEN,)
FILED_BY = (Channel.COUNTER, Channel.WEB, Channel.WHATSAPP, Channel.PHONE, Channel.COLLECTIVE)
COMPARED = frozenset({"age", "residence", "expires", "account_locked"})
"""Facts with a value to compare: office files can say that, this form only yes or no."""
CONTACT = re.compile(r"^[0-9+ ()./-]{3,30}$")


def _checks(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": f"{label}: ada pilihan yang tidak dikenal."},
    )  # fmt: skip


def _day(label: str, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"{label} belum diisi.",
            "invalid": f"{label}: tanggal tidak terbaca. Pilih dari kalender.",
        },
    )


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
        error_messages={"invalid": f"{label}: jam tidak terbaca. Tulis seperti 08.00."},
    )


def _words(
    label: str, *, required: bool = False, most: int = 300, rows: int = 0
) -> forms.CharField:
    attrs: dict[str, Any] = {"class": "input"} | ({"rows": rows} if rows else {})
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs),
        error_messages={
            "required": f"{label} belum diisi.",
            "max_length": f"{label} terlalu panjang, paling banyak {most} huruf.",
        },
    )


class ChangeForm(forms.Form):
    """Everything a change may say; fields that its kind does not need are taken out."""

    use_required_attribute = False  # our own sentences say what is missing

    channels = _checks("Lewat mana")
    since = _day("Mulai", required=True)
    until = _day("Hari terakhir")
    review_on = _day("Hari peninjauan")
    reason = _words("Alasan untuk warga", required=True, rows=3)
    quota = forms.IntegerField(
        label="Paling banyak berapa nomor sehari", min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        error_messages={"required": "Jumlah nomor belum diisi.",
                        "invalid": "Jumlah nomor: tulis angka saja.",
                        "min_value": "Jumlah nomor paling sedikit 1."},
    )  # fmt: skip
    conditions = _checks("Hanya untuk siapa")
    all_day = forms.BooleanField(label="Sepanjang waktu (24 jam)", required=False)
    weekdays = _checks("Hari buka")
    opens = _clock("Jam buka")
    shuts = _clock("Jam tutup")
    opens_again = _clock("Buka lagi")
    shuts_again = _clock("Tutup lagi")
    friday_opens = _clock("Jumat: jam buka")
    friday_shuts = _clock("Jumat: jam tutup")
    contact = _words("Nomor untuk warga", most=30)
    services = _checks("Layanan")
    activities = _checks("Kegiatan")
    sites = _checks("Tempat")
    basis = _words("Dasar (surat, instruksi)")
    title = _words("Judul", most=120)
    reason_en = _words("Alasan dalam bahasa Inggris", rows=2)
    title_en = _words("Judul dalam bahasa Inggris", most=120)

    def __init__(
        self, what: What, office: OfficeNow, today: date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.what, self.office, self.today = what, office, today
        self._choices(office)
        self._only_needed()

    def _choices(self, office: OfficeNow) -> None:
        names, national = office.file.names, conditions()
        named: dict[str, list[tuple[str, str]]] = {
            "channels": [(c.value, _capital(channel_name(c))) for c in FILED_BY],
            "activities": [(a.value, _capital(activity_name(a))) for a in Activity],
            "services": [(each, service_name(each)) for each in office.file.services],
            "sites": [(site.code, site.name.id) for site in office.file.sites],
            "conditions": [
                (code, _capital(text.id))
                for code, text in names.conditions.items()
                if code in CONDITION_WORDS.keys() - COMPARED or code not in national
            ],
            "weekdays": [(str(number), day) for number, day in enumerate(WEEKDAYS)],
        }
        for name, choices in named.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices

    def _only_needed(self) -> None:
        what = self.what
        keep = {
            "channels": what in NEEDS_CHANNEL,
            "quota": what is What.LIMIT,
            "conditions": what is What.CONDITION,
            "all_day": what in ALL_DAY,
            "contact": what is What.OPEN,
            "activities": what is not What.NO_PICKUP,
            "sites": len(self.office.file.sites) > 1,
        }
        clocks = ("weekdays", "opens", "shuts", "opens_again", "shuts_again",
                  "friday_opens", "friday_shuts")  # fmt: skip
        keep |= dict.fromkeys(clocks, what in SPEAKS_OPEN)
        for name, needed in keep.items():
            if not needed:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What one field alone cannot know."""
        found = super().clean() or {}
        self._check_days(found)
        if "channels" in self.fields and not found.get("channels"):
            self.add_error("channels", "Pilih paling sedikit satu: loket, web, atau yang lain.")
        if "conditions" in self.fields and not found.get("conditions"):
            self.add_error("conditions", "Pilih paling sedikit satu syarat.")
        if "opens" in self.fields and not found.get("all_day"):
            self._check_hours(found)
        contact = found.get("contact")
        if contact and not CONTACT.match(contact):
            self.add_error("contact", "Nomor untuk warga: tulis nomor telepon saja.")
        if contact and len(found.get("channels") or ()) > 1:
            self.add_error("contact", "Nomor hanya untuk satu cara. Pilih satu di atas.")
        return found

    def _check_days(self, found: dict[str, Any]) -> None:
        since, until, review = found.get("since"), found.get("until"), found.get("review_on")
        if since and since < self.today:
            self.add_error("since", f"Mulai {day_in_words(since)} sudah lewat. Pilih hari ini atau "
                                    "sesudahnya.")  # fmt: skip
        if since and until and until < since:
            self.add_error("until", f"Hari terakhir {day_in_words(until)} lebih awal dari mulai "
                                    f"{day_in_words(since)}.")  # fmt: skip
        if not until and not review and not ({"until", "review_on"} & set(self.errors)):
            self.add_error("review_on", "Belum tahu hari terakhirnya? Isi hari peninjauan, supaya "
                                        "tidak terlupa.")  # fmt: skip
        if since and review and review < since:
            self.add_error("review_on", "Hari peninjauan lebih awal dari hari mulai.")

    def _check_hours(self, found: dict[str, Any]) -> None:
        if not found.get("weekdays"):
            self.add_error("weekdays", "Pilih paling sedikit satu hari buka.")
        if not found.get("opens") or not found.get("shuts"):
            self.add_error("opens", "Isi jam buka dan jam tutup.")
        pairs = (("opens", "shuts"), ("opens_again", "shuts_again"),
                 ("friday_opens", "friday_shuts"))  # fmt: skip
        for first, last in pairs:
            start, end = found.get(first), found.get(last)
            if bool(start) != bool(end) and first != "opens":
                self.add_error(last, "Isi jam buka dan jam tutup, atau kosongkan dua-duanya.")
            if start and end and end <= start:
                self.add_error(last, f"Jam tutup {end:%H.%M} harus sesudah jam buka {start:%H.%M}.")
        again, shuts = found.get("opens_again"), found.get("shuts")
        if again and shuts and again < shuts:
            self.add_error("opens_again", "Buka lagi harus sesudah jam tutup yang pertama.")

    def wish(self) -> Wish:
        """The checked values, for `draft_of`."""
        found = self.cleaned_data
        return Wish(
            what=self.what,
            since=found["since"],
            until=found["until"],
            review_on=found["review_on"],
            reason=Text(found["reason"], found["reason_en"]),
            services=tuple(found["services"]),
            channels=tuple(Channel(each) for each in found.get("channels") or ()),
            activities=tuple(Activity(each) for each in found.get("activities") or ()),
            sites=tuple(found.get("sites") or ()),
            hours=self._week() if "opens" in self.fields and not found.get("all_day") else None,
            quota=found.get("quota"),
            conditions=tuple(found.get("conditions") or ()),
            contact=found.get("contact") or "",
            basis=Text(found["basis"], ""),
            title=Text(found["title"], found["title_en"]),
        )

    def _week(self) -> Week:
        found = self.cleaned_data
        usual = [_window(found["opens"], found["shuts"])]
        if found["opens_again"]:
            usual.append(_window(found["opens_again"], found["shuts_again"]))
        friday = usual
        if found["friday_opens"]:
            friday = [_window(found["friday_opens"], found["friday_shuts"])]
        return tuple(
            tuple(friday if day == 4 else usual) if str(day) in found["weekdays"] else ()
            for day in range(7)
        )


def first_values(what: What, office: OfficeNow, today: date) -> dict[str, Any]:
    """What stands in the form at first: tomorrow, the counter, the working week."""
    values: dict[str, Any] = {
        "since": today + timedelta(days=1),
        "channels": [Channel.COUNTER.value],
        "weekdays": [str(day) for day in sorted(office.policy.working_weekdays)],
        "opens": time(8),
        "shuts": time(15),
    }
    return values | ({"shuts": time(12), "quota": 30} if what is What.LIMIT else {})


def _window(start: time, end: time) -> Window:
    return Window(start.hour * 60 + start.minute, end.hour * 60 + end.minute)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
