"""Days, hours and conditions of a rule, as a head of office writes them."""

import re
from datetime import date

from lawang.offices.days_in_words import WEEKDAYS, WrongDay, read_day
from lawang.offices.file_lines import Where
from lawang.offices.file_reading import Reading, Table, nearest
from lawang.offices.words import Term
from lawang.policy.model import Condition, Days, Fact, Test, Week, Window

SPAN = re.compile(r"^(\d{1,2})[.:](\d{2})\s*(?:-|–|sampai|s\.d\.)\s*(\d{1,2})[.:](\d{2})$")
NTH = re.compile(r"^(?P<weekday>[^\W\d]+)\s+ke-?\s?(?P<nth>[1-5])$", re.IGNORECASE)
TESTED = re.compile(r"^(?P<fact>.+?)\s*(?P<test>>=|<=|!=|=|\bdi\b|\bin\b)\s*(?P<value>.+)$")
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
TESTS = {
    "=": Test.IS, "!=": Test.IS_NOT, ">=": Test.LEAST, "<=": Test.MOST,
    "in": Test.WITHIN, "di": Test.WITHIN,
}  # fmt: skip
YES_NO = {"true": True, "ya": True, "false": False, "tidak": False}


def read_weekdays(written: str) -> frozenset[int]:
    """ "Senin-Kamis", "Sabtu" or "Senin, Rabu". Raises WrongDay."""
    found: set[int] = set()
    for part in written.split(","):
        ends = [_weekday(word) for word in re.split(r"\s*[-–]\s*|\s+sampai\s+", part.strip())]
        if len(ends) > 2:
            raise WrongDay(f'"{written}" bukan hari; tulis misalnya "Senin-Jumat"')
        if ends[-1] < ends[0]:
            raise WrongDay(f'"{written}" terbalik; tulis dari hari yang lebih awal')
        found.update(range(ends[0], ends[-1] + 1))
    return frozenset(found)


def _weekday(word: str) -> int:
    if word.capitalize() not in WEEKDAYS:
        raise WrongDay(f'hari "{word}" tidak dikenal; {nearest(word, WEEKDAYS)}')
    return WEEKDAYS.index(word.capitalize())


def read_days(reading: Reading, where: Where, written: tuple[str, ...]) -> Days | None:
    """The list `pada`: dates, weekdays, n-th weekdays of a month ("Rabu ke-2")."""
    if not written:
        return None
    dates: set[date] = set()
    weekdays: set[int] = set()
    nth: set[tuple[int, int]] = set()
    for each in written:
        try:
            if found := NTH.match(each.strip()):
                nth.add((int(found["nth"]), _weekday(found["weekday"])))
            elif any(letter.isdigit() for letter in each):
                dates.add(read_day(each))
            else:
                weekdays |= read_weekdays(each)
        except WrongDay as mistake:
            reading.wrong(where, str(mistake))
    return Days(frozenset(dates), frozenset(weekdays), frozenset(nth))


def read_hours(
    reading: Reading, where: Where, table: Table, working: frozenset[int], on: Days | None
) -> Week | None:
    """The key `jam`: a list for all the rule's days, or a table by weekday. None = any instant.

    A list without `pada` holds on the office's working weekdays, with `pada` on the days there.
    """
    written = table.get("jam")
    if written is None:
        return None
    if isinstance(written, list):
        days = working if on is None else frozenset(range(7))
        windows = _windows(reading, where, written)
        return tuple(windows if day in days else () for day in range(7))
    if not isinstance(written, dict):
        example = written if isinstance(written, str) else "08.00-15.00"
        reading.wrong(where, f'"jam" harus daftar; tulis jam = ["{example}"]')
        return None
    return _by_weekday(reading, where, written, working)


def _by_weekday(reading: Reading, where: Where, written: Table, working: frozenset[int]) -> Week:
    """A table such as `"Senin-Kamis" = […]`; a weekday left out is closed."""
    week: list[tuple[Window, ...]] = [()] * 7
    for days_written, spans in written.items():
        try:
            days = working if days_written == "hari kerja" else read_weekdays(days_written)
        except WrongDay as mistake:
            reading.wrong((*where, days_written), str(mistake))
            continue
        windows = _windows(reading, (*where, days_written), spans)
        for day in days:
            if week[day]:
                reading.wrong(where, f"hari {WEEKDAYS[day]} ditulis dua kali; tulis sekali saja")
            week[day] = windows
    return tuple(week)


def _windows(reading: Reading, where: Where, written: object) -> tuple[Window, ...]:
    spans = [written] if isinstance(written, str) else written
    if not isinstance(spans, list) or not spans:
        reading.wrong(where, 'jam kosong atau bukan daftar; tulis ["08.00-15.00"]')
        return ()
    windows: list[Window] = []
    for span in spans:
        found = SPAN.match(span.strip()) if isinstance(span, str) else None
        numbers = [int(part) for part in found.groups()] if found else []
        if not numbers or numbers[1] > 59 or numbers[3] > 59:
            reading.wrong(where, f'jam "{span}" tidak terbaca; tulis misalnya "08.00-15.00"')
            continue
        window = Window(numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3])
        if window.end > 24 * 60:
            reading.wrong(where, f'jam "{span}" melewati 24.00; tulis paling akhir "24.00"')
        elif window.end <= window.start:
            reading.wrong(where, f'jam "{span}" terbalik: selesai sebelum mulai; tukar keduanya')
        elif windows and window.start < windows[-1].end:
            reading.wrong(where, f'jam "{span}" bertumpuk dengan jam sebelumnya; '
                                 "tulis berurutan tanpa tumpang tindih")  # fmt: skip
        else:
            windows.append(window)
    return tuple(windows)


def read_condition(
    reading: Reading, where: Where, written: str, terms: dict[str, Term]
) -> Condition | None:
    """ "berkas dikonfirmasi", "usia >= 60", "domisili di 36.02", "terdaftar = tidak"."""
    found = None if _known(written.strip(), terms) else TESTED.match(written.strip())
    word = found["fact"].strip() if found else written.strip()
    fact = _known(word, terms) or reading.term(word, where, terms, "syarat")
    if fact is None:
        return None
    if found is None:
        return Condition(fact)
    return Condition(fact, TESTS[found["test"]], read_fact(found["value"].strip()))


def _known(word: str, terms: dict[str, Term]) -> str | None:
    lower = word.lower()
    codes = (term.code for term in terms.values() if lower in (term.code, term.word.lower()))
    return next(codes, None)


def read_fact(written: str) -> Fact:
    """A yes or no, a whole number, a day, else a word ("36.02" stays a word)."""
    if written.lower() in YES_NO:
        return YES_NO[written.lower()]
    if WHOLE.fullmatch(written):
        return int(written)
    try:
        return read_day(written)
    except WrongDay:
        return written.strip("\"'")
