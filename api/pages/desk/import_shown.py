"""A form of an import laid out (导入的核对): what is recognised, asked, changed, left aside, and what became of it. Pure."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from api.actions.import_looks import Look
from api.changes import Change
from api.wording import SEVERITY_NAMES
from indicators.forms.layout import LAYOUTS
from indicators.issues import Severity
from indicators.places import place
from indicators.taxonomy import CATEGORY_NAMES, DIMENSION_NAMES
from scoring.figures import amount

Json = Mapping[str, Any]
MOST = 400  # changes shown of one form
_CELL = re.compile(r"(.*?)\s*([A-Z]{1,3}\d{1,7})", re.DOTALL)
_OPTIONS = re.compile(r"（可选：.*）。$", re.DOTALL)
_PARTED = re.compile(r"(.+\.(?:actual|target))\.(text|answer)(?:\.text)?")
_LINE = re.compile(r"objectives\[\d+\]\.indicators\[\d+\]")
_LEVELS: Mapping[str, str] = {each.value: name for each, name in (*DIMENSION_NAMES.items(), *CATEGORY_NAMES.items())}
_PROMISED = (".category", ".weight", ".target", ".name")  # what a report takes from the plan: nothing to ask about
_UNSAID = ("answer.by", "answer.on", "origin", "document", "scope", "rulebook", "place")


class Cell(NamedTuple):
    """One thing that would change: where in the report, where in the file, what stands there now and in the file.

    ``rows``: how many from here on are of the same place; 0 where the place stands above.
    """

    place: str
    part: str
    ref: str
    before: str
    after: str
    rows: int = 0


class Question(NamedTuple):
    """Something doubtful: its field, its place in the document, the question, the readings; a text where there are
    none. ``read``: how it was read."""

    field: str
    where: str
    ref: str
    sentence: str
    choices: tuple[str, ...]
    read: str


class Remark(NamedTuple):
    """Something to know about how the file was read."""

    kind: str
    kind_name: str
    ref: str
    text: str


class Shown(NamedTuple):
    """A form as the page shows it."""

    look: Look
    row: Json
    title: str
    family: str
    sure: str
    part: str
    cells: tuple[Cell, ...]
    left: int
    counted: str
    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    notices: tuple[Remark, ...]
    worth: str

    @property
    def waits(self) -> bool:
        """It can be stored."""
        return bool(self.row["goal"] != "none" and self.row["outcome"] == "waiting" and not self.look.moved)

    @property
    def fresh(self) -> bool:
        """A plan that is not there yet."""
        return bool(self.row["goal"] == "plan" and not self.row["goal_id"])


def shown(look: Look) -> Shown:
    """The form laid out."""
    preview = look.preview
    row, findings = preview.row, preview.findings
    refs = _refs(json.loads(row["places"]))
    asked = tuple(_questions(look, refs))
    told = [_remark(each) for each in findings if each["where"] not in {each.where for each in asked}]
    found = _whole([each for each in preview.changes if not each.where.endswith(_UNSAID)])
    fresh = row["goal"] == "plan" and not row["goal_id"]
    cells = () if fresh else tuple(_together(_cell(look, each, refs) for each in found[:MOST]))
    return Shown(
        look, row, row["name"] or row["file"] or "没有写名称的表", _family(row["family"]), f"{row['certainty']}",
        next((part for part, _ in refs.values() if part), ""), cells, len(found) - len(cells),
        _counted(found, len(asked)), asked, tuple(each for each in told if each.kind != Severity.NOTICE.value),
        tuple(each for each in told if each.kind == Severity.NOTICE.value), _worth(look),
    )  # fmt: skip


def _whole(found: Sequence[Change]) -> list[Change]:
    """The changes with the text of a cell and the answer to it as one."""
    made: dict[str, Change] = {}
    for each in found:
        match = _PARTED.fullmatch(each.where)
        if match is None:
            made[each.where] = each
            continue
        old = made.setdefault(match[1], Change(match[1], {}, {}))
        for side, value in ((old.before, each.before), (old.after, each.after)):
            if value is not None:
                side[match[2]] = {"text": value} if match[2] == "answer" else value
    return list(made.values())


def _family(name: str) -> str:
    return LAYOUTS[name].name if name in LAYOUTS else "按列标题读取"


def _refs(places: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Every value's place in the file: the sheet, table or page, and the cell."""
    return {where: _ref(text) for where, text in places.items()}


