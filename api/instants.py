"""Instants (时刻) as text, and days of the Chinese calendar: UTC in the store, Asia/Shanghai for deadlines."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def stamp(instant: datetime) -> str:
    """2024-01-31T15:59:59.999999Z: fixed width, so that text sorts as time does."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant(text: str) -> datetime:
    """The instant that ``stamp`` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def end_of_day(day: date) -> datetime:
    """The last microsecond of a day in Shanghai: a deadline counts to the end of the stated day."""
    return datetime.combine(day, time.max, SHANGHAI).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """The first microsecond of a day in Shanghai."""
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The day in Shanghai on which an instant falls."""
    return moment.astimezone(SHANGHAI).date()
