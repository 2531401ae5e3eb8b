"""The review sheet: what calls for judgement, the lines, the reviews, the decision, and on to the next."""

import re
from typing import Any

from api.store import Row
from tests.api.pages.desk.paper import every
from tests.api.pages.desk.person import HERE, Person
from tests.api.pages.desk.waiting import several
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World

HOSTILE = '<script>alert(1)</script>" onmouseover="x'
LINE = "objectives[0].indicators[{}]"


def sheet(world: World, who: str = "单位审核人甲", **options: Any) -> tuple[Person, str, Any]:
    """A reviewer before a report: the person, its address, what it answered when it was submitted."""
    made = stories.submitted(world, **options)
    return reading(world, who, made), f"/evaluations/{made['id']}/review", made


def reading(world: World, who: str, made: Any) -> Person:
    """A reviewer before this report."""
    person = Person(world, who)
    person.get(f"/evaluations/{made['id']}/review")
    return person


def sent(person: Person, path: str, do: str = "save", **fields: Any) -> str:
    """The sheet sent with all that its fields hold, these changed; the page that follows."""
    hidden_ = re.findall(r'<input type="hidden" name="(was-[^"]*)" value="([^"]*)"', person.page)
    held = every(person.page) | dict(hidden_)
    answer = person.client.post(path, data=held | fields | {"do": do}, headers={"Origin": HERE}, follow_redirects=True)
    person.page, person.status, person.place = answer.get_data(as_text=True), answer.status_code, answer.request.path
    return person.page


def reviews(world: World) -> list[Row]:
    """Every review kept."""
    return rows(world, "SELECT place, value, score, opinion, ground, clause FROM reviews ORDER BY place")


def line(page: str, number: int) -> str:
    """A line of the sheet."""
    return page.split(f'<tbody id="line-{number}"', 1)[1].split("</tbody>", maxsplit=1)[0]


def test_what_calls_for_judgement_stands_on_top_and_leads_to_its_line(world: World) -> None:
    made = several(world, 2)
    page = reading(world, "单位审核人甲", made[0]).page
    top = page.split('id="judge"', 1)[1].split("</section>")[0]
    assert '<a href="#line-2" class="to">第2行 完成2023年统计数据仓库系统维护与技术服务</a>' in top
    for words in (
        "相差 −1个月（−8.33%），失 0.7 分",
        "自评 9，计算 8.3，相差 0.7",
        "没有写改进措施",
        "得分为满分",
        "各行都没有佐证材料",
    ):
        assert words in top
    assert "<details><summary>" in line(page, 1)
    assert "<details><summary>" not in line(page, 2)
    assert "平台迁移，十二月停用一个月。" in line(page, 2)
    assert "计分过程与依据" in line(page, 2)
    assert "<dd>95</dd>" in page or "<dd>94.7</dd>" in page


def back_all(world: World, id: int) -> None:
    """Every line, the funds and the whole form have evidence."""
    sql = (
        "INSERT INTO evidence (evaluation_id, place, name, media_type, size, sha256, added_by, added_at)"
        " VALUES (:id, :place, '记录', 'text/plain', 1, 'x', 1, '2024-01-01T00:00:00.000000Z')"
    )
    store = world.open()
    places = [*(LINE.format(i) for i in range(8)), "", "funding"]
    store.write(lambda store: [store.run(sql, id=id, place=place) for place in places])
    store.close()


def test_a_report_with_nothing_to_judge_says_so(world: World) -> None:
    person, path, made = sheet(world)
    assert "各行都没有佐证材料" in person.page
    back_all(world, made["id"])
    page = person.get(path)
    assert "没有要特别判断的" in page.split('id="judge"')[1].split("</section>")[0] or "检查" in page
    assert "8<small>／8 行" in page
    assert page.count('">记录</a>') == 10


