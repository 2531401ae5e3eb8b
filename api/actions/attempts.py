"""Guesses at passwords (猜测密码), counted by account and by address before anything is compared."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from api.instants import instant, stamp
from api.problems.service import TooManyAttempts
from api.settings import Settings
from api.store import Store, logins

PEOPLE_BEHIND_AN_ADDRESS = 10  # a whole office may come from one address: its wrong passwords are not one person's


class Subject(NamedTuple):
    """What is counted: its key in the store, and how many wrong passwords lock it."""

    key: str
    limit: int


def account_key(account: int | str) -> str:
    """A person's id, or of an unknown account the digest only: people type passwords into the wrong field."""
    return f"account:{account}"


def subjects(settings: Settings, account: int | str, address: str) -> tuple[Subject, Subject]:
    """The account and the address, each with its limit."""
    limit = settings.login_attempts
    return Subject(account_key(account), limit), Subject(f"address:{address}", limit * PEOPLE_BEHIND_AN_ADDRESS)


def take(store: Store, now: datetime, counted: Sequence[Subject], settings: Settings) -> None:
    """Counts one guess for each subject as if it were wrong, so that many at once get no more than one after another.

    TooManyAttempts, and nothing counted, where one of them is locked.
    """
    window = timedelta(minutes=settings.login_lock_minutes)

    def work(store: Store) -> None:
        for each in counted:
            _take(store, now, each, window)

    store.write(work)


def _take(store: Store, now: datetime, subject: Subject, window: timedelta) -> None:
    row = logins.attempts(store, subject.key)
    until = instant(row["locked_until"]) if row and row["locked_until"] else None
    if until and until > now:
        raise TooManyAttempts(int((until - now).total_seconds()) + 1)
    fresh = row is None or until is not None or instant(row["since"]) + window <= now
    failures = 1 if fresh or row is None else row["failures"] + 1
    since = stamp(now) if fresh or row is None else row["since"]
    locked = stamp(now + window) if failures >= subject.limit else None
    logins.count(store, subject.key, failures=failures, since=since, locked_until=locked)


def give_back(store: Store, account: Subject, address: Subject) -> None:
    """The password was right: the account's count is cleared, the address's guess was none."""
    logins.clear(store, [account.key])
    row = logins.attempts(store, address.key)
    if row and row["failures"] > 1:
        logins.count(store, address.key, failures=row["failures"] - 1, since=row["since"], locked_until=None)
    else:
        logins.clear(store, [address.key])
