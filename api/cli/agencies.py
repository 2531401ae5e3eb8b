"""jixiao agencies: many agencies from a sheet."""

from datetime import UTC, datetime
from pathlib import Path

import click

from api.actions import bulk_agencies as bulk
from api.actions.bulk_agencies import AgencyRow
from api.actions.setup import operator
from api.cli.chinese import ChineseGroup
from api.cli.service import config_option, opened, settings_of
from api.cli.shared import FINE
from api.cli.sheet_files import lines_of, told
from api.door.sheets import AGENCIES, require
from api.schemas.service.agencies import AgencyRowSchema


@click.group(cls=ChineseGroup)
def agencies() -> None:
    """单位：从表格成批增加。"""


@agencies.command()
@config_option
@click.option("--from", "sheet", required=True, metavar="文件", help="CSV，首行为：名称,代码,层级,上级单位。")
@click.option("--dry-run", is_flag=True, help="只检查，不增加。")
def add(config: Path | None, sheet: str, dry_run: bool) -> int:
    """从表格成批增加单位：要么全部增加，要么一个也不增加。"""
    with opened(settings_of(config)) as store, told():
        found = lines_of(sheet, AGENCIES)
        rows = [AgencyRow(**each.given) for each in found]
        require(found, AGENCIES, AgencyRowSchema, lambda numbered: bulk.checked(store, operator(store), rows, numbered))
        if dry_run:
            click.echo(f"检查通过：{len(rows)} 个单位可以增加。这次只检查，没有增加。")
            return FINE
        bulk.add(store, operator(store), datetime.now(UTC), rows, lambda i: f"第{found[i].number}行")
    click.echo(f"增加了 {len(rows)} 个单位。")
    return FINE
