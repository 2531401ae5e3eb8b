"""Answers to what a reader doubts (答复): a value of a document set anew at its place, as a person says it."""

import copy
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from indicators.forms.reading import ReadForm

WHOLE = frozenset({"budget_year", "projects"})  # values that are whole numbers in document JSON; all others are texts
NAMED = frozenset({"agency", "project", "department"})  # asked about as a whole, answered by their names
CELLS = frozenset({"target", "actual"})  # texts that an answer (….actual.answer.text) may stand beside
_STEP = re.compile(r"([a-z_]+)|\[(\d{1,4})\]", re.ASCII)


class NoSuchPlace(Exception):
    """The document has no value at that place, and none can be put there."""

    def __init__(self, where: str) -> None:
        super().__init__(f"没有“{where}”这个位置；请照读出结果里的 where 写")
        self.where = where


def answered(form: ReadForm, answers: Mapping[str, str]) -> ReadForm:
    """The form with every answer in place of what was read there; what was asked about it is asked no more."""
    document = with_answers(form.document, answers)
    return replace(form, document=document, issues=tuple(each for each in form.issues if each.where not in answers))


def with_answers(document: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
    """The document with a text set at each place (``objectives[0].indicators[2].actual``); NoSuchPlace.

    ``….actual.answer.text`` stands beside the text of the cell.
    """
    made: dict[str, Any] = copy.deepcopy(dict(document))
    for where, text in answers.items():
        _put(made, where, text)
    return made


def _put(document: dict[str, Any], where: str, text: str) -> None:
    steps = _steps(where)
    if steps[-3:-2] and steps[-3] in CELLS and steps[-2:] == ["answer", "text"]:
        _open(document, steps[:-2], where)
    holder: Any = document
    for step in steps[:-1]:
        holder = _below(holder, step, where)
    last = steps[-1]
    if not isinstance(holder, dict) or not isinstance(last, str):
        raise NoSuchPlace(where)
    if where in NAMED:
        holder[last] = {**(holder.get(last) or {}), "name": text}
        return
    whole = last in WHOLE and text.isascii() and text.isdigit() and len(text) <= 9
    holder[last] = int(text) if whole else text


def _open(document: dict[str, Any], steps: list[str | int], where: str) -> None:
    """The cell there as an object, so that an answer can stand beside its text."""
    holder: Any = document
    for step in steps[:-1]:
        holder = _below(holder, step, where)
    if isinstance(holder, dict) and isinstance(text := holder.get(str(steps[-1])), str):
        holder[str(steps[-1])] = {"text": text}


def _steps(where: str) -> list[str | int]:
    found = [(match.end(), match[1] or int(match[2])) for match in _STEP.finditer(where)]
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for _, step in found).removeprefix(".")
    if not found or written != where:
        raise NoSuchPlace(where)
    return [step for _, step in found]


def _below(holder: Any, step: str | int, where: str) -> Any:
    """One step down; an object that is not there yet (the explanation of a line) begins empty."""
    if isinstance(step, int):
        if isinstance(holder, list) and step < len(holder):
            return holder[step]
        raise NoSuchPlace(where)
    if not isinstance(holder, dict):
        raise NoSuchPlace(where)
    return holder.setdefault(step, {})
