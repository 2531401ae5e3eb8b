"""截止提醒: who has not submitted is told before the deadline, and daily after it."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

from api.actions.notifications import notify
from api.instants import SHANGHAI, day_of, instant
from api.store import Store, notifications, reminding

OVERDUE_DAYS = 30  # whoever did not answer in a month will not by the thirty-first mail


class _Late(NamedTuple):
    """An agency that has not submitted to a task, and until when it may."""

    task_id: int
    task: str
    agency_id: int
    agency: str
    deadline: datetime


def remind(store: Store, now: datetime, days: tuple[int, ...]) -> int:
    """Tells every manager of what is still to be submitted; how many notifications are new. Again changes nothing.

    ``days`` are the marks before a deadline: each is told once, late where its day was missed. What is to be submitted
    to one task by one day is one notification, however many agencies a person reports for.
    """
    told: defaultdict[tuple[int, str], list[_Late]] = defaultdict(list)
    for row in reminding.unsubmitted(store, now, now - timedelta(days=OVERDUE_DAYS)):
        late = _Late(**row | {"deadline": instant(row["deadline"])})
        mark = _mark(late, now, days)
        for person in notifications.managers(store, late.agency_id) if mark else ():
            told[person["id"], f"{mark}:{late.task_id}:{late.deadline:%Y%m%d%H%M}"].append(late)
    return sum(
        notify(store, now, [person], subject, kind=subject.partition(":")[0], text=_text(lates, now),
               task_id=lates[0].task_id)
        for (person, subject), lates in told.items()
    )  # fmt: skip


def _mark(late: _Late, now: datetime, days: tuple[int, ...]) -> str:
    """What the person is told about, once: the smallest mark reached, or this day after the deadline; or nothing."""
    left = (day_of(late.deadline) - day_of(now)).days
    if now > late.deadline:
        return f"overdue:{day_of(now):%Y%m%d}"
    reached = [day for day in days if left <= day]
    return f"reminder:{min(reached)}" if reached else ""


def _text(lates: list[_Late], now: datetime) -> str:
    task, deadline = lates[0].task, lates[0].deadline
    names = "、".join(late.agency for late in lates[:20]) + (f"等 {len(lates)} 个单位" if len(lates) > 20 else "")
    moment = f"{deadline.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if now > deadline:
        return f"“{task}”已于 {moment} 截止，尚未提交：{names}。如需补报，请联系布置任务的单位延期。"
    return f"“{task}”将于 {moment} 截止，尚未提交：{names}。"
