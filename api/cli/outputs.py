"""Files that commands write: the kind that their ending asks for, and what is said about them."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.actions.formfiles import Drawn
from api.cli.files import Refused, reason


def kind_of(target: Path, kinds: Sequence[str]) -> str:
    """The kind that the ending names; Refused for any other."""
    kind = target.suffix.lower().lstrip(".")
    if kind not in kinds:
        raise Refused(f"不能写成“{target.suffix}”：扩展名应为 {'、'.join(kinds)} 之一")
    return kind


def kept(target: Path, content: bytes) -> None:
    """The file written, its folder made where there is none; Refused where that cannot be."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise Refused(f"写不了“{target}”：{reason(error)}") from None


def told(target: Path, made: Drawn) -> None:
    """The drawn file written and told, with what its family cannot carry."""
    kept(target, made.content)
    click.echo(f"已写 {target}，{len(made.content):,} 字节")
    for sentence in made.left_out:
        click.echo(f"没有写进去：{sentence}", err=True)
