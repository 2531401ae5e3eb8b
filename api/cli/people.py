"""jixiao people: many people from a sheet; a new password for whoever is locked out."""

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from api.actions import bulk
from api.actions import people as persons
from api.actions.bulk import SheetRow
from api.actions.people import Initial, account_of, initial
from api.actions.setup import operator
from api.cli.chinese import ChineseGroup
from api.cli.files import Refused
from api.cli.service import config_option, opened, settings_of
from api.cli.shared import FINE
from api.cli.sheet_files import lines_of, told
from api.door.csvfile import cell
from api.door.sheets import PEOPLE, require
from api.schemas.service.people import PeopleRowSchema
from api.store import people as stored


@click.group(cls=ChineseGroup)
def people() -> None:
    """人员：从表格成批增加，重设密码。"""


@people.command()
@config_option
@click.option("--from", "sheet", required=True, metavar="文件", help="CSV，首行为：账号,姓名,邮箱,角色,单位。")
@click.option("--passwords", "target", default="初始密码.csv", metavar="文件", help="初始密码写到这里；不可已存在。")
@click.option("--dry-run", is_flag=True, help="只检查，不增加。")
def add(config: Path | None, sheet: str, target: str, dry_run: bool) -> int:
    """从表格成批增加人员：要么全部增加，要么一个也不增加。"""
    with opened(settings_of(config)) as store, told():
        found = lines_of(sheet, PEOPLE)
        rows = [SheetRow(**each.given) for each in found]
        require(found, PEOPLE, PeopleRowSchema, lambda numbered: bulk.checked(store, operator(store), rows, numbered))
        if dry_run:
            click.echo(f"检查通过：{len(rows)} 人可以增加。这次只检查，没有增加。")
            return FINE
        with _secret_file(target) as file:
            made = [initial(None) for _ in rows]
            _write(file, rows, made)
            now, kept = datetime.now(UTC), [each.kept for each in made]
            bulk.add(store, operator(store), now, rows, kept, lambda i: f"第{found[i].number}行")
    click.echo(f"增加了 {len(rows)} 人。初始密码在“{target}”里，发给各人后请删除；首次登录须更改。")
    return FINE


@people.command()
@config_option
@click.argument("login", metavar="账号")
def reset(config: Path | None, login: str) -> int:
    """给进不来的人一个新的初始密码；其登录全部失效，锁定解除。"""
    with opened(settings_of(config)) as store:
        found = stored.by_login(store, account_of(login))
        if found is None:
            raise Refused(f"没有账号“{login}”")
        made = initial(None)
        persons.reset_password(store, operator(store), datetime.now(UTC), found["id"], kept=made.kept)
    click.echo(f"账号：{found['login']}\n新的初始密码：{made.shown}\n只显示这一次，首次登录须更改。")
    if found["disabled_at"]:
        click.echo("注意：这个账号已停用，启用之前仍不能登录。", err=True)
    return FINE


@contextmanager
def _secret_file(target: str) -> Iterator[TextIO]:
    """A new file that nobody else reads; away again where the people could not be added."""
    try:
        opened_file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"“{target}”已存在；请用 --passwords 另给一个文件名") from None
    except (OSError, ValueError) as error:
        raise Refused(f"“{target}”写不了：{getattr(error, 'strerror', None) or '请确认路径和权限'}") from None
    try:
        with os.fdopen(opened_file, "w", encoding="utf-8-sig", newline="") as file:
            yield file
    except BaseException:
        Path(target).unlink()
        raise


def _write(file: TextIO, rows: Sequence[SheetRow], made: Sequence[Initial]) -> None:
    """The passwords, on the disk before anybody has them."""
    sheet = csv.writer(file)
    sheet.writerow(["账号", "姓名", "初始密码"])
    sheet.writerows(
        [cell(account_of(row.login)), cell(row.name), each.shown] for row, each in zip(rows, made, strict=True)
    )
    file.flush()
    os.fsync(file.fileno())
