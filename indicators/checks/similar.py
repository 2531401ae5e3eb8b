"""Indicators that repeat one another (指标重复): the same name, or one name's content inside the other's."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indicators.catalogue import issue
from indicators.checks.view import Line, short
from indicators.issues import Issue
from indicators.names import names_share, names_time
from indicators.units import same_dimension

_SHORTEST = 4  # 培训 stands inside 培训教师 without meaning it
_COMMON = 6, 10  # at least 6 of 10 pairs of neighbouring characters of the shorter name stand in the longer one
_MOST_ISSUES = 3  # a line is told of its first few relatives, not of all

# What an indicator's name may have more or less of without measuring something else.
_GENERIC = re.compile(
    r"[\s\W_]+|数量|总量|总数|个数|人数|次数|台数|套数|人次|数$|量$|完成|情况|年度|全年|当年|本年|20\d\d年|比例|百分比|的"
)
_OPPOSITE = frozenset("非不未无")


class Core(NamedTuple):
    """What a name says, apart from generic words: its characters and the pairs of neighbours among them."""

    line: Line
    text: str
    signs: frozenset[str]
    pairs: frozenset[str]
    kind: tuple[bool, bool]


def check_similar(lines: Sequence[Line]) -> Iterator[Issue]:
    """Duplicates and near-duplicates under one objective; the same name under two objectives is no repetition."""
    first: dict[tuple[str, str], Line] = {}
    cores: dict[str, list[Core]] = {}
    for line in lines:
        objective = line.path.partition(".")[0]
        key = objective, "".join(line.indicator.name.split())
        if twin := first.get(key):
            yield issue(
                "duplicate_indicator", f"{line.path}.name", name=short(line.indicator.name), other=str(twin.number)
            )
            continue
        first[key] = line
        core = _core(line)
        earlier = cores.setdefault(objective, [])
        yield from _near(core, earlier)
        earlier.append(core)


def _near(core: Core, earlier: Sequence[Core]) -> Iterator[Issue]:
    told = 0
    for other in earlier:
        if (core.signs <= other.signs or other.signs <= core.signs) and similar(core, other):
            yield issue(
                "near_duplicate_indicator",
                f"{core.line.path}.name",
                name=short(core.line.indicator.name),
                other=str(other.line.number),
                other_name=short(other.line.indicator.name),
            )
            told += 1
            if told == _MOST_ISSUES:
                return


def similar(one: Core, other: Core) -> bool:
    """True when a name inside another (its characters are) mostly keeps their order, and both measure one thing."""
    small, large = sorted((one, other), key=lambda core: len(core.text))
    if len(small.text) < _SHORTEST or small.kind != large.kind or (large.signs - small.signs) & _OPPOSITE:
        return False
    needed, of = _COMMON
    if len(small.pairs & large.pairs) * of < needed * len(small.pairs):
        return False
    return same_dimension(small.line.indicator.target.unit, large.line.indicator.target.unit)


def _core(line: Line) -> Core:
    text = _GENERIC.sub("", line.indicator.name)
    pairs = frozenset(text[i : i + 2] for i in range(len(text) - 1))
    name = line.indicator.name
    return Core(line, text, frozenset(text), pairs, (names_share(name), names_time(name)))
