"""实际完成值: what was reported, read beside the target it answers."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from indicators.cells import Actual, Answer, Kind, Missing, Operator, Question, Reading, Target
from indicators.numbers import fold, plain
from indicators.reading.answers import leaves_open
from indicators.reading.around import is_no_result
from indicators.reading.cell import Cell
from indicators.reading.evidence import in_name
from indicators.reading.figures import figure_text, total
from indicators.reading.lexer import Figure
from indicators.reading.operators import ABOUT, LESS, MORE
from indicators.reading.parsing import parse
from indicators.units import DURATIONS, EXACT, SCALES, bare_of, percent, same_dimension, unit_of
from indicators.words import DOWN, NO_SUCH, SHARE_NAME, TOTALS, UP

UNSTATED = Operator.UNSTATED
_FIGURES = (Kind.QUANTITY, Kind.DURATION)
_MEASURED = (Kind.QUANTITY, Kind.DURATION, Kind.RANGE, Kind.DATE)
_ACHIEVED = ("达到", "达", "达至", "保持在", "控制在", "最高", "最低", "最大", "最长", "突破")
_CEILINGS = (Operator.AT_MOST, Operator.LESS_THAN)
_DEVIATION = re.compile(r"误差|偏差|偏离|变动|波动")
_ONE, _ZERO = Decimal(1), Decimal(0)
_HUNDREDTH = Decimal("0.01")
_FAR, _FARTHEST = Decimal(2000), Decimal(50_000)


def read_actual(
    text: str,
    *,
    target: Target | None = None,
    name: str = "",
    missing: Missing | None = None,
    year: int | None = None,
    answer: Answer | None = None,
) -> Actual:
    """The actual value as reported: a figure, a bound, a word or one of the four kinds of no number."""
    if missing is not None and answer is None:
        kind = Kind.UNREADABLE if missing is Missing.UNREADABLE else Kind.BLANK
        return Actual(text, kind, UNSTATED, (), "", Reading.CERTAIN, missing=missing)
    cell = parse(answer.text if answer else text, year)
    chosen = 0
    cell = _as_actual(cell, target)
    if target is not None:
        cell, chosen = _beside(cell, target, name)
    if cell.reading is not Reading.ASK and is_no_result(cell, target):
        cell = cell.asking("not_the_result")
    if cell.kind in _FIGURES and not cell.unit and not (target and target.unit):
        unit = in_name(name)[1]
        cell = cell._replace(unit=unit, kind=Kind.DURATION if unit in DURATIONS else cell.kind)
    if cell.kind is Kind.DATE and len(cell.numbers) == 2 and year is not None:
        cell = cell._replace(numbers=(Decimal(year), *cell.numbers)).assumed("year_of_budget")
    reading, code, questions = cell.reading, cell.code, cell.questions("actual")
    if answer:
        asked = read_actual(text, target=target, name=name, year=year)
        if leaves_open(cell, answer, asked):
            return replace(asked, answer=answer) if asked.questions else _open(text, cell, answer)
        reading, code, questions = _settled(cell)
    plain = cell.single and cell.operator is UNSTATED and reading is not Reading.ASK and code != "approximation"
    known = (text, cell.kind, cell.operator, cell.numbers, cell.unit)
    return Actual(*known, reading, code, questions, cell.missing, answer, chosen, plain)


def _open(text: str, cell: Cell, answer: Answer) -> Actual:
    """An answer that is doubtful itself, to a text that was not."""
    known = (text, cell.kind, cell.operator, cell.numbers, cell.unit)
    return Actual(*known, cell.reading, cell.code, cell.questions("actual"), cell.missing, answer)


def _settled(cell: Cell) -> tuple[Reading, str, tuple[Question, ...]]:
    """A person's answer is certain; that it is a bound or an approximation stays said."""
    return Reading.CERTAIN, cell.code if cell.approx else "", ()


def _as_actual(cell: Cell, target: Target | None) -> Cell:
    """Operators of an actual are bounds, verbs of achievement are not; 无 may be a blank, a no or a zero."""
    if cell.text == "无" or (cell.text == "没有" and target is not None and target.kind is not Kind.YES_NO):
        return _none(cell, target)
    counted = target is not None and target.kind is Kind.QUANTITY
    if cell.kind is Kind.QUALITY and counted and target is not None and NO_SUCH.fullmatch(cell.text):
        zero = Cell(Kind.QUANTITY, UNSTATED, (_ZERO,), target.unit, text=cell.text)
        return zero.assumed("none_is_zero")
    if cell.kind is Kind.RANGE:
        return cell.assumed("bound_for_figure")
    if cell.kind in _FIGURES and cell.figures:
        return _bounded(cell, cell.figures[0])
    return cell


