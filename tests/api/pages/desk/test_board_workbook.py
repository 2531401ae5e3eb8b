"""The dashboard as a workbook: the same figures, and nothing that runs."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.api.pages.desk import reports
from tests.api.pages.desk.person import Person
from tests.api.service.world import World


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Reports of every kind."""
    world = reports.filled(tmp_path_factory.mktemp("board"))
    yield world
    world.service.close()


def sheet_rows(sheet: Any) -> list[list[str]]:
    """What the cells of a sheet show."""
    return [[shown(cell) for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def shown(cell: Any) -> str:
    """A cell as a person sees it."""
    if cell.data_type != "n":
        return str(cell.value)
    percent = cell.number_format.endswith("%")
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    value = Decimal(str(cell.value)) * (100 if percent else 1)
    return f"{value:.{places}f}{'%' if percent else ''}"


def test_the_workbook_holds_the_figures_of_the_page_and_runs_nothing(full: World, tmp_path: Path) -> None:
    person = Person(full, "管理员甲")
    page = person.get("/dashboard")
    answer = person.client.get("/dashboard.xlsx")
    assert answer.status_code == 200
    assert "%E6%80%BB%E8%A7%88" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith(reports.FORMULA) or reports.FORMULA in str(cell.value) for cell in cells)
    assert not book[book.sheetnames[0]].protection.sheet
    for table in re.findall(r'<table class="chart.*?</table>', page, re.DOTALL):
        figures = [
            [re.sub(r"<span class=\"hidden\">.*?</span>|<[^>]+>", "", cell).strip() for cell in found]
            for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)
            if (found := re.findall(r'<td class="n"[^>]*>(.*?)</td>', row, re.DOTALL))
        ]
        (key,) = re.findall(r'aria-labelledby="(\w+)"', table)
        (title,) = re.findall(rf'<h2 id="{key}">([^<]+)<', page)
        told_ = [row[1:] for row in sheet_rows(book[title.replace(":", " ")])]
        assert [row for row in figures if row not in told_] == [], title


def test_a_name_of_two_lines_splits_no_header(full: World) -> None:
    store = full.open()
    sql = "UPDATE agencies SET name = :name WHERE id = :id"
    store.write(lambda store: store.run(sql, name="图书馆\r\nX: y", id=full.agencies["图书馆"]))
    answer = Person(full, "管理员甲").client.get(f"/dashboard.xlsx?agency={full.agencies['图书馆']}")
    store.write(lambda store: store.run(sql, name="图书馆", id=full.agencies["图书馆"]))
    store.close()
    assert answer.status_code == 200
    assert "%0D%0AX" in answer.headers["Content-Disposition"]
