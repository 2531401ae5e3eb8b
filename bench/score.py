"""Scoring a form of 12 lines that is already read, with trace, beside the same arithmetic in plain Decimal."""

import timeit
from collections.abc import Callable
from decimal import Decimal, localcontext

from indicators.model import (
    Agency,
    Funding,
    FundingRow,
    Indicator,
    Objective,
    Origin,
    Project,
    SelfEvaluation,
    Source,
    Weight,
)
from indicators.reading import read_actual, read_target
from indicators.taxonomy import Category, Dimension
from scoring.library import load_library
from scoring.rounding import EXACT, half_up
from scoring.sheet import score
from scoring.trace import Step
from scoring.wording import sentence

ROWS = [("≥200万人次", "171.95万人次"), ("≤10次", "12次"), ("≥95%", "99%"), ("≤48小时", "3小时")] * 3
FIGURES = [("≥", "200", "171.95"), ("≤", "10", "12"), ("≥", "95", "99"), ("≤", "48", "3")] * 3
WEIGHT, ZERO, TEN = Decimal("7.5"), Decimal(0), Decimal(10)


def form() -> SelfEvaluation:
    """A form of 12 lines, half of them missed, each worth 7.5."""
    lines = []
    for target, actual in ROWS:
        read = read_target(target, dimension=Dimension.OUTPUT, category=Category.QUALITY)
        done = read_actual(actual, target=read)
        weight = Weight(WEIGHT, Origin.PRINTED)
        lines.append(Indicator("指标", Dimension.OUTPUT, Category.QUALITY, read, done, weight=weight))
    total = FundingRow(Source.TOTAL, budgeted=Decimal("1503.44"), spent=Decimal("1352.79"))
    objective = Objective("目标", tuple(lines))
    agency = Agency("某单位")
    return SelfEvaluation(2023, "某省", agency, (objective,), project=Project("某项目"), funding=Funding((total,)))


def plain(rows: list[tuple[str, Decimal, Decimal]], budgeted: Decimal, spent: Decimal) -> tuple[Decimal, Step]:
    """The same arithmetic to the same digits, the same steps noted down, written out for this form; no rulebook."""
    earned = TEN * spent / budgeted
    first = Step("linear", earned, (("points", TEN), ("spent", spent), ("budgeted", budgeted)))
    total = half_up(earned, 2)
    steps = [Step("round", total, (("places", 2),), "", (first,))]
    for sign, target, actual in rows:
        met = actual >= target if sign == "≥" else actual <= target
        found = Step("met", met, (("operator", sign), ("target", target), ("actual", actual)))
        if met:
            earned, name = WEIGHT, "full"
        elif sign == "≥":
            earned, name = max(ZERO, WEIGHT * actual / target), "ratio"
        else:
            earned, name = WEIGHT * target / actual, "reciprocal"
        step = Step(name, earned, (("weight", WEIGHT), ("actual", actual), ("target", target)), "", (found,))
        points = half_up(earned, 2)
        steps.append(Step("round", points, (("places", 2),), "", (step,)))
        total += points
    trace = Step("sum", total, (), "", tuple(steps))
    return total, Step("round", half_up(total, 2), (("places", 2),), "", (trace,))


def exactly(rows: list[tuple[str, Decimal, Decimal]], budgeted: Decimal, spent: Decimal) -> tuple[Decimal, Step]:
    """``plain`` in the engine's context, whose quotients have 50 digits."""
    with localcontext(EXACT):
        return plain(rows, budgeted, spent)


def best(call: Callable[[], object], number: int) -> float:
    """Microseconds a call, the best of seven rounds."""
    return min(timeit.repeat(call, number=number, repeat=7)) / number * 1_000_000


def main() -> None:
    """Print both, their ratio, and what the wording of the whole trace costs when asked for."""
    document, book = form(), load_library().get("central-2021")
    figures = [(sign, Decimal(t), Decimal(a)) for sign, t, a in FIGURES]
    funds = (Decimal("1503.44"), Decimal("1352.79"))
    sheet = score(document, book)
    assert sheet.total == plain(figures, *funds)[0]
    engine, bare = best(lambda: score(document, book), 500), best(lambda: exactly(figures, *funds), 2000)
    words = best(lambda: sentence(sheet.trace, book), 100)
    print(f"计分（12行，含过程）：{engine:.1f} 微秒/张，每秒 {1_000_000 / engine:,.0f} 张")
    print(f"同样算术（Decimal）：  {bare:.1f} 微秒/张；比值 {engine / bare:.2f}（应不超过 3）")
    print(f"过程写成文字（按需）：{words:.1f} 微秒/张，计分时不发生")


if __name__ == "__main__":
    main()
