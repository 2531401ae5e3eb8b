"""What was promised and what is reported (承诺与填报): the first is the plan's, only the second is the reporter's. Pure."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from api.changes import Change, changes
from api.instants import day_of
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import Fixed
from api.schemas import dump_document, load_document
from indicators.model import Plan, SelfEvaluation
from indicators.taxonomy import DIMENSION_NAMES

Json = Mapping[str, Any]

# What a reporter fills in; everything else stands in the approved plan.
DOCUMENT = frozenset({"funding", "spending", "explanation", "published_total", "narrative", "yearly_summary", "notes"})
OBJECTIVE = frozenset({"achieved"})
LINE = frozenset({"actual", "tier", "self_score", "explanation", "evidence", "notes"})
_LEVELS = {name: level.value for level, name in DIMENSION_NAMES.items()}
_WHERE = re.compile(r"objectives\[(\d{1,3})\]\.indicators\[(\d{1,4})\]", re.ASCII)


def started(plan: Plan, rulebook: str) -> SelfEvaluation:
    """An empty report of what the plan promises, under the task's rulebook."""
    value = {key: inner for key, inner in dump_document(plan).items() if key != "execution_weight"}
    document = load_document({**value, "document": "self_evaluation", "rulebook": rulebook})
    assert isinstance(document, SelfEvaluation)
    return document


def check_promised(before: Json, after: Json) -> None:
    """Fixed, with every place, where a report would change the plan's part or write a review."""
    found = changes(_promised(before), _promised(after))
    if found:
        raise Fixed([FieldError(each.where, _why(each), "fixed_by_plan") for each in found])


def _why(change: Change) -> str:
    if ".review" in change.where:
        return "复核由审核人填写，填报时不能带入"
    return f"目标表批复为“{_short(change.before)}”，不能改为“{_short(change.after)}”"


def _short(value: Any) -> str:
    text = "（无）" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _promised(document: Json) -> dict[str, Any]:
    """The document without what is reported."""
    kept = {key: value for key, value in document.items() if key not in DOCUMENT}
    return kept | {"objectives": [_objective(each) for each in document["objectives"]]}


def _objective(objective: Json) -> dict[str, Any]:
    kept = {key: value for key, value in objective.items() if key not in OBJECTIVE}
    return kept | {"indicators": [promised_line(each) for each in objective["indicators"]]}


def promised_line(line: Json) -> dict[str, Any]:
    """The line without what is reported; an answer about the reading of its target is the reporter's, too."""
    kept = {key: value for key, value in line.items() if key not in LINE}
    target = kept["target"]
    if isinstance(target, Mapping):
        bare = {key: value for key, value in target.items() if key != "answer"}
        kept["target"] = bare if len(bare) > 1 else bare["text"]
    return kept


def overlaid(document: Json, parts: Json) -> dict[str, Any]:
    """The document with the parts that are given in place of its own."""
    made: dict[str, Any] = copy.deepcopy(dict(document))
    made |= {key: parts[key] for key in DOCUMENT if key in parts}
    _clear(made, parts.get("clear", ()), DOCUMENT)
    for part in parts.get("objectives", ()):
        if part["index"] >= len(made["objectives"]):
            raise InvalidDocument([FieldError("objectives", f"没有第 {part['index']} 个目标（从 0 数起）", "no_line")])
        made["objectives"][part["index"]]["achieved"] = part["achieved"]
    for part in parts.get("lines", ()):
        _overlay(_found(made, part["where"]), part)
    return made


def _found(document: Json, where: str) -> dict[str, Any]:
    match = _WHERE.fullmatch(where)
    if match:
        i, j = (int(number) for number in match.groups())
        if i < len(document["objectives"]) and j < len(document["objectives"][i]["indicators"]):
            line: dict[str, Any] = document["objectives"][i]["indicators"][j]
            return line
    raise InvalidDocument([FieldError("lines", f"没有“{where}”这一行", "no_line")])


def _overlay(line: dict[str, Any], part: Json) -> None:
    line |= {key: part[key] for key in LINE if key in part}
    _clear(line, part.get("clear", ()), LINE)
    if "target_answer" in part:
        target = line["target"]
        line["target"] = (target if isinstance(target, dict) else {"text": target}) | {
            "answer": {"text": part["target_answer"], "by": "填报人", "on": "2000-01-01"}
        }


def _clear(value: dict[str, Any], keys: Iterable[str], known: frozenset[str]) -> None:
    """Takes these keys away; InvalidDocument for what is not the reporter's to clear."""
    if wrong := [key for key in keys if key not in known]:
        words = "、".join(sorted(known))
        raise InvalidDocument(
            [FieldError("clear", f"不能清空“{key}”；可以清空的有：{words}", "not_a_choice") for key in wrong]
        )
    for key in keys:
        value.pop(key, None)


def answered(before: Json, after: Json, name: str, now: datetime) -> dict[str, Any]:
    """The document with every answer that is new signed by whoever saves it, today: nobody answers for another."""
    made: dict[str, Any] = copy.deepcopy(dict(after))
    known = {place: cell.get("answer") for place, cell in _cells(before)}
    for place, cell in _cells(made):
        answer, old = cell.get("answer"), known.get(place)
        if isinstance(answer, dict):
            same = old is not None and old["text"] == answer.get("text")
            cell["answer"] = old if same else answer | {"by": name, "on": day_of(now).isoformat()}
    return made


def _cells(document: Json) -> Iterator[tuple[tuple[int, int, str], dict[str, Any]]]:
    """Every cell that is written as an object, with its place."""
    for i, objective in enumerate(document["objectives"]):
        for j, line in enumerate(objective["indicators"]):
            for key in ("target", "actual"):
                if isinstance(cell := line.get(key), dict):
                    yield (i, j, key), cell


def reported(document: Json, read: Json) -> dict[str, Any]:
    """What a form read from a file reports, as parts for ``overlaid``: line by line, by level and name.

    Lines of the form that the document does not have, and parts that the form leaves empty, change nothing.
    """
    lines = {named(line): line for objective in read["objectives"] for line in objective["indicators"]}
    parts: dict[str, Any] = {key: read[key] for key in DOCUMENT if read.get(key)}
    parts["lines"] = [
        {"where": f"objectives[{i}].indicators[{j}]", **{key: found[key] for key in LINE if key in found}}
        for i, objective in enumerate(document["objectives"])
        for j, line in enumerate(objective["indicators"])
        if (found := lines.get(named(line)))
    ]
    parts["objectives"] = [
        {"index": i, "achieved": objective["achieved"]}
        for i, objective in enumerate(read["objectives"][: len(document["objectives"])])
        if objective.get("achieved")
    ]
    return parts


def named(line: Json) -> tuple[str, str]:
    """A line by its level, in whichever words, and its name, however the paper breaks it over rows."""
    level = str(line.get("dimension") or "")
    return _LEVELS.get(level, level), "".join(str(line["name"]).split())
