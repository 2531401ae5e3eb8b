"""jixiao import, export: forms in files into the service's database, and out of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from api.actions import imports
from api.actions.actors import grants_of
from api.actions.formfiles import WRITERS
from api.actions.imports import Preview
from api.actions.setup import operator
from api.actions.stored_forms import Report, reports
from api.auth import Actor
from api.changes import Change
from api.cli.chinese import ChineseCommand
from api.cli.files import Batch, Refused, read_files, with_answers
from api.cli.forms import UNSTATED
from api.cli.outputs import kept
from api.cli.service import config_option, opened, settings_of
from api.cli.shared import FINE, FOUND, answer_option, files, folders_option, library, place_option
from api.problems.faults import InvalidDocument
from api.problems.service import NotFound, NotPossible
from api.schemas import load_document
from api.store import Row, Store, people
from api.views.forms import form_read
from indicators.forms.layout import LAYOUTS
from indicators.model import Document
from indicators.places import place as place_name

NAME = 200  # signs of an import's name
_SHOWN = 10  # changes told of one form that is stored at once
_OUTCOMES = {"stored": "已存", "refused": "没有存：", "waiting": "没有存：不知道存到哪里"}


@click.command("import", cls=ChineseCommand)
@files
@config_option
@folders_option
@place_option
@click.option("--as", "login", required=True, metavar="账号", help="以谁的名义填报；权限以此人为准。")
@click.option("--task", "task_id", type=click.IntRange(1), default=None, metavar="编号", help="自评任务编号。")
@click.option("--rulebook", "rulebook", default="", metavar="编号", help="目标表所用的评分办法。")
@answer_option
@click.option("--dry-run", is_flag=True, help="只看会改什么（全部列出），不存。")
def import_(
    files: Sequence[str], config: Path | None, *, folders: Sequence[Path], place: str, login: str, task_id: int | None,
    rulebook: str, answers: Sequence[str], dry_run: bool,
) -> int:  # fmt: skip
    """把文件里的表存进服务的数据库：先列出会改什么，再逐张存，每张要么全存，要么不存。

    文件可以是 xlsx、xls、csv、docx、pdf、JSON、文件夹、zip 或通配符。退出码：0 都存了，1 有没存的，2 未能执行。
    """
    settings = settings_of(config)
    batch = with_answers(read_files(files, place, rulebook), answers)
    with opened(settings) as store:
        actor, now = _person(store, login), datetime.now(UTC)
        made = _begun(store, actor, now, batch, name="、".join(files)[:NAME], task_id=task_id)
        for held, preview in zip(batch.held, imports.previews(store, actor, made), strict=True):
            click.echo(_previewed(held.path, preview, None if dry_run else _SHOWN))
        books = library((*settings.rulebooks, *folders))
        if dry_run:
            imports.discard(store, actor, now, made)
        rows = [] if dry_run else imports.confirm(store, actor, now, made, positions=None, library=books)
    for held, row in zip(batch.held, rows, strict=not dry_run):
        click.echo(f"{held.path}：{_OUTCOMES[row['outcome']]}{row['refusal']}")
    for sentence in batch.wrong:
        click.echo(sentence, err=True)
    return FOUND if batch.wrong or any(row["outcome"] != "stored" for row in rows) else FINE


def _begun(store: Store, actor: Actor, now: datetime, batch: Batch, *, name: str, task_id: int | None) -> int:
    """The number of the import."""
    read = [form_read(held.form, Path(held.path).name) for held in batch.held]
    try:
        row = imports.begin(store, actor, now, name=name, sha256=batch.digest, task_id=task_id, read=read)
    except NotFound as error:
        raise Refused(str(error)) from None
    return int(row["id"])


def _person(store: Store, login: str) -> Actor:
    row = people.by_login(store, login)
    if row is None or row["disabled_at"]:
        raise Refused(f"没有账号“{login}”，或已停用")
    return Actor(row["id"], row["name"], grants_of(store, row["id"]), address="命令行")


def _previewed(path: str, preview: Preview, most: int | None) -> str:
    """Where a form goes and what it changes: so many changes, or all."""
    row, document = preview.row, _document(preview)
    why = f"：{row['why']}" if row["why"] else ""
    told = [_changed(each, document) for each in preview.changes[:most]]
    more = [f"  ……另有 {len(preview.changes) - len(told)} 处"] if len(preview.changes) > len(told) else []
    head = f"{path}：{row['name']} → {_goal(row)}{why}，{len(preview.changes)} 处改动"
    return "\n".join([head, *told, *more])


def _goal(row: Row) -> str:
    if row["goal"] == "none":
        return "不存"
    return f"自评 {row['goal_id']}" if row["goal"] == "evaluation" else f"目标表 {row['goal_id'] or '（新建）'}"


def _changed(each: Change, document: Document | None) -> str:
    before, after = ("（无）" if value is None else value for value in (each.before, each.after))
    return f"  {place_name(each.where, document) if document else each.where}：{before} → {after}"


def _document(preview: Preview) -> Document | None:
    try:
        return load_document({"place": UNSTATED, **preview.document})
    except InvalidDocument:  # said in the preview already
        return None


@click.command(cls=ChineseCommand)
@config_option
@click.option("--task", "task_id", type=click.IntRange(1), required=True, metavar="编号", help="自评任务编号。")
@click.option("--to", "folder", required=True, metavar="文件夹", type=click.Path(path_type=Path), help="写到这里。")
@click.option("--kind", type=click.Choice(tuple(WRITERS)), default="xlsx", help="格式，默认 xlsx。")
@click.option("--family", type=click.Choice(tuple(LAYOUTS)), default=None, help="表样；不给时按办法。")
def export(config: Path | None, task_id: int, folder: Path, kind: str, family: str | None) -> int:
    """把一项任务的全部自评写成官方表样，每份一个文件。"""
    with opened(settings_of(config)) as store:
        try:
            found = list(reports(store, operator(store), task_id))
        except NotFound as error:
            raise Refused(str(error)) from None
    for each in found:
        _export(each, folder, kind, family or "")
    click.echo(f"共 {len(found)} 份")
    return FINE


def _export(report: Report, folder: Path, kind: str, family: str) -> None:
    """One file, told with what its family cannot carry."""
    path = folder / report.file_name(kind)
    try:
        made = report.drawn(kind, family)
    except NotPossible as error:
        raise Refused(str(error)) from None
    kept(path, made.content)
    click.echo(f"{path}{'；没有写进去：' if made.left_out else ''}{'；'.join(made.left_out)}")
