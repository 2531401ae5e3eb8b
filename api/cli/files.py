"""Files, folders and patterns to documents; whatever is wrong with one is said in a sentence that names it."""

import errno
import glob
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from api.archives import BadArchive
from api.cli.forms import UNSTATED, Held, can_hold, held, is_zip_of_forms, unzipped
from api.parsing import Pool
from api.problems.faults import InvalidDocument
from api.problems.refusals import NotASelfEvaluation
from api.problems.table import REFUSALS
from api.schemas import load_document
from indicators.forms.answers import answered
from indicators.issues import Severity
from indicators.model import Document, Plan

T = TypeVar("T")
_REASONS = {
    errno.EACCES: "没有权限", errno.EISDIR: "这是一个文件夹", errno.ENAMETOOLONG: "文件名过长", errno.ENOSPC: "磁盘空间不足",
    errno.ENOTDIR: "路径中有一段不是文件夹", errno.EEXIST: "路径中有一段不是文件夹", errno.EROFS: "磁盘只读",
}  # fmt: skip
SHOWN = 20  # errors shown of one file
_ANSWER = re.compile(r"(?:(\d{1,4}):)?([a-z_.\[\]0-9]+)=(.*)", re.DOTALL)
PATIENCE = 60  # seconds for one file: it is the user's own, and may hold a thousand forms
LARGEST = 200 * 1024 * 1024  # bytes read of one file: a zip of forms may be large, a single form may not


class Loaded(NamedTuple):
    """A document and the file it came from."""

    path: str
    document: Document


class Refused(click.ClickException):
    """The command cannot be carried out: a sentence, no traceback, exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


class Batch(NamedTuple):
    """What was read of many files: their forms, what was wrong, and the SHA-256 of each file."""

    held: list[Held]
    wrong: list[str]
    digests: list[str]

    @property
    def digest(self) -> str:
        """The SHA-256 of the one file, or over those of all."""
        if len(self.digests) == 1:
            return self.digests[0]
        return hashlib.sha256("\n".join(self.digests).encode()).hexdigest()


def documents(names: Sequence[str], place: str = "", answers: Sequence[str] = ()) -> list[Loaded]:
    """Every document that the names mean, as JSON or as a form in a file; all that is wrong is reported at once.

    What a reader doubts about a form is said on the standard error.
    """
    batch = with_answers(read_files(names, place or UNSTATED), answers)
    found = loaded(batch)
    if batch.wrong:
        raise Refused("\n".join(batch.wrong))
    for each in batch.held:
        for finding in each.form.issues:
            if finding.severity is not Severity.NOTICE:
                click.echo(f"{each.path}：{finding.sentence}", err=True)
    return found


def read_files(names: Sequence[str], place: str = "", rulebook: str = "") -> Batch:
    """Every file that the names mean, zips opened; a file that cannot be read does not keep the others from it."""
    batch = Batch([], [], [])
    with Pool(seconds=PATIENCE) as pool:
        for path in progress(list(_paths(names))):
            for name, content in _contents(path, batch):
                _read(batch, pool, name, content, place, rulebook)
    return batch


def with_answers(batch: Batch, answers: Sequence[str]) -> Batch:
    """The batch with the doubts of its forms answered; ``2:budget_year=2023`` answers the second form.

    Refused for an answer without a place, and for a form that is not there.
    """
    given: dict[int, dict[str, str]] = {}
    for each in answers:
        match = _ANSWER.fullmatch(each)
        if match is None or not 0 < int(match[1] or 1) <= len(batch.held):
            raise Refused(f"答复“{each}”写法不对：应为 位置=写法，几张表时前面加序号，如 2:budget_year=2023")
        given.setdefault(int(match[1] or 1), {})[match[2]] = match[3]
    for number, texts in given.items():
        held_ = batch.held[number - 1]
        batch.held[number - 1] = held_._replace(form=answered(held_.form, texts))
    return batch


def _contents(path: str, batch: Batch) -> Iterator[tuple[str, bytes]]:
    """The file, or the files of a zip."""
    try:
        data = _bytes(path)
        batch.digests.append(hashlib.sha256(data).hexdigest())
        yield from unzipped(path, data) if is_zip_of_forms(data) else [(path, data)]
    except Refused as error:
        batch.wrong.append(error.message)
    except BadArchive as error:
        batch.wrong.append(f"{path}：{error}")


def _read(batch: Batch, pool: Pool, path: str, data: bytes, place: str, rulebook: str) -> None:
    try:
        found = held(pool, path, data, place, rulebook)
    except tuple(REFUSALS) as error:
        batch.wrong.append(_told(path, error))
        return
    batch.held.extend(found)
    if not found:
        batch.wrong.append(f"{path}：没有找到绩效目标表或绩效自评表；请上传含有“三级指标”“指标值”等列的表")


def loaded(batch: Batch) -> list[Loaded]:
    """The documents of what was read; what must be filled in first is added to what is wrong, in the reader's words."""
    found: list[Loaded] = []
    for each in batch.held:
        try:
            found.append(Loaded(each.path, each.document or load_document(dict(each.form.document))))
        except InvalidDocument as error:
            serious = [finding.sentence for finding in each.form.issues if finding.severity is Severity.ERROR]
            batch.wrong.extend(f"{each.path}：{sentence}" for sentence in serious)
            batch.wrong.append(_told(each.path, error))
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
            yield from _within(Path(name))
        elif not Path(name).exists() and glob.has_magic(name):
            yield from _matching(name, f"没有与“{name}”相符的文件")
        else:
            yield name


def _within(folder: Path) -> list[str]:
    """The files of a folder that can hold documents, in the order of their names."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and can_hold(path.name, ".zip"))
    if not found:
        raise Refused(f"文件夹“{folder}”里没有 .json 文档，也没有 xlsx、xls、csv、docx、pdf 表格")
    return [str(path) for path in found]


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
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None


def unreadable(name: str, error: OSError | ValueError) -> Refused:
    """Why a file cannot be read, in a sentence."""
    if isinstance(error, FileNotFoundError):
        return Refused(f"没有文件“{name}”")
    return Refused(f"文件“{name}”读不出来：{reason(error)}")


def reason(error: OSError | ValueError) -> str:
    """What the system says about a file, in Chinese."""
    return _REASONS.get(getattr(error, "errno", None) or 0, "请确认路径和权限")


def _told(path: str, error: Exception) -> str:
    if not isinstance(error, InvalidDocument):
        return f"{path}：{error}"
    lines = [f"  {each.path or '文档'}：{each.message}" for each in error.errors[:SHOWN]]
    more = len(error.errors) - SHOWN
    return "\n".join([f"{path} 不符合文档格式：", *lines, *([f"  ……另有 {more} 处"] if more > 0 else [])])
