"""jixiao read, write: forms in files to documents and back."""

from collections.abc import Sequence
from pathlib import Path

import click

from api import wire
from api.actions.formfiles import WRITERS, drawn_all
from api.cli.chinese import ChineseCommand
from api.cli.files import Loaded, Refused, documents, loaded, read_files, with_answers
from api.cli.forms import JSON, UNSTATED, Held
from api.cli.outputs import kept, kind_of, told
from api.cli.shared import FINE, FOUND, answer_option, files, json_option, place_option, print_blocks, print_json
from api.problems.service import NotPossible
from api.schemas import dump_document
from api.views.forms import form_json
from indicators.forms.findings import Finding
from indicators.forms.layout import LAYOUTS
from indicators.issues import Severity

FAMILY_NAMES = {family: layout.name for family, layout in LAYOUTS.items()} | {JSON: "文档（JSON）"}
_rulebook = click.option("--rulebook", "rulebook", default="", metavar="编号", help="写进文档的评分办法。")


@click.command(cls=ChineseCommand)
@files
@place_option
@_rulebook
@click.option(
    "--to", "folder", default=None, metavar="文件夹", type=click.Path(path_type=Path), help="读出的文档存到这里。"
)
@answer_option
@json_option
def read(
    files: Sequence[str], place: str, rulebook: str, folder: Path | None, answers: Sequence[str], as_json: bool
) -> int:
    """读 xlsx、xls、csv、docx、pdf 里的绩效表：是哪种表样、把握多大、哪几格拿不准，读出标准的文档。

    文件可以是文件、文件夹、zip 或通配符。退出码：0 都读出，1 有读不出或要人确认的，2 未能执行。
    """
    batch = with_answers(read_files(files, place or UNSTATED, rulebook), answers)
    found = loaded(batch)
    if folder:
        _save(found, folder)
    if as_json:
        print_json([{"file": each.path, **form_json(each.form)} for each in batch.held])
    else:
        print_blocks([_told(each) for each in batch.held] or ["没有读出表样文件"])
    for sentence in batch.wrong:
        click.echo(sentence, err=True)
    asked = any(each.severity is not Severity.NOTICE for held in batch.held for each in held.form.issues)
    return FOUND if batch.wrong or asked else FINE


def _told(held: Held) -> str:
    form = held.form
    family = FAMILY_NAMES.get(form.family, "不是已知的表样，按列标题读取")
    lines = sum(len(objective["indicators"]) for objective in form.document.get("objectives", ()))
    head = f"{held.path}\n{family}（把握 {form.certainty * 100:.0f}%），{lines} 行指标，{len(form.places)} 个值"
    return "\n".join([head, *(f"  {_asked(finding)}" for finding in form.issues)])


def _asked(finding: Finding) -> str:
    """The finding, and how to answer it where a value is in doubt."""
    doubtful = finding.where and finding.severity is not Severity.NOTICE
    return finding.sentence + (f"（答复：--answer '{finding.where}=…'）" if doubtful else "")


def _save(found: Sequence[Loaded], folder: Path) -> None:
    """Every document that was read, as JSON, named as its file."""
    for each in found:
        name = Path(each.path.replace(":", "-").replace(" ", "-")).name.removesuffix(".json")
        text = wire.render(dump_document(each.document), indent=2)
        kept(folder / f"{name}.json", f"{text}\n".encode())


@click.command(cls=ChineseCommand)
@files
@click.option("--to", "target", required=True, metavar="文件", type=click.Path(path_type=Path),
              help="写到这个文件；扩展名决定格式：xlsx、docx、pdf、csv。")  # fmt: skip
@click.option("--family", type=click.Choice(tuple(LAYOUTS)), default=None, help="表样；不给时按办法。")
@place_option
@answer_option
def write(files: Sequence[str], target: Path, family: str | None, place: str, answers: Sequence[str]) -> int:
    """把文档写成官方表样；几份写在同一个文件里。目标表用自评表的表样，得到待填的空表。

    这种表样印不出来的内容逐条列出。
    """
    kind = kind_of(target, tuple(WRITERS))
    try:
        made = drawn_all([each.document for each in documents(files, place, answers)], kind, family or "")
    except NotPossible as error:
        raise Refused(str(error)) from None
    told(target, made)
    return FINE
