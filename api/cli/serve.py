"""jixiao serve: the demo and the HTTP interface, until somebody ends it."""

import errno
import logging
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from api import logs
from api.app import create_app, create_scheduler
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused
from api.cli.init import print_accounts
from api.cli.service import config_option, settings_of
from api.cli.shared import FINE, folders_option
from api.door.service import Service
from api.settings import Settings, as_demo, require_secret
from api.store import people

GRACE = 30  # seconds for requests in flight
DEMO = Path("jixiao-demo.db")
_REASONS = {
    errno.EADDRINUSE: "端口已被占用；可用 --port 换一个端口",
    errno.EACCES: "没有权限，1024 以下的端口请交给反向代理",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
# One proxy stands in front, and its own word on the caller's address counts; what a caller writes there is dropped.
_PROXY: dict[str, Any] = {
    "trusted_proxy": "*",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
Sockets = dict[int, Any]


@click.command(cls=ChineseCommand)
@config_option
@folders_option
@click.option("--demo", is_flag=True, help="演示：虚构的单位和人员，不需要密钥；不可用于正式数据。")
@click.option("--host", default=None, metavar="地址", help="监听地址，默认取 JIXIAO_HOST 或 127.0.0.1。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=None, metavar="端口", help="默认取 JIXIAO_PORT 或 8000。"
)
def serve(config: Path | None, folders: Sequence[Path], demo: bool, host: str | None, port: int | None) -> int:
    """启动网页和接口服务；按 Ctrl-C 结束。日志以 JSON 逐行写到标准错误。"""
    settings = settings_of(config)
    settings = replace(
        _demonstrated(settings) if demo else settings,
        rulebooks=(*settings.rulebooks, *folders),
        host=host or settings.host,
        port=settings.port if port is None else port,
    )
    require_secret(settings)
    logs.configure()
    app = create_app(settings)
    service: Service = app.extensions["jixiao.service"]
    sockets = _listening(app, settings)
    for server in _servers(sockets):
        click.echo(f"服务已启动：http://{_shown(settings.host)}:{server.effective_port}/　（按 Ctrl-C 结束）")
    if settings.demo:
        _show_demo(service)
    with _jobs(service) if settings.jobs else nullcontext():
        _run(sockets)
    return FINE


def _demonstrated(settings: Settings) -> Settings:
    """The settings of a demonstration, which keeps out of the database that real work has by default."""
    return as_demo(replace(settings, database=DEMO) if settings.database == Settings().database else settings)


def _show_demo(service: Service) -> None:
    """An empty database is filled, and its accounts are shown this once; later it is said how to sign in again."""
    store = service.open()
    place = service.settings.database
    try:
        if not people.anybody(store):
            print_accounts(service, store, datetime.now(UTC))
        else:
            click.echo(
                f"沿用 {place}，账号和密码在第一次启动时印过。忘了密码：JIXIAO_DATABASE={place} jixiao people reset 账号"
            )
    finally:
        store.close()


@contextmanager
def _jobs(service: Service) -> Iterator[None]:
    """The jobs run meanwhile; one that is at work is waited for."""
    scheduler = create_scheduler(service)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.stop()


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(app: Callable[..., Any], settings: Settings) -> Sockets:
    sockets = Sockets()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full queue is no news
    largest = max(settings.body_limit, settings.evidence_limit)
    try:
        create_server(
            app,
            map=sockets,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            max_request_body_size=largest * 2,  # far out, so that the application itself says what is wrong
            **(_PROXY if settings.trusted_proxy else {}),
        )
    except (OSError, ValueError) as error:  # waitress makes a ValueError of a host that has no address
        reason = _REASONS.get(getattr(error, "errno", None) or 0, "请核对监听地址 host 和端口 port")
        raise Refused(f"不能在 {settings.host}:{settings.port} 监听：{reason}") from None
    return sockets


def _servers(sockets: Sockets) -> list[Any]:
    return [each for each in sockets.values() if isinstance(each, BaseWSGIServer)]


def _run(sockets: Sockets) -> None:
    """Serves until SIGTERM or SIGINT, then takes no more and finishes what is in flight; waitress would cut it off."""
    ended: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda caught, _: ended.append(caught))
    while not ended:
        wasyncore.loop(timeout=0.5, map=sockets, count=1)
    servers = _servers(sockets)
    for server in servers:
        server.del_channel(sockets)
        server.socket.close()
    deadline = time.monotonic() + GRACE
    while any(map(_busy, sockets.values())) and time.monotonic() < deadline:
        wasyncore.loop(timeout=0.1, map=sockets, count=1)
    servers[0].task_dispatcher.shutdown()


def _busy(channel: Any) -> bool:
    """Is a request still arriving, being answered, or its answer still on its way?"""
    return isinstance(channel, HTTPChannel) and bool(channel.request or channel.requests or channel.total_outbufs_len)
