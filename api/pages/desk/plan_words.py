"""What differs between two plans, in words (两版的不同): lines are known by their names, wherever they stand. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from api.pages.desk.plan_given import GOAL, line_fields, weight
from api.pages.desk.plan_heading import Json
from indicators.model import Source
from indicators.places import SOURCE_NAMES

_HEAD = {
    "place": "行政区划", "rulebook": "评分办法", "execution_weight": "执行率分值", "budget_year": "预算年度",
}  # fmt: skip
_PARTS = {
    "project": {"name": "项目名称", "kind": "项目类别", "attribute": "项目属性", "type": "项目类型"},
    "department": {"name": "主管部门", "code": "主管部门代码"},
    "agency": {"name": "单位", "code": "单位代码"},
    "spending": {"basic_spending": "基本支出", "project_spending": "项目支出"},
}
_FUNDS = {"initial": "年初预算数", "budgeted": "全年预算数", "spent": "全年执行数"}
_LINE = {
    "dimension": "一级指标", "category": "二级指标", "target": "指标值", "weight": "分值", "notes": "备注",
}  # fmt: skip
_GOAL = dict(zip(GOAL, ("名称", "预期目标", "分值"), strict=True))


class Difference(NamedTuple):
    """One place that differs: added, removed, changed or moved, with what was and what is."""

    kind: str
    place: str
    before: str
    after: str


NAMES = {"added": "增加", "removed": "删去", "changed": "改动", "moved": "移动"}


def differences(before: Json, after: Json) -> list[Difference]:
    """Everything that differs and that a form shows, in the form's order."""
    return [*_heading(before, after), *_funding(before, after), *_goals(before, after), *_lines(before, after)]


def _pair(place: str, before: object, after: object) -> Iterator[Difference]:
    old, new = str(before or ""), str(after or "")
    if old != new:
        yield Difference("changed" if old and new else "added" if new else "removed", place, old, new)


def _heading(before: Json, after: Json) -> Iterator[Difference]:
    for key, name in _HEAD.items():
        yield from _pair(name, before.get(key), after.get(key))
    for part, names in _PARTS.items():
        for key, name in names.items():
            yield from _pair(name, before.get(part, {}).get(key), after.get(part, {}).get(key))


def _funding(before: Json, after: Json) -> Iterator[Difference]:
    old, new = ({row["source"]: row for row in each.get("funding", {}).get("rows", ())} for each in (before, after))
    if old and new:
        yield from _pair("金额单位", before["funding"].get("unit"), after["funding"].get("unit"))
    for source in Source:
        for key, name in _FUNDS.items():
            place = f"{SOURCE_NAMES[source]} {name}"
            yield from _pair(place, old.get(source, {}).get(key), new.get(source, {}).get(key))


def _goals(before: Json, after: Json) -> Iterator[Difference]:
    old, new = before.get("objectives", []), after.get("objectives", [])
    for i in range(max(len(old), len(new))):
        one, other = (each[i] if i < len(each) else {} for each in (old, new))
        called = f"年度目标{i + 1} " if max(len(old), len(new)) > 1 else ""
        for key, name in _GOAL.items():
            yield from _pair(f"{called}{name}", _told(one, key), _told(other, key))


def _told(objective: Json, key: str) -> str:
    return weight(objective) if key == "weight" else str(objective.get(key, ""))


class _At(NamedTuple):
    number: int
    goal: int
    line: Json


def _numbered(document: Json) -> list[_At]:
    found: list[_At] = []
    for i, objective in enumerate(document.get("objectives", [])):
        for line in objective["indicators"]:
            found.append(_At(len(found) + 1, i, line))
    return found


def _lines(before: Json, after: Json) -> Iterator[Difference]:
    old, new = _numbered(before), _numbered(after)
    pairs = _pairs(old, new)
    kept = [pairs[each.number] for each in new if each.number in pairs]
    still = _rising([each.number for each in kept])
    for each in new:
        if each.number not in pairs:
            yield Difference("added", _called(each), "", _whole(each.line))
            continue
        yield from _line(pairs[each.number], each, moved=pairs[each.number].number not in still)
    gone = {each.number for each in kept}
    for each in old:
        if each.number not in gone:
            yield Difference("removed", f"原第{each.number}行 {each.line['name']}", _whole(each.line), "")


def _pairs(old: list[_At], new: list[_At]) -> dict[int, _At]:
    """For every line that was there before, where it was: by name, the others by their place between those."""
    left = list(old)
    found: dict[int, _At] = {}
    by_name: dict[str, list[_At]] = {}
    for each in old:
        by_name.setdefault(each.line["name"], []).append(each)
    for each in new:
        if twins := by_name.get(each.line["name"]):
            found[each.number] = twins.pop(0)
    taken = {each.number for each in found.values()}
    left = [each for each in old if each.number not in taken]
    for each in new:
        if each.number not in found:
            alike = next((one for one in left if _alike(one, each)), None)
            if alike:
                found[each.number] = alike
                left.remove(alike)
    return found


def _alike(one: _At, other: _At) -> bool:
    """Was the line renamed? The same target and levels stand there."""
    told, now = line_fields(one.line), line_fields(other.line)
    return bool(told["target"]) and all(told[name] == now[name] for name in ("target", "dimension", "category"))


def _rising(numbers: list[int]) -> set[int]:
    """The longest run of numbers that stand in their order: what is not among them was moved."""
    best: list[tuple[int, ...]] = []
    for number in numbers:
        place = next((i for i, run in enumerate(best) if run[-1] > number), len(best))
        run = (*(best[place - 1] if place else ()), number)
        best[place : place + 1] = [run]
    return set(best[-1]) if best else set()


def _called(at: _At) -> str:
    return f"第{at.number}行 {at.line['name']}"


def _line(old: _At, new: _At, *, moved: bool) -> Iterator[Difference]:
    yield from _pair(f"第{new.number}行 三级指标", old.line["name"], new.line["name"])
    told, now = line_fields(old.line), line_fields(new.line)
    for key, name in _LINE.items():
        yield from _pair(f"{_called(new)} {name}", told[key], now[key])
    if moved or old.goal != new.goal:
        yield Difference("moved", _called(new), f"第{old.number}行", f"第{new.number}行")


def _whole(line: Json) -> str:
    told = line_fields(line)
    parts = [told["dimension"], told["category"], told["target"], f"{told['weight']}分" if told["weight"] else ""]
    return "　".join(part for part in parts if part)
