"""First and second levels (一级指标、二级指标): do they belong together, are they shifted, are they aliases?"""

from collections.abc import Iterator, Sequence

from indicators.catalogue import issue
from indicators.checks.view import Line, short
from indicators.issues import Issue
from indicators.model import Indicator
from indicators.names import bare
from indicators.taxonomy import (
    CATEGORY_NAMES,
    DIMENSION_NAMES,
    DIMENSION_OF,
    Category,
    Dimension,
    category_of_name,
    dimension_of_name,
    is_official,
)

# Until 2021 成本指标 was a second level under 产出指标: forms of that design are right.
_ALLOWED = frozenset({(Dimension.OUTPUT, Category.ECONOMIC_COST)})


def check_levels(lines: Sequence[Line]) -> Iterator[Issue]:
    """Each line's levels; an alias is told once, on the first line that uses it."""
    told: set[str] = set()
    for line in lines:
        shifted = _shifted(line.indicator)
        if shifted:
            read_as = _read_as(line.indicator)
            yield issue("level_shifted", f"{line.path}.category", printed=short(shifted), read_as=read_as)
            continue
        yield from _unknown(line)
        yield from _mismatch(line)
        yield from _aliases(line, told)


def _read_as(line: Indicator) -> str:
    return CATEGORY_NAMES[line.category] if line.category else "未知"


def _shifted(line: Indicator) -> str:
    """The printed names when they stand in the wrong columns, else nothing."""
    first, second = line.dimension_text, line.category_text
    if first and dimension_of_name(first) is None and category_of_name(first) is not None:
        return first
    if second and _several_levels(second):
        return second
    if second and category_of_name(second) not in (None, line.category):
        return second
    name = bare(line.name)
    if name.endswith("指标") and "满意度" not in name and (category_of_name(name) or dimension_of_name(name)):
        return name
    return ""


def _several_levels(text: str) -> bool:
    """质量指标 数量指标 in one cell."""
    words = text.split()
    return len(words) > 1 and all(category_of_name(word) or dimension_of_name(word) for word in words)


def _unknown(line: Line) -> Iterator[Issue]:
    read = line.indicator
    if read.dimension is None:
        yield issue("level_unknown", f"{line.path}.dimension", printed=short(read.dimension_text))
    if read.category is None:
        yield issue("level_unknown", f"{line.path}.category", printed=short(read.category_text))


def _mismatch(line: Line) -> Iterator[Issue]:
    dimension, category = line.indicator.dimension, line.indicator.category
    if dimension is None or category is None or DIMENSION_OF[category] is dimension:
        return
    if (dimension, category) not in _ALLOWED:
        yield issue(
            "level_mismatch",
            f"{line.path}.category",
            category=CATEGORY_NAMES[category],
            dimension=DIMENSION_NAMES[dimension],
        )


def _aliases(line: Line, told: set[str]) -> Iterator[Issue]:
    read = line.indicator
    for level, text, official in (
        ("dimension", read.dimension_text, DIMENSION_NAMES[read.dimension] if read.dimension else ""),
        ("category", read.category_text, CATEGORY_NAMES[read.category] if read.category else ""),
    ):
        if text and official and not is_official(text, official) and f"{level} {text}" not in told:
            told.add(f"{level} {text}")
            yield issue("level_alias", f"{line.path}.{level}", printed=short(text), read_as=official)
