"""Compare (对比) one document under two rulebooks: which points differ, and which rules make the difference."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet
from scoring.trace import Step


class Difference(NamedTuple):
    """Points under the first and under the second rulebook (None: open) and the sections that make the difference."""

    where: str
    name: str
    first: Decimal | None
    second: Decimal | None
    causes: tuple[str, ...]


class Comparison(NamedTuple):
    """Two sheets of one document and where they part; ``rules`` are all sections in which the rulebooks differ."""

    first: ScoreSheet
    second: ScoreSheet
    differences: tuple[Difference, ...]
    rules: tuple[str, ...]


def compare(first: ScoreSheet, second: ScoreSheet) -> Comparison:
    """The two sheets side by side; both must be of the same document."""
    rules = differing_sections(first.rulebook, second.rulebook)
    return Comparison(first, second, tuple(_differences(first, second, rules)), rules)


def differing_sections(a: Rulebook, b: Rulebook) -> tuple[str, ...]:
    """The sections whose values differ; that another clause says the same is no difference."""
    names = (
        "execution weights at_least at_most equal within deadline yes_no tiers "
        "over_achievement rounding explanations caps grades open_lines rollup"
    ).split()
    return tuple(name for name in names if _values(getattr(a, name)) != _values(getattr(b, name)))


def _values(record: object) -> object:
    """The record without the clauses it rests on."""
    if isinstance(record, tuple) and hasattr(record, "_fields"):
        return tuple(_values(getattr(record, field)) for field in record._fields if field != "clause")
    return tuple(_values(item) for item in record) if isinstance(record, tuple) else record


def _differences(first: ScoreSheet, second: ScoreSheet, rules: tuple[str, ...]) -> Iterable[Difference]:
    """The execution's, the lines' in the form's order, then the total's with the causes of all of them."""
    a, b = first.execution, second.execution
    found = []
    if a.points != b.points:
        found.append(
            Difference("funding", "预算执行率", a.points, b.points, _causes(a.step, b.step, rules, "execution"))
        )
    for x, y in zip(first.lines, second.lines, strict=True):
        if x.points != y.points or (x.low, x.high) != (y.low, y.high):
            causes = _causes(x.step, y.step, rules, "tiers")
            found.append(Difference(x.where, x.indicator.name, x.points, y.points, causes))
    yield from found
    if (first.total, first.low, first.high) != (second.total, second.low, second.high):
        below = {cause for each in found for cause in each.causes} | _finishing(first) | _finishing(second)
        yield Difference("total", "总分", first.total, second.total, tuple(rule for rule in rules if rule in below))


def _finishing(sheet: ScoreSheet) -> set[str]:
    """The rules at work on the sum itself: its rounding and caps, and the pools of unprinted weights."""
    used = {"weights"} if sheet.pools else set()
    step = sheet.trace
    while step.name != "sum":
        used.add(step.rule)
        step = step.children[0]
    return used


def _causes(a: Step | None, b: Step | None, rules: tuple[str, ...], otherwise: str) -> tuple[str, ...]:
    """The differing sections that either working used; an open line has no working and names its likely section."""
    used = {step.rule.partition(".")[0] for root in (a, b) if root for step in root.walk()}
    if a is None or b is None:
        used.add(otherwise)
    return tuple(rule for rule in rules if rule in used)
