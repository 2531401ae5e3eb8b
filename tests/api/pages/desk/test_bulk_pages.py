"""Many people or agencies by the page: pasted or from a file, looked at first, all or nothing, passwords shown once."""

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.api.pages.desk.person import HERE, Person, hidden
from tests.api.service.accounts import rows, sign_in
from tests.api.service.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world whose readers of files are put away."""
    made = make_world(tmp_path)
    yield made
    made.service.close()


PAYLOAD = '<script>alert(1)</script>" onmouseover="x'


def chief(world: World, path: str = "/people/bulk") -> Person:
    """管理员甲 before the form."""
    person = Person(world, "管理员甲")
    person.get(path)
    return person


def logins(world: World) -> set[str]:
    """The accounts that did not come with the world."""
    return {row["login"] for row in rows(world, "SELECT login FROM people")} - set(world.people)


def test_people_pasted_from_excel_are_looked_at_then_added_and_told_once(world: World) -> None:
    person = chief(world)
    sheet = f"姓名\t账号\t角色\t单位\r\n=cmd\tLi\t填报人\t信息中心\r\n\r\n{PAYLOAD}\twang\t审核人\t某市文旅局\r\n"
    page = person.send("/people/bulk", sheet=sheet, do="check")
    assert (person.status, "2 人都可以增加" in page) == (200, True)
    assert PAYLOAD not in page
    assert "第4行" in page
    assert logins(world) == set()
    sent = {"sheet": sheet, "do": "add", "key": hidden(page, "key")}
    first = person.post("/people/bulk", **sent)
    assert first.status_code == 200
    told = re.findall(r"<output>([^<]+)</output>", person.page)
    assert sign_in(world, "li", told[0]).status_code == 201
    assert sign_in(world, "wang", told[1]).status_code == 201
    file = base64.b64decode(person.page.split("base64,", 1)[1].split('"', 1)[0]).decode("utf-8-sig")
    assert file.splitlines()[:2] == ["账号,姓名,单位,初始密码", f"li,'=cmd,信息中心,{told[0]}"]
    assert told[0] not in str(rows(world, "SELECT * FROM idempotency")) + str(rows(world, "SELECT * FROM audit"))
    again = person.post("/people/bulk", **sent)
    assert again.headers["Location"] == "/people/bulk?done=told"
    assert "这里不再显示" in person.get("/people/bulk?done=told")
    assert logins(world) == {"li", "wang"}


def test_every_fault_stands_at_its_row_and_nobody_is_added(world: World) -> None:
    person = chief(world)
    sheet = "li\t李某\tx\t院长\t没有的局\nli\t\t\t填报人\t信息中心\n好\t好某\t\t填报人\t信息中心"
    for do in ("check", "add"):
        page = person.send("/people/bulk", sheet=sheet, do=do)
        assert person.status == 422
        assert "有 5 处要改" in page
        assert sheet in page.replace("\r", "")
        first, second, third = page.split("<tbody>")[1].split("</tr>")[:3]
        for told in ("邮箱：应为邮箱地址", "角色：没有角色“院长”", "单位：没有名称或代码"):
            assert told in first
        assert "姓名：不能为空" in second
        assert "与第1行重复" in second
        assert "没有问题" in third
    assert logins(world) == set()


def test_a_sheet_that_is_none_is_told_as_such_and_kept(world: World) -> None:
    person = chief(world)
    for sheet, told in (
        ("", "还没有内容"), ("账号,单位", "缺少列：姓名、角色"), ("账号,姓名,角色,单位", "只有首行"), ('a,"b', "引号不成对"),
        ("a\tb\n" * 201, "一次至多 200 行，现有 201 行"),
    ):  # fmt: skip
        page = person.send("/people/bulk", sheet=sheet, do="check")
        assert (person.status, told in page) == (422, True), (told, page)


def book(*table: tuple[str | int | None, ...]) -> bytes:
    """A workbook of one sheet."""
    made, out = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    for row in table:
        sheet.append(row)
    made.save(out)
    return out.getvalue()


def upload(person: Person, path: str, name: str, content: bytes) -> str:
    """A file sent by the form that was last seen."""
    data = {"key": hidden(person.page, "key"), "sheet": "", "do": "check", "file": (io.BytesIO(content), name)}
    answer = person.client.post(path, data=data, headers={"Origin": HERE})
    person.page, person.status = answer.get_data(as_text=True), answer.status_code
    return person.page


def test_a_workbook_becomes_the_text_that_is_then_added(world: World) -> None:
    person = chief(world, "/agencies/bulk")
    content = book(("名称", "代码", "层级", "上级单位"), ("卫健局", 361, "主管部门", "某市财政局"), (),
                   ("医院\n（本部）", 361001, None, 361))  # fmt: skip
    page = upload(person, "/agencies/bulk", "单位.xlsx", content)
    assert (person.status, "2 个单位都可以增加" in page) == (200, True), page
    assert "第4行" in page
    text = page.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0].removeprefix("\n")
    page = person.send("/agencies/bulk", sheet=text, do="add")
    assert "已全部增加" in page
    assert 'href="/people/bulk">成批增加人员' in page
    made = rows(world, "SELECT name, code, rank FROM agencies WHERE code LIKE '361%' ORDER BY id")
    assert [tuple(each.values()) for each in made] == [
        ("卫健局", "361", "department"),
        ("医院 （本部）", "361001", "agency"),
    ]
    page = person.send("/agencies/bulk", sheet=text, do="add")
    assert "代码：代码“361”已被别的单位使用" in page


def test_a_file_of_another_kind_is_refused_in_a_sentence(world: World) -> None:
    person = chief(world)
    upload(person, "/people/bulk", "x.xlsx", b"PK\x03\x04 broken")
    assert person.status in (415, 422)
    assert "没有增加" in person.page
    page = upload(
        person, "/people/bulk", "人员.csv", "账号,姓名,邮箱,角色,单位\nli,李某,,填报人,信息中心\n".encode("gb18030")
    )
    assert "1 人都可以增加" in page


def test_a_long_sheet_shows_two_hundred_rows_and_every_fault(world: World) -> None:
    person = chief(world, "/agencies/bulk")
    sheet = "名称,上级单位\n" + "".join(f"单位{i},图书馆\n" for i in range(300)) + "坏的,没有的局\n"
    page = person.send("/agencies/bulk", sheet=sheet, do="check")
    assert page.count('<th scope="row">') == 201
    assert "另有 100 行没有问题" in page


def test_a_tree_too_deep_is_told_and_the_sheet_kept(world: World) -> None:
    person = chief(world, "/agencies/bulk")
    lines = ["名称\t上级单位", "级1\t信息中心", *(f"级{n}\t级{n - 1}" for n in range(2, 19))]
    page = person.send("/agencies/bulk", sheet="\n".join(lines), do="add")
    assert (person.status, "单位从上到下至多 20 级" in page, "级18\t级17" in page) == (409, True, True)
    assert rows(world, "SELECT id FROM agencies WHERE name = '级1'") == []
