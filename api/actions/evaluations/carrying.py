"""To another version of the plan (采用): what was reported, and what stands beside a line, goes with the line."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api import wire
from api.actions.evaluations.current import Evaluation
from api.actions.evaluations.promised import DOCUMENT, LINE, OBJECTIVE, promised_line, started
from api.changes import Change
from api.schemas import dump_document, load_document
from api.store import Row, Store, evidence, reviewing
from indicators.model import Plan, SelfEvaluation

Json = Mapping[str, Any]
FORM = ""  # the whole form: where evidence of a line that is no more goes
SAID = ("value", "score", "opinion", "ground", "clause")


def adopted(plan: Plan, report: SelfEvaluation) -> SelfEvaluation:
    """What was reported so far, carried over to another version of the plan, line by line.

    What was reported on a line that the plan no longer has is not carried over.
    """
    old, made = dump_document(report), dump_document(started(plan, report.rulebook))
    lines, came = dict(_places(old)), {new: at for at, new in moves(old, made).items()}
    for before, objective in zip(old["objectives"], made["objectives"], strict=False):
        objective |= {key: before[key] for key in OBJECTIVE if key in before}
    for place, line in _places(made):
        reported = lines.get(came.get(place, ""), {})
        line |= {key: reported[key] for key in LINE if key in reported}
    document = load_document(made | {key: old[key] for key in DOCUMENT if key in old})
    assert isinstance(document, SelfEvaluation)
    return document


def carry(store: Store, before: Evaluation, after: Evaluation) -> list[Change]:
    """Evidence moved to where its line now stands; reviews kept of lines only that are promised word for word as
    before: a score given for another weight or target is none. What changed, by place."""
    to, old, new = moves(before.stored, after.stored), dict(_places(before.stored)), dict(_places(after.stored))
    same = {at: place for at, place in to.items() if _words(old[at]) == _words(new[place])}
    files = [(row, to.get(row["place"], FORM)) for row in evidence.of(store, before.id) if row["place"] in old]
    moved = [_moved(store, row, place) for row, place in files if place != row["place"]]
    return [*moved, *_reviewed(store, before, same)]


def _moved(store: Store, row: Row, place: str) -> Change:
    evidence.move(store, row["id"], place)
    return Change(f"{row['place']}.evidence", row["name"], f"{row['name']}（移至 {place or '整张表'}）")


def _reviewed(store: Store, current: Evaluation, same: Mapping[str, str]) -> Iterator[Change]:
    for row in current.reviews:
        reviewing.drop_review(store, current.id, row["level"], row["place"])
    for row in current.reviews:
        said = {name: row[name] for name in SAID}
        if row["place"] in same:
            by = {"person_id": row["reviewed_by"], "at": row["reviewed_at"]}
            reviewing.review(store, current.id, row["level"], same[row["place"]], said | by)
        else:
            yield Change(f"{row['place']}.review", said, None)


def moves(old: Json, new: Json) -> dict[str, str]:
    """Old places of lines to new ones: the same line first (where it stood, else in the order of the form), then the
    next of the same level and name. A line of which nothing is left is not there."""
    found: dict[str, str] = {}
    for key in (_words, _identity):
        held = defaultdict[Any, list[str]](list)
        for at, line in _places(old):
            if at not in found:
                held[key(line)].append(at)
        _match(found, held, key, new)
    return found


def _match(found: dict[str, str], held: Mapping[Any, list[str]], key: Callable[[Json], Any], new: Json) -> None:
    taken = set(found.values())
    for place, line in _places(new):
        waiting = held.get(key(line), []) if place not in taken else []
        if waiting:
            at = place if place in waiting else waiting[0]
            waiting.remove(at)
            found[at] = place


def _words(line: Json) -> str:
    return wire.render(promised_line(line))


def _identity(line: Json) -> tuple[Any, ...]:
    return tuple(line.get(key) for key in ("dimension", "category", "dimension_text", "category_text", "name"))


def _places(document: Json) -> Iterator[tuple[str, dict[str, Any]]]:
    for i, objective in enumerate(document["objectives"]):
        for j, line in enumerate(objective["indicators"]):
            yield f"objectives[{i}].indicators[{j}]", line
