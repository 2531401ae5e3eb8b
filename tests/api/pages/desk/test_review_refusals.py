"""The review sheet where something stands against it: what is wrong at its place, and nothing typed is lost."""

from tests.api.pages.desk.person import Person
from tests.api.pages.desk.reviewing import HOSTILE, LINE, line, reviews, sent, sheet
from tests.api.service.accounts import rows
from tests.api.service.world import World


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


def test_what_was_typed_for_other_lines_is_not_put_beside_these(world: World) -> None:
    person, path, made = sheet(world)
    api = path.removesuffix("/review")[1:]
    world.ok("单位审核人甲", "POST", f"{api}/return", {"opinion": "x"}, version=made["version"])
    page = sent(person, path, **{"plan": "77", "score-1": "8"})
    assert "第1行 复核得分：<q>8</q>" in page
    now = world.ok("填报人甲", "GET", api)["evaluation"]["version"]
    world.ok("填报人甲", "POST", f"{api}/submit", version=now)
    person.get(path)
    page = sent(person, path, **{"version": "1", "plan": "77", "score-1": "8"})
    assert person.status == 412
    assert "第1行 复核得分：<q>8</q>" in page
    assert 'value="8"' not in line(page, 1)


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
