"""After approval: to publish, withdraw, reopen and spot-check from the review sheet."""

from typing import Any

from tests.api.pages.desk.person import Person, hidden
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World

HOSTILE = '<script>alert(1)</script>" onmouseover="x'


def before(world: World, who: str, made: Any) -> tuple[Person, str]:
    """Somebody before an approved report, and where its forms are sent."""
    person = Person(world, who)
    person.get(f"/evaluations/{made['id']}/review")
    return person, f"/evaluations/{made['id']}/decide"


def sent(person: Person, path: str, do: str, **fields: Any) -> str:
    """A form sent; the page that follows."""
    return person.send(path, version=hidden(person.page, "version"), do=do, **fields)


def test_only_steps_that_one_may_take_are_offered(world: World) -> None:
    made = stories.approved(world)
    offered = {
        "财政审核人甲": {"publish", "reopen", "spot_check"}, "主管审核人甲": {"publish", "reopen"},
        "单位审核人甲": set(), "填报人甲": set(), "审计员甲": set(), "管理员甲": {"publish", "reopen"},
    }  # fmt: skip
    for who, steps in offered.items():
        page = before(world, who, made)[0].page
        assert {each for each in ("publish", "withdraw", "reopen", "spot_check") if f'value="{each}"' in page} == steps
    assert "公开、重开、抽查</a>" in Person(world, "财政审核人甲").get(f"/evaluations/{made['id']}")


def test_a_result_is_published_and_withdrawn_with_a_reason(world: World) -> None:
    person, path = before(world, "主管审核人甲", stories.approved(world))
    page = sent(person, path, "publish")
    assert f'<a href="/published/{path.split("/")[2]}">公开的页面</a>' in page
    assert "已公开。" in page
    assert person.place.endswith("/review")
    page = sent(person, path, "withdraw")
    assert person.status == 422
    assert 'aria-invalid="true"' in page
    assert "请写明理由" in page
    page = sent(person, path, "withdraw", **{"reason-withdraw": "数据有误"})
    assert "已撤回公开。" in page
    assert rows(world, "SELECT state FROM evaluations") == [{"state": "withdrawn"}]
    assert rows(world, "SELECT why FROM audit WHERE action = 'withdraw'") == [{"why": "数据有误"}]


def test_a_result_is_reopened_as_a_new_revision(world: World) -> None:
    made = stories.approved(world)
    person, path = before(world, "主管审核人甲", made)
    assert "请写明理由" in sent(person, path, "reopen", **{"reason-reopen": "  "})
    page = sent(person, path, "reopen", **{"reason-reopen": "漏报一行"})
    assert "已重开，单位可以重新填报。" in page
    assert "第 2 次修订" in page
    assert person.place == f"/evaluations/{made['id'] + 1}/review"


def test_finance_checks_a_line_or_the_total(world: World) -> None:
    person, path = before(world, "财政审核人甲", stories.approved(world))
    line = "objectives[0].indicators[0]"
    page = sent(person, path, "spot_check", where=line, score="９", said="抽查属实")
    assert "抽查已记下。" in page
    assert "第1行 完成2023年人力资源社会保障相关抽样调查技术支持服务　抽查得 <b>9</b> 分　抽查属实" in page
    page = sent(person, path, "spot_check", where="", said="总体属实")
    assert "总分　总体属实" in page
    for fields, words in (
        ({"where": line, "score": "50", "said": "x"}, "抽查得分应在 0 至 9.0 之间"),
        ({"where": line, "score": "多", "said": "x"}, "应为十进制数"),
        ({"where": line, "score": "1", "said": ""}, "不能为空"),
        ({"where": "nowhere", "said": "x"}, "没有“nowhere”这一行"),
    ):
        page = sent(person, path, "spot_check", **fields)
        assert person.status == 422
        assert words in page
    assert len(rows(world, "SELECT 1 FROM spot_checks")) == 2


def test_what_was_typed_stays_and_is_shown_as_text(world: World) -> None:
    person, path = before(world, "财政审核人甲", stories.approved(world))
    page = sent(person, path, "spot_check", said=HOSTILE)
    assert "&lt;script&gt;alert(1)" in page.split("审定以后")[0]
    assert "<script>alert" not in page
    page = sent(person, path, "spot_check", where="objectives[0].indicators[0]", score="50", said=HOSTILE)
    assert "&lt;script&gt;alert(1)" in page.split("审定以后")[1]
    assert "<script>alert" not in page
    assert 'value="50"' in page


def test_refusals_are_told(world: World) -> None:
    made = stories.approved(world)
    person, path = before(world, "单位审核人甲", made)
    answer = person.post(path, key="k", version=str(made["version"]), do="publish")
    assert answer.status_code == 409
    assert "这一步由主管部门的审核人办理" in person.page
    answer = person.post(path, key="l", version=str(made["version"]), do="nothing")
    assert answer.status_code == 404
    stale = Person(world, "主管审核人甲")
    answer = stale.post(path, key="k", version="1", do="publish")
    assert answer.status_code == 412
    assert Person(world, "外单位审核人").post(path, key="k", version="1", do="publish").status_code == 404
    assert Person(world, "填报人甲").post(path, key="k", version="1", do="publish").status_code == 403
