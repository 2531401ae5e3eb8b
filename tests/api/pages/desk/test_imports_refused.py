"""Files that are no forms, sent by the import page: each refused beside its name, and nothing is changed."""

import importlib
import io
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from tests.api.pages.desk.person import Person
from tests.api.pages.desk.sending import act, bomb, lines, opened, printed, send, stored
from tests.api.service.accounts import rows
from tests.api.service.world import World, make_world

PAYLOAD = "<script>alert(1)</script>' onmouseover='x"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world whose parsing children end with it."""
    made = make_world(tmp_path)
    yield made
    made.service.close()


HOSTILE: tuple[tuple[str, bytes, str], ...] = (
    ("空.xlsx", b"", "文件是空的"),
    ("程序.xlsx", b"MZ\x90\x00" * 40, "这是程序，不是绩效表"),
    ("坏.docx", b"PK\x03\x04 not a zip", "文件读不了"),
    ("笔记.csv", "甲,乙\n1,2\n".encode(), "没有找到绩效表"),
    (f"{PAYLOAD}.xlsx", b"\x00\x01", ""),
)


@pytest.mark.parametrize(("name", "data", "words"), HOSTILE, ids=["empty", "program", "damaged", "no form", "markup"])
def test_a_file_that_is_no_form_is_refused_beside_its_name(world: World, name: str, data: bytes, words: str) -> None:
    person = Person(world, "填报人甲")
    page = send(person, (name, data))
    assert person.status in (415, 422)
    assert "没有读，也没有改动什么" in page
    assert f"<b>{name}</b>" in unescape(page)
    assert words in page
    assert "<script>alert" not in page
    assert rows(world, "SELECT id FROM imports") == []


def test_a_bomb_is_refused_and_the_form_beside_it_is_read(world: World) -> None:
    person, made, report = opened(world)
    page = send(person, ("炸弹.xlsx", bomb()), ("表.csv", printed(report)))
    assert person.status == 200
    assert "没有读" in page
    assert "炸弹.xlsx" in page
    assert "已存 1 张" in act(person, "confirm")
    assert "炸弹.xlsx" in person.page
    assert lines(stored(world, made["id"]))[0]["actual"] == "1次"


def test_markup_in_names_of_files_and_sheets_is_text(world: World) -> None:
    person, _, report = opened(world)
    lines(report)[0]["actual"] = PAYLOAD
    book = openpyxl.load_workbook(io.BytesIO(printed(report, "xlsx")))
    assert book.active is not None
    book.active.title = "<b onclick=x>表"
    held = io.BytesIO()
    book.save(held)
    for page in (send(person, (f"{PAYLOAD}.xlsx", held.getvalue())), person.get("/imports"), person.get("/imports/1")):
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_no_file_and_too_many_are_said_so(world: World) -> None:
    person = Person(world, "填报人甲")
    assert "还没有选文件" in send(person)
    assert "一次至多 20 个文件" in send(person, *((f"{n}.csv", b"a,b") for n in range(21)))
    assert person.status == 409


def test_more_than_can_be_sent_at_once_is_said_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("api.pages.desk.imports"), "TOTAL", 20_000)
    person, made, report = opened(world)
    page = send(person, ("表.csv", printed(report) + b" " * 30_000), evaluation=str(made["id"]))
    assert person.status == 413
    assert "合计超过 0 MB，没有读；请分几次上传" in page
    assert "从文件填" in page


def test_a_position_that_is_no_number_of_ours_is_none(world: World) -> None:
    person, _, report = opened(world)
    send(person, ("表.csv", printed(report)))
    person.send(person.place, do="confirm", store="9" * 5000)
    assert person.status == 409
    assert "还没有勾选要存的表" in person.page