def _none(cell: Cell, target: Target | None) -> Cell:
    if target is not None and target.kind is Kind.YES_NO:
        return cell
    if target is not None and target.kind is Kind.QUALITY:
        return cell._replace(kind=Kind.QUALITY)
    blank = cell._replace(kind=Kind.BLANK, missing=Missing.BLANK)
    if target is None:
        return blank.assumed("dash_is_blank")
    return blank.asking("none_or_zero", f"0{target.unit}", "未填")


def _bounded(cell: Cell, figure: Figure) -> Cell:
    """The bound that the text allows: 达到99% is 99, 95%以上 is at least 95, 200余人 more than 200."""
    operator = cell.operator
    if operator is not UNSTATED and _is_verb(cell.text, figure):
        operator = UNSTATED
    if operator is Operator.EQUAL:
        operator = UNSTATED
    if cell.approx:
        hedge = {MORE: Operator.MORE_THAN, LESS: Operator.LESS_THAN, ABOUT: UNSTATED}[cell.approx]
        if "+" in cell.text[figure.begin : figure.end]:
            hedge = Operator.AT_LEAST
        return cell._replace(operator=hedge if operator is UNSTATED else operator).assumed("approximation")
    if operator is not UNSTATED:
        return cell._replace(operator=operator).assumed("bound_for_figure")
    return cell._replace(operator=UNSTATED)


def _is_verb(text: str, figure: Figure) -> bool:
    """The operator is only a verb (达到, 控制在), with nothing behind the figure that makes it a bound."""
    shown = text[figure.begin : figure.end]
    return len(figure.stated) == 1 and shown.startswith(_ACHIEVED) and not shown.endswith(("内", "上", "下", "前"))


def _beside(cell: Cell, target: Target, name: str) -> tuple[Cell, int]:
    """The cell in the light of its target: unit, chosen figure, doubts that only the pair shows."""
    if cell.kind is Kind.SEVERAL and cell.figures:
        return _chosen(cell, target)
    if cell.kind is Kind.DATE and target.kind in _FIGURES:
        cell = _months(cell, target)
    if cell.kind in _FIGURES and cell.reading is not Reading.ASK and target.kind in (*_FIGURES, Kind.RANGE):
        cell = _signed(cell, target, name)
        if cell.unit != target.unit and cell.reading is not Reading.ASK:
            cell = _with_unit(cell, target)
        if not cell.unit and not target.unit:
            cell = _bare_share(cell, target, name)
        if cell.unit == "%" and target.unit == "%" and cell.text == f"2{_bare(target)}":
            cell = cell.asking("percent_scanned", f"≥{_bare(target)}", cell.text)
    return cell, 0


def _bare_share(cell: Cell, target: Target, name: str) -> Cell:
    """满意率 ≥95 beside 0.99, or ≥0.95 beside 99: neither prints the sign, and one of them is a share of one."""
    value, wanted = cell.numbers[0], target.numbers[0]
    if not SHARE_NAME.search(name) or not value or not wanted or (value <= _ONE) == (wanted <= _ONE):
        return cell
    other = percent(value) if value <= _ONE else EXACT.multiply(value, _HUNDREDTH)
    return cell.asking("share_without_sign", plain(other), plain(value))


def _bare(target: Target) -> str:
    return f"{plain(target.numbers[0])}%" if target.numbers else ""


def _months(cell: Cell, target: Target) -> Cell:
    """12月 beside a target in months is twelve months."""
    text = cell.text.strip()
    if unit_of(target.unit).dimension == "months" and text.endswith("月") and text[:-1].isdigit():
        months = Cell(Kind.DURATION, UNSTATED, (Decimal(text[:-1]),), "月", text=text)
        return months.assumed("month_is_duration")
    return cell


def _signed(cell: Cell, target: Target, name: str) -> Cell:
    """下降6% against 增长5% is -6; where the target names no direction, the name must."""
    down, up = bool(DOWN.search(cell.text)), bool(UP.search(cell.text))
    if down == up:
        return _minus(cell, target, name) if cell.numbers[0] < 0 else cell
    target_down, target_up = _directions(target, name)
    if down and not target_down and not target_up and target.numbers[0] >= 0:
        return _fall(cell)
    target_up = target_up or target.numbers[0] < 0
    if target_down != target_up and ((down and target_up) or (up and target_down)):
        negative = tuple(-number for number in cell.numbers)
        return cell._replace(numbers=negative).assumed("fall_is_negative")
    return cell


def _directions(target: Target, name: str) -> tuple[bool, bool]:
    """Whether target or name speak of a fall, and of a rise."""
    said = fold(target.text) + name
    return bool(DOWN.search(said)), bool(UP.search(said))


def _minus(cell: Cell, target: Target, name: str) -> Cell:
    """-6% where a fall of 5% is wanted may be a fall of 6% or a rise of as much."""
    if target.numbers[0] < 0:
        return cell
    deviation = target.operator in _CEILINGS and _DEVIATION.search(fold(target.text) + name)
    return _fall(cell) if deviation or _directions(target, name) == (True, False) else cell


