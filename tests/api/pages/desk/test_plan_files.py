"""Plans from files: what would change is shown, doubts are answered, nothing is stored before it is confirmed."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.actions.formfiles import drawn
from api.pages.desk import plan_files
from api.schemas import load_document
from tests.api.pages.desk.person import HERE, Person, hidden
from tests.api.pages.desk.plan_paper import draft, stored
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world whose readers are ended."""
    made = make_world(tmp_path)
    yield made
    made.service.close()


def printed(kind: str = "xlsx", agency: str = "信息中心", **changed: Any) -> bytes:
    """A plan's form as a file."""
    return drawn(load_document(stories.plan_of(stories.form(), agency) | changed), kind).content


def sent(person: Person, content: bytes, name: str = "目标表.xlsx", place: str = "中央", plan: str = "") -> str:
    """A file sent by the page; the page that follows."""
    person.get(f"/plans/file?plan={plan}" if plan else "/plans/file")
    fields = {"key": hidden(person.page, "key"), "place": place, "plan": plan, "file": (io.BytesIO(content), name)}
    answer = person.client.post(
        "/plans/file", data=fields, headers={"Origin": HERE}, follow_redirects=True, content_type="multipart/form-data"
    )
    person.page, person.status, person.place = answer.get_data(as_text=True), answer.status_code, answer.request.path
    return person.page


def confirm(person: Person, *positions: str) -> str:
    """What is ready confirmed."""
    return person.send(person.place, do="confirm", position=list(positions))


def test_a_file_becomes_a_draft_after_a_look(world: World) -> None:
    person = Person(world, "填报人甲")
    page = sent(person, printed())
    assert "还没有保存" in page
    assert "建一张新的目标表草稿" in page
    assert "互联网专线线路可用率" in page
    assert rows(world, "SELECT id FROM plans") == []
    page = confirm(person, "0")
    assert "已存。" in page
    assert len(rows(world, "SELECT id FROM plans")) == 1
    assert stored(world, "plans/1")["place"] == "中央"
    assert person.post(person.place, do="confirm", position="0", key="k2").status_code == 409


def test_every_kind_of_file_is_read(world: World) -> None:
    person = Person(world, "填报人甲")
    for kind in ("docx", "csv", "pdf"):
        assert "互联网专线线路可用率" in sent(person, printed(kind), f"表.{kind}"), kind


def test_what_is_not_chosen_is_not_stored(world: World) -> None:
    person = Person(world, "填报人甲")
    sent(person, printed())
    assert "没有存" in confirm(person)
    assert rows(world, "SELECT id FROM plans") == []


def test_a_file_of_a_draft_changes_only_what_it_prints(world: World) -> None:
    person, path, before = draft(world)
    told = json.loads(json.dumps(stories.plan_of(stories.form(), "信息中心")["objectives"]))
    told[0]["indicators"][0]["target"] = "≥3次"
    page = sent(person, printed(objectives=told))
    assert "1 处不同" in page
    assert "<del>≥1次</del> → <ins>≥3次</ins>" in page
    assert stored(world, path) == before
    page = confirm(person, "0")
    assert person.place == path
    assert "已按文件填入" in page
    after = stored(world, path)
    assert after["objectives"][0]["indicators"][0]["target"] == "≥3次"
    assert (after["rulebook"], after["funding"]) == (before["rulebook"], before["funding"])


def test_a_draft_is_filled_in_from_a_file_of_another_name(world: World) -> None:
    person, path, _ = draft(world, objectives=[{"indicators": []}])
    page = sent(person, printed(agency="别的单位"), plan=path.rpartition("/")[2])
    assert "文件上印的是“别的单位" in page
    assert "单位、年度和项目名称按这张目标表的" in page
    confirm(person, "0")
    assert len(stored(world, path)["objectives"][0]["indicators"]) == 8


def test_what_is_not_to_be_read_is_refused_and_said(world: World) -> None:
    person = Person(world, "填报人甲")
    for content, name, words in (
        (b"", "", "请选文件"),
        (b"MZ\x90\x00" * 50, "x.exe", "不读这种文件"),
        (b"PK\x03\x04broken", "x.xlsx", "文件读不了"),
    ):
        assert words in sent(person, content, name, place="四川省"), name
        assert person.status in (415, 422)
        assert 'value="四川省"' in person.page
    assert rows(world, "SELECT id FROM imports") == []
    assert "没有认得出的表" in sent(person, "甲,乙\n1,2\n".encode(), "x.csv")


