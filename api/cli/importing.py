"""jixiao import, export: forms in files into the service's database, and out of it."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from api.actions import imports, tasks
from api.actions.actors import grants_of
from api.actions.evaluations import looking
from api.actions.evaluations.current import read
from api.actions.formfiles import WRITERS, drawn, file_name
from api.actions.imports import FormRead, Preview
from api.actions.setup import operator
from api.auth import Actor
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused, read_files
from api.cli.service import config_option, opened, settings_of
from api.cli.shared import FINE, FOUND, files, folders_option, library, place_option
from api.problems.faults import InvalidDocument
from api.schemas import load_document
from api.store import Store, people
from api.views.forms import form_json
from indicators.forms.layout import LAYOUTS
from indicators.model import Document
from indicators.places import place as place_name

_SHOWN = 10  # changes told of one form


@click.command("import", cls=ChineseCommand)
@files
@config_option
@folders_option
@place_option
@click.option("--as", "login", required=True, metavar="账号", help="以谁的名义填报；权限以此人为准。")
@click.option("--task", "task_id", type=click.IntRange(1), default=None, metavar="编号", help="自评任务编号。")
@click.option("--rulebook", "rulebook", default="", metavar="编号", help="目标表所用的评分办法。")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不存。")
def import_(
    files: Sequence[str], config: Path | None, folders: Sequence[Path], place: str, login: str, task_id: int | None,
    rulebook: str, dry_run: bool,
) -> int:  # fmt: skip
    """把文件里的表存进服务的数据库：先列出会改什么，再逐张存，每张要么全存，要么不存。

    文件可以是 xlsx、xls、csv、docx、pdf、文件夹、zip 或通配符。退出码：0 都存了，1 有没存的，2 未能执行。
    """
    settings = settings_of(config)
    batch = read_files(files, place, rulebook)
    now = datetime.now(UTC)
    with opened(settings) as store:
        actor = _person(store, login)
        forms = [FormRead(each.form.family, each.form.certainty, each.form.document, form_json(each.form)["findings"])
                 for each in batch.held]  # fmt: skip
        digest = hashlib.sha256("\n".join(each.path for each in batch.held).encode()).hexdigest()
        row = imports.begin(store, actor, now, name="、".join(files)[:200], sha256=digest, task_id=task_id, read=forms)
        found = imports.previews(store, actor, row["id"])
        for held, preview in zip(batch.held, found, strict=True):
            click.echo(_previewed(held.path, preview))
        stored = [] if dry_run else imports.confirm(
            store, actor, now, row["id"], positions=None, library=library((*settings.rulebooks, *folders))
        )  # fmt: skip
    for held, after in zip(batch.held, stored, strict=False):
        click.echo(f"{held.path}：{_OUTCOMES[after['outcome']]}{after['refusal']}")
    for sentence in batch.wrong:
        click.echo(sentence, err=True)
    whole = not batch.wrong and all(after["outcome"] == "stored" for after in stored)
    return FINE if whole or (dry_run and not batch.wrong) else FOUND


_OUTCOMES = {"stored": "已存", "refused": "没有存：", "waiting": "没有存：不知道存到哪里"}


def _person(store: Store, login: str) -> Actor:
    row = people.by_login(store, login)
    if row is None or row["disabled_at"]:
        raise Refused(f"没有账号“{login}”，或已停用")
    return Actor(row["id"], row["name"], grants_of(store, row["id"]), address="命令行")


def _previewed(path: str, preview: Preview) -> str:
    """Where a form goes and what it changes, in a few lines."""
    row = preview.row
    goal = {"evaluation": f"自评 {row['goal_id']}", "plan": f"目标表 {row['goal_id'] or '（新建）'}", "none": "不存"}[
        row["goal"]
    ]
    head = f"{path}：{row['name']} → {goal}{'：' if row['why'] else ''}{row['why']}，{len(preview.changes)} 处改动"
    document = _document(preview)
    told = [
        f"  {place_name(each.where, document) if document else each.where}："
        f"{'（无）' if each.before is None else each.before} → {'（无）' if each.after is None else each.after}"
        for each in preview.changes[:_SHOWN]
    ]
    more = [f"  ……另有 {len(preview.changes) - _SHOWN} 处"] if len(preview.changes) > _SHOWN else []
    return "\n".join([head, *told, *more])


def _document(preview: Preview) -> Document | None:
    try:
        return load_document(dict(preview.document))
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
    folder.mkdir(parents=True, exist_ok=True)
    with opened(settings_of(config)) as store:
        actor = operator(store)
        tasks.get(store, actor, task_id)
        names = [row["id"] for row in looking.every(store, actor, {"task": task_id, "latest": 1})]
        for id in names:
            current = read(store, actor, id)
            document = current.sheet.document
            made = drawn(document, kind, family or "", looking.get(store, actor, id).digest or "")
            path = folder / file_name(id, document.name, kind)
            path.write_bytes(made.content)
            click.echo(f"{path}{'；没有写进去：' if made.left_out else ''}{'；'.join(made.left_out)}")
    click.echo(f"共 {len(names)} 份")
    return FINE
