"""Rows of labels and values: 项目名称, 主管部门, boxes to tick, 总分, 年度目标 in one row, 说明."""

import re
from dataclasses import replace

from indicators.forms.grid import Cell
from indicators.forms.layout.synonyms import FACTS, GOAL, GOAL_LABEL, MARGINS, SIGNATURES, SOURCES, TITLE, WHOLE, key
from indicators.forms.reading.draft import Draft, Values, printed
from indicators.forms.reading.figures import bare, figure, is_nothing, money_unit, points
from indicators.forms.reading.indicator import prose, short
from indicators.forms.reading.money import lone_amount, note_unit
from indicators.forms.reading.rows import Row, Run

_INLINE = re.compile(r"\s*([^:：]{2,20})[:：]\s*(\S.*)", re.DOTALL)
_AMOUNT = re.compile(r"\s*(\D{2,20}?)[:：\s]+(-?[0-9][0-9,.]*(?:万?元)?|[-—/]+)\s*")
_CODES = (
    re.compile(r"[\[［【(（](?P<code>\w+)[\]］】)）]\s*(?P<name>.+)"),
    re.compile(r"(?P<name>.+?)\s*[\[［【(（](?P<code>[0-9]{3,})[\]］】)）]"),
    re.compile(r"(?P<code>[0-9]{3,})\s*[-－—_ ]?\s*(?P<name>[^\s\d].*)"),
)
_TICKED, _EMPTY = "☑☒√✓✔■●", "□☐○❏▢"
_MARK = re.compile(f"([{_TICKED}{_EMPTY}])")
_NUMBERED = re.compile(r"^\s*(?:[0-9一二三四五六][.、．)）]\s*)?|(?:\s+[0-9一二三四五六][.、．)）])?[;；,，、。\s]*$")
_YEAR = re.compile(r"(20[0-9]{2})(?:年度?)?")
# 合计 and 其他 mean money only inside a funding table.
_LONE_SOURCES = {name: source for name, source in SOURCES.items() if name not in ("合计", "其他", "总额")}
_LABELS = FACTS.keys() | GOAL.keys() | _LONE_SOURCES.keys()


def agency(text: str) -> Values:
    """A name and its code: [117] 人力资源社会保障部, 313603-四川省…, 某局（117）."""
    name = "".join(line.strip() for line in text.splitlines())
    for pattern in _CODES:
        if match := pattern.fullmatch(name):
            return {"name": match["name"].strip(), "code": match["code"]}
    return {"name": name}


def ticked(text: str) -> str | None:
    """The one choice that is ticked; None when it is not exactly one, the text itself when it has no boxes."""
    parts = _MARK.split(text)
    if len(parts) == 1:
        return text.strip()
    names = parts[0::2] if _NUMBERED.sub("", parts[0]) else parts[2::2]
    chosen = [_NUMBERED.sub("", name) for mark, name in zip(parts[1::2], names, strict=False) if mark in _TICKED]
    return chosen[0] if len(chosen) == 1 and chosen[0] else None


def read_facts(draft: Draft, row: Row, meant: str) -> None:
    """Take a row of labels and values; ``meant`` is what a lone amount of money means. What is not read is said."""
    runs = list(row.runs())
    while runs:
        run = runs.pop(0)
        note_unit(draft, run.cell)
        follows = runs[0] if runs and not _is_named(runs[0]) else None
        if inline := _inline(run.cell):
            _take(draft, *inline, meant)
        elif _take(draft, run.key, run.cell, follows.cell if follows else None, meant):
            runs = runs[1:] if follows else runs
        elif not _passes(draft, run):
            draft.say("cell_unread", run.cell, cell=run.cell.text.strip())


def _is_named(run: Run) -> bool:
    return run.key in _LABELS or bool(SIGNATURES.fullmatch(run.key)) or bool(GOAL_LABEL.fullmatch(run.key))


def _inline(cell: Cell) -> tuple[str, Cell, Cell] | None:
    """Label and value in one cell: 项目名称：甲, 其中：财政拨款  2,344.14."""
    for pattern in (_AMOUNT, _INLINE):
        match = pattern.fullmatch(cell.text)
        if match and key(match[1]) in _LABELS:
            return key(match[1]), cell, replace(cell, text=match[2])
    return None


def is_label(run: Run) -> bool:
    """True for a label of facts, with its value or without, and for a signature."""
    inline = _INLINE.fullmatch(run.cell.text)
    name = key(inline[1]) if inline else run.key
    return name in FACTS or bool(SIGNATURES.fullmatch(bare(run.cell.text)))


