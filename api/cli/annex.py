"""jixiao annex: the annex on performance for the published final accounts."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.actions.annexes import annex as annexed
from api.actions.documents import scored
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused, documents, reports
from api.cli.shared import FINE, files, folders_option, library, place_option, rulebook_option

KINDS = ("docx", "pdf")


@click.command(cls=ChineseCommand)
@files
@click.option("--to", "target", required=True, metavar="文件", type=click.Path(path_type=Path), help="docx 或 pdf。")
@rulebook_option
@place_option
@folders_option
def annex(files: Sequence[str], target: Path, given: str, place: str, folders: Sequence[Path]) -> int:
    """写决算公开的绩效附件：年度概述一段、每个项目的自评综述、全部自评表，装在一个文件里。"""
    kind = target.suffix.lower().lstrip(".")
    if kind not in KINDS:
        raise Refused(f"附件写成 docx 或 pdf，不能写成“{target.suffix}”")
    books, loaded = library(folders), reports(documents(files, place), "写附件")
    if len(loaded) > 99:
        raise Refused(f"一份附件至多 99 张表，现有 {len(loaded)} 张；请分开写")
    made = annexed([scored(books, each.document, given, each.path) for each in loaded], kind)
    target.write_bytes(made.content)
    click.echo(f"已写 {target}：{len(loaded)} 张表，{len(made.content):,} 字节")
    for sentence in made.left_out:
        click.echo(f"没有写进去：{sentence}", err=True)
    return FINE