def _ref(text: str) -> tuple[str, str]:
    match = _CELL.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def _remark(finding: Json) -> Remark:
    kind = Severity(finding["severity"])
    return Remark(kind.value, SEVERITY_NAMES[kind], _ref(finding["place"])[1], _sentence(finding))


def _sentence(finding: Json) -> str:
    """What is said of a cell, without the cell and the readings, which stand beside it."""
    return _OPTIONS.sub("。", str(finding["message"]).removeprefix(finding["place"]).strip())


def _questions(look: Look, refs: Mapping[str, tuple[str, str]]) -> Iterator[Question]:
    """What the reader doubts, then what scoring would ask."""
    position, found = look.preview.row["position"], dict[str, Question]()
    for each in filter(partial(_doubtful, look), look.preview.findings):
        read = text_of(_at(look.preview.document, each["where"]))
        read = _LEVELS.get(read, read)
        choices = dict.fromkeys([*([read] if read and each["alternatives"] else []), *each["alternatives"]])
        asked = Question("", each["where"], _ref(each["place"])[1], _sentence(each), tuple(choices), read)
        found.setdefault(each["where"], asked)
    for doubt in look.doubts:
        ref = refs.get(doubt.where.removesuffix(".answer.text"), ("", ""))[1]
        sentence = doubt.sentence.partition("可选：")[0]
        found[doubt.where] = Question("", doubt.where, ref, sentence, doubt.alternatives, "")
    return (each._replace(field=f"answer-{position}-{n}") for n, each in enumerate(found.values()))


def _doubtful(look: Look, finding: Json) -> bool:
    """Something that a person has to say, and that matters for where the form goes."""
    where, goal = finding["where"], look.preview.row["goal"]
    if not where or not (finding["alternatives"] or finding["severity"] == Severity.ERROR.value):
        return False
    return goal == "plan" or not (where.endswith(_PROMISED) if goal == "evaluation" else where.startswith("objectives"))


def _at(document: Json, where: str) -> Any:
    """The value at a place; None where there is none."""
    value: Any = document
    for name, index in re.findall(r"([a-z_]+)|\[(\d+)\]", where):
        if name:
            value = value.get(name) if isinstance(value, Mapping) else None
        else:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else None
    return value


def text_of(value: Any) -> str:
    """A value as it is read: a cell with its answer, a list by its items."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        answer = text_of(value.get("answer"))
        return f"{value.get('text', '')}{f'（按“{answer}”）' if answer else ''}"
    return "；".join(text_of(each) for each in value) if isinstance(value, list) else str(value)


def _cell(look: Look, change: Change, refs: Mapping[str, tuple[str, str]]) -> Cell:
    words = place(change.where, look.document) if look.document else change.where
    head, _, part = words.rpartition(" ")
    line = _LINE.match(change.where)
    name = _named(look, line[0]) if line else ""
    ref = _found(_in_file(look, change.where), refs)
    return Cell(f"{head} {name}".strip(), part, ref, text_of(change.before), text_of(change.after))


def _together(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells of one place beneath it."""
    for _, group in groupby(cells, key=lambda each: each.place or each.part):
        same = list(group)
        yield from (each._replace(rows=0 if n else len(same)) for n, each in enumerate(same))


def _named(look: Look, where: str) -> str:
    return next((each.name for at, each in look.document.lines() if at == where), "") if look.document else ""


def _in_file(look: Look, where: str) -> str:
    """The place in the form's own document."""
    line = _LINE.match(where)
    return f"{look.lines.get(line[0], line[0])}{where[line.end() :]}" if line else where


def _found(where: str, refs: Mapping[str, tuple[str, str]]) -> str:
    """The cell of a value, or of what it is part of."""
    while where:
        if where in refs:
            return refs[where][1]
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return ""


def _counted(found: Sequence[Change], asked: int) -> str:
    """改 9 格，加 3 条说明，2 格要答复."""
    texts = {each.where.partition("explanation")[0] for each in found if "explanation" in each.where}
    cells = sum("explanation" not in each.where for each in found)
    told = [f"改 {cells} 格"] if cells else []
    told += [f"加 {len(texts)} 条说明"] if texts else []
    told += [f"{asked} 处要答复"] if asked else []
    return "，".join(told)


def _worth(look: Look) -> str:
    """What the report would be worth."""
    if look.total is not None:
        return f"{amount(look.total)} 分"
    return f"{amount(look.bounds[0])} 至 {amount(look.bounds[1])} 分" if look.bounds else ""
