"""Words beside an actual's figures that make them something else than the year's result: forecasts, gaps, totals."""

import re
from decimal import Decimal

from indicators.cells import Kind, Target
from indicators.numbers import fold
from indicators.reading.cell import Cell

_TURNS = re.compile(
    r"未(?!成年|来|发生|出现|造成|产生|收到|接到|超|突破|满|婚|发现)|没(?!收|有?(?:发生|出现|造成|产生|收到|接到|发现|超))"
    r"|无法(?:完成|达)|不能(?:完成|达)|[还尚仍]差|相差|差距|差[|]|缺口|距离?目标|离[|]"
    r"|超额|超(?:出)?(?:计划|目标|预期)|比[^|]{1,8}(?:多|少|超|高出?|低|增加|减少)[|]|预计|预期完成|^(?:原|年初)?计划"
    r"|拟(?:完成|于)|力争|争取|有望|将[于达在]|历年|多年累计"
)
_OF_A_FIGURE = re.compile(r"[0-9][^0-9|,;]{0,6}的[0-9.]+[%‰]")
_OF_YEARS = re.compile(r"(?<![0-9])(?:[2-9]|[二两三四五六七八九十])年[来间内]?(?:累计|共计?|合计|总计)")
_THIS_YEAR = re.compile(r"全年|本年|当年|年度|今年|年内")
_HUNDRED, _TWO = Decimal(100), Decimal(2)


def is_no_result(cell: Cell, target: Target | None) -> bool:
    """预计95%, 还差5次, 完成12次的80%, 超额完成2次, 三年累计36次; not where the target speaks the same way."""
    if not cell.numbers or cell.claimed:
        return False
    wanted = fold(target.text) if target is not None else ""
    turn = _TURNS.search(_beside_figures(cell))
    if turn and turn[0].rstrip("|") not in wanted:
        beyond = turn[0] == "超额" and cell.unit == "%" and cell.numbers[0] >= _HUNDRED
        return not beyond
    return bool(_OF_A_FIGURE.search(cell.text) or _OF_YEARS.search(cell.text)) or _summed_up(cell, target)


def _beside_figures(cell: Cell) -> str:
    """The text without its figures and their operators, a stroke in the place of each."""
    text = cell.text
    for figure in reversed(cell.figures):
        text = f"{text[: figure.begin]}|{text[figure.end :]}"
    return text


def _summed_up(cell: Cell, target: Target | None) -> bool:
    """累计36次 against 12次 a year may be the sum of several years."""
    if target is None or "累计" not in cell.text or _THIS_YEAR.search(cell.text) or "累计" in target.text:
        return False
    counted = target.kind is Kind.QUANTITY and cell.single and cell.unit == target.unit != "%"
    return counted and cell.numbers[0] >= target.numbers[0] * _TWO
