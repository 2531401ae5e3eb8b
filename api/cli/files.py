"""Files, folders and patterns to documents; whatever is wrong with one is said in a sentence that names it."""

import errno
import glob
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from api import wire
from api.problems.faults import InvalidDocument
from api.problems.refusals import NotASelfEvaluation
from api.problems.table import REFUSALS
from api.schemas import load_document
from indicators.model import Document, Plan

T = TypeVar("T")
_REASONS = {errno.EACCES: "没有读取权限", errno.EISDIR: "这是一个文件夹", errno.ENAMETOOLONG: "文件名过长"}
SHOWN = 20  # errors shown of one file


class Loaded(NamedTuple):
    """A document and the file it came from."""

    path: str
    document: Document


class Refused(click.ClickException):
    """The command cannot be carried out: a sentence, no traceback, exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


def documents(names: Sequence[str]) -> list[Loaded]:
    """Every document that the names mean; all that is wrong with any of them is reported at once."""
    found, wrong = [], []
    for path in progress(list(_paths(names))):
        try:
            found.append(Loaded(path, load_document(wire.parse(_bytes(path)))))
        except Refused as error:
            wrong.append(error.message)
        except tuple(REFUSALS) as error:
            wrong.append(_told(path, error))
    if wrong:
        raise Refused("\n".join(wrong))
    return found


def reports(loaded: Sequence[Loaded], purpose: str) -> list[Loaded]:
    """The self-evaluations; plans are named and skipped, and where there is nothing else that is refused."""
    plans = [each for each in loaded if isinstance(each.document, Plan)]
    if len(plans) == len(loaded):
        raise NotASelfEvaluation("、".join(each.path for each in plans))
    for each in plans:
        click.echo(f"目标表，尚无得分可{purpose}：{each.path}", err=True)
    return [each for each in loaded if not isinstance(each.document, Plan)]


def progress(items: Sequence[T]) -> Iterator[T]:
    """The items one by one, with a bar on a terminal when there are many."""
    if len(items) < 10 or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label="读取", file=sys.stderr) as bar:
        yield from bar


def _paths(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if Path(name).is_dir():
            yield from _matching(str(Path(glob.escape(name)) / "*.json"), f"文件夹“{name}”里没有 .json 文档")
        elif not Path(name).exists() and glob.has_magic(name):
            yield from _matching(name, f"没有与“{name}”相符的文件")
        else:
            yield name


def _matching(pattern: str, otherwise: str) -> list[str]:
    matches = glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    found = sorted(path for path in matches if Path(path).is_file())
    if not found:
        raise Refused(otherwise)
    return found


def _bytes(name: str) -> bytes:
    """The file's bytes, never more than one byte over the limit."""
    try:
        with Path(name).open("rb") as file:
            return file.read(wire.SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None


def unreadable(name: str, error: OSError | ValueError) -> Refused:
    """Why a file cannot be read, in a sentence."""
    if isinstance(error, FileNotFoundError):
        return Refused(f"没有文件“{name}”")
    reason = _REASONS.get(getattr(error, "errno", None) or 0, "请确认路径和权限")
    return Refused(f"文件“{name}”读不出来：{reason}")


def _told(path: str, error: Exception) -> str:
    if not isinstance(error, InvalidDocument):
        return f"{path}：{error}"
    lines = [f"  {each.path or '文档'}：{each.message}" for each in error.errors[:SHOWN]]
    more = len(error.errors) - SHOWN
    return "\n".join([f"{path} 不符合文档格式：", *lines, *([f"  ……另有 {more} 处"] if more > 0 else [])])
