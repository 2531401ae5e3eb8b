"""jixiao score, explain: what a form is worth, and the working of one line."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from api.actions import all_issues, scored
from api.cli.chinese import ChineseCommand
from api.cli.files import Loaded, Refused, documents
from api.cli.shared import (
    FINE,
    FOUND,
    files,
    folders_option,
    json_option,
    library,
    print_blocks,
    print_json,
    print_results,
    rulebook_option,
)
from api.cli.sheets import sheet_text
from api.views.rulebooks import named
from api.views.sheet import sheet_json
from api.views.trace import step_json
from api.views.values import number
from api.wording import BASIS_NAMES, sources, working
from indicators.issues import Severity
from indicators.numbers import plain
from scoring.execution import ExecutionScore
from scoring.library import Library
from scoring.results import LineScore
from scoring.sheet import ScoreSheet
from scoring.wording import REASON_NAMES


def sheets(names: Sequence[str], books: Library, given: str) -> list[tuple[Loaded, ScoreSheet]]:
    """The sheet of every document."""
    return [(loaded, scored(books, loaded.document, given, loaded.path)) for loaded in documents(names)]


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@folders_option
@json_option
@click.option("--trace", is_flag=True, help="在 JSON 中附上计分过程。")
def score(files: Sequence[str], given: str, folders: Sequence[Path], as_json: bool, trace: bool) -> int:
    """给自评表计分：总分、每一行得分的来历、由人判定的、偏差、应说明的、问题。

    文件可以是文件、文件夹或通配符。退出码：0 没有“错误”级问题，1 有，2 未能计分。
    """
    found = [(loaded, sheet, all_issues(sheet)) for loaded, sheet in sheets(files, library(folders), given)]
    if as_json:
        print_results([{"file": loaded.path, **sheet_json(s, issues, trace=trace)} for loaded, s, issues in found])
    else:
        print_blocks([sheet_text(sheet, issues) for _, sheet, issues in found])
    errors = any(issue.severity is Severity.ERROR for _, _, issues in found for issue in issues)
    return FOUND if errors else FINE


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件")
@click.argument("line", metavar="行号")
@rulebook_option
@folders_option
@json_option
def explain(file: str, line: str, given: str, folders: Sequence[Path], as_json: bool) -> int:
    """说明一行得分的计算过程与依据。

    行号从 1 起，按表上顺序；“执行率”是预算执行率一行。
    """
    ((_, sheet),) = sheets([file], library(folders), given)
    part = _part(sheet, line)
    if as_json:
        print_json(_explained(sheet, part))
    else:
        click.echo("\n".join(_working(sheet, part)))
    return FINE


def _part(sheet: ScoreSheet, line: str) -> LineScore | ExecutionScore:
    if line in ("执行率", "预算执行率"):
        return sheet.execution
    if not (line.isascii() and line.isdigit() and len(line) < 6 and 1 <= int(line) <= len(sheet.lines)):
        raise Refused(f"没有第“{line}”行：此表有 1 至 {len(sheet.lines)} 行，另有“执行率”")
    return sheet.lines[int(line) - 1]


def _working(sheet: ScoreSheet, part: LineScore | ExecutionScore) -> Iterator[str]:
    yield _name(part)
    if part.points is None:
        yield f"待定：{REASON_NAMES.get(part.reason, part.reason)}。"
    else:
        yield f"计入得分：{plain(part.points)}（{BASIS_NAMES[part.basis]}）"
    if steps := working(part, sheet):
        yield "计分过程："
        yield from (f"  {number}. {words}" for number, words in enumerate(steps, 1))
    if cited := sources(part.step, sheet):
        yield "依据："
        yield from (f"  {each}" for each in cited)


def _name(part: LineScore | ExecutionScore) -> str:
    return part.indicator.name if isinstance(part, LineScore) else "预算执行率"


def _explained(sheet: ScoreSheet, part: LineScore | ExecutionScore) -> dict[str, Any]:
    return {
        "name": _name(part),
        **named(sheet.rulebook),
        "points": number(part.points),
        "basis": part.basis.value,
        "reason": part.reason,
        "working": list(working(part, sheet)),
        "sources": list(sources(part.step, sheet)),
        "trace": step_json(part.step) if part.step else None,
    }