def test_reviews_are_saved_shown_beside_and_taken_back(world: World) -> None:
    person, path, _ = sheet(world)
    page = sent(person, path, **{"score-1": " ８ ", "opinion-1": "日志不全", "ground-1": "没有佐证材料", "clause-1": "第十条",
                                 "value-1": "0次"})  # fmt: skip
    assert "复核已保存" in page
    assert reviews(world) == [
        {
            "place": LINE.format(0),
            "value": "0次",
            "score": "8",
            "opinion": "日志不全",
            "ground": "没有佐证材料",
            "clause": "第十条",
        }
    ]
    assert 'value="8"' in line(page, 1)
    assert "<b>8</b><small>复核</small>" in line(page, 1)
    assert '<div class="strong"><dt>复核后</dt><dd>95.3' in page
    assert "单位审核人甲，" in line(page, 1)
    before = rows(world, "SELECT version FROM evaluations")
    sent(person, path)
    assert rows(world, "SELECT version FROM evaluations") == before
    sent(person, path, **{f"{name}-1": "" for name in ("value", "score", "opinion", "ground", "clause")})
    assert reviews(world) == []


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(world: World) -> None:
    person, path, _ = sheet(world)
    page = sent(
        person, path, "approve", **{"score-1": "99", "opinion-2": "看过", "opinion": "总的意见", "remark-3": "补"}
    )
    assert person.status == 422
    assert 'id="fault-score-1">复核得分应在 0 至 9.0 之间' in page
    assert '<a href="#score-1">' in page
    assert 'value="99"' in page
    assert "看过</textarea>" in page
    assert "总的意见</textarea>" in page
    assert 'value="补"' in line(page, 3)
    assert "<details><summary>" not in line(page, 3)
    page = sent(person, path, **{"score-1": "八分", "remark-3": "x" * 30_000})
    assert 'id="fault-score-1">请填数字，如 8.5' in page
    assert reviews(world) == []


def test_a_remark_that_is_too_long_is_told_at_its_field(world: World) -> None:
    person, path, _ = sheet(world)
    page = sent(person, path, "return", **{"remark-funding": "x" * 30_000, "remark-2": "补"})
    assert 'id="fault-remark-funding"' in page
    assert person.status == 422


def test_a_return_needs_a_reason_and_leads_to_the_next_report(world: World) -> None:
    several(world, 3)
    person = Person(world, "单位审核人甲")
    page = person.get("/evaluations/1/review")
    assert 'id="before"' not in page
    page = sent(person, "/evaluations/1/review", "return")
    assert person.status == 409
    assert 'id="fault-opinion">退回时请写明理由' in page
    page = sent(
        person,
        "/evaluations/1/review",
        "return",
        **{"remark-2": "补运行日志", "remark-funding": "核对执行数", "score-2": "8"},
    )
    assert "“第1项目”已退回。" in page
    assert person.place == "/evaluations/3/review"
    (kept,) = rows(world, "SELECT opinion, remarks FROM decisions")
    assert "补运行日志" in kept["remarks"]
    assert '"funding"' in kept["remarks"]
    assert [row["score"] for row in reviews(world)] == ["8"]
    assert "<h1>第3项目" in page


def test_after_the_last_report_comes_the_queue(world: World) -> None:
    person, path, _ = sheet(world)
    page = sent(person, f"{path}?sort=total", "approve", opinion="属实")
    assert person.place == "/queue"
    assert "已审定" in page
    assert rows(world, "SELECT opinion FROM decisions") == [{"opinion": "属实"}]


def test_the_neighbours_follow_the_filters_of_the_queue(world: World) -> None:
    several(world, 3)
    person = Person(world, "单位审核人甲")
    page = person.get("/evaluations/2/review?sort=submitted")
    assert 'id="before" href="/evaluations/1/review?sort=submitted"' in page
    assert 'id="after" href="/evaluations/3/review?sort=submitted"' in page
    page = person.get("/evaluations/1/review?sort=submitted&text=第3")
    assert "/evaluations/3/review?" in page.split('id="after"')[1][:60]
    page = sent(person, "/evaluations/1/review?sort=submitted", "approve")
    assert person.place == "/evaluations/2/review"
    page = person.get("/evaluations/1/review")  # it no longer waits: on to the first that does
    assert 'id="before"' not in page
    assert 'id="after"' in page


