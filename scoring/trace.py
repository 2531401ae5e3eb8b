"""The working (计分过程) as a tree of steps that replays to the score."""

from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from typing import NamedTuple

from scoring.rounding import EXACT, half_up

Figures = tuple[Decimal, ...]
Value = Decimal | bool | str | int | Figures | None
Inputs = tuple[tuple[str, Value], ...]


class Step(NamedTuple):
    """One step (步骤): what was done, what came out, from which named inputs, under which rule, after which steps.

    ``rule`` is the place in the rulebook that orders the step (``at_most``, ``tiers.achieved``, ``rounding``), or ""
    where it is arithmetic alone; ``Rulebook.cited(rule)`` gives paper, clause and evidence.
    """

    name: str
    value: Value
    inputs: Inputs = ()
    rule: str = ""
    children: tuple["Step", ...] = ()

    def walk(self) -> Iterator["Step"]:
        """This step and all beneath it, in the order they were taken."""
        for child in self.children:
            yield from child.walk()
        yield self


class ReplayError(AssertionError):
    """A step's value does not follow from its inputs: the trace is damaged or the engine is wrong."""

    def __init__(self, step: Step, value: Value) -> None:
        super().__init__(f"{step.name}: {step.value} recorded, {value} replayed")
        self.step, self.value = step, value


def replay(step: Step) -> Value:
    """The step's value, computed again from its inputs alone; raises ReplayError where it differs from the record."""
    with localcontext(EXACT):
        return _replay(step)


def _replay(step: Step) -> Value:
    values = [_replay(child) for child in step.children]
    value = _OPERATIONS[step.name](dict(step.inputs), values)
    if value != step.value:
        raise ReplayError(step, value)
    return value


def _met(i: dict[str, Value], _: list[Value]) -> bool:
    """Met before any division: the figures alone decide; a bound (88%及以上) counts by the side it lies on."""
    actual, target, operator = i["actual"], i["target"], i["operator"]
    assert isinstance(actual, tuple) and isinstance(target, tuple)
    return holds(str(operator), target, actual, str(i.get("bound", "")))


def holds(operator: str, target: Figures, actual: Figures, bound: str) -> bool:
    """The comparison of figures, of dates part by part, and of a span's nearer end; 不足95 lies just below 95."""
    side = Decimal(_SIDES.get(bound, 0))
    low, high = (actual, actual) if len(actual) == len(target) else (actual[:1], actual[-1:])
    if operator == "within":
        return (target[0], _HERE) <= (actual[0], side) and (actual[-1], side) <= (target[-1], _HERE)
    nearer = high if operator in ("at_most", "less_than") else low
    return _COMPARE[operator]((*nearer, side), (*target, _HERE))


_SIDES = {"more_than": 1, "less_than": -1}
_HERE = Decimal(0)
_COMPARE: dict[str, Callable[[Figures, Figures], bool]] = {
    "at_least": lambda a, t: a >= t,
    "more_than": lambda a, t: a > t,
    "at_most": lambda a, t: a <= t,
    "less_than": lambda a, t: a < t,
    "equal": lambda a, t: a == t,
}


def _number(value: Value) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def _band(i: dict[str, Value], v: list[Value]) -> Decimal | None:
    """The points of the band whose closed lower end the rate reaches."""
    return _number(i["points"]) if _number(v[0]) >= _number(i["from"]) else None


def _inside(i: dict[str, Value], _: list[Value]) -> Decimal | None:
    """A person's score counts only inside the band."""
    score = _number(i["score"])
    return score if _number(i["low"]) <= score <= _number(i["high"]) else None


def _closed(i: dict[str, Value], _: list[Value]) -> Decimal | None:
    """What is open makes no difference: the lowest and the highest possible total are the same."""
    return _number(i["low"]) if i["low"] == i["high"] else None


_OPERATIONS: dict[str, Callable[[dict[str, Value], list[Value]], Value]] = {
    "met": _met,
    "stated": lambda i, _: i["met"],
    "full": lambda i, _: i["weight"],
    "nothing": lambda i, _: Decimal(0),
    "ratio": lambda i, _: _number(i["weight"]) * _number(i["actual"]) / _number(i["target"]),
    "reciprocal": lambda i, _: _number(i["weight"]) * _number(i["target"]) / _number(i["actual"]),
    "linear_excess": lambda i, _: (
        _number(i["weight"]) * (2 * _number(i["target"]) - _number(i["actual"])) / _number(i["target"])
    ),
    "quotient": lambda i, _: _number(i["spent"]) / _number(i["budgeted"]),
    "linear": lambda i, _: _number(i["points"]) * _number(i["spent"]) / _number(i["budgeted"]),
    "of_rate": lambda i, v: _number(i["points"]) * _number(v[0]),
    "band": _band,
    "judged": _inside,
    "claimed": _inside,
    "reviewed": _inside,
    "open_is_zero": lambda i, _: Decimal(0),
    "pool": lambda i, _: _number(i["points"]) * _number(i["share"]),
    "closed": _closed,
    "cap": lambda i, v: min(_number(v[0]), _number(i["limit"])),
    "floor": lambda i, v: max(_number(v[0]), _number(i["limit"])),
    "round": lambda i, v: half_up(_number(v[0]), int(str(i["places"]))),
    "sum": lambda i, v: sum((_number(x) for x in v), Decimal(0)),
}
