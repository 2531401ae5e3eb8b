"""jixiao check, verify, compare: what is wrong with a form, and what its printed scores are worth."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from api.actions.documents import Checked, checked, scored
from api.cli.chinese import ChineseCommand
from api.cli.files import Loaded, Refused, documents, reports
from api.cli.package import evidence_option, packaged, verify_packages
from api.cli.shared import (
    FINE,
    FOUND,
    answer_option,
    by_file,
    files,
    folders_option,
    json_option,
    library,
    place_option,
    print_blocks,
    print_results,
    rulebook_option,
)
from api.cli.sheets import issue_lines, total_text
from api.cli.tables import table
from api.finding_words import finding_words, outcome_name
from api.views.findings import check_json, comparison_json, verification_json
from indicators.issues import Severity
from scoring.compare import Comparison
from scoring.compare import compare as compare_sheets
from scoring.describe import SECTION_TITLES
from scoring.figures import amount
from scoring.sheet import ScoreSheet
from scoring.verify import Finding, Verification
from scoring.verify import verify as verify_sheet


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@place_option
@answer_option
@folders_option
@json_option
def check(
    files: Sequence[str], given: str, place: str, answers: Sequence[str], folders: Sequence[Path], as_json: bool
) -> int:
    """检查表格自身及其与评分办法是否相符。

    办法不能确定时只检查表格自身。退出码：0 没有错误和警告，1 有，2 未能检查。
    """
    loaded = documents(files, place, answers)
    found = checked(library(folders), [each.document for each in loaded], given)
    names = [each.path for each in loaded]
    if as_json:
        told = zip(loaded, found, strict=True)
        print_results(
            [{"file": file, **_by_name(check_json(document, *each), names)} for (file, document), each in told]
        )
    else:
        print_blocks([_checked(each, told, names) for each, told in zip(loaded, found, strict=True)])
    serious = any(issue.severity is not Severity.NOTICE for each in found for issue in each.issues)
    return FOUND if serious else FINE


def _checked(loaded: Loaded, found: Checked, names: Sequence[str]) -> str:
    count = f"{len(found.issues)} 个问题" if found.issues else "没有问题"
    undecided = [] if found.rulebook else ["办法未定，只检查了表格自身；用 --rulebook 指定一套"]
    return "\n".join([f"{loaded.path}：{count}", *undecided, *issue_lines(found.issues, loaded.document, names)])


def _by_name(told: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The result with what forms say against one another told by the names of their files."""
    issues = [
        each | {"message": by_file(each["message"], names)} if each["where"].startswith("documents[") else each
        for each in told["issues"]
    ]
    return told | {"issues": issues}


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@place_option
@answer_option
@folders_option
@evidence_option
@json_option
def verify(
    files: Sequence[str],
    given: str,
    place: str,
    answers: Sequence[str],
    folders: Sequence[Path],
    evidence: Path | None,
    as_json: bool,
) -> int:
    """逐行核对公布的得分与总分；结果包（zip）按包内的办法重新计算。

    目标表没有得分可核对，跳过并说明。退出码：0 没有不符，1 有不符或超出范围，2 未能核对。
    """
    if packaged(files, evidence, given or folders):
        return verify_packages(files, evidence, as_json=as_json)
    books, loaded = library(folders), reports(documents(files, place, answers), "核对")
    sheets = [scored(books, each.document, given, each.path) for each in loaded]
    found = [(each.path, sheet, verify_sheet(sheet)) for each, sheet in zip(loaded, sheets, strict=True)]
    if as_json:
        print_results([{"file": file, **verification_json(sheet, verified)} for file, sheet, verified in found])
    else:
        print_blocks([_verified(sheet, verified) for _, sheet, verified in found], [file for file, _, _ in found])
    return FOUND if any(verified.differs for _, _, verified in found) else FINE


def _verified(sheet: ScoreSheet, verified: Verification) -> str:
    head = f"{sheet.document.name}（{sheet.rulebook.title}）：{'有不符之处' if verified.differs else '没有不符之处'}"
    execution = ("", verified.execution, True)
    lines = [
        (str(number), finding, line.weight is not None)
        for number, (finding, line) in enumerate(zip(verified.lines, sheet.lines, strict=True), 1)
    ]
    rows = [_row(*each) for each in (execution, *lines, ("", verified.total, True))]
    return f"{head}\n{table(('行', '名称', '表上', '计算', '结论', '说明'), rows, (-3, 40, -8, -8, 20, 48))}"


def _row(number: str, each: Finding, weight_known: bool) -> tuple[str, ...]:
    words = finding_words(each, weight_known)
    printed, computed = ("—" if value is None else amount(value) for value in (each.printed, each.computed))
    return number, each.name, printed, computed, outcome_name(each), words


@click.command(cls=ChineseCommand)
@files
@click.option("--rulebook", "given", multiple=True, required=True, metavar="编号", help="办法，须给两次。")
@answer_option
@folders_option
@json_option
def compare(
    files: Sequence[str], given: Sequence[str], answers: Sequence[str], folders: Sequence[Path], as_json: bool
) -> int:
    """同一张表按两套办法计分，说明哪里不同、因何不同。"""
    if len(given) != 2:
        raise Refused("请用 --rulebook 指定两套办法，如 --rulebook mohrss-2023 --rulebook central-2021")
    books = library(folders)
    first, second = books.get(given[0]), books.get(given[1])
    found = [
        (each.path, compare_sheets(scored(books, each.document, first.id), scored(books, each.document, second.id)))
        for each in documents(files, answers=answers)
    ]
    if as_json:
        print_results([{"file": file, **comparison_json(comparison)} for file, comparison in found])
    else:
        print_blocks(["\n".join(_compared(each)) for _, each in found], [file for file, _ in found])
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