def test_what_changed_since_the_last_submission_is_told_in_words(world: World) -> None:
    person, path, _ = sheet(world)
    sent(person, path, "return", opinion="请核实第1行", **{"opinion-1": "缺日志"})
    api = path.removesuffix("/review")[1:]
    now = world.ok("填报人甲", "GET", api)["evaluation"]["version"]
    lines = [{"where": LINE.format(0), "actual": "2次", "notes": ["已核实"]}]
    saved = world.ok("填报人甲", "PATCH", api, {"lines": lines}, version=now)["evaluation"]
    world.ok("填报人甲", "POST", f"{api}/submit", version=saved["version"])
    page = person.get(path)
    assert "第1行 实际完成值</b>　由 <q>1次</q> 改为 <q>2次</q>" in page
    assert "填为 <q>已核实</q>" in page
    assert "有改动" in line(page, 1)
    assert "是上一轮写的，请再核对" in line(page, 1)
    assert "第 2 轮" in page
    assert "第 1 轮退回：请核实第1行" in page


def test_a_report_sent_again_as_it_was_says_so(world: World) -> None:
    person, path, _ = sheet(world)
    sent(person, path, "return", opinion="请核实")
    api = path.removesuffix("/review")[1:]
    now = world.ok("填报人甲", "GET", api)["evaluation"]["version"]
    world.ok("填报人甲", "POST", f"{api}/submit", version=now)
    assert "和上次提交相比，没有改动" in person.get(path)


def test_the_wrong_level_and_the_wrong_eyes_only_look(world: World) -> None:
    person, path, made = sheet(world, "主管审核人甲")
    world.grant("填报人甲", "supervisor", "信息中心")
    assert "审定</button>" in person.page  # a higher rank may stand in for a lower one
    other = Person(world, "填报人甲")
    page = other.get(path)
    assert "只能查看" in page
    assert "这份自评由您提交，须由他人审核" in page
    assert 'name="do" value="approve"' not in page
    answer = other.post(path, key="k", version=str(made["version"]), do="approve")
    assert answer.status_code == 409
    assert "这份自评由您提交，须由他人审核" in other.page
    done = world.ok("单位审核人甲", "POST", f"{path.removesuffix('/review')[1:]}/approve", {}, version=made["version"])
    own = Person(world, "单位审核人甲")
    assert "这一步由主管部门的审核人办理" in own.get(path)
    answer = own.post(path, key="k", version=str(done["version"]), do="approve", **{"opinion-1": "写过的话"})
    assert answer.status_code == 409
    assert "第1行 意见：<q>写过的话</q>" in own.page
    assert Person(world, "外单位审核人").get(path) != ""
    stranger = Person(world, "外单位审核人")
    stranger.get(path)
    assert stranger.status == 404
    auditor = Person(world, "审计员甲")
    assert "没有权限" in auditor.get(path)
    assert "待审核一览" not in auditor.page


def test_a_report_that_moved_on_keeps_what_was_typed_in_sight(world: World) -> None:
    person, path, made = sheet(world)
    world.ok("填报人甲", "POST", f"{path.removesuffix('/review')[1:]}/recall", version=made["version"])
    page = sent(person, path, "approve", **{"opinion-1": "缺日志", "opinion": "同意"})
    assert person.status == 409
    assert "现在的状态是“草稿”" in page
    assert "第1行 意见：<q>缺日志</q>" in page
    assert "总的意见：<q>同意</q>" in page


