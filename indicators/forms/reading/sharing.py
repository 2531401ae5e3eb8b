"""Points that a form prints for all its lines together (年度目标1（48分）, 年度绩效目标（100分）), shared among them.

Only where the printed 得分 bears it out; the weights are marked as inferred, and it is said.
"""

from collections.abc import Sequence
from decimal import Decimal

from indicators.forms.reading.draft import Draft, Values
from indicators.forms.reading.indicator import ordered
from indicators.numbers import parse_decimal, plain


def share_points(draft: Draft) -> None:
    """Give every line of the form its share, or none of them any."""
    if draft.plan or any("weight" in line for line in draft.lines()):
        return
    shares = [_share(objective, _whole(draft, number)) for number, objective in enumerate(draft.objectives)]
    for number, share in enumerate(shares if all(shares) else ()):
        _give(draft, number, plain(share or Decimal()))


def _give(draft: Draft, number: int, share: str) -> None:
    _, cell = draft.points[number]
    path = f"objectives[{number}]"
    lines: list[Values] = draft.objectives[number]["indicators"]
    for index, line in enumerate(lines):
        lines[index] = ordered(line | {"weight": {"value": share, "origin": "inferred"}})
        draft.places[f"{path}.indicators[{index}].weight"] = cell.place
    draft.say("points_divided", cell, path, cell="".join(cell.text.split()), value=share)


def _whole(draft: Draft, number: int) -> Decimal | None:
    """The points of all lines of an objective; those of the form less what the execution rate has of them."""
    if number not in draft.points:
        return None
    whole = parse_decimal(draft.points[number][0])
    if "weight" in draft.objectives[number]:
        return whole
    execution = next((row.get("weight", "") for row in draft.funding if row["source"] == "total"), "")
    rest = parse_decimal(execution)
    return None if whole is None or rest is None or len(draft.objectives) > 1 else whole - rest


def _share(objective: Values, whole: Decimal | None) -> Decimal | None:
    """What each line is worth when all are worth the same: half of them at least have it, and none has more."""
    lines: Sequence[Values] = objective["indicators"]
    if whole is None or whole <= 0 or not lines or whole * 100 % len(lines):
        return None
    share = whole / len(lines)
    scores = [parse_decimal(line.get("self_score", "")) for line in lines]
    fits = all(score is not None and score <= share for score in scores)
    return share if fits and 2 * scores.count(share) >= len(lines) else None
