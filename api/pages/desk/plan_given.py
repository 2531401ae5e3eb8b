"""What the form of a plan sends (目标表的格子): its fields by name and its lines in their order, as a document. Pure.

A line's fields are what they are and the line's key: ``name-3`` (三级指标), ``target-3``, ``weight-3``, ``dimension-3``,
``category-3``, ``notes-3``, ``answer-3`` with ``asked-3`` (the text that the answer is to); an objective's
``goalname-1``, ``goaltext-1``, ``goalweight-1``; the heading's ``project-name``, ``funds-total-initial`` and so on.
The order is told by the fields ``at``. Whatever the page does not show stays as the store has it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from api.chain import canonical
from api.pages.desk.given import cell
from api.pages.desk.plan_heading import Fields, Json, headed, heading_fields, put
from indicators.numbers import parse_decimal, plain
from indicators.taxonomy import (
    CATEGORY_NAMES,
    DIMENSION_NAMES,
    DIMENSION_OF,
    Category,
    Dimension,
    category_of_name,
    dimension_of_name,
)

LINE = ("dimension", "category", "name", "target", "weight", "notes")
GOAL = ("name", "text", "weight")
_FIGURE = re.compile(r"(?:goal)?weight-.*|funds-(?!unit).*|spending-.*|execution_weight")
_AT = re.compile(r"([glx])=([0-9]{0,6})=([0-9a-f]{0,12})", re.ASCII)
_FIELDS = {
    "funding": "funds-total-initial", "funding.unit": "funds-unit", "spending": "spending-basic_spending",
    "objectives": "", "budget_year": "",
}  # fmt: skip
_PATH = re.compile(r"objectives\[(\d+)\](?:\.indicators\[(\d+)\])?\.?(\w*)")


class At(NamedTuple):
    """One thing in the form's order: an objective (g), a line (l) or a line taken out (x).

    ``kept`` says what it was made from: the number of the stored objective, the mark of the stored line; "" if new.
    """

    kind: str
    key: str
    kept: str = ""

    def __str__(self) -> str:
        return "=".join(self)


class Given(NamedTuple):
    """What stands in the form."""

    fields: Fields
    order: tuple[At, ...]

    def goals(self) -> Iterator[tuple[At, list[At]]]:
        """Every objective with its lines."""
        found: list[tuple[At, list[At]]] = []
        for each in self.order:
            if each.kind == "g":
                found.append((each, []))
            elif each.kind == "l" and found:
                found[-1][1].append(each)
        yield from found

    def keys(self) -> list[str]:
        """The keys of the lines, in their order."""
        return [each.key for each in self.order if each.kind == "l"]

    def blank(self, at: At) -> bool:
        """Is it a new line in which nothing stands yet? Levels alone are nothing."""
        said = ("name", "target", "weight", "notes", "answer")
        return not at.kept and not any(self.fields.get(f"{name}-{at.key}", "").strip() for name in said)


class Made(NamedTuple):
    """The document that a form describes; ``keys`` are those of its objectives and their lines, in its order."""

    document: dict[str, Any]
    keys: tuple[tuple[str, tuple[str, ...]], ...]

    def field(self, path: str) -> str:
        """The field that a path in the document leads to; "" for what is none of ours."""
        if match := _PATH.match(path):
            goal, lines = self.keys[int(match[1])]
            if match[2] is None:
                return f"goal{match[3] if match[3] in GOAL else 'text'}-{goal}"
            part = match[3].removesuffix("_text")
            return f"{part if part in LINE else 'name'}-{lines[int(match[2])]}"
        if match := re.match(r"funding\.rows\[(\d+)\]\.(\w+)", path):
            return f"funds-{self.document['funding']['rows'][int(match[1])]['source']}-{match[2]}"
        return _FIELDS.get(path, path.replace(".", "-"))


def mark(line: Json) -> str:
    """The mark by which a stored line is known again, wherever it stands."""
    return hashlib.sha256(canonical(line).encode()).hexdigest()[:12]


def level(line: Json, key: str) -> str:
    """一级指标 or 二级指标 as it is to be read on the form."""
    word, printed = line.get(key), line.get(f"{key}_text", "")
    if printed or not word:
        return str(printed)
    return DIMENSION_NAMES[Dimension(word)] if key == "dimension" else CATEGORY_NAMES[Category(word)]


def line_fields(line: Json) -> Fields:
    """A line's texts by what they are."""
    return {
        "dimension": level(line, "dimension"), "category": level(line, "category"), "name": line.get("name", ""),
        "target": cell(line.get("target", "")), "weight": weight(line), "notes": "\n".join(line.get("notes", ())),
    }  # fmt: skip


def weight(of: Json) -> str:
    """分值 of a line or an objective, as a text."""
    found = of.get("weight", "")
    return str(found.get("value", "")) if isinstance(found, Mapping) else str(found)


