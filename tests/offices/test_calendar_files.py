"""The national calendar against the library it was written from."""

from datetime import date, timedelta

import pytest

from lawang.common import clock
from lawang.offices.holidays import FOLDER, holiday_names, holidays_of
from lawang.offices.write_calendar import calendar_text, library_days, write

YEARS = tuple(range(2020, 2028))


def missing_years(day: date, folder_years: set[int]) -> list[int]:
    """The years that should be there: this one, and from October on the next one."""
    needed = [day.year] if day.month < 10 else [day.year, day.year + 1]
    return [year for year in needed if year not in folder_years]


@pytest.mark.parametrize("year", YEARS)
def test_calendar__compared_with_library__same_days(year: int) -> None:
    public, leave = library_days(year)
    assert holidays_of((year,)) == frozenset(public) | frozenset(leave)


def test_calendar__days_the_articles_turn_on__are_off() -> None:
    names = holiday_names()
    assert "Nyepi" in names[date(2020, 3, 25)]
    assert date(2020, 4, 10) in names
    assert date(2021, 1, 19) not in names


def test_calendar__today__next_year_is_there_from_october() -> None:
    today = clock.now().date()
    assert missing_years(today, {int(path.stem) for path in FOLDER.glob("*.toml")}) == []


def test_missing_years__october_without_next_year__names_it() -> None:
    assert missing_years(date(2027, 9, 30), {2027}) == []
    assert missing_years(date(2027, 10, 1), {2027}) == [2028]


def test_write__a_year__is_what_calendar_text_says(tmp_path) -> None:
    write(2026, 2026, tmp_path)
    assert (tmp_path / "2026.toml").read_text(encoding="utf-8") == calendar_text(2026)
    assert holidays_of((2026,), tmp_path) == holidays_of((2026,))


def test_calendar_2020__joint_leave_moved_by_later_decrees__only_the_last_word_is_kept() -> None:
    names = holiday_names((2020,))
    moved_away = [date(2020, 5, 26) + timedelta(days=ahead) for ahead in range(4)]
    assert not [day for day in moved_away if day in names]
    assert date(2020, 12, 31) in names