def _fall(cell: Cell) -> Cell:
    value = plain(abs(cell.numbers[0]))
    return cell.asking("fall_or_minus", f"{value}{cell.unit}", f"-{value}{cell.unit}")


def _with_unit(cell: Cell, target: Target) -> Cell:
    """One side without a unit: the other's is taken, unless a share's sign or a factor of 10,000 is in doubt."""
    value = cell.numbers[0]
    if cell.unit:
        return cell.assumed("unit_of_actual") if not target.unit else _fitting(cell, target)
    if target.unit in ("%", "‰") and _ZERO < abs(value) <= _ONE:
        return cell.asking("share_without_sign", f"{plain(percent(value))}%", f"{plain(value)}{target.unit}")
    if target.numbers[-1] and value and _scale_in_doubt(value / target.numbers[-1], target.unit):
        return cell.asking("scale_unstated", *_scales(plain(value), value, target.unit))
    kind = Kind.DURATION if target.unit in DURATIONS else cell.kind
    return cell._replace(unit=target.unit, kind=kind).assumed("unit_of_target")


def _scales(shown: str, value: Decimal, unit: str) -> tuple[str, str]:
    """The two cell texts that a figure without its unit may mean."""
    if unit_of(unit).dimension == "money":
        return f"{shown}元", f"{shown}万元"
    if unit in SCALES:
        return f"{plain(EXACT.divide(value, SCALES[unit]))}{unit}", f"{shown}{unit}"
    bare = bare_of(unit)
    return f"{shown}{bare}", f"{shown}万{unit}" if bare == unit else f"{shown}{unit}"


def _scale_in_doubt(share: Decimal, unit: str) -> bool:
    """A figure without its unit some 10,000 times off: 元 under 万元, 张 under 万张, or the other way round."""
    small = _FAR < abs(1 / share) < _FARTHEST
    far = small or _FAR < abs(share) < _FARTHEST
    scaled = unit_of(unit).dimension == "money" or bare_of(unit) != unit
    return (far and scaled) or (small and unit not in DURATIONS and unit not in ("%", "‰"))


def _fitting(cell: Cell, target: Target) -> Cell:
    """Units that differ: a yearly rate against its sum is named, 完成100% of a count is converted on judging."""
    per_year = "/年" in cell.unit or "/年" in target.unit
    return cell.assumed("per_year") if per_year and same_dimension(cell.unit, target.unit) else cell


def _chosen(cell: Cell, target: Target) -> tuple[Cell, int]:
    """Of several figures the one whose unit fits; a stated total before its parts; else the question which."""
    places = [place for place, figure in enumerate(cell.figures) if _answers(figure, target)]
    if any(_runs_on(one, other) for one, other in pairwise(cell.figures)):
        return _which(cell, []), 0
    if not target.unit or target.kind not in (*_FIGURES, Kind.RANGE):
        places = []
    code = "unit_fits_target"
    if len(places) > 1:
        totals = [place for place in places if _is_total(cell, place)]
        places, code = (totals, "total_stated") if len(totals) == 1 else (places, code)
    if len(places) == 1 and len(cell.figures[places[0]].numbers) == 1 and not cell.figures[places[0]].doubt:
        figure = cell.figures[places[0]]
        place = sum(len(one.numbers) for one in cell.figures[: places[0]])
        bound = _bounded(cell._replace(operator=figure.operator, approx=figure.approx), figure)
        return bound._replace(unit=figure.unit, reading=Reading.ASSUMED, code=code, alternatives=()), place
    return _which(cell, places), 0


def _answers(figure: Figure, target: Target) -> bool:
    return bool(figure.unit) and same_dimension(figure.unit, target.unit)


def _runs_on(one: Figure, other: Figure) -> bool:
    """1.5小时30分: one length of time in parts that do not add up plainly."""
    return one.end == other.begin and one.unit in DURATIONS and (other.unit in DURATIONS or other.unit == "分")


def _which(cell: Cell, places: list[int]) -> Cell:
    """The question which figure counts; several in one unit may also be meant to be added."""
    shown = [figure_text(figure) for figure in cell.figures]
    fitting = [cell.figures[place] for place in places]
    if len(fitting) > 1 and len({figure.unit for figure in fitting}) == 1:
        shown.append(f"{plain(total(tuple(figure.numbers[0] for figure in fitting)))}{fitting[0].unit}")
    return cell.asking("several_figures", *dict.fromkeys(shown))


def _is_total(cell: Cell, place: int) -> bool:
    """共5次 before its parts."""
    figure = cell.figures[place]
    before = cell.text[: figure.begin]
    return any(before.endswith(word) for word in TOTALS) or (place == 0 and "其中" in cell.text[figure.end :])
