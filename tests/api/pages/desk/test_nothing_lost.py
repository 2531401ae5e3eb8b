"""The form among others: two people, a form sent twice, an ended login, hostile texts; nothing typed is lost."""

import re
from html import unescape

from tests.api.pages.desk.paper import every, filled, posted, sitting
from tests.api.pages.desk.person import HERE, Person
from tests.api.service.accounts import GOOD, rows
from tests.api.service.world import World


def test_two_people_at_one_form_lose_nothing(world: World) -> None:
    person, path, _ = sitting(world)
    other = Person(world, "填报人乙")
    other.get(path)
    posted(other, path, **{"actual-1": "0次", "actual-2": "3个月"})
    page = posted(person, path, **{"actual-1": "1次", "reason-3": "停电"})
    assert person.status == 412
    assert "对方改成：<q>0次</q>" in page
    assert "对方改成：<q>3个月</q>" in page
    assert every(page)["actual-1"] == "1次"
    assert every(page)["reason-3"] == "停电"
    page = posted(person, path, theirs="actual-2")
    assert (every(page)["actual-1"], every(page)["actual-2"]) == ("1次", "3个月")
    assert every(page)["reason-3"] == "停电"


def test_a_form_that_says_what_is_stored_is_not_stale(world: World) -> None:
    person, path, report = sitting(world)
    first = person.page
    posted(person, path, **filled(report))
    person.page = first
    posted(person, path, do="submit")
    assert person.status == 412
    person.page = first
    page = posted(person, path, **filled(report), do="submit")
    assert (person.status, "已提交" in page) == (200, True)


def test_the_same_form_sent_twice_is_done_once(world: World) -> None:
    person, path, _ = sitting(world)
    sent = every(person.page) | {"actual-1": "1次"}
    answers = [person.client.post(path, data=sent, headers={"Origin": HERE}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(rows(world, "SELECT id FROM audit WHERE action = 'save'")) == 1


def test_what_was_typed_is_told_when_the_form_was_submitted_meanwhile(world: World) -> None:
    person, path, report = sitting(world)
    posted(person, path, **filled(report))
    other = Person(world, "填报人乙")
    other.get(path)
    posted(other, path, do="submit")
    page = posted(person, path, **{"actual-1": "只有我知道", "funds-other-spent": "7"})
    assert person.status == 409
    assert "第1行 实际完成值：<q>只有我知道</q>" in page
    assert "资金表 其他资金 全年执行数：<q>7</q>" in page


def test_a_report_sent_after_the_login_ended_is_saved_after_signing_in_again(world: World) -> None:
    person, path, _ = sitting(world)
    sent = every(person.page) | {"actual-1": "1次", "reason-2": "停电\n两次", "do": "save"}
    person.client.delete_cookie("jixiao")
    assert person.post(path, **sent).status_code == 401
    kept = {f"kept.{name}": value for name, value in sent.items()}
    person.post("/login", login="填报人甲", password=GOOD, next=path, **kept)
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', person.page))
    page = person.send(path, **{name: unescape(value) for name, value in again.items()})
    assert "已保存" in page
    assert (every(page)["actual-1"], every(page)["reason-2"]) == ("1次", "停电\n两次")


PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><b>",
    "{{ 7*7 }}",
    "' onfocus='x",
)


def test_whatever_is_typed_shows_up_as_text_on_every_page(world: World) -> None:
    person, path, report = sitting(world)
    texts = {f"{name}-{n}": text for n, text in enumerate(PAYLOADS, 1) for name in ("actual", "reason", "notes")}
    page = posted(person, path, **filled(report) | texts | {"achieved-0": "".join(PAYLOADS)})
    assert {name: every(page)[name] for name in texts} == texts
    for place in (path, f"{path}/live?lines=1,2,3,4,5", f"{path}/history", "/home"):
        shown = person.get(place)
        assert not [text for text in PAYLOADS[:3] if text in shown], place
        assert "49" not in re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", shown, re.DOTALL)


def test_a_field_that_is_none_of_the_form_changes_nothing(world: World) -> None:
    person, path, _ = sitting(world)
    posted(person, path, **{"target-1": "1", "weight-1": "99", "actual-999": "x", "do": "remove-x"})
    assert person.status == 404
    assert rows(world, "SELECT version FROM evaluations") == [{"version": 1}]
    person.get(path)
    posted(person, path, version="abc", **{"actual-1": "1次"})
    assert person.status == 428
    assert rows(world, "SELECT version FROM evaluations") == [{"version": 1}]