def _passes(draft: Draft, run: Run) -> bool:
    """Titles, margins and signatures, which say nothing of their own."""
    text = bare(run.cell.text)
    if TITLE.search(text) or _YEAR.fullmatch(text.strip("()")):
        draft.titles.append(run.cell)
        return True
    return run.key in MARGINS or bool(SIGNATURES.fullmatch(text)) or money_unit(text) is not None


def _take(draft: Draft, name: str, label: Cell, value: Cell | None, meant: str) -> bool:
    """Take the value beside a label; False when the label is none."""
    draft.whole = draft.whole or name in WHOLE
    if name in FACTS:
        _fact(draft, FACTS[name], label, value)
    elif name in _LONE_SOURCES:
        lone_amount(draft, _LONE_SOURCES[name], label, value, meant)
    elif name in GOAL and value:
        objective, path = draft.objective()
        draft.put(objective, GOAL[name], prose((value,)), f"{path}.{GOAL[name]}", value)
        draft.plan = draft.plan and GOAL[name] != "achieved"
    elif (goal := GOAL_LABEL.fullmatch(name)) and value:
        _goal(draft, goal, label, value)
    else:
        return ":" not in name and bool(SIGNATURES.fullmatch(name))
    return True


def _goal(draft: Draft, goal: re.Match[str], label: Cell, value: Cell) -> None:
    """年度目标1：（48分） beside its text begins an objective; the same label goes on with it."""
    objective, path = draft.objective()
    if draft.goal is label:
        objective["text"] = f"{objective['text']}\n{prose((value,))}"
        return
    if "text" in objective or objective["indicators"]:
        draft.begin_objective()
        objective, path = draft.objective()
    draft.goal = label
    if goal["number"]:
        objective["name"] = goal[0]
    draft.put(objective, "text", prose((value,)), f"{path}.text", value)
    if goal["number"] and (weight := points(label.text)):
        draft.put(objective, "weight", printed(weight), f"{path}.weight", label)
        draft.points[len(draft.objectives) - 1] = weight, label


def _fact(draft: Draft, path: str, label: Cell, value: Cell | None) -> None:
    """Set what a label names; a second value that differs is left, and said."""
    if path == "execution_weight":
        text = points(label.text) or (figure(value.text) if value else None)
        if text:
            draft.put(draft.values, path, text, path, value or label)
    elif value and (not is_nothing(value.text) or path in _WORDS):
        part, _, name = path.partition(".")
        read = _READERS.get(path, _READERS.get(part, _as_prose))(draft, path, value)
        into = draft.values.setdefault(part, {}) if name else draft.values
        if read is not None and into.setdefault(name or part, read) != read:
            draft.say("cell_unread", value, path, cell=value.text.strip())
        elif read is not None:
            draft.see(path, value)


def _as_prose(_draft: Draft, _path: str, value: Cell) -> object:
    return prose((value,))


def _as_name(_draft: Draft, _path: str, value: Cell) -> object:
    return short((value,))


def _as_agency(_draft: Draft, _path: str, value: Cell) -> object:
    return agency(value.text)


def _as_notes(_draft: Draft, _path: str, value: Cell) -> object:
    return prose((value,)).splitlines()


def _as_choice(draft: Draft, path: str, value: Cell) -> object:
    choice = ticked(value.text)
    if choice is None and any(mark in value.text for mark in _TICKED):
        draft.say("box_undecided", value, path, cell=value.text.strip())
    return choice


def _as_figure(draft: Draft, path: str, value: Cell) -> object:
    read = figure(value.text)
    if read is None:
        draft.say("not_a_figure", value, path, cell=value.text.strip(), name=_NAMES[path])
    return read


def _as_year(_draft: Draft, _path: str, value: Cell) -> object:
    match = _YEAR.fullmatch(bare(value.text))
    return int(match[1]) if match else None


_WORDS = {"explanation.reason", "explanation.remedy", "notes"}  # where 无 is an answer
_NAMES = {
    "published_total": "总分",
    "spending.basic_spending": "基本支出总额",
    "spending.project_spending": "项目支出总额",
}
_READERS = {
    "project.name": _as_name,
    "department": _as_agency,
    "agency": _as_agency,
    "project.kind": _as_choice,
    "project.attribute": _as_choice,
    "project.type": _as_choice,
    "notes": _as_notes,
    "published_total": _as_figure,
    "spending": _as_figure,
    "budget_year": _as_year,
}
