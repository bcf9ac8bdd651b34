"""One dated period ("masa") of an office file, with its texts."""

from dataclasses import dataclass
from datetime import date, datetime

from lawang.offices.days_in_words import day_in_words, read_day, read_moment
from lawang.offices.file_lines import Where
from lawang.offices.file_reading import Reading, Table
from lawang.offices.file_rules import Scene, contains, read_contact, read_rule
from lawang.offices.words import Text
from lawang.policy.model import Period, Rule

KEYS = (
    "id", "judul", "judul_inggris", "diumumkan", "mulai", "sampai", "tinjau",
    "alasan", "alasan_inggris", "dasar", "dasar_inggris", "rencana", "anggapan",
    "ketentuan", "kontak",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeriodTexts:
    """What is told about a period and never decided."""

    id: str
    title: Text
    reason: Text
    basis: Text
    review_on: date | None = None
    assumed: bool = False
    """Not announced by the office: assumed by us, and said so."""


def read_periods(
    reading: Reading, table: Table, scene: Scene
) -> tuple[tuple[Period, ...], dict[str, PeriodTexts]]:
    """All periods, the newest published first, and their texts by id.

    Of two published at the same moment, the one lower in the file lies on top.
    """
    rows = reading.tables(table, (), "masa")
    if not rows:
        reading.wrong(("masa",), "belum ada masa; tulis [[masa]] untuk pelayanan biasa")
    periods: list[Period] = []
    texts: dict[str, PeriodTexts] = {}
    for index, row in enumerate(rows):
        where: Where = ("masa", index)
        period, text = _period(reading, where, row, scene, first=index == 0)
        if period.id in texts:
            reading.wrong((*where, "id"), f'id "{period.id}" sudah dipakai; tulis id yang lain')
        periods.append(period)
        texts[period.id] = text
    oldest_first = sorted(periods, key=lambda each: each.published_at)
    return tuple(reversed(oldest_first)), texts


def _period(
    reading: Reading, where: Where, row: Table, scene: Scene, *, first: bool
) -> tuple[Period, PeriodTexts]:
    reading.only(row, where, KEYS)
    since, until, review_on = _days(reading, where, row, first=first)
    announced = row.get("diumumkan")
    if announced is None:
        reading.wrong((*where, "diumumkan"), '"diumumkan" belum ada; tulis diumumkan = '
                                             '"Minggu, 17 Januari 2021 pukul 19.45"')  # fmt: skip
    published = announced and reading.read(
        (*where, "diumumkan"), lambda: read_moment(announced, scene.tz)
    )
    contacts = [
        read_contact(reading, (*where, "kontak", index), each, scene)
        for index, each in enumerate(reading.tables(row, where, "kontak"))
    ]
    period = Period(
        id=reading.text(row, where, "id", needed=True),
        published_at=published or datetime(2000, 1, 1, tzinfo=scene.tz),
        since=since,
        until=until,
        rules=_rules(reading, where, row, scene),
        contacts=tuple(contact for contact in contacts if contact),
    )
    texts = PeriodTexts(
        id=period.id,
        title=_text(reading, where, row, "judul"),
        reason=_text(reading, where, row, "alasan"),
        basis=_text(reading, where, row, "dasar", needed=False),
        review_on=review_on,
        assumed=reading.true(row, where, "anggapan"),
    )
    return period, texts


def _text(reading: Reading, where: Where, row: Table, key: str, *, needed: bool = True) -> Text:
    return Text(
        reading.text(row, where, key, needed=needed), reading.text(row, where, f"{key}_inggris")
    )


def _days(
    reading: Reading, where: Where, row: Table, *, first: bool
) -> tuple[date | None, date | None, date | None]:
    """First day, last day, day of review. The first period of a file may leave its end out."""
    since = _day(reading, where, row, "mulai")
    review_on = _day(reading, where, row, "tinjau")
    until_notice = "pemberitahuan" in str(row.get("sampai", "")).lower()
    until = None if until_notice else _day(reading, where, row, "sampai")
    planned = reading.true(row, where, "rencana")
    if "mulai" not in row and not planned:
        reading.wrong((*where, "mulai"), '"mulai" belum ada; tulis mulai = "Senin, 18 Januari 2021"'
                                         ", atau rencana = true kalau belum pasti")  # fmt: skip
    if "mulai" in row and planned:
        reading.wrong((*where, "rencana"), 'rencana tidak punya "mulai"; hapus salah satu')
    if since and until and until < since:
        wrong = f"sampai {day_in_words(until)} lebih awal dari mulai {day_in_words(since)}"
        reading.wrong((*where, "sampai"), f"{wrong}; tukar atau perbaiki")
    if "sampai" not in row and not first and not planned:
        reading.wrong((*where, "sampai"), '"sampai" belum ada; tulis hari terakhirnya, atau '
                                          'sampai = "ada pemberitahuan"')  # fmt: skip
    if until_notice and "tinjau" not in row:
        reading.wrong((*where, "tinjau"), "tanpa hari terakhir perlu hari peninjauan; tulis "
                                          'tinjau = "Senin, 1 Februari 2021"')  # fmt: skip
    if since and review_on and review_on < since:
        reading.wrong((*where, "tinjau"), "tinjau lebih awal dari mulai; tulis hari sesudah "
                                          f"{day_in_words(since)}")  # fmt: skip
    return since, until, review_on


def _day(reading: Reading, where: Where, row: Table, key: str) -> date | None:
    written = row.get(key)
    return None if written is None else reading.read((*where, key), lambda: read_day(written))


def _rules(reading: Reading, where: Where, row: Table, scene: Scene) -> tuple[Rule, ...]:
    rows = reading.tables(row, where, "ketentuan")
    if not rows and not reading.tables(row, where, "kontak"):
        reading.wrong(where, "masa ini tidak mengatakan apa-apa; tulis [[masa.ketentuan]]")
    rules = [
        read_rule(reading, (*where, "ketentuan", index), each, scene)
        for index, each in enumerate(rows)
    ]
    for index, later in enumerate(rules):
        for before, earlier in enumerate(rules[:index]):
            if contains(earlier, later, scene.sites):
                line = reading.lines.of((*where, "ketentuan", before))
                never = "ketentuan ini tidak pernah dipakai"
                covered = f"ketentuan di baris {line} sudah mencakupnya"
                advice = "taruh ketentuan ini di atasnya"
                reading.wrong((*where, "ketentuan", index), f"{never}: {covered}; {advice}")
                break
    return tuple(rules)
