"""The library of rulebooks (办法库): the packaged ones and folders of the user's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from indicators.model import Document
from scoring.rulebook import Raw, Rulebook, build, inherit, parse
from scoring.tables import RulebookError


class UnknownRulebook(LookupError):
    """No rulebook of that id is loaded."""

    def __init__(self, id: str, known: tuple[str, ...]) -> None:
        super().__init__(f"没有编号为“{id}”的评分办法")
        self.id, self.known = id, known


class Candidate(NamedTuple):
    """A rulebook that fits place and budget year, and why (Chinese)."""

    rulebook: Rulebook
    reason: str


class Choice(NamedTuple):
    """Which rulebook a document is scored under: None means that a person must choose among the candidates."""

    rulebook: Rulebook | None
    candidates: tuple[Candidate, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Library:
    """All loaded rulebooks by id."""

    rulebooks: Mapping[str, Rulebook]

    def ids(self) -> tuple[str, ...]:
        """The ids in alphabetical order."""
        return tuple(sorted(self.rulebooks))

    def get(self, id: str) -> Rulebook:
        """The rulebook of that id; UnknownRulebook where there is none."""
        try:
            return self.rulebooks[id]
        except KeyError:
            raise UnknownRulebook(id, self.ids()) from None

    def candidates(self, place: str, year: int) -> tuple[Candidate, ...]:
        """The rulebooks that fit place and budget year, those with a dated clause first, each with its reason."""
        fitting = [book for id in self.ids() if (book := self.rulebooks[id]).fits(place, year)]
        return tuple(Candidate(book, _reason(book)) for book in sorted(fitting, key=lambda book: not book.dated))

    def choose(self, document: Document, given: str = "") -> Choice:
        """The rulebook given by the caller, else named by the document, else the only dated one that fits."""
        if named := given or document.rulebook:
            return Choice(self.get(named), (), "由使用者指定" if given else "由表格指定")
        candidates = self.candidates(document.place, document.budget_year)
        dated = [c for c in candidates if c.rulebook.dated]
        if len(dated) == 1:
            return Choice(dated[0].rulebook, candidates, "唯一适用且注明年份的办法：" + dated[0].reason)
        return Choice(None, candidates, "适用的办法不唯一，请指定一套" if candidates else "没有适用的办法，请指定一套")


def _reason(book: Rulebook) -> str:
    dated = "注明年份" if book.dated else "未注明年份，须由人选定"
    return f"适用于{'、'.join(book.places)}，预算年度{book.years}，{dated}"


def load_library(folders: Iterable[Path] = ()) -> Library:
    """The packaged rulebooks and those of the folders (``*.toml``); RulebookError with file, key and reason."""
    raws: dict[str, tuple[Raw, str]] = {}
    for text, name in _packaged():
        _add(raws, parse(text, name), name)
    for folder in folders:
        for path in _listed(folder):
            _add(raws, parse(_text(path), str(path)), str(path))
    return Library({id: _complete(id, raws) for id in raws})


def _packaged() -> list[tuple[str, str]]:
    folder = files("scoring") / "rulebooks"
    return [(f.read_text("utf-8"), f.name) for f in sorted(folder.iterdir(), key=str) if f.name.endswith(".toml")]


def _listed(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise RulebookError(str(folder), "（文件夹）", "没有这个文件夹，请核对 --rulebooks 的路径")
    return sorted(folder.glob("*.toml"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise RulebookError(str(path), "（文件）", "读不出来，请确认是 UTF-8 编码且有权读取") from error


def _add(raws: dict[str, tuple[Raw, str]], raw: Raw, file: str) -> None:
    id = raw.get("id")
    if not isinstance(id, str) or not id:
        raise RulebookError(file, "id", '缺少编号，请写 id = "…"')
    if id in raws:
        raise RulebookError(file, "id", f"编号“{id}”已被 {raws[id][1]} 使用，请另取一个")
    raws[id] = (raw, file)


def _complete(id: str, raws: Mapping[str, tuple[Raw, str]], below: tuple[str, ...] = ()) -> Rulebook:
    raw, file = raws[id]
    return build(_inherited(id, raws, below), frozenset(raw), file)


def _inherited(id: str, raws: Mapping[str, tuple[Raw, str]], below: tuple[str, ...]) -> Raw:
    """The raw tables with every ancestor's beneath them; a circle or an unknown parent is refused."""
    raw, file = raws[id]
    parent = raw.get("extends", "")
    if not parent:
        return raw
    if parent in below or parent == id:
        raise RulebookError(file, "extends", f"继承成环：{'→'.join((*below, id, str(parent)))}")
    if parent not in raws:
        raise RulebookError(file, "extends", f"没有编号为“{parent}”的办法可供继承")
    return inherit(_inherited(str(parent), raws, (*below, id)), raw, file)
