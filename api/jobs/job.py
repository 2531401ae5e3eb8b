"""A job (定时作业): its name, when its slots are, and what it does."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple, Protocol

from api.door.service import Service
from api.instants import SHANGHAI

Clock = Callable[[], datetime]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Schedule(Protocol):
    """When the slots of a job are."""

    def last(self, now: datetime) -> datetime:
        """The newest slot at or before an instant."""

    def next(self, now: datetime) -> datetime:
        """The first slot after an instant."""


class Daily(NamedTuple):
    """Every day at this hour and minute in Shanghai."""

    hour: int
    minute: int = 0

    def last(self, now: datetime) -> datetime:
        """Today's slot, or yesterday's while today's is still to come."""
        here = now.astimezone(SHANGHAI)
        slot = datetime.combine(here.date(), time(self.hour, self.minute), SHANGHAI)
        return (slot if slot <= here else slot - timedelta(days=1)).astimezone(UTC)

    def next(self, now: datetime) -> datetime:
        """A day after the last: there is no summer time in Shanghai."""
        return self.last(now) + timedelta(days=1)


class Every(NamedTuple):
    """One slot per period, the same in every process: counted from 1970."""

    period: timedelta

    def last(self, now: datetime) -> datetime:
        """The slot in whose period the instant lies."""
        return now - (now - _EPOCH) % self.period

    def next(self, now: datetime) -> datetime:
        """One period after the last."""
        return self.last(now) + self.period


class Job(NamedTuple):
    """``work`` may be run again after it ended half-way: it says in Chinese what was done, or raises."""

    name: str
    title: str
    schedule: Schedule
    work: Callable[[Service, datetime], str]
