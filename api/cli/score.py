"""jixiao score: what a form is worth."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.actions.documents import all_issues, scored
from api.cli.chinese import ChineseCommand
from api.cli.files import Loaded, documents
from api.cli.shared import (
    FINE,
    FOUND,
    answer_option,
    files,
    folders_option,
    json_option,
    library,
    place_option,
    print_blocks,
    print_results,
    rulebook_option,
)
from api.cli.sheets import sheet_text
from api.views.sheet import sheet_json
from indicators.issues import Severity
from scoring.library import Library
from scoring.sheet import ScoreSheet


def sheets(
    names: Sequence[str], books: Library, given: str, place: str, answers: Sequence[str]
) -> list[tuple[Loaded, ScoreSheet]]:
    """The sheet of every document."""
    return [(loaded, scored(books, loaded.document, given, loaded.path)) for loaded in documents(names, place, answers)]


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@place_option
@answer_option
@folders_option
@json_option
@click.option("--trace", is_flag=True, help="在 JSON 中附上计分过程。")
def score(
    files: Sequence[str],
    given: str,
    place: str,
    answers: Sequence[str],
    folders: Sequence[Path],
    as_json: bool,
    trace: bool,
) -> int:
    """给自评表计分：总分、每一行得分的来历、由人判定的、偏差、应说明的、问题。

    文件可以是 JSON 文档或 xlsx、xls、csv、docx、pdf 表格，也可以是文件夹、zip 或通配符。退出码：0 没有“错误”级问题，1 有，2 未能计分。
    """
    found = [
        (loaded, sheet, all_issues(sheet)) for loaded, sheet in sheets(files, library(folders), given, place, answers)
    ]
    if as_json:
        print_results([{"file": loaded.path, **sheet_json(s, issues, trace=trace)} for loaded, s, issues in found])
    else:
        blocks = [sheet_text(sheet, issues) for _, sheet, issues in found]
        print_blocks(blocks, [loaded.path for loaded, _, _ in found])
    errors = any(issue.severity is Severity.ERROR for _, _, issues in found for issue in issues)
    return FOUND if errors else FINE
