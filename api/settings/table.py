"""Every setting (设置) once: name, type, bounds, meaning, default; the reader, the page and the tests follow it."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, get_type_hints

from api.settings.kinds import Days, Folder, Folders, Kind, Place, Switch, Text, WebAddress, Whole

MEBI = 1024 * 1024
HOST = Text(pattern=r"[^\s/]+", words="主机名或地址")
PREFIX = "JIXIAO_"  # of every environment variable that is ours
GIVEN = "_given"  # the fields of settings whose default follows from another setting


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside a field: its kind, its meaning, and its default in words where the value says too little."""

    kind: Kind
    meaning: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process; ``evidence`` and ``backup_folder`` follow the database unless they are given."""

    host: Annotated[str, About(HOST, "监听地址；0.0.0.0 为本机全部地址")] = "127.0.0.1"
    port: Annotated[int, About(Whole(0, 65535), "监听端口；0 为任意空闲端口")] = 8000
    threads: Annotated[int, About(Whole(1, 256), "同时处理的请求数")] = 8
    trusted_proxy: Annotated[
        bool, About(Switch(), "前面有反向代理：客户地址取自它写的 X-Forwarded-For；没有代理时不可打开")
    ] = False
    public_url: Annotated[str, About(WebAddress(), "用户访问本服务的网址，用于邮件里的链接")] = ""
    body_limit: Annotated[
        int, About(Whole(1024, 1024 * MEBI), "一次请求最多的字节数（佐证材料除外）", "16777216（16 MiB）")
    ] = 16 * MEBI
    rulebooks: Annotated[tuple[Path, ...], About(Folders(), "另加的评分办法所在的文件夹", "无")] = ()
    samples: Annotated[Path | None, About(Folder(), "样例所在的文件夹", "源码中的 samples，没有就不显示样例")] = None
    demo: Annotated[bool, About(Switch(), "演示：自备密钥，计分接口不用登录；不可用于正式数据")] = False
    database: Annotated[Path, About(Place(), "数据库文件", "当前文件夹的 jixiao.db")] = Path("jixiao.db")
    evidence_given: Annotated[Path | None, About(Place(), "存放佐证材料的文件夹", "数据库旁的“数据库名-evidence”")] = (
        None
    )
    evidence_limit: Annotated[int, About(Whole(1, 10240 * MEBI), "一份佐证材料最多的字节数", "52428800（50 MiB）")] = (
        50 * MEBI
    )
    evidence_total_limit: Annotated[
        int, About(Whole(1, 1024 * 1024 * MEBI), "一份自评的佐证材料合计最多的字节数", "524288000（500 MiB）")
    ] = 500 * MEBI
    secret: Annotated[
        str, About(Text(32), "保护登录的密钥；正式使用必须设置，各进程相同，重启不变", "无（演示时自备）")
    ] = field(default="", repr=False)
    anonymous_scoring: Annotated[
        bool, About(Switch(), "不登录也可用计分、检查、核对等不存数据的接口", "false（演示时 true）")
    ] = False
    login_idle_minutes: Annotated[int, About(Whole(1, 10080), "多少分钟没有操作就要重新登录")] = 60
    login_absolute_hours: Annotated[int, About(Whole(1, 720), "登录多少小时后必须重新登录")] = 12
    login_attempts: Annotated[
        int, About(Whole(1, 1000), "连续输错多少次密码就暂停登录；同一地址上各账号合计到十倍时也暂停")
    ] = 5
    login_lock_minutes: Annotated[int, About(Whole(1, 10080), "暂停登录的分钟数")] = 15
    jobs: Annotated[bool, About(Switch(), "在 jixiao serve 里运行定时作业；另开 jixiao jobs 时可关")] = True
    reminder_days: Annotated[tuple[int, ...], About(Days(), "截止前多少天提醒", "7,3,1")] = (7, 3, 1)
    seal_minutes: Annotated[int, About(Whole(1, 1440), "每隔多少分钟封存一次审计链头")] = 10
    backup_folder_given: Annotated[Path | None, About(Place(), "存放备份的文件夹", "数据库旁的“数据库名-backups”")] = (
        None
    )
    backup_keep: Annotated[int, About(Whole(1, 10000), "保留最近多少份备份")] = 14
    smtp_host: Annotated[str, About(HOST, "发信服务器；不设就不发邮件，只在站内提醒")] = ""
    smtp_port: Annotated[int, About(Whole(1, 65535), "发信服务器的端口")] = 587
    smtp_user: Annotated[str, About(Text(), "发信账号；不设就不登录发信服务器")] = ""
    smtp_password: Annotated[str, About(Text(), "发信账号的密码")] = field(default="", repr=False)
    smtp_from: Annotated[
        str, About(Text(pattern=r"[^@\s<>]+@[^@\s<>]+", words="一个邮箱地址"), "发件邮箱；设了 smtp_host 就要设")
    ] = ""
    smtp_starttls: Annotated[bool, About(Switch(), "发信前用 STARTTLS 加密连接")] = True
    metrics_token: Annotated[
        str, About(Text(16), "读 /metrics 要出示的令牌（Authorization: Bearer）；不设则只有本机能读")
    ] = field(default="", repr=False)

    @property
    def evidence(self) -> Path:
        """The folder of the evidence: the given one, or one beside the database."""
        return self.evidence_given or self.database.with_name(f"{self.database.stem}-evidence")

    @property
    def backup_folder(self) -> Path:
        """The folder of the backups: the given one, or one beside the database."""
        return self.backup_folder_given or self.database.with_name(f"{self.database.stem}-backups")


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting as the table declares it."""

    field: str
    about: About
    default: object
    hidden: bool

    @property
    def name(self) -> str:
        """The key in a settings file."""
        return self.field.removesuffix(GIVEN)

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"{PREFIX}{self.name.upper()}"

    @property
    def shown_default(self) -> str:
        """The default as people read it."""
        value = str(self.default).lower() if isinstance(self.default, bool) else str(self.default)
        return self.about.default or value or "无"


def _declared() -> dict[str, Declared]:
    hints = get_type_hints(Settings, include_extras=True)
    told = [
        Declared(each.name, hints[each.name].__metadata__[0], each.default, not each.repr) for each in fields(Settings)
    ]
    return {each.name: each for each in told}


DECLARED = _declared()
CONFIG = f"{PREFIX}CONFIG"  # names the settings file, so it cannot stand in one
VARIABLES = frozenset({CONFIG, *(each.variable for each in DECLARED.values())})
