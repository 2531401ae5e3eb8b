"""The review sheet: what calls for judgement, the lines, the reviews, the decision, and on to the next."""

from tests.api.pages.desk.person import Person
from tests.api.pages.desk.reviewing import LINE, line, reading, reviews, sent, sheet
from tests.api.pages.desk.waiting import several
from tests.api.service.accounts import rows
from tests.api.service.world import World


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
    assert f"<small>{top.count('<li>')} 项</small>" in top
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
    assert "<b>8</b> <small>复核</small>" in line(page, 1)
    assert '<div class="strong"><dt>复核后</dt><dd>95.3' in page
    assert "单位审核人甲，" in line(page, 1)
    before = rows(world, "SELECT version FROM evaluations")
    sent(person, path)
    assert rows(world, "SELECT version FROM evaluations") == before
    sent(person, path, **{f"{name}-1": "" for name in ("value", "score", "opinion", "ground", "clause")})
    assert reviews(world) == []


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
    assert "第 1 级已审定，等第 2 级审核。" in page
    assert rows(world, "SELECT opinion FROM decisions") == [{"opinion": "属实"}]


def test_the_last_level_settles_it_and_each_decision_says_its_level(world: World) -> None:
    person, path, _ = sheet(world)
    sent(person, path, "approve")
    last = Person(world, "主管审核人甲")
    last.get(path)
    page = sent(last, path, "approve")
    assert "”已审定。" in page
    page = last.get(path)
    assert "单位审核人甲 第 1 级审定" in page
    assert "主管审核人甲 第 2 级审定" in page
    assert "公开的页面" not in page


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
    assert "第 1 轮第 1 级退回：请核实第1行" in page


def test_a_report_sent_again_as_it_was_says_so(world: World) -> None:
    person, path, _ = sheet(world)
    sent(person, path, "return", opinion="请核实")
    api = path.removesuffix("/review")[1:]
    now = world.ok("填报人甲", "GET", api)["evaluation"]["version"]
    world.ok("填报人甲", "POST", f"{api}/submit", version=now)
    assert "和上次提交相比，没有改动" in person.get(path)


def test_a_lower_level_stands_beside_and_its_totals_count(world: World) -> None:
    person, path, _ = sheet(world)
    sent(person, path, "approve", **{"score-1": "5", "opinion-1": "少做一次", "opinion": "已核"})
    page = Person(world, "主管审核人甲").get(path)
    assert "单位审核人甲（第 1 级）给 <b>5</b> 分" in line(page, 1)
    assert "<b>5</b> <small>复核</small>" in line(page, 1)
    assert '<div class="strong"><dt>复核后</dt><dd>92.3' in page
    assert "第 2 级，共 2 级" in page
    assert "自评与复核后相差 4" in Person(world, "主管审核人甲").get("/queue")


def test_the_managers_page_leads_to_the_review(world: World) -> None:
    person, path, _ = sheet(world)
    own = path.removesuffix("/review")
    assert f'<a class="button main" href="{path}">去审核</a>' in person.get(own)
    assert "去审核" not in Person(world, "填报人甲").get(own)
    assert f'href="{own}/last-year"' in person.page
