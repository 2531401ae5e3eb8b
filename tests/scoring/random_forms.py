"""Random forms, each as the engine's records and as the second calculator's plain data; the strange cases included."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from indicators.cells import Actual, Kind, Missing, Operator, Reading, Target
from indicators.model import (
    Agency,
    Funding,
    FundingRow,
    Indicator,
    Objective,
    Origin,
    Review,
    SelfEvaluation,
    Source,
    Tier,
    Weight,
)
from indicators.reading import read_actual, read_target
from indicators.taxonomy import Category
from scoring.rulebook import Rulebook
from tests.scoring.second import Form, Line, Rules

WEIGHTS = [Decimal(w) for w in ("0", "2.25", "2.5", "4.0", "5", "6", "7.77", "8", "10", "12.5", "20", "33.333")]
FIGURES = [Decimal(f) for f in ("0", "1", "2", "3", "7", "12", "95", "99.9", "100", "171.95", "200", "0.5", "-3", "-1")]
SHARES = [Decimal(s) for s in ("0", "0.3", "0.4", "0.5", "0.6", "0.75", "0.8", "0.85", "0.925", "1", "1.05", "-0.1")]
RATES = [Decimal(r) for r in ("0", "0.4999", "0.5", "0.6", "0.74995", "0.75", "0.8", "0.89978", "0.95", "1", "1.07")]
# printed in one unit, reported in another: what one of the second is in the first
UNITS = [("次", "次", Fraction(1)), ("%", "%", Fraction(1)), ("万元", "元", Fraction(1, 10000))]
UNITS += [
    ("元", "万元", Fraction(10000)),
    ("%", "‰", Fraction(1, 10)),
    ("小时", "分钟", Fraction(1, 60)),
    ("次", "", Fraction(1)),
]
OPERATORS = ["at_least", "more_than", "at_most", "less_than", "equal", "within"]
DATES = [(11, 30), (12, 31), (6, 1)]
TIERS = list(Tier)
_PRINTED = Decimal("0.0000001")
EXECUTION_LINE = "预算执行率"


class Pair(NamedTuple):
    """One random form twice."""

    document: SelfEvaluation
    form: Form


class _Cells(NamedTuple):
    target: Target
    actual: Actual
    plain: dict[str, Any]  # what the second calculator is told


def random_form(random: Random, book: Rulebook, rules: Rules) -> Pair:
    """One form for the rulebook: one or two objectives, up to a dozen lines."""
    objectives = [random.choice(WEIGHTS) if random.random() < 0.3 else None for _ in range(random.choice((1, 1, 1, 2)))]
    printed = random.random() < 0.8
    groups = [[_line(random, rules, i, printed) for _ in range(random.randint(1, 6))] for i in range(len(objectives))]
    budgeted, spent = _funds(random)
    rows = _rows(random, book.execution.scope, budgeted, spent)
    records = tuple(
        Objective("", tuple(indicator for indicator, _ in group), weight=_weight(points))
        for points, group in zip(objectives, groups, strict=True)
    )
    document = SelfEvaluation(
        2023, "测试", Agency("甲"), records, funding=Funding(rows if random.random() < 0.98 else ())
    )
    if not document.funding.rows:
        budgeted = spent = None
    lines = tuple(line for group in groups for _, line in group)
    return Pair(document, Form(_fraction(budgeted), _fraction(spent), tuple(map(_fraction, objectives)), lines))


def _rows(random: Random, scope: str, budgeted: Decimal | None, spent: Decimal | None) -> tuple[FundingRow, ...]:
    """The scored row; under 各资金来源之和 sometimes two parts of it beside a total that says something else."""
    if scope != "parts":
        return (FundingRow(Source(scope), budgeted=budgeted, spent=spent),)
    if budgeted is None or spent is None or random.random() < 0.3:
        return (FundingRow(Source.TOTAL, budgeted=budgeted, spent=spent),)
    own = FundingRow(Source.OTHER, budgeted=Decimal(3), spent=Decimal(1))
    rest = FundingRow(Source.APPROPRIATION, budgeted=budgeted - 3, spent=spent - 1)
    return (FundingRow(Source.TOTAL, budgeted=Decimal(1), spent=Decimal(1)), rest, own)


def _funds(random: Random) -> tuple[Decimal | None, Decimal | None]:
    budgeted = random.choice((Decimal("1503.44"), Decimal(520), Decimal("446.00"), Decimal(9), Decimal(0), Decimal(-1)))
    if random.random() < 0.1:
        return random.choice(((None, budgeted), (budgeted, None), (budgeted, Decimal(-5))))
    if random.random() < 0.3:
        return budgeted, random.choice((Decimal("1352.79"), Decimal("412.85"), Decimal(7), Decimal(0)))
    return budgeted, budgeted * random.choice(RATES)


def _weight(points: Decimal | None) -> Weight:
    return Weight(None, Origin.UNKNOWN) if points is None else Weight(points, Origin.PRINTED)


def _line(random: Random, rules: Rules, objective: int, printed: bool) -> tuple[Indicator, Line]:
    weight = random.choice(WEIGHTS) if printed or random.random() < 0.3 else None
    cells = random.choice(_SHAPES)(random, rules)
    full = Decimal(1) if weight is None else weight
    mine = _score(random, full)
    review = Review(score=_score(random, full), approved=random.random() < 0.7) if random.random() < 0.06 else None
    tier = random.choice(TIERS) if random.random() < 0.15 else None
    rate = random.random() < 0.08
    name = EXECUTION_LINE if rate else "指标"
    indicator = Indicator(
        name, None, Category.QUALITY, cells.target, cells.actual,
        weight=_weight(weight), tier=tier, self_score=mine, review=review,
    )  # fmt: skip
    plain = cells.plain | ({"tier": tier.value} if tier else {})
    line = Line(
        **plain, weight=_fraction(weight), self_score=_fraction(mine), objective=objective, is_execution_rate=rate,
        review=_fraction(review.score) if review else None, approved=bool(review and review.approved),
    )  # fmt: skip
    return indicator, line


def _score(random: Random, full: Decimal) -> Decimal | None:
    """A person's score: often at the end of a band, sometimes outside the weight, sometimes none."""
    if random.random() < 0.15:
        return None
    return full * random.choice(SHARES) if random.random() < 0.7 else full - random.choice((Decimal("1.5"), Decimal(1)))


