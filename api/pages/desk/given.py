"""What a form of a report sends (表单的格子): its fields by name, and what of them is changed as parts to save. Pure.

A field's name is what it is and the number of its line, as the page counts them: ``actual-3`` (实际完成值), ``score-3``,
``tier-3``, ``reason-3``, ``remedy-3``, ``notes-3``, ``ask-actual-3``, ``ask-target-3``; ``achieved-0`` of an objective;
``funds-total-spent``; ``spending-basic_spending``; ``explanation-reason`` of the whole form; ``published_total``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indicators.model import Source
from indicators.numbers import parse_decimal, plain

Json = Mapping[str, Any]
Fields = dict[str, str]

LINE = ("actual", "score", "tier", "reason", "remedy", "notes", "ask-actual", "ask-target")
FUNDS = ("initial", "budgeted", "spent", "self_score")
SPENDING = ("basic_spending", "project_spending")
EXPLANATION = ("reason", "remedy")
_ANSWER = {"by": "填报人", "on": "2000-01-01"}  # whoever saves it signs it, when it is saved
_FIGURE = re.compile(r"score-\d+|funds-.*|spending-.*|published_total")
_PATH = re.compile(r"objectives\[(\d+)\]\.indicators\[(\d+)\]\.?(.*)")
_PARTS = {
    "actual": "actual", "self_score": "score", "tier": "tier", "explanation.reason": "reason",
    "explanation.remedy": "remedy", "notes": "notes", "target": "ask-target",
}  # fmt: skip


def fields(stored: Json) -> Fields:
    """Every field of a report with its text as the store has it."""
    found: Fields = {}
    for number, (_, line) in enumerate(lines(stored), 1):
        found |= {f"{name}-{number}": text for name, text in zip(LINE, _line(line), strict=True)}
    found |= {f"achieved-{i}": each.get("achieved", "") for i, each in enumerate(stored["objectives"])}
    rows = {row["source"]: row for row in stored.get("funding", {}).get("rows", ())}
    found |= {f"funds-{s.value}-{name}": rows.get(s.value, {}).get(name, "") for s in Source for name in FUNDS}
    found |= {f"spending-{name}": stored.get("spending", {}).get(name, "") for name in SPENDING}
    found |= {f"explanation-{name}": stored.get("explanation", {}).get(name, "") for name in EXPLANATION}
    return found | {"published_total": stored.get("published_total", "")}


def lines(stored: Json) -> Iterator[tuple[str, Json]]:
    """Every line with its place, in the form's order."""
    for i, objective in enumerate(stored["objectives"]):
        for j, line in enumerate(objective["indicators"]):
            yield f"objectives[{i}].indicators[{j}]", line


def _line(line: Json) -> tuple[str, ...]:
    told = line.get("explanation", {})
    return (
        cell(line.get("actual", "")), line.get("self_score", ""), line.get("tier", ""), told.get("reason", ""),
        told.get("remedy", ""), "\n".join(line.get("notes", ())), _answer(line.get("actual", "")),
        _answer(line["target"]),
    )  # fmt: skip


def cell(value: Any) -> str:
    """The text of a cell, which is written as a text or as an object."""
    return str(value["text"]) if isinstance(value, Mapping) else str(value)


def _answer(value: Any) -> str:
    return str(value.get("answer", {}).get("text", "")) if isinstance(value, Mapping) else ""


def changed(stored: Json, sent: Fields) -> Fields:
    """The fields sent that differ from the store; figures are read as people write them (1,503.44, full width)."""
    known = fields(stored)
    found = {name: _read(name, text) for name, text in sent.items() if name in known}
    return {name: text for name, text in found.items() if text != known[name]}


def _read(name: str, text: str) -> str:
    if not _FIGURE.fullmatch(name):
        return text
    value = parse_decimal(text)
    return text.strip() if value is None else plain(value)


def parts(stored: Json, found: Fields) -> dict[str, Any]:
    """The changed fields as the parts of a report that the action saves."""
    made: dict[str, Any] = {"lines": list(_lines(stored, found)), "clear": []}
    made["objectives"] = [
        {"index": i, "achieved": found[name]}
        for i in range(len(stored["objectives"]))
        if (name := f"achieved-{i}") in found
    ]
    if _of("funds", found):
        made["funding"] = _funding(stored, found)
    for key, names in (("spending", SPENDING), ("explanation", EXPLANATION)):
        if given := _of(key, found):
            whole = {**stored.get(key, {}), **given}
            made[key] = {name: whole[name] for name in names if whole.get(name)}
    if "published_total" in found:
        _set(made, "published_total", found["published_total"])
    return made


def _of(kind: str, found: Fields) -> Fields:
    return {name.removeprefix(f"{kind}-"): text for name, text in found.items() if name.startswith(f"{kind}-")}


def _set(made: dict[str, Any], key: str, text: str) -> None:
    """The value, or its name among what is cleared."""
    if text:
        made[key] = text
    else:
        made["clear"].append(key)


def _lines(stored: Json, found: Fields) -> Iterator[dict[str, Any]]:
    for number, (where, line) in enumerate(lines(stored), 1):
        given = {name: found[f"{name}-{number}"] for name in LINE if f"{name}-{number}" in found}
        if given:
            yield {"where": where, **_part(line, given)}


def _part(line: Json, given: Fields) -> dict[str, Any]:
    made: dict[str, Any] = {"clear": []}
    if "actual" in given:
        made["actual"] = given["actual"]  # an answer was to another text
    elif "ask-actual" in given:
        made["actual"] = {"text": cell(line.get("actual", "")), "answer": {"text": given["ask-actual"], **_ANSWER}}
    for name, key in (("score", "self_score"), ("tier", "tier")):
        if name in given:
            _set(made, key, given[name])
    if "reason" in given or "remedy" in given:
        made["explanation"] = {**line.get("explanation", {}), **{k: given[k] for k in EXPLANATION if k in given}}
    if "notes" in given:
        made["notes"] = [text for text in given["notes"].split("\n") if text.strip()]
    if given.get("ask-target"):
        made["target_answer"] = given["ask-target"]
    return made


def _funding(stored: Json, found: Fields) -> dict[str, Any]:
    """The funding table; a printed rate does not outlive the figures that it was made of."""
    funding = stored.get("funding", {})
    rows = {row["source"]: dict(row) for row in funding.get("rows", ())}
    for source in Source:
        given = _of(f"funds-{source.value}", found)
        row = rows.setdefault(source.value, {"source": source.value})
        row |= given
        if given.keys() & {"budgeted", "spent"}:
            row.pop("rate", None)
    kept = [{key: text for key, text in row.items() if text != ""} for row in rows.values()]
    return {**funding, "rows": [row for row in kept if len(row) > 1]}


def field_of(path: str, stored: Json, made: Json) -> str:
    """The field that a path in the document names; "" for what is none of ours. ``made`` are the parts sent."""
    if match := _PATH.match(path):
        places = [where for where, _ in lines(stored)]
        number = places.index(f"objectives[{match[1]}].indicators[{match[2]}]") + 1
        part = next((name for key, name in _PARTS.items() if match[3].startswith(key)), "actual")
        return f"{part}-{number}"
    if match := re.match(r"objectives\[(\d+)\]\.achieved", path):
        return f"achieved-{match[1]}"
    if match := re.match(r"funding\.rows\[(\d+)\]\.(\w+)", path):
        return f"funds-{made['funding']['rows'][int(match[1])]['source']}-{match[2]}"
    return path.replace(".", "-")
