"""When slots are: the same in every process."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.jobs.job import Daily, Every


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-03-01T17:59:59.999999", "2026-02-28T18:00"),  # Shanghai is eight hours ahead: 01:59 in the morning
        ("2026-03-01T18:00", "2026-03-01T18:00"),
        ("2026-03-02T12:00", "2026-03-01T18:00"),
    ],
)
def test_a_daily_slot_is_at_its_hour_in_shanghai(now: str, slot: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert Daily(2).last(moment) == datetime.fromisoformat(slot).replace(tzinfo=UTC)


@given(
    st.integers(1_500_000_000_000_000, 2_500_000_000_000_000),
    st.sampled_from([Daily(8, 30), Every(timedelta(minutes=7)), Every(timedelta(hours=1))]),
)
def test_the_last_slot_lies_before_and_is_its_own_last(microseconds: int, schedule: Daily | Every) -> None:
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    slot = schedule.last(now)
    assert slot <= now
    assert schedule.last(slot) == slot
    assert now - slot < (timedelta(days=1) if isinstance(schedule, Daily) else schedule.period)
