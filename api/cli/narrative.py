"""jixiao narrative, rollup: the text beside the table, and several agencies as one."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.actions.documents import all_issues, chosen, evaluations, scored, summary
from api.cli.chinese import ChineseCommand
from api.cli.files import documents, reports
from api.cli.shared import (
    FINE,
    FOUND,
    answer_option,
    files,
    folders_option,
    json_option,
    library,
    print_json,
    rulebook_option,
)
from api.cli.sheets import sheet_text
from api.views.texts import narratives_json, rollup_json
from scoring.narrative import narrative as narrative_of
from scoring.rollup import rollup as roll_up


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@answer_option
@folders_option
@json_option
def narrative(files: Sequence[str], given: str, answers: Sequence[str], folders: Sequence[Path], as_json: bool) -> int:
    """起草自评综述；给出几张项目表时，另写年度自评情况一句。

    目标表没有得分，跳过并说明。
    """
    books, loaded = library(folders), reports(documents(files, answers=answers), "写综述")
    sheets = [scored(books, each.document, given, each.path) for each in loaded]
    if as_json:
        print_json(narratives_json(sheets))
        return FINE
    yearly = summary([sheet.document for sheet in sheets])
    texts = [narrative_of(sheet) for sheet in sheets]
    click.echo("\n\n".join([*texts, *([yearly.text] if yearly and len(sheets) > 1 else [])]))
    return FINE


@click.command(cls=ChineseCommand)
@files
@rulebook_option
@answer_option
@folders_option
@json_option
def rollup(files: Sequence[str], given: str, answers: Sequence[str], folders: Sequence[Path], as_json: bool) -> int:
    """把几个单位的自评表汇总成一张：绝对数相加，相对数和定性得分按资金额加权。"""
    loaded, books = documents(files, answers=answers), library(folders)
    forms = evaluations([each.document for each in loaded], [each.path for each in loaded])
    rolled = roll_up(forms, chosen(books, forms[0], given, loaded[0].path))
    issues = (*all_issues(rolled.sheet), *rolled.issues)
    if as_json:
        print_json(rollup_json(rolled, issues))
    else:
        click.echo(sheet_text(rolled.sheet, issues, [each.path for each in loaded]))
    return FOUND if rolled.issues else FINE
