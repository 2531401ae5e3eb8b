"""What the commands share: their arguments, the library, and how results are printed."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from api import wire
from scoring.library import Library, load_library

_NUMBERED = re.compile(r"第(\d+(?:、\d+)*)份 ?")
Command = Callable[..., Any]
FINE, FOUND = 0, 1  # exit codes; 2 is a refusal

files = click.argument("files", nargs=-1, required=True, metavar="文件…")
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
rulebook_option = click.option("--rulebook", "given", default="", metavar="编号", help="用这套办法计分。")
answer_option = click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="位置=写法",
    help="答复读表时的疑问（可重复）；位置照提示里所写，几张表时前面加序号，如 2:budget_year=2023。",
)
place_option = click.option("--place", default="", metavar="地区", help="表上不印的行政区划，用来找适用的办法。")
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


def print_blocks(blocks: Sequence[str], files: Sequence[str] = ()) -> None:
    """Texts with a line between them; where there are several, each under the name of its file."""
    if files and len(blocks) > 1:
        blocks = [f"{file}\n{block}" for file, block in zip(files, blocks, strict=True)]
    click.echo("\n\n────\n\n".join(blocks))


def by_file(sentence: str, files: Sequence[str]) -> str:
    """The documents of one run by the names of their files: 第2份 says little to somebody who gave a folder."""
    return _NUMBERED.sub(
        lambda found: "、".join(Path(files[int(n) - 1]).name for n in found[1].split("、")) + " ", sentence
    )
