"""jixiao doctor: what is wrong, and what to do."""

from datetime import UTC, datetime
from pathlib import Path

import click

from api.actions.diagnosis import diagnose
from api.cli.chinese import ChineseCommand
from api.cli.service import config_option, require_database, settings_of
from api.cli.shared import FINE, FOUND


@click.command(cls=ChineseCommand)
@config_option
def doctor(config: Path | None) -> int:
    """检查数据库、佐证材料、审计、磁盘、时钟、备份和设置；读遍全部数据，服务运行时也可以做。

    退出码：0 没有问题（可能有提示），1 有问题，2 未能检查。
    """
    settings = settings_of(config)
    require_database(settings)
    found = diagnose(settings, datetime.now(UTC))
    for each in found:
        click.echo(f"{'问题' if each.serious else '提示'}：{each.what}\n  → {each.do}")
    serious = sum(each.serious for each in found)
    click.echo(f"{settings.database}：{f'{serious} 个问题' if serious else '没有问题'}，{len(found) - serious} 条提示")
    return FOUND if serious else FINE