def test_a_self_evaluation_is_none_of_this(world: World) -> None:
    person = Person(world, "填报人甲")
    page = sent(person, stories.FORM, "自评表.csv")
    assert "这是自评表" in page
    assert "确认，保存勾选的" not in page


def test_doubts_and_a_missing_heading_are_answered(world: World) -> None:
    person = Person(world, "填报人甲")
    told = json.loads(json.dumps(stories.plan_of(stories.form(), "信息中心")["objectives"]))
    told[0]["indicators"][0]["category"] = "古怪指标"
    page = sent(person, printed(agency="哪里都没有的单位", objectives=told))
    assert "现在还不能存" in page
    assert "不是已知的二级指标" in page
    doubt = re.search(r'name="where-0-(\d+)" value="[^"]*category[^"]*"', page)
    assert doubt
    answers = {
        "do": "answer-0",
        f"doubt-0-{doubt[1]}": "质量指标",
        "head-0-agency.name": "信息中心",
        "head-0-place": " ",
    }
    answers |= {f"where-0-{n}": where for n, where in re.findall(r'name="where-0-(\d+)" value="([^"]*)"', page)}
    page = person.send(person.place, **answers)
    assert "建一张新的目标表草稿" in page
    assert "不是已知的二级指标" not in page
    confirm(person, "0")
    assert stored(world, "plans/1")["objectives"][0]["indicators"][0]["category"] == "quality"
    assert person.post(person.place, do="answer-7", key="k9").status_code in (404, 409)


def test_an_import_is_its_owners_alone(world: World) -> None:
    person = Person(world, "填报人甲")
    sent(person, printed())
    other = Person(world, "填报人乙")
    other.get(person.place)
    assert other.status == 404
    assert other.post(person.place, do="confirm", position="0", key="k").status_code == 404
    stranger = Person(world, "外单位填报人")
    assert "还不能存" in sent(stranger, printed())


def test_a_file_of_somebody_who_only_looks_is_not_read(world: World) -> None:
    watcher = Person(world, "审计员甲")
    assert "没有权限：编制目标表" in sent(watcher, printed())
    assert (watcher.status, rows(world, "SELECT id FROM imports")) == (403, [])
    assert watcher.client.get("/plans/file").status_code == 403
    _, path, _ = draft(world)
    stranger = Person(world, "外单位填报人")
    stranger.get(f"/plans/file?plan={path.rpartition('/')[2]}")
    assert stranger.status == 404


def test_the_same_file_sent_twice_by_one_form_is_one_import(world: World) -> None:
    person = Person(world, "填报人甲")
    person.get("/plans/file")
    key = hidden(person.page, "key")
    for _ in range(2):
        fields = {"key": key, "place": "中央", "file": (io.BytesIO(printed()), "表.xlsx")}
        person.client.post("/plans/file", data=fields, headers={"Origin": HERE}, content_type="multipart/form-data")
    assert len(rows(world, "SELECT id FROM imports")) == 1


def test_a_file_that_is_too_large_is_told_as_such(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_files, "FILE_SIZE", 2000)
    monkeypatch.setattr(plan_files, "ROOM", 1000)
    person = Person(world, "填报人甲")
    page = sent(person, b"x" * 4000)
    assert person.status == 413
    assert "文件超过 2 MB" in page


def test_an_import_begun_elsewhere_is_looked_at_here_too(world: World) -> None:
    person = Person(world, "填报人甲")
    person.get("/imports")
    files = [(io.BytesIO(printed()), "目标表.xlsx"), (io.BytesIO(b"not a form"), "坏的.xlsx")]
    fields = {"key": hidden(person.page, "key"), "files": files}
    person.client.post("/imports", data=fields, headers={"Origin": HERE}, content_type="multipart/form-data")
    page = person.get("/plans/file/1")
    assert person.status == 200
    assert "这是自评表" not in page
