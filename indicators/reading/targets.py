"""指标值: the target of an indicator from its cell, its columns and its name."""

import re
from dataclasses import replace
from decimal import Decimal

from indicators.cells import Answer, Columns, Kind, Missing, Operator, Reading, Target
from indicators.numbers import fold, plain
from indicators.reading.answers import leaves_open
from indicators.reading.cell import Cell
from indicators.reading.evidence import UNPROVEN, in_name, stands_for
from indicators.reading.parsing import parse
from indicators.reading.unitwords import unit_at
from indicators.taxonomy import Category, Dimension
from indicators.units import DURATIONS, percent
from indicators.words import OPERATOR_COLUMN, SIGNS, STAYING_TIME, YES_NO_TARGETS

MEASURED = (Kind.QUANTITY, Kind.RANGE, Kind.DURATION, Kind.DATE)
_SCANNED = re.compile(r"2([1-9][0-9](?:\.[0-9]+)?%|100%)")
_MISREAD_SIGN = re.compile(r"[Zz]([0-9]+(?:\.[0-9]+)?%)")
_BARE_MONTH = re.compile(r"[0-9]{1,2}月")
_ZERO, _ONE = Decimal(0), Decimal(1)
UNSTATED: Operator = Operator.UNSTATED


def read_target(
    text: str,
    *,
    columns: Columns | None = None,
    name: str = "",
    dimension: Dimension | None = None,
    category: Category | None = None,
    year: int | None = None,
    answer: Answer | None = None,
) -> Target:
    """The target as declared: what is printed, in which sense it is judged, and how sure that reading is."""
    cell = parse(answer.text, year) if answer else _printed(text, columns, year)
    cell = _as_target(cell)
    if cell.kind in MEASURED:
        cell = _with_year(_share_doubt(_completed(cell, name), cell, columns), name, year)
    read_as, code, reading = cell.operator, cell.code, cell.reading
    if cell.kind in MEASURED and cell.operator is UNSTATED:
        read_as, convention = stands_for(cell, columns.direction if columns else "", name, dimension, category)
        if reading is not Reading.ASK:
            code = convention if convention == UNPROVEN or not code else code
            reading = Reading.ASSUMED
    questions = cell.questions("target")
    if answer:
        asked = read_target(text, columns=columns, name=name, dimension=dimension, category=category, year=year)
        if leaves_open(cell, answer, asked):
            return replace(asked, answer=answer) if asked.questions else _open(text, cell, columns, answer)
        reading, code, questions = Reading.CERTAIN, "" if code != UNPROVEN else "level_to_reach", ()
    plain = cell.single and reading is not Reading.ASK and code not in (UNPROVEN, "mixed_strictness")
    known = (text, cell.kind, cell.operator, cell.numbers, cell.unit)
    return Target(*known, reading, read_as, code, questions, columns, answer, plain)


def _with_year(cell: Cell, name: str, year: int | None) -> Cell:
    """A bare month may be a length of time where the name says so; a date without a year is of the budget's."""
    if cell.kind is not Kind.DATE:
        return cell
    if _BARE_MONTH.fullmatch(cell.text) and STAYING_TIME.search(name):
        cell = cell.asking("month_or_duration", f"{cell.text[:-1]}个月", f"{cell.text}底前")
    if year is not None and len(cell.numbers) == 2:
        cell = cell._replace(numbers=(Decimal(year), *cell.numbers))
    return cell


def _open(text: str, cell: Cell, columns: Columns | None, answer: Answer) -> Target:
    """An answer that is doubtful itself, to a text that was not."""
    known = (text, cell.kind, cell.operator, cell.numbers, cell.unit)
    return Target(*known, cell.reading, cell.operator, cell.code, cell.questions("target"), columns, answer)


def _printed(text: str, columns: Columns | None, year: int | None) -> Cell:
    """The cell, or the columns where a value stands in one of its own."""
    if columns is None or not columns.value.strip():
        return _with_columns(parse(text, year), columns)
    return _with_columns(parse(columns.value, year), columns)