def of_document(stored: Json) -> Given:
    """A stored document as its form shows it."""
    fields = heading_fields(stored)
    order: list[At] = []
    number = 0
    for i, objective in enumerate(stored["objectives"]):
        order.append(At("g", f"{i + 1}", f"{i}"))
        told = (objective.get("name", ""), objective.get("text", ""), weight(objective))
        fields |= {f"goal{name}-{i + 1}": text for name, text in zip(GOAL, told, strict=True)}
        for line in objective["indicators"]:
            number += 1
            order.append(At("l", f"{number}", mark(line)))
            fields |= {f"{name}-{number}": text for name, text in line_fields(line).items()}
    return Given(fields, tuple(order))


def of_form(fields: Mapping[str, str], order: Iterable[str]) -> Given:
    """What a form sent; figures are read as people write them (1,503.44, full width), ends of lines are ours."""
    seen: set[tuple[str, str]] = set()
    found = []
    for each in order:
        match = _AT.fullmatch(each)
        if match and (match[1] == "x" or (match[2] and (match[1], match[2]) not in seen)):
            found.append(At(match[1], match[2], match[3]))
            seen.add((match[1], match[2]))
    return filled_down(Given({name: _read(name, text) for name, text in fields.items()}, tuple(found)))


def _read(name: str, text: str) -> str:
    if not _FIGURE.fullmatch(name):
        return text
    value = parse_decimal(text)
    return text.strip() if value is None else plain(value)


def filled_down(given: Given) -> Given:
    """New lines with blank levels take those of the line above, as merged cells on paper do."""
    fields = dict(given.fields)
    for _, lines in given.goals():
        above = ("", "")
        for at in (each for each in lines if not given.blank(each)):
            names = f"dimension-{at.key}", f"category-{at.key}"
            own = fields.get(names[0], "").strip(), fields.get(names[1], "").strip()
            if not at.kept:
                fields |= dict(zip(names, _levels(own, above), strict=True))
            above = fields.get(names[0], ""), fields.get(names[1], "")
    return Given(fields, given.order)


def _levels(own: tuple[str, str], above: tuple[str, str]) -> tuple[str, str]:
    if own[0]:
        return own
    category = own[1] or above[1]
    known = category_of_name(category)
    if known is None or dimension_of_name(above[0]) is DIMENSION_OF[known]:
        return above[0], category
    return DIMENSION_NAMES[DIMENSION_OF[known]], category


def document_of(stored: Json, given: Given, signed: Json) -> Made:
    """The stored document as the form has it now; answers to doubts are ``signed`` (by whom, on which day)."""
    lines: dict[str, list[Json]] = {}
    for objective in stored["objectives"]:
        for line in objective["indicators"]:
            lines.setdefault(mark(line), []).append(line)
    objectives, keys = [], []
    for at, under in given.goals():
        taken = [(each, lines[each.kept].pop(0) if lines.get(each.kept) else {}) for each in under]
        told = [(each, base) for each, base in taken if base or not given.blank(each._replace(kept=""))]
        number = int(at.kept) if at.kept.isdigit() else -1
        base = stored["objectives"][number] if 0 <= number < len(stored["objectives"]) else {}
        made = _objective(base, _of(given.fields, at.key, "goal"))
        objectives.append(made | {"indicators": [_line(line, _of(given.fields, e.key), signed) for e, line in told]})
        keys.append((at.key, tuple(each.key for each, _ in told)))
    return Made({**headed(stored, given.fields), "objectives": objectives}, tuple(keys))


def _of(fields: Fields, key: str, before: str = "") -> Fields:
    names = (*LINE, "answer", "asked") if not before else GOAL
    return {name: fields[full] for name in names if (full := f"{before}{name}-{key}") in fields}


def _objective(base: Json, found: Fields) -> dict[str, Any]:
    made = dict(base)
    for name in ("name", "text"):
        if name in found:
            put(made, name, found[name])
    if found.get("weight", weight(base)) != weight(base):
        put(made, "weight", found["weight"])
    return made


def _line(base: Json, found: Fields, signed: Json) -> dict[str, Any]:
    made = dict(base)
    known = line_fields(base)
    changed = {name: text for name, text in found.items() if known.get(name) != text}
    for name in ("dimension", "category"):
        if name in changed:
            made.pop(f"{name}_text", None)
            put(made, name, changed[name].strip())
    for name in ("name", "weight"):
        if name in changed:
            put(made, name, changed[name])
    if "notes" in changed:
        made["notes"] = [text for text in changed["notes"].split("\n") if text.strip()]
    return made | {"target": _target(base.get("target", ""), found, signed)}


def _target(base: Any, found: Fields, signed: Json) -> Any:
    """指标值: parts in columns of their own stay as long as they say the same; an answer is to one text only."""
    text = found.get("target", cell(base))
    made = dict(base) if isinstance(base, Mapping) else {"text": base}
    if text != made["text"]:
        columns = made.get("columns", {})
        made = {"text": text}
        if columns.get("value") and columns["value"] == cell(base):
            made["columns"] = {**columns, "value": text}
    if found.get("answer") and found.get("asked") == text:
        made["answer"] = {"text": found["answer"], **signed}
    return made if len(made) > 1 else text
