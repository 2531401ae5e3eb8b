"""Who has not submitted is told before the deadline and after it, once each; who has is left in peace."""

from datetime import UTC, datetime, timedelta

import pytest

from api.actions.reminders import remind
from api.instants import instant
from tests.api.jobs.conftest import Site
from tests.api.service import stories

DAYS = (7, 3, 1)


@pytest.fixture
def due(site: Site) -> Site:
    """A task for 信息中心 with ten days left, and the morning of today."""
    stories.task(site.world, stories.form(), days=10)
    site.clock.now = datetime.now(UTC)
    return site


def told(site: Site) -> list[str]:
    """Whom a reminder tells now, and of what: 甲 is one of two managers of the agency."""
    before = len(site.notes())
    number = remind(site.store, site.clock(), DAYS)
    fresh = site.notes()[before:]
    assert number == len(fresh)
    who = {id: name for name, id in site.world.people.items()}
    return [f"{who[person]} {text}" for person, text in fresh]


def test_each_mark_before_the_deadline_is_told_once_to_each_manager(due: Site) -> None:
    assert told(due) == []
    due.clock.move(days=3)
    first, second = told(due)
    assert (first[:5], second[:5]) == ("填报人甲 ", "填报人乙 ")
    assert "“年度绩效自评”将于" in first
    assert "尚未提交：信息中心。" in first
    assert told(due) == []
    due.clock.move(days=2)
    assert told(due) == []  # five days left: the mark of seven was told
    due.clock.move(days=2)
    assert len(told(due)) == 2  # three days left
    due.clock.move(days=2)
    assert len(told(due)) == 2  # one day left


def test_a_mark_that_was_missed_is_told_late(due: Site) -> None:
    due.clock.move(days=8)
    assert len(told(due)) == 2
    assert told(due) == []


def test_the_overdue_are_told_daily_for_a_month(due: Site) -> None:
    due.clock.move(days=11)
    assert "已于" in told(due)[0]
    assert told(due) == []
    due.clock.move(days=1)
    assert len(told(due)) == 2
    due.clock.move(days=40)
    assert told(due) == []


def test_an_extension_moves_the_reminders_with_the_deadline(due: Site) -> None:
    due.clock.move(days=11)
    (task,) = due.store.rows("SELECT * FROM tasks")
    later = f"{instant(task['deadline']) + timedelta(days=20):%Y-%m-%dT%H:%M:%S.%fZ}"
    due.store.write(lambda store: store.run(
        "INSERT INTO extensions (task_id, deadline, reason, granted_by, granted_at) VALUES (:id, :at, '', 1, :at)",
        id=task["id"], at=later,
    ))  # fmt: skip
    assert told(due) == []
    due.clock.move(days=13)
    assert "将于" in told(due)[0]


def test_who_has_submitted_everything_is_not_reminded(site: Site) -> None:
    made = stories.submitted(site.world)
    site.clock.now = datetime.now(UTC) + timedelta(days=27)
    assert told(site) == []
    site.world.ok("单位审核人甲", "POST", f"evaluations/{made['id']}/return",
                  {"remarks": [{"where": "", "text": "请补充说明"}]}, version=made["version"])  # fmt: skip
    assert len(told(site)) == 2


def test_an_approved_plan_without_an_evaluation_is_not_submitted(site: Site) -> None:
    stories.submitted(site.world)
    stories.approved_plan(site.world, stories.form("mohrss-2023-jinbao"))
    site.clock.now = datetime.now(UTC) + timedelta(days=27)
    assert len(told(site)) == 2


def test_a_task_that_has_not_opened_reminds_nobody(due: Site) -> None:
    due.clock.move(days=-20)
    assert told(due) == []


def test_a_manager_of_many_agencies_is_told_in_one_sentence(due: Site) -> None:
    due.world.grant("外单位填报人", "manager", "某市人社局")
    due.store.write(lambda store: store.run(
        "INSERT INTO task_agencies SELECT 1, id FROM agencies WHERE name = '信息中心分站'"
    ))  # fmt: skip
    due.clock.move(days=9)
    assert sum("信息中心、信息中心分站" in each for each in told(due)) == 3


def test_a_notification_is_seen_and_read_by_whom_it_is_for(due: Site) -> None:
    due.clock.move(days=9)
    told(due)
    (mine,) = due.world.ok("填报人甲", "GET", "notifications?unread=1")["items"]
    assert (mine["kind"], mine["task_id"], mine["read_at"]) == ("reminder", 1, None)
    assert due.world.call("填报人乙", "POST", f"notifications/{mine['id']}/read").status_code == 404
    read = due.world.ok("填报人甲", "POST", f"notifications/{mine['id']}/read")
    assert read["read_at"]
    assert due.world.ok("填报人甲", "POST", f"notifications/{mine['id']}/read") == read
    assert due.world.ok("填报人甲", "GET", "notifications?unread=1")["items"] == []
    assert len(due.world.ok("填报人甲", "GET", "notifications")["items"]) == 1
    assert due.world.call("", "GET", "notifications").status_code == 401
    assert due.world.ok("审计员甲", "GET", "audit?noun=notification")["items"][0]["person"] == "填报人甲"