def _with_columns(cell: Cell, columns: Columns | None) -> Cell:
    """Operator and unit from columns of their own, where the value has none; a clash is asked about."""
    if columns is None or cell.kind not in MEASURED:
        return cell
    unit = fold(columns.unit).strip()
    if unit and not cell.unit:
        known, end, _ = unit_at(unit, 0)
        cell = cell._replace(unit=known if known and (end == len(unit) or known == "个") else "".join(unit.split()))
        cell = _retyped(cell)
    stated = OPERATOR_COLUMN.get("".join(fold(columns.operator).replace(">=", "≥").replace("<=", "≤").split()))
    if stated is None or cell.kind is Kind.RANGE or stated is Operator.WITHIN:
        return cell
    if cell.operator is UNSTATED:
        return cell._replace(operator=stated)
    if cell.operator is stated:
        return cell
    shown = f"{'-'.join(map(plain, cell.numbers))}{cell.unit}"
    return cell.asking("operator_contradiction", f"{SIGNS[stated]}{shown}", f"{SIGNS.get(cell.operator, '')}{shown}")


def _share_doubt(cell: Cell, printed: Cell, columns: Columns | None) -> Cell:
    """0.95 whose % stands elsewhere may be 95 %; a ceiling below 1 % is what it says."""
    taken = cell.unit == "%" and (not printed.unit or (columns is not None and "%" not in fold(columns.value)))
    if not taken or cell.reading is Reading.ASK or cell.operator in (Operator.AT_MOST, Operator.LESS_THAN):
        return cell
    share = cell.numbers[0]
    if not _ZERO < share < _ONE or not (columns is None or columns.value.strip()):
        return cell
    sign = SIGNS.get(cell.operator, "")
    return cell.asking("share_without_sign", f"{sign}{plain(percent(share))}%", f"{sign}{plain(share)}%")


def _completed(cell: Cell, name: str) -> Cell:
    """Operator and unit from the indicator's name, where the cell has none."""
    if "(" not in name and "（" not in name:
        return cell
    operator, unit = in_name(name)
    if unit and not cell.unit and cell.kind is not Kind.DATE:
        cell = _retyped(cell._replace(unit=unit))
    if operator is not UNSTATED and cell.operator is UNSTATED:
        cell = cell._replace(operator=operator)
    return cell


def _retyped(cell: Cell) -> Cell:
    """A bare figure becomes a duration when its unit turns out to be one of time."""
    return cell._replace(kind=Kind.DURATION) if cell.kind is Kind.QUANTITY and cell.unit in DURATIONS else cell


def _as_target(cell: Cell) -> Cell:
    """What only a target can be: a mis-scanned ≥, a bound that is no doubt, 是 as a question answered by yes or no."""
    if cell.kind is Kind.YES_NO:
        if cell.text == "无":
            return cell._replace(kind=Kind.BLANK, missing=Missing.BLANK).assumed("dash_is_blank")
        return cell if cell.text in YES_NO_TARGETS else cell._replace(kind=Kind.QUALITY)
    if cell.kind is Kind.QUANTITY and cell.operator is UNSTATED and cell.reading is not Reading.ASK:
        scanned = _SCANNED.fullmatch(cell.text)
        if scanned:
            return cell.asking("percent_scanned", f"≥{scanned[1]}", cell.text)
    misread = _MISREAD_SIGN.fullmatch(cell.text)
    if misread:
        return cell._replace(kind=Kind.UNREADABLE).asking("damaged_figure", f"≥{misread[1]}")
    if cell.approx and cell.reading is not Reading.ASK:
        return _hedged(cell)
    return cell


def _hedged(cell: Cell) -> Cell:
    """A hedge in a target: 200余人 promises more than 200, 约200人 leaves the level as stated but assumed."""
    if cell.operator is UNSTATED and cell.approx == "more":
        least = Operator.AT_LEAST if "+" in cell.text else Operator.MORE_THAN  # 5+个 holds 5, 5余个 does not
        cell = cell._replace(operator=least)
    return cell.assumed("approximate_target")
