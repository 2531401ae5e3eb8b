"""What the commands share: their arguments, the library, and how results are printed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from api import wire
from scoring.library import Library, load_library

Command = Callable[..., Any]
FINE, FOUND = 0, 1  # exit codes; 2 is a refusal

files = click.argument("files", nargs=-1, required=True, metavar="文件…")
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
rulebook_option = click.option("--rulebook", "given", default="", metavar="编号", help="用这套办法计分。")
folders_option = click.option(
    "--rulebooks",
    "folders",
    multiple=True,
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="另加一个文件夹里的评分办法（可重复）。",
)


def library(folders: Sequence[Path]) -> Library:
    """The packaged rulebooks and those of the folders."""
    return load_library(folders)


def print_results(results: Sequence[dict[str, Any]]) -> None:
    """One result as an object, several as a list."""
    print_json(results[0] if len(results) == 1 else list(results))


def print_json(value: Any) -> None:
    """A value as indented JSON."""
    click.echo(wire.render(value, indent=2))


def print_blocks(blocks: Sequence[str]) -> None:
    """Texts with a line between them."""
    click.echo("\n\n────\n\n".join(blocks))
