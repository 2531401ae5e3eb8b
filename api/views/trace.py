"""The working (计分过程) as JSON: the tree of steps, replayable by anyone."""

from decimal import Decimal
from typing import Any

from indicators.numbers import plain
from scoring.trace import Step, Value


def step_json(step: Step) -> dict[str, Any]:
    """One step with everything beneath it; ``rule`` is the place in the rulebook that orders it."""
    return {
        "name": step.name,
        "value": _value(step.value),
        "inputs": {name: _value(value) for name, value in step.inputs},
        "rule": step.rule,
        "children": [step_json(child) for child in step.children],
    }


def _value(value: Value) -> Any:
    if isinstance(value, tuple):
        return [plain(number) for number in value]
    return plain(value) if isinstance(value, Decimal) else value