def _figures(random: Random, _: Rules) -> _Cells:
    """Two figures, in one unit or in two of one dimension."""
    operator = random.choice(OPERATORS)
    kind = Kind.RANGE if operator == "within" else Kind.QUANTITY
    unit, reported, factor = random.choice(UNITS)
    target = sorted(random.sample(FIGURES, 2)) if operator == "within" else [random.choice(FIGURES)]
    actual = (_near(random, target) / _decimal(factor)).quantize(_PRINTED)
    numbers = tuple(target)
    return _Cells(
        Target("目标", kind, Operator(operator), numbers, unit, Reading.CERTAIN, Operator(operator)),
        Actual("实际", Kind.QUANTITY, Operator.UNSTATED, (actual,), reported, Reading.CERTAIN),
        {
            "form": "figures",
            "operator": operator,
            "target": tuple(map(Fraction, target)),
            "actual": (Fraction(actual) * factor,),
        },
    )


def _near(random: Random, target: Sequence[Decimal]) -> Decimal:
    """An actual beside the target: the same, a share of it, or something else."""
    wanted = random.choice(target)
    chance = random.random()
    if chance < 0.3:
        return wanted
    return (
        wanted * random.choice((*SHARES, Decimal("1.2"), Decimal(2), Decimal("2.5")))
        if chance < 0.7
        else random.choice(FIGURES)
    )


def _decimal(factor: Fraction) -> Decimal:
    return Decimal(factor.numerator) / Decimal(factor.denominator)


def _date(random: Random, _: Rules) -> _Cells:
    wanted, done = random.choice(DATES), random.choice(DATES)
    operator = random.choice(("at_most", "equal", "less_than"))
    return _Cells(
        Target(
            "期限", Kind.DATE, Operator(operator), tuple(map(Decimal, wanted)), "", Reading.CERTAIN, Operator(operator)
        ),
        Actual("日期", Kind.DATE, Operator.UNSTATED, tuple(map(Decimal, done)), "", Reading.CERTAIN),
        {
            "form": "date",
            "operator": operator,
            "target": tuple(map(Fraction, wanted)),
            "actual": tuple(map(Fraction, done)),
        },
    )


_YES_OR_NO = {text: (read_target(text), read_actual(text)) for text in ("是", "否")}
_QUALITY = read_target("作用明显")
_BLANK = Actual("", Kind.BLANK, Operator.UNSTATED, (), "", Reading.CERTAIN, missing=Missing.BLANK)
_AT_LEAST = read_target("≥95%")
_ASKED = read_target("12次")  # 13 may be fine or too many


def _yes_no(random: Random, _: Rules) -> _Cells:
    wanted, said = random.choice("是否"), random.choice("是否")
    return _Cells(_YES_OR_NO[wanted][0], _YES_OR_NO[said][1], {"form": "yes_no", "fulfilled": wanted == said})


def _word(random: Random, rules: Rules) -> _Cells:
    """A word against a word: a tier's own, the target repeated, or one that names no tier."""
    level = random.choice(rules["tiers"]["levels"])
    text, tier = random.choice(
        ((random.choice(level["words"]), level["tier"]), ("作用明显", "achieved"), ("还可以", ""))
    )
    actual = Actual(text, Kind.QUALITY, Operator.UNSTATED, (), "", Reading.CERTAIN)
    return _Cells(_QUALITY, actual, {"form": "word", "tier": tier})


def _claim(random: Random, rules: Rules) -> _Cells:
    """A tier's name where a figure or yes or no is owed."""
    named = {word: level["tier"] for level in rules["tiers"]["levels"] for word in level["words"]}
    actual = read_actual("达成预期指标")
    plain = {"form": "claim", "tier": named.get("达成预期指标", "")}
    if random.random() < 0.5:
        return _Cells(_AT_LEAST, actual, plain)
    return _Cells(_YES_OR_NO["是"][0], actual, plain | {"form": "word_for_yes_no"})


def _nothing(random: Random, _: Rules) -> _Cells:
    if random.random() < 0.5:
        return _Cells(_AT_LEAST, _BLANK, {"form": "missing"})
    return _Cells(_ASKED, read_actual("13次", target=_ASKED), {"form": "question"})


_SHAPES = [_figures] * 8 + [_date, _yes_no, _word, _word, _claim, _nothing]


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
