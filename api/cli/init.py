"""jixiao init: an empty database, and the first who may sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from api import passwords
from api.actions.demo import demo
from api.actions.setup import set_up
from api.auth import ROLE_NAMES
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused
from api.cli.service import config_option, settings_of
from api.cli.shared import FINE, library
from api.cli.tables import table
from api.door.service import Service
from api.metrics import Metrics
from api.samples import load_samples
from api.store import Store
from indicators.workflow import Rank


@click.command(cls=ChineseCommand)
@config_option
@click.option("--agency", default="财政局", metavar="名称", help="最上级单位的名称，默认“财政局”。")
@click.option(
    "--rank",
    type=click.Choice([each.value for each in Rank]),
    default=Rank.FINANCE.value,
    metavar="层级",
    help="最上级单位的层级：finance 财政（默认）、department 主管部门、agency 单位。",
)
@click.option("--login", default="admin", metavar="账号", help="第一位管理员的账号，默认 admin。")
@click.option("--demo", "demonstration", is_flag=True, help="演示：虚构的单位，每种角色一个账号。")
def init(config: Path | None, agency: str, rank: str, login: str, demonstration: bool) -> int:
    """建立数据库、最上级单位和第一位管理员；密码只印这一次。"""
    _require(agency, "--agency")
    _require(login, "--login")
    with _prepared(config) as (service, store):
        now = datetime.now(UTC)
        if demonstration:
            print_accounts(service, store, now)
            click.echo("接着运行 jixiao serve。")
            return FINE
        password = passwords.generated()
        kept = passwords.hashed(password)
        row = set_up(store, now, agency=agency.strip(), rank=Rank(rank), login=login, kept=kept)
    click.echo(f"数据库：{service.settings.database}")
    click.echo(f"管理员账号：{row['login']}\n初始密码：{password}")
    click.echo("密码只显示这一次，首次登录须更改。接着运行 jixiao serve。")
    return FINE


def _require(text: str, option: str) -> None:
    """Refused, before there is any database, where an option is given but blank."""
    if not text.strip():
        raise Refused(f"{option} 不能为空")


@contextmanager
def _prepared(config: Path | None) -> Iterator[tuple[Service, Store]]:
    """The service with its database made, and a connection."""
    settings = settings_of(config)
    service = Service(settings, library(settings.rulebooks), Metrics(settings))
    service.prepare()
    store = service.open()
    try:
        yield service, store
    finally:
        store.close()


def print_accounts(service: Service, store: Store, now: datetime) -> None:
    """Fills the empty database with the demonstration, and shows its accounts and passwords."""
    accounts = demo(store, service, now, load_samples(service.settings.samples).values())
    rows = [(each.login, each.name, ROLE_NAMES[each.role], each.agency, each.password) for each in accounts]
    click.echo(f"数据库：{service.settings.database}（演示，单位和人员都是虚构的）")
    click.echo(table(("账号", "姓名", "角色", "单位", "密码"), rows, (20, 20, 12, 30, 24)))
    click.echo("密码只显示这一次。")
