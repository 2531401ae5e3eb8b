"""jixiao score, explain: what a form is worth, and the working of one line."""

from collections.abc import Sequence
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
from api.views.sheet import sheet_json
from api.views.trace import step_json
from indicators.issues import Severity
from scoring.library import Library
from scoring.sheet import ScoreSheet
from scoring.trace import Step
from scoring.wording import REASON_NAMES, citation, phrase, sentence


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

    行号从 1 起，按表上顺序；“执行率”是预算执行率一行，“总分”是全表。
    """
    ((_, sheet),) = sheets([file], library(folders), given)
    name, reason, step = _part(sheet, line)
    if as_json:
        print_json(_explained(sheet, name, reason, step))
    else:
        click.echo("\n".join([name, *_working(sheet, reason, step)]))
    return FINE


def _part(sheet: ScoreSheet, line: str) -> tuple[str, str, Step | None]:
    if line == "总分":
        return "总分", "", sheet.trace
    if line in ("执行率", "预算执行率"):
        return "预算执行率", sheet.execution.reason, sheet.execution.step
    if not (line.isascii() and line.isdigit() and len(line) < 6 and 1 <= int(line) <= len(sheet.lines)):
        raise Refused(f"没有第“{line}”行：此表有 1 至 {len(sheet.lines)} 行，另有“执行率”和“总分”")
    found = sheet.lines[int(line) - 1]
    return found.indicator.name, found.reason, found.step


def _working(sheet: ScoreSheet, reason: str, step: Step | None) -> list[str]:
    if step is None:
        return [f"待定：{REASON_NAMES.get(reason, reason)}。"]
    steps = [(inner, phrase(inner, sheet.rulebook)) for inner in step.walk()]
    told = [(inner, words) for inner, words in steps if words]
    lines = [f"  {number}. {words}" for number, (_, words) in enumerate(told, 1)]
    rules = dict.fromkeys(inner.rule for inner, _ in told if inner.rule)
    sources = dict.fromkeys(citation(sheet.rulebook.clause(rule)) for rule in rules)
    return ["计分过程：", *lines, *(["依据：", *(f"  {source}" for source in sources)] if sources else [])]


def _explained(sheet: ScoreSheet, name: str, reason: str, step: Step | None) -> dict[str, Any]:
    return {
        "name": name,
        "rulebook": sheet.rulebook.id,
        "rulebook_digest": sheet.rulebook.digest,
        "reason": reason,
        "sentence": sentence(step, sheet.rulebook) if step else None,
        "trace": step_json(step) if step else None,
    }
