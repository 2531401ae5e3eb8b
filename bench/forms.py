"""Workbooks read and scored beside openpyxl merely loading them; PDF beside typst alone; a workbook of 1,000 forms."""

import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import typst

from api.actions.documents import scored
from api.actions.formfiles import drawn, drawn_all
from api.schemas import load_document
from indicators.forms import opening
from indicators.forms.pdffile import drawn as typesetting
from indicators.forms.reading import forms
from indicators.forms.writing import pages
from indicators.model import Document
from scoring.library import load_library

ROOT = Path(__file__).parents[1]
REPORTS = (("mohrss-2023", "egov jinbao"), ("huangpi-2023", "whole jinbao card archives"),
           ("jilin-2023", "12333 cloud network smart subsidy"))  # fmt: skip
MANY = 1000


def sample(name: str, project: str = "") -> Document:
    """A sample, or the same form of another project."""
    value = json.loads((ROOT / "samples" / f"{name}.json").read_text(encoding="utf-8"))
    return load_document(value | ({"project": {"name": project}} if project else {}))


def best(call: Callable[[], object], rounds: int = 7) -> float:
    """Seconds of a call, the fastest of a few."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return min(times)


def workbooks() -> None:
    """Samples as xlsx: read, understood, scored."""
    books = load_library()
    files = [(book, (ROOT / f"samples/forms/{book}-{name}.xlsx").read_bytes())
             for book, names in REPORTS for name in names.split()]  # fmt: skip

    def ours() -> None:
        for book, data in files:
            for form in forms(opening.read(data), "（未注明）", book):
                scored(books, load_document(dict(form.document)), book, "")

    ours()
    mine = best(ours) / len(files)
    theirs = best(lambda: [openpyxl.load_workbook(io.BytesIO(data)) for _, data in files]) / len(files)
    print(
        f"读懂并计分：每秒 {1 / mine:.0f} 份工作簿；openpyxl 只打开：每秒 {1 / theirs:.0f} 份；"
        f"用时为其 {mine / theirs:.2f} 倍（要求至多 2 倍）"
    )


def typeset() -> None:
    """PDF of forms that differ, so that nothing is remembered from the last one; the compiler is warm."""
    documents = [sample("mohrss-2023-jinbao", f"项目{number}") for number in range(40)]
    drawn(sample("mohrss-2023-egov"), "pdf")
    compiler, program = typesetting._compiler(), typesetting._PROGRAM  # noqa: SLF001
    given = [_given(document) for document in documents[20:]]
    mine = best(lambda: drawn(documents.pop(0), "pdf"), 20)
    theirs = best(lambda: _compiled(compiler, program, given.pop()), 20)
    print(
        f"一张表的 PDF：{mine * 1000:.1f} 毫秒；只由 typst 排同一模板：{theirs * 1000:.1f} 毫秒（{mine / theirs:.2f} 倍）"
    )


def _given(document: Document) -> str:
    """What the template is given for a document."""
    laid, _ = pages(document, "central")
    form = [typesetting._form(page) for page in laid]  # noqa: SLF001
    return json.dumps({"title": "", "digest": "", "forms": form}, ensure_ascii=False)


def _compiled(compiler: typst.Compiler, program: bytes, data: str) -> Any:
    return compiler.compile(program, format="pdf", sys_inputs={"data": data}, timestamp=0, pdf_tags=False)


def many() -> None:
    """A workbook of a thousand sheets, read by a process of its own."""
    began = time.perf_counter()
    content = drawn_all([sample("jilin-2023-smart", f"项目{number}") for number in range(MANY)], "xlsx").content
    writing = time.perf_counter() - began
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, __file__, file.name]
        told = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    assert told["forms"] == MANY, told
    print(
        f"{MANY} 张表（每张 4 行指标）的工作簿（{len(content) / 1e6:.1f} MB）：写 {MANY / writing:.0f} 张/秒，"
        f"读 {MANY / told['seconds']:.0f} 张/秒，"
        f"读的进程内存峰值 {told['peak']} MB（其中程序本身 {told['before']} MB）"
    )


def child(path: str) -> None:
    """Read the file named and say how many forms, how long, and the most memory that it took."""
    data, before = Path(path).read_bytes(), _peak()
    began = time.perf_counter()
    found = forms(opening.read(data))
    seconds = time.perf_counter() - began
    print(json.dumps({"forms": len(found), "seconds": seconds, "before": before, "peak": _peak()}))


def _peak() -> int:
    """Megabytes at the most since this program began; what its parent held does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main(arguments: Sequence[str]) -> None:
    """The three benches; with a file, the child of the last."""
    if arguments:
        child(arguments[0])
        return
    workbooks()
    typeset()
    many()


if __name__ == "__main__":
    main(sys.argv[1:])
