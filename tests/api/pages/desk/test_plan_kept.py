"""Nothing typed into a plan is lost: two at once, a step meanwhile, a login that ended; and a form of 300 lines."""

import re
import time
from collections.abc import Callable
from html import unescape
from typing import Any

from tests.api.pages.desk.person import HERE, Person
from tests.api.pages.desk.plan_paper import draft, fields, hand, lines, names, stored
from tests.api.service import stories
from tests.api.service.world import World


def test_a_plan_changed_by_somebody_else_stands_beside_what_was_typed_and_nothing_is_lost(world: World) -> None:
    person, path, _ = draft(world)
    other = Person(world, "填报人乙")
    other.get(path)
    hand(other, path, "line-1", **{"target-1": "≥7次", "name-8": "改名的"})
    hand(other, path, "save", **{"name-9": "对方加的", "target-9": "1个"})
    page = hand(person, path, "save", **{"target-1": "≥9次", "name-3": "我改的", "weight-4": "八"})
    assert person.status == 412
    assert 'id="fault-weight-4"' in page
    assert "对方改成：<q>≥7次</q>" in page
    assert fields(page)["target-1"] == "≥9次"
    assert "对方删去了这一行，或改了名" in page
    offers = [unescape(each) for each in re.findall(r'name="take" value="([^"]*)"> ', page)]
    assert len(offers) == 2
    assert names(page)[2] == "我改的"
    hand(person, path, "save", theirs=["target-1", "weight-4"], take=offers[1:])
    told = stored(world, path)
    assert told["objectives"][0]["indicators"][0]["target"] == "≥7次"
    assert "我改的" in lines(told)
    assert lines(told)[-1] == "对方加的"
    assert "改名的" not in lines(told)


def test_what_was_typed_into_a_plan_submitted_meanwhile_is_shown_to_be_copied(world: World) -> None:
    person, path, _ = draft(world)
    world.ok("填报人甲", "POST", f"{path[1:]}/submit", version=1)
    page = hand(person, path, "save", **{"name-3": "我改的"})
    assert person.status == 412
    assert "您填的没有保存" in page
    assert "<q>我改的</q>" in page


def test_the_same_form_sent_twice_is_saved_once(world: World) -> None:
    person, path, _ = draft(world)
    sent = fields(person.page) | {"do": "save", "name-1": "改了"}
    for _ in range(2):
        assert person.client.post(path, data=sent, headers={"Origin": HERE}).status_code == 303
    assert world.ok("填报人甲", "GET", path[1:])["version"] == 2


def test_a_form_of_300_lines_stays_usable(world: World, record_property: Callable[[str, object], None]) -> None:
    document: Any = stories.plan_of(stories.form(), "信息中心")
    first = document["objectives"][0]["indicators"][:6]
    many = [{**first[i % 6], "name": f"第{i}项：{first[i % 6]['name']}", "weight": "0.3"} for i in range(300)]
    person, path, _ = draft(world, objectives=[{"text": "目标", "indicators": many}])
    took: dict[str, float] = {}
    for do in ("look", "live", "save"):
        started = time.perf_counter()
        page = (
            person.get(path)
            if do == "look"
            else hand(person, path, do, **({"name-150": "改名"} if do == "save" else {}))
        )
        took[do] = round(time.perf_counter() - started, 3)
        if do == "live":
            person.get(path)
    record_property("seconds and bytes of a form of 300 lines", {**took, "bytes": len(page.encode())})
    assert names(page)[149] == "改名"
    assert len(page.encode()) < 700_000
    assert took["look"] < 3


def test_a_login_that_ended_while_one_typed_loses_no_line(world: World) -> None:
    person, path, before = draft(world)
    page = hand(person, path, "line-1", **{"name-1": "写了很久"})
    sent = fields(page) | {"name-9": "新的一行", "target-9": "1个", "weight-9": "", "do": "save"}
    person.client.delete_cookie("jixiao")
    answer = person.post(path, **sent)
    assert answer.status_code == 401
    assert "写了很久" in person.page
    assert person.page.count('value="l=') == 9
    assert stored(world, path) == before


def test_a_change_that_is_open_offers_the_form_in_force(world: World) -> None:
    id = stories.approved_plan(world, stories.form())
    person, path = Person(world, "填报人甲"), f"/plans/{id}"
    page = person.get(path)
    assert "主管审核人甲" in page
    assert ">下载：<" in page
    hand(person, path, "change", reason="预算调减")
    assert ">下载现行第 1 版：<" in person.page


def test_blank_and_unread_lines_of_a_plan_submitted_meanwhile_are_no_failure(world: World) -> None:
    person, path, _ = draft(world)
    hand(person, path, "line-1")
    shown = person.page
    world.ok("填报人甲", "POST", f"{path[1:]}/submit", version=1)
    for do, status in (("save", 412), ("submit", 412), ("check", 200), ("line-1", 200), ("live", 200)):
        person.page = shown
        page = hand(person, path, do, **{"name-3": "我改的", "weight-4": "八", "funds-total-initial": "7"})
        assert person.status == status
        assert ("<q>我改的</q>" in page, "<q>八</q>" in page, "<q>7</q>" in page) == (do != "live",) * 3
        assert page.count("<q>") in (0, 3)
