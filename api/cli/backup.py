"""jixiao backup, restore: database and evidence together."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click

from api import backup as backups
from api.actions.seals import seal
from api.cli.chinese import ChineseCommand
from api.cli.service import config_option, opened, settings_of
from api.cli.shared import FINE, FOUND
from api.settings import Settings


@click.command(cls=ChineseCommand)
@click.argument("folder", required=False, metavar="[文件夹]", type=click.Path(path_type=Path))
@config_option
@click.option(
    "--verify", "given", default=None, metavar="备份", type=click.Path(path_type=Path), help="只核对这份备份。"
)
def backup(folder: Path | None, config: Path | None, given: Path | None) -> int:
    """备份数据库和佐证材料，核对后才算数；服务运行时也可以做。

    不指定文件夹时存到设置的备份文件夹，并只保留最近若干份；指定时不删旧的。
    """
    if given is not None:
        return _verified(given)
    settings, now = settings_of(config), datetime.now(UTC)
    began = time.perf_counter()
    with opened(settings) as store:
        seal(store, now)
        made = backups.make(store, settings.evidence, folder or settings.backup_folder, now)
    dropped = [] if folder else backups.keep_newest(settings.backup_folder, settings.backup_keep, now)
    size = made.manifest.database["bytes"] + sum(made.manifest.evidence.values())
    click.echo(f"已备份并核对：{made.path}")
    click.echo(f"{_held(made.manifest)}，共 {size:,} 字节，用时 {time.perf_counter() - began:.1f} 秒")
    if dropped:
        click.echo(f"已删去旧备份 {len(dropped)} 份，保留最近 {settings.backup_keep} 份")
    return FINE


def _verified(folder: Path) -> int:
    manifest, wrong = backups.verify(folder)
    click.echo(f"{'备份有问题' if wrong else '备份完好'}：{folder}，{manifest.made_at}，{_held(manifest)}")
    for each in wrong:
        click.echo(f"  {each}")
    return FOUND if wrong else FINE


def _held(manifest: backups.Manifest) -> str:
    counts = manifest.counts
    return (
        f"自评 {counts['evaluations']} 份，审计 {counts['audit']} 行，佐证材料 {len(manifest.evidence)} 件"
        f"（由 {manifest.version} 版备份）"
    )


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="备份", type=click.Path(path_type=Path))
@click.option("--to", "database", required=True, metavar="数据库文件", type=click.Path(path_type=Path),
              help="恢复成这个数据库文件；已有的不覆盖。")  # fmt: skip
@click.option("--evidence", default=None, metavar="文件夹", type=click.Path(path_type=Path),
              help="佐证材料恢复到这里；默认在数据库旁。")  # fmt: skip
def restore(source: Path, database: Path, evidence: Path | None) -> int:
    """从一份备份恢复数据库和佐证材料；先核对备份，再写到空的地方。"""
    place = Settings(database=database, evidence_given=evidence).evidence
    manifest = backups.restore(source, database, place)
    click.echo(f"已恢复 {manifest.made_at} 的备份：{_held(manifest)}")
    click.echo(f"数据库：{database}\n佐证材料：{place}")
    click.echo("把设置 database（和 evidence）指到这里，运行 jixiao doctor 检查，再启动服务。")
    return FINE
