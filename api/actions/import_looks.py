"""What a person looks at before a form is stored (导入前的核对): what is asked, what of the plan stays, the total."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from api import wire
from api.actions.evaluations.current import visible
from api.actions.evaluations.promised import answered, named, overlaid, reported
from api.actions.imports import Preview
from api.auth import Actor
from api.cell_words import question_sentences, questions_of
from api.problems.faults import InvalidDocument
from api.schemas import load_document
from api.store import Row, Store, plans, rulebooks
from indicators.model import Document, SelfEvaluation
from scoring.sheet import ScoreSheet, score

Json = Mapping[str, Any]


class Doubt(NamedTuple):
    """A cell that can be read in several ways: its place in the form's document, the question, the readings."""

    where: str
    sentence: str
    alternatives: tuple[str, ...]


class Aside(NamedTuple):
    """Something of the file that the approved plan says otherwise, and that is not taken over."""

    name: str
    part: str
    plan: str
    file: str


class Look(NamedTuple):
    """All that lies around a form's changes; ``moved``: its goal was changed since the form was looked at.

    ``lines``: the places of the goal's lines, each with that of the same line in the form.
    """

    preview: Preview
    goal: Row | None = None
    document: Document | None = None
    moved: bool = False
    doubts: tuple[Doubt, ...] = ()
    aside: tuple[Aside, ...] = ()
    lines: Mapping[str, str] = {}
    total: Decimal | None = None
    bounds: tuple[Decimal, Decimal] | None = None


def looked(store: Store, actor: Actor, now: datetime, preview: Preview) -> Look:
    """The form with all that lies around its changes."""
    row = preview.row
    if row["goal"] == "evaluation":
        return _report(store, actor, now, preview)
    if row["goal"] == "plan" and row["goal_id"]:
        plan = plans.get(store, row["goal_id"])
        moved = bool(plan and plan["version"] != row["goal_version"])
        return Look(preview, plan, _loaded(preview.document), moved=moved)
    return Look(preview, None, _loaded(preview.document))


def _loaded(document: Json) -> Document | None:
    """The document, if it is whole."""
    try:
        return load_document(dict(document))
    except InvalidDocument:
        return None


def _report(store: Store, actor: Actor, now: datetime, preview: Preview) -> Look:
    goal = visible(store, actor, preview.row["goal_id"])
    current: Json = wire.kept(goal["document"])
    made = answered(current, overlaid(current, reported(current, preview.document)), actor.name, now)
    document, lines = _loaded(made), _lines(current, preview.document)
    moved = goal["version"] != preview.row["goal_version"]
    told = Look(preview, goal, document or _loaded(current), moved, (), aside(current, preview.document), lines)
    if not isinstance(document, SelfEvaluation):
        return told
    sheet = score(document, rulebooks.get(store, goal["rulebook_digest"]))
    return told._replace(
        doubts=tuple(_doubts(sheet, lines)), total=sheet.total, bounds=(Decimal(sheet.low), Decimal(sheet.high))
    )


def _lines(current: Json, read: Json) -> Mapping[str, str]:
    """The report's lines that the form has, too, each with its place there."""
    found = {named(line): place for place, line in _placed(read)}
    return {place: found[named(line)] for place, line in _placed(current) if named(line) in found}


def _placed(document: Json) -> Iterator[tuple[str, Json]]:
    for i, objective in enumerate(document["objectives"]):
        for j, line in enumerate(objective["indicators"]):
            yield f"objectives[{i}].indicators[{j}]", line


def _doubts(sheet: ScoreSheet, lines: Mapping[str, str]) -> Iterator[Doubt]:
    """What scoring would ask about the cells that the form fills; an answer stands beside the cell's own text."""
    for line in sheet.lines:
        found = [each for each in questions_of(line) if each.about == "actual" and each.alternatives]
        if line.where in lines and found:
            words = question_sentences(found, line.indicator.target, line.indicator.actual)
            where = f"{lines[line.where]}.actual.answer.text"
            yield Doubt(where, words[0], tuple(found[0].alternatives))


def aside(current: Json, read: Json) -> tuple[Aside, ...]:
    """Where the form says otherwise than the approved plan, in the order of the report; lines of one side only."""
    mine, theirs = ({named(line): line for _, line in _placed(each)} for each in (current, read))
    return (*_promises(mine, theirs), *_alone(mine, theirs))


def _promises(mine: Mapping[Any, Json], theirs: Mapping[Any, Json]) -> Iterator[Aside]:
    for key, line in mine.items():
        other = theirs.get(key, {})
        for part, said in (("指标值", _target), ("分值", _weight)):
            plan, file = said(line), said(other)
            if file and _plain(plan) != _plain(file):
                yield Aside(str(line["name"]), part, plan or "（无）", file)


def _alone(mine: Mapping[Any, Json], theirs: Mapping[Any, Json]) -> Iterator[Aside]:
    yield from (Aside(str(line["name"]), "整行", "有", "没有") for key, line in mine.items() if key not in theirs)
    yield from (Aside(str(line["name"]), "整行", "没有", "有") for key, line in theirs.items() if key not in mine)


def _target(line: Json) -> str:
    target = line.get("target", "")
    return str(target["text"] if isinstance(target, Mapping) else target)


def _weight(line: Json) -> str:
    """The weight as printed; what was inferred is no promise of the paper."""
    weight = line.get("weight")
    printed = isinstance(weight, Mapping) and weight.get("origin") == "printed"
    return str(weight.get("value") or "") if isinstance(weight, Mapping) and printed else ""


def _plain(text: str) -> str:
    """The text without spaces; a figure without its last noughts."""
    bare = "".join(text.split())
    whole, dot, rest = bare.partition(".")
    figure = dot and whole.isdigit() and rest.isdigit()
    return f"{whole}.{rest.rstrip('0')}".rstrip(".") if figure else bare
