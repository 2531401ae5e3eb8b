"""体检: what is wrong with database, files, disk and clock, and what to do about each."""

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from api import backup
from api.actions.auditing import verify
from api.blobs import Blobs
from api.instants import instant
from api.metrics import database_bytes, disk_free
from api.settings import Settings
from api.store import Store, audit, evidence, jobs, unreadable, whole

LEAST_FREE = 1024 * 1024 * 1024
NIGHTLY = timedelta(hours=26)
AHEAD = timedelta(minutes=5)
SHOWN = 5


class Trouble(NamedTuple):
    """What is wrong, and what to do (Chinese). ``serious``: data are, or are about to be, lost or wrong."""

    serious: bool
    what: str
    do: str


def diagnose(settings: Settings, now: datetime) -> list[Trouble]:
    """Everything that is wrong; nothing where all is well. Reads the whole database and all evidence."""
    if damaged := unreadable(settings.database):
        return [Trouble(True, damaged, "停止服务，用 jixiao restore 从最近的备份恢复")]
    store = Store(settings.database)
    try:
        return _diagnosed(store, settings, now)
    finally:
        store.close()


def at_a_glance(store: Store, settings: Settings, now: datetime) -> list[Trouble]:
    """What can be seen without reading through database and evidence: disk, clock, backup, jobs, settings."""
    return [*_space(settings), *_clock(store, now), *_routine(store, settings, now), *_settings(settings)]


def _diagnosed(store: Store, settings: Settings, now: datetime) -> list[Trouble]:
    schema = list(_schema(store))
    if schema:
        return [*schema, *_space(settings)]
    return [
        *_content(store), *_evidence(store, Blobs(settings.evidence)), *_audit(store, settings, now),
        *_space(settings), *_clock(store, now), *_routine(store, settings, now), *_settings(settings),
    ]  # fmt: skip


def _schema(store: Store) -> Iterator[Trouble]:
    if store.pending():
        told = "、".join(store.pending())
        yield Trouble(True, f"数据库版本与程序不符：{told}", "数据库较旧时启动一次服务即升级；较新时请用新版程序")


def _content(store: Store) -> Iterator[Trouble]:
    damage = store.damage()
    if damage:
        told = "；".join(damage[:SHOWN])
        yield Trouble(True, f"数据库损坏：{told}", "停止服务，用 jixiao restore 从最近的备份恢复")
    here, fresh = store.shape(), _fresh_shape()
    for name in sorted(here.keys() | fresh.keys()):
        if here.get(name) != fresh.get(name):
            why = "缺少" if name not in here else "多出" if name not in fresh else "被改动过"
            yield Trouble(True, f"{why} {name}", "锁定和索引由它们保证：查明是谁改的，并从备份恢复；不要手工改动数据库")
    if store.settings()["journal_mode"] != "wal":
        yield Trouble(
            False, "数据库不在 WAL 方式", "启动一次服务即改好；仍然如此，说明文件系统不支持（不要放在网络盘上）"
        )


def _fresh_shape() -> dict[str, str]:
    """What a new database looks like."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Store(Path(folder) / "fresh.db")
        try:
            fresh.migrate()
            return dict(fresh.shape())
        finally:
            fresh.close()


def _evidence(store: Store, blobs: Blobs) -> Iterator[Trouble]:
    missing, damaged, known = list[str](), list[str](), set[str]()
    for row in whole.contents(store):
        known.add(row["sha256"])
        if not blobs.path(row["sha256"]).is_file():
            missing.append(row["sha256"])
        elif not blobs.check(row["sha256"]):
            damaged.append(row["sha256"])
    for what, found in (("缺少", missing), ("损坏", damaged)):
        if found:
            names = "、".join(found[:SHOWN])
            yield Trouble(
                True, f"佐证材料{what} {len(found)} 件：{names}", f"从备份的 evidence 文件夹取回到 {blobs.folder}"
            )
    orphans = sum(1 for sha256 in blobs.hashes() if sha256 not in known and not evidence.known(store, sha256))
    if orphans:
        yield Trouble(False, f"有 {orphans} 件文件没有记录指向它", "无须处理：清理作业在 24 小时后删去")


def _audit(store: Store, settings: Settings, now: datetime) -> Iterator[Trouble]:
    found = verify(store)
    for fault in found.faults[:SHOWN]:
        yield Trouble(
            True, f"审计 {fault.where}：{fault.why}", "保留现场，用 jixiao audit verify --anchor 对照日志和备份"
        )
    last = audit.last_seal(store)
    late = timedelta(minutes=3 * settings.seal_minutes)
    if found.unsealed and (last is None or now - instant(last["at"]) > late):
        yield Trouble(
            False, f"有 {found.unsealed} 行审计记录尚未封存", "确认 jixiao serve 或 jixiao jobs 在运行定时作业"
        )


def _space(settings: Settings) -> Iterator[Trouble]:
    wanted = max(LEAST_FREE, 2 * database_bytes(settings.database))
    for what, folder in (
        ("数据库", settings.database),
        ("佐证材料", settings.evidence),
        ("备份", settings.backup_folder),
    ):
        free = disk_free(folder)
        if free < wanted:
            yield Trouble(False, f"{what}所在的磁盘只剩 {free:,} 字节，应不少于 {wanted:,}", "清理磁盘，或换更大的磁盘")


def _clock(store: Store, now: datetime) -> Iterator[Trouble]:
    newest = audit.newest(store)
    if newest and instant(newest["at"]) - now > AHEAD:
        yield Trouble(True, f"最近的审计记录在将来（{newest['at']}）：时钟被拨回过", "校准本机时钟（NTP）")


def _routine(store: Store, settings: Settings, now: datetime) -> Iterator[Trouble]:
    age = backup.age(settings.backup_folder, now)
    if age is None or age > NIGHTLY:
        told = "还没有备份" if age is None else f"最近的备份是 {age.days} 天 {age.seconds // 3600} 小时前的"
        yield Trouble(False, told, "运行 jixiao backup，并确认定时作业在运行")
    for row in jobs.failing(store):
        yield Trouble(
            False, f"定时作业 {row['job']} 最近一次失败：{row['detail'][:200]}", "改正后等它重试，或 jixiao jobs --once"
        )


def _settings(settings: Settings) -> Iterator[Trouble]:
    if not settings.secret:
        yield Trouble(True, "没有设置 secret", "见 docs/settings.md；没有它 jixiao serve 不启动")
    if settings.demo:
        yield Trouble(True, "demo 打开着", "正式数据请关掉 demo")
    if settings.smtp_host and not settings.public_url:
        yield Trouble(False, "会发邮件，但没有设置 public_url", "设置 public_url，邮件里才有链接")
