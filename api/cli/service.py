"""What the commands about the running service share: its settings and its database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from api.cli.files import Refused
from api.settings import Settings, from_environment
from api.store import Store, unreadable

config_option = click.option(
    "--config",
    default=None,
    metavar="文件",
    type=click.Path(path_type=Path),
    help="设置文件（TOML）；见 docs/settings.md。",
)


def settings_of(config: Path | None) -> Settings:
    """The settings of the file and the environment."""
    return from_environment(os.environ, config)


def require_database(settings: Settings) -> None:
    """Refused where there is no database."""
    if not settings.database.is_file():
        raise Refused(f"没有数据库“{settings.database}”：请用 --config 或 JIXIAO_DATABASE 指明")


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The database that is there; Refused where there is none, or where it is none."""
    require_database(settings)
    if damaged := unreadable(settings.database):
        raise Refused(f"{damaged}：请运行 jixiao doctor")
    store = Store(settings.database)
    try:
        yield store
    finally:
        store.close()
