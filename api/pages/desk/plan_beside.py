"""Two texts of one plan side by side (两边都改了): what the form says, what the store says by now, nothing lost. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from api.pages.desk.plan_given import GOAL, LINE, At, Given, line_fields, mark, of_document, weight
from api.pages.desk.plan_heading import Fields, Json

_TYPED = ("name", "target", "weight", "notes", "answer", "goalname", "goaltext", "goalweight")


class Offer(NamedTuple):
    """What stands only on the other side and can be taken in: how it is named in the form, and its words."""

    value: str
    words: str


class Beside(NamedTuple):
    """The form fitted to the store as it is: their texts by field, what only they have, lines that they took out."""

    given: Given
    theirs: Fields
    offers: tuple[Offer, ...]
    gone: frozenset[str]


def beside(given: Given, stored: Json) -> Beside:
    """The form beside the store: a line is known by its mark; one that they changed, by its name."""
    lines = _lines(stored)
    left = _unknown(given, lines)
    known, gone = {mark(line) for _, line in lines}, set()
    order = []
    for each in given.order:
        lost = each.kind == "l" and each.kept and each.kept not in known
        other = _twin(given, each, left) if lost else None
        if other:
            left.remove(other)
        elif lost:
            gone.add(each.key)
        order.append(each._replace(kept=mark(other[1]) if other else "") if lost else each)
    fitted = Given(given.fields, tuple(order))
    held = held_fields(fitted, stored)
    theirs = {name: text for name, text in held.items() if given.fields.get(name, text) != text}
    return Beside(fitted, theirs, tuple(_offers(fitted, stored, left)), frozenset(gone))


def _lines(stored: Json) -> list[tuple[int, Json]]:
    return [(i, line) for i, objective in enumerate(stored["objectives"]) for line in objective["indicators"]]


def _unknown(given: Given, lines: list[tuple[int, Json]]) -> list[tuple[int, Json]]:
    """The stored lines that nothing in the form was made from."""
    made = Counter(each.kept for each in given.order if each.kind != "g" and each.kept)
    left = []
    for i, line in lines:
        if made[mark(line)] > 0:
            made[mark(line)] -= 1
        else:
            left.append((i, line))
    return left


def _twin(given: Given, at: At, left: list[tuple[int, Json]]) -> tuple[int, Json] | None:
    name = given.fields.get(f"name-{at.key}", "")
    return next((each for each in left if each[1].get("name") == name), None)


def held_fields(given: Given, stored: Json) -> Fields:
    """What the store has in every field of the form, as far as the form's things are there."""
    lines = {mark(line): line for objective in stored["objectives"] for line in objective["indicators"]}
    found = {name: text for name, text in of_document(stored).fields.items() if not name.rpartition("-")[2].isdigit()}
    for each in given.order:
        if each.kind == "l" and each.kept in lines:
            found |= {f"{name}-{each.key}": text for name, text in line_fields(lines[each.kept]).items()}
        if each.kind == "g" and each.kept.isdigit() and int(each.kept) < len(stored["objectives"]):
            objective = stored["objectives"][int(each.kept)]
            told = (objective.get("name", ""), objective.get("text", ""), weight(objective))
            found |= {f"goal{name}-{each.key}": text for name, text in zip(GOAL, told, strict=True)}
    return found


def lost(given: Given, stored: Json) -> list[str]:
    """The texts of the form that the store has not."""
    fitted = beside(given, stored).given
    held = held_fields(fitted, stored)
    typed = {name: text for name, text in given.fields.items() if name in held or name.rpartition("-")[0] in _TYPED}
    return [text for name, text in typed.items() if text.strip() and text != held.get(name, "")]


def _offers(given: Given, stored: Json, left: list[tuple[int, Json]]) -> Iterator[Offer]:
    here = {each.kept for each in given.order if each.kind == "g"}
    for i, objective in enumerate(stored["objectives"]):
        if str(i) not in here:
            yield Offer(f"g={i}", f"年度目标：{objective.get('name') or objective.get('text') or '（没有文字）'}")
    for _, line in left:
        told = line_fields(line)
        parts = [told[name] for name in ("dimension", "category", "name", "target") if told[name]]
        yield Offer(f"l={mark(line)}", "　".join([*parts, f"{told['weight']}分" if told["weight"] else ""]).rstrip())


def settled(given: Given, stored: Json, theirs: Collection[str], taken: Collection[str]) -> Given:
    """The form with the other's texts where they were chosen, and with what was taken in from the other side."""
    held = held_fields(given, stored)
    fields = given.fields | {name: held[name] for name in theirs if name in held}
    order = list(given.order)
    for i, objective in enumerate(stored["objectives"]):
        if f"g={i}" in taken:
            order.append(At("g", _key(order), str(i)))
        for line in objective["indicators"]:
            if f"l={mark(line)}" in taken and all(each.kept != mark(line) for each in order):
                at = At("l", _key(order), mark(line))
                order.insert(_end(order, str(i)), at)
                fields |= {f"{name}-{at.key}": text for name, text in line_fields(line).items() if name in LINE}
    made = Given(fields, tuple(order))
    missing: Mapping[str, str] = held_fields(made, stored)
    return Given({**missing, **fields}, made.order)


def _key(order: list[At]) -> str:
    return str(max((int(each.key) for each in order if each.key), default=0) + 1)


def _end(order: list[At], goal: str) -> int:
    """Where the lines of the objective made from a stored one end; the end of the form where there is none."""
    inside = False
    for i, each in enumerate(order):
        if each.kind == "g" and inside:
            return i
        inside = inside or (each.kind == "g" and each.kept == goal)
    return len(order)
