"""jixiao serve: the demo and the HTTP interface, until somebody ends it."""

import errno
import logging
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from api.app import create_app
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused
from api.cli.shared import FINE, folders_option
from api.settings import Settings, from_environment

GRACE = 30  # seconds for requests in flight
Sockets = dict[int, Any]


@click.command(cls=ChineseCommand)
@folders_option
@click.option("--host", default=None, metavar="地址", help="监听地址，默认取 JIXIAO_HOST 或 127.0.0.1。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=None, metavar="端口", help="默认取 JIXIAO_PORT 或 8000。"
)
def serve(folders: Sequence[Path], host: str | None, port: int | None) -> int:
    """启动网页和接口服务；按 Ctrl-C 结束。"""
    settings = from_environment(os.environ)
    settings = replace(
        settings,
        rulebooks=(*settings.rulebooks, *folders),
        host=host or settings.host,
        port=settings.port if port is None else port,
    )
    sockets = _listening(settings)
    for server in _servers(sockets):
        click.echo(f"服务已启动：http://{_shown(settings.host)}:{server.effective_port}/　（按 Ctrl-C 结束）")
    _run(sockets)
    return FINE


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(settings: Settings) -> Sockets:
    app, sockets = create_app(settings), Sockets()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full queue is no news
    try:
        create_server(
            app,
            map=sockets,
            host=settings.host,
            port=settings.port,
            threads=4,
            ident=None,
            max_request_body_size=settings.body_limit * 2,  # far out, so that the application itself says what is wrong
        )
    except OSError as error:
        reason = "端口已被占用" if error.errno == errno.EADDRINUSE else error.strerror
        raise Refused(f"不能在 {settings.host}:{settings.port} 监听：{reason}；可用 --port 换一个端口") from None
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
