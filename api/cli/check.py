"""jixiao check, verify, compare: what is wrong with a form, and what its printed scores are worth."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from api.actions import checked, evaluations, scored
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused, documents
from api.cli.shared import (
    FINE,
    FOUND,
    files,
    folders_option,
    json_option,
    library,
    print_blocks,
    print_results,
    rulebook_option,
)
from api.cli.sheets import issue_lines, total_text
from api.cli.tables import table
from api.views.findings import check_json, comparison_json, verification_json
from api.wording import OUTCOME_NAMES
from indicators.issues import Issue, Severity
from indicators.model import Document
from indicators.numbers import plain
from scoring.compare import Comparison
from scoring.compare import compare as compare_sheets
from scoring.describe import SECTION_TITLES
from scoring.figures import amount
from scoring.sheet import ScoreSheet
from scoring.verify import Finding, Verification
from scoring.verify import verify as verify_sheet
from scoring.wording import REASON_NAMES


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@folders_option
@json_option
def check(files: Sequence[str], given: str, folders: Sequence[Path], as_json: bool) -> int:
    """检查表格自身及其与评分办法是否相符。

    办法不能确定时只检查表格自身。退出码：0 没有错误和警告，1 有，2 未能检查。
    """
    loaded = documents(files)
    found = checked(library(folders), [each.document for each in loaded], given)
    if as_json:
        told = zip(loaded, found, strict=True)
        print_results([{"file": file, **check_json(document, *each)} for (file, document), each in told])
    else:
        print_blocks([_checked(*each, told.issues) for each, told in zip(loaded, found, strict=True)])
    serious = any(issue.severity is not Severity.NOTICE for each in found for issue in each.issues)
    return FOUND if serious else FINE


def _checked(file: str, document: Document, issues: Sequence[Issue]) -> str:
    return "\n".join([f"{file}：{f'{len(issues)} 个问题' if issues else '没有问题'}", *issue_lines(issues, document)])


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@folders_option
@json_option
def verify(files: Sequence[str], given: str, folders: Sequence[Path], as_json: bool) -> int:
    """逐行核对公布的得分与总分。

    退出码：0 没有不符，1 有不符或超出范围，2 未能核对。
    """
    loaded, books = documents(files), library(folders)
    evaluations([each.document for each in loaded], [each.path for each in loaded])
    sheets = [scored(books, each.document, given, each.path) for each in loaded]
    found = [(each.path, sheet, verify_sheet(sheet)) for each, sheet in zip(loaded, sheets, strict=True)]
    if as_json:
        print_results([{"file": file, **verification_json(sheet, verified)} for file, sheet, verified in found])
    else:
        print_blocks([_verified(sheet, verified) for _, sheet, verified in found])
    return FOUND if any(verified.differs for _, _, verified in found) else FINE


def _verified(sheet: ScoreSheet, verified: Verification) -> str:
    head = f"{sheet.document.name}（{sheet.rulebook.title}）：{'有不符之处' if verified.differs else '没有不符之处'}"
    findings = [("", verified.execution), *((str(i), each) for i, each in enumerate(verified.lines, 1))]
    rows = [(number, each.name, *_finding(each)) for number, each in [*findings, ("", verified.total)]]
    return f"{head}\n{table(('行', '名称', '表上', '计算', '结论', '说明'), rows, (-3, 40, -8, -8, 20, 40))}"


def _finding(each: Finding) -> tuple[str, str, str, str]:
    printed = "—" if each.printed is None else plain(each.printed)
    computed = "—" if each.computed is None else amount(each.computed)
    span = "" if each.low is None or each.high is None else f"范围 {amount(each.low)} 至 {amount(each.high)}"
    difference = f"相差 {plain(each.difference)}" if each.difference else ""
    reason = {"not_printed": "表上没有印得分", "open_lines": "有待定的行"}.get(each.reason)
    why = reason or REASON_NAMES.get(each.reason, each.reason)
    return printed, computed, OUTCOME_NAMES[each.outcome], "，".join(part for part in (difference, why, span) if part)


@click.command(cls=ChineseCommand)
@files
@click.option("--rulebook", "given", multiple=True, required=True, metavar="编号", help="办法，须给两次。")
@folders_option
@json_option
def compare(files: Sequence[str], given: Sequence[str], folders: Sequence[Path], as_json: bool) -> int:
    """同一张表按两套办法计分，说明哪里不同、因何不同。"""
    if len(given) != 2:
        raise Refused("请用 --rulebook 指定两套办法，如 --rulebook mohrss-2023 --rulebook central-2021")
    books = library(folders)
    first, second = books.get(given[0]), books.get(given[1])
    found = [
        (each.path, compare_sheets(scored(books, each.document, first.id), scored(books, each.document, second.id)))
        for each in documents(files)
    ]
    if as_json:
        print_results([{"file": file, **comparison_json(comparison)} for file, comparison in found])
    else:
        print_blocks(["\n".join(_compared(comparison)) for _, comparison in found])
    return FINE


def _compared(comparison: Comparison) -> Iterator[str]:
    for sheet in (comparison.first, comparison.second):
        yield f"{sheet.rulebook.title}（{sheet.rulebook.id}）：{total_text(sheet)}"
    rows = [
        (each.name, *("待定" if value is None else amount(value) for value in (each.first, each.second)),
         "、".join(SECTION_TITLES[cause] for cause in each.causes))
        for each in comparison.differences
    ]  # fmt: skip
    heads = ("名称", comparison.first.rulebook.id, comparison.second.rulebook.id, "不同的规定")
    yield table(heads, rows, (40, -20, -20, 40)) if rows else "两套办法下各行得分相同。"
