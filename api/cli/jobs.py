"""jixiao jobs: the jobs in a process of their own, or one of them now."""

import signal
import threading
from pathlib import Path

import click

from api import logs
from api.app import create_scheduler, create_service, job_names, run_job
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused
from api.cli.service import config_option, settings_of
from api.cli.shared import FINE
from api.settings import Settings, require_secret


@click.command(cls=ChineseCommand)
@config_option
@click.option("--once", default=None, metavar="作业", help="只把这一项立即运行一次，如 backup。")
def jobs(config: Path | None, once: str | None) -> int:
    """运行定时作业，直到结束它；与 jixiao serve 同时运行也不会做两遍。"""
    settings = settings_of(config)
    require_secret(settings)
    logs.configure()
    if once is None:
        return _until_ended(settings)
    if once not in job_names(settings):
        raise Refused(f"没有定时作业“{once}”；有：{'、'.join(job_names(settings))}")
    click.echo(run_job(create_service(settings), once) or "另一个进程刚刚做了这一次")
    return FINE


def _until_ended(settings: Settings) -> int:
    scheduler, ended = create_scheduler(create_service(settings)), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _caught, _frame: ended.set())
    scheduler.start()
    click.echo(f"定时作业已启动：{'、'.join(job_names(settings))}　（按 Ctrl-C 结束）")
    ended.wait()
    scheduler.stop()
    return FINE
