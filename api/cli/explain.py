"""jixiao explain: the working of one line, of the execution rate, or of the total."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from api.actions.documents import scored
from api.cell_words import HOW_TO_ANSWER, line_questions, questions_of
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused, documents
from api.cli.shared import FINE, answer_option, folders_option, json_option, library, print_json, rulebook_option
from api.cli.sheets import total_text
from api.views.cells import questions_json
from api.views.rulebooks import named
from api.views.trace import step_json
from api.views.values import number, span
from api.wording import basis_name, pool_sentence, sources, working
from indicators.numbers import plain
from scoring.execution import ExecutionScore
from scoring.results import LineScore
from scoring.sheet import ScoreSheet
from scoring.trace import Step
from scoring.wording import REASON_NAMES, phrase

Part = LineScore | ExecutionScore


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件")
@click.argument("line", metavar="行号|执行率|总分")
@rulebook_option
@answer_option
@folders_option
@json_option
def explain(file: str, line: str, given: str, answers: Sequence[str], folders: Sequence[Path], as_json: bool) -> int:
    """说明一行得分的计算过程与依据。

    行号从 1 起，按表上顺序；“执行率”是预算执行率一行，“总分”是各行怎样合成总分。
    """
    (loaded,) = documents([file], answers=answers)
    sheet = scored(library(folders), loaded.document, given, loaded.path)
    if line == "总分":
        told, words = _total_json(sheet), _total(sheet)
    else:
        part = _part(sheet, line)
        told, words = _explained(sheet, part), _working(sheet, part)
    if as_json:
        print_json(told)
    else:
        click.echo("\n".join(words))
    return FINE


def _part(sheet: ScoreSheet, line: str) -> Part:
    if line in ("执行率", "预算执行率"):
        return sheet.execution
    if not (line.isascii() and line.isdigit() and len(line) < 6 and 1 <= int(line) <= len(sheet.lines)):
        raise Refused(f"没有第“{line}”行：此表有 1 至 {len(sheet.lines)} 行，另有“执行率”“总分”")
    return sheet.lines[int(line) - 1]


def _working(sheet: ScoreSheet, part: Part) -> Iterator[str]:
    yield _name(part)
    if part.points is None:
        yield f"待定：{REASON_NAMES.get(part.reason, part.reason)}。"
    else:
        yield f"计入得分：{plain(part.points)}（{basis_name(part)}）"
    if isinstance(part, LineScore) and (asked := line_questions(part)):
        yield from (f"须询问：{each}" for each in asked)
        yield HOW_TO_ANSWER
    yield from _steps(working(part, sheet), sources(part.step, sheet))


def _steps(steps: Sequence[str], cited: Sequence[str]) -> Iterator[str]:
    if steps:
        yield "计分过程："
        yield from (f"  {number}. {words}" for number, words in enumerate(steps, 1))
    if cited:
        yield "依据："
        yield from (f"  {each}" for each in cited)


def _name(part: Part) -> str:
    return part.indicator.name if isinstance(part, LineScore) else "预算执行率"


def _total(sheet: ScoreSheet) -> Iterator[str]:
    yield total_text(sheet)
    yield "各行计入得分："
    for label, part in _labelled(sheet):
        points = "待定" if part.points is None else plain(part.points)
        yield f"  {label}：{points}（{basis_name(part)}）"
    yield from (f"  {pool_sentence(pool, sheet.rulebook)}" for pool in sheet.pools)
    spine = list(_spine(sheet.trace))
    yield from _steps(_phrases(sheet, spine), _spine_sources(sheet, spine))


def _labelled(sheet: ScoreSheet) -> Iterator[tuple[str, Part]]:
    yield "预算执行率", sheet.execution
    for number_, line in enumerate(sheet.lines, 1):
        yield f"第{number_}行 {line.indicator.name}", line


def _spine(step: Step) -> Iterator[Step]:
    """From the sum of the parts up to the total; what made each part is told by the part."""
    if step.name != "sum":
        yield from _spine(step.children[0])
    yield step


def _phrases(sheet: ScoreSheet, spine: Sequence[Step]) -> tuple[str, ...]:
    return tuple(words for step in spine if (words := phrase(step, sheet.rulebook)))


def _spine_sources(sheet: ScoreSheet, spine: Sequence[Step]) -> tuple[str, ...]:
    cited = (each for step in spine for each in sources(step._replace(children=()), sheet))
    return tuple(dict.fromkeys(cited))


def _explained(sheet: ScoreSheet, part: Part) -> dict[str, Any]:
    return {
        "name": _name(part),
        **named(sheet.rulebook),
        "points": number(part.points),
        "basis": part.basis.value,
        "reason": part.reason,
        "questions": _questions(part),
        "working": list(working(part, sheet)),
        "sources": list(sources(part.step, sheet)),
        "trace": step_json(part.step) if part.step else None,
    }


def _questions(part: Part) -> list[dict[str, Any]]:
    if not isinstance(part, LineScore):
        return []
    return questions_json(questions_of(part), part.indicator.target, part.indicator.actual)


def _total_json(sheet: ScoreSheet) -> dict[str, Any]:
    spine = list(_spine(sheet.trace))
    parts = [
        {"name": label, "points": number(part.points), "basis": part.basis.value} for label, part in _labelled(sheet)
    ]
    return {
        "name": "总分",
        **named(sheet.rulebook),
        "points": number(sheet.total),
        "points_so_far": number(sheet.points_so_far),
        "range": span(sheet.low, sheet.high),
        "parts": parts,
        "working": list(_phrases(sheet, spine)),
        "sources": list(_spine_sources(sheet, spine)),
        "trace": step_json(sheet.trace),
    }