def test_a_conflict_shows_both_and_overwrites_nothing_untouched(world: World) -> None:
    world.grant("填报人乙", "supervisor", "信息中心")
    person, path, made = sheet(world)
    theirs = [{"where": LINE.format(i), "score": "7", "opinion": f"乙{i}"} for i in range(2)]
    api = f"{path[1:].removesuffix('/review')}/review"
    world.ok("填报人乙", "PUT", api, {"lines": theirs}, version=made["version"])
    page = sent(person, path, **{"opinion-1": "甲0", "opinion-3": "甲2"})
    assert person.status == 412
    assert "刚刚有人改动" in page
    assert "对方写的：<q>乙0</q>" in page
    assert "甲0</textarea>" in page
    assert "乙1</textarea>" in page  # what only the other wrote is taken over
    assert len(reviews(world)) == 2
    sent(person, path, theirs="opinion-1")
    assert [(row["score"], row["opinion"]) for row in reviews(world)] == [("7", "乙0"), ("7", "乙1"), (None, "甲2")]
    sent(person, path, **{"opinion-1": "甲0"})
    assert reviews(world)[0]["opinion"] == "甲0"


def test_a_stale_approval_is_refused_with_the_sheet_as_it_is_now(world: World) -> None:
    person, path, made = sheet(world)
    api = f"{path[1:].removesuffix('/review')}"
    world.ok(
        "单位审核人甲",
        "PUT",
        f"{api}/review",
        {"lines": [{"where": LINE.format(0), "score": "1"}]},
        version=made["version"],
    )
    page = sent(person, path, "approve")
    assert person.status == 412
    assert 'value="1"' in line(page, 1)
    assert rows(world, "SELECT 1 FROM decisions") == []
    sent(person, path, "approve")
    assert len(rows(world, "SELECT 1 FROM decisions")) == 1


def test_a_form_sent_twice_is_done_once(world: World) -> None:
    person, path, made = sheet(world)
    fields = {"key": "once", "version": str(made["version"]), "do": "approve"}
    first = person.post(path, **fields)
    assert person.post(path, **fields).headers["Location"] == first.headers["Location"]
    assert len(rows(world, "SELECT 1 FROM decisions")) == 1
    person.post(path, key="other", version="x", do="save", **{"opinion-1": "a"})
    assert person.status == 428


def test_a_lower_level_stands_beside_and_its_totals_count(world: World) -> None:
    person, path, _ = sheet(world)
    sent(person, path, "approve", **{"score-1": "5", "opinion-1": "少做一次", "opinion": "已核"})
    page = Person(world, "主管审核人甲").get(path)
    assert "单位审核人甲（第 1 级）给 <b>5</b> 分" in line(page, 1)
    assert "<b>5</b><small>复核</small>" in line(page, 1)
    assert '<div class="strong"><dt>复核后</dt><dd>92.3' in page
    assert "第 2 级，共 2 级" in page
    assert "自评与复核后相差 4" in Person(world, "主管审核人甲").get("/queue")


def test_the_managers_page_leads_to_the_review(world: World) -> None:
    person, path, _ = sheet(world)
    own = path.removesuffix("/review")
    assert f'<a class="button main" href="{path}">去审核</a>' in person.get(own)
    assert "去审核" not in Person(world, "填报人甲").get(own)
    assert f'href="{own}/last-year"' in person.page


def test_hostile_texts_are_shown_as_text(world: World) -> None:
    person, path, _ = sheet(world)
    sent(person, path, **{f"{name}-1": HOSTILE for name in ("value", "opinion", "ground", "clause")})
    store = world.open()
    store.write(lambda store: store.run("UPDATE evaluations SET name = :name", name=HOSTILE))
    store.close()
    page = person.get(f"{path}?done=saved-1")
    assert page.count("&lt;script&gt;alert(1)") >= 6
    assert "<script>alert" not in page
    assert '" onmouseover' not in page
    page = sent(person, path, "return", opinion=HOSTILE, **{"remark-1": HOSTILE})
    assert "<script>alert" not in page + person.get(path)


def test_the_banner_tells_only_what_may_be_seen(world: World) -> None:
    person, path, _ = sheet(world)
    assert "“" not in person.get("/queue?done=approved-999").split("<main")[1].split("<h1>")[0]
    assert "已审定。" in person.get(f"{path}?done=approved-999")
    assert 'role="status"><p>' not in person.get(f"{path}?done=nonsense")
    person.get(f"{path}?x=1")
    assert person.status == 422
