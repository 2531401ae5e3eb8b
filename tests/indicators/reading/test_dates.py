"""The last day of a month, in every kind of year."""

import pytest

from indicators.reading.dates import last_day


@pytest.mark.parametrize(("year", "day"), [(2023, 28), (2024, 29), (2000, 29), (2100, 28), (None, 28)])
def test_february_ends_on_the_day_its_year_says(year: int | None, day: int) -> None:
    assert last_day(2, year) == day


def test_the_other_months_end_the_same_day_every_year() -> None:
    assert [last_day(month, 2024) for month in (1, 3, 4, 6, 9, 11, 12)] == [31, 31, 30, 30, 30, 30, 31]
