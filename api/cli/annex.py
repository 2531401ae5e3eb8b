"""jixiao annex: the annex on performance for the published final accounts."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.actions.annexes import annex as annexed
from api.actions.documents import scored
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused, documents, reports
from api.cli.outputs import kind_of, told
from api.cli.shared import FINE, answer_option, files, folders_option, library, place_option, rulebook_option

KINDS = ("docx", "pdf")
MOST = 99  # forms: their numbers are written in Chinese


@click.command(cls=ChineseCommand)
@files
@click.option("--to", "target", required=True, metavar="文件", type=click.Path(path_type=Path), help="docx 或 pdf。")
@rulebook_option
@place_option
@answer_option
@folders_option
def annex(
    files: Sequence[str], target: Path, given: str, place: str, answers: Sequence[str], folders: Sequence[Path]
) -> int:
    """写决算公开的绩效附件：年度概述一段、每个项目的自评综述、全部自评表，装在一个文件里。"""
    kind = kind_of(target, KINDS)
    books, loaded = library(folders), reports(documents(files, place, answers), "写附件")
    if len(loaded) > MOST:
        raise Refused(f"一份附件至多 {MOST} 张表，现有 {len(loaded)} 张；请分开写")
    told(target, annexed([scored(books, each.document, given, each.path) for each in loaded], kind))
    return FINE
