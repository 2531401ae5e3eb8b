"""Checking a form of twelve lines, and one of a thousand lines with names alike or all different."""

import timeit

from indicators.checks import check
from indicators.model import Agency, Indicator, Objective, Origin, SelfEvaluation, Weight
from indicators.reading import read_actual, read_target
from indicators.taxonomy import Category, Dimension


def form(names: list[str]) -> SelfEvaluation:
    """A form with a line of these names."""
    target = read_target("≥5台")
    actual = read_actual("5台", target=target)
    weight = Weight(None, Origin.UNKNOWN)
    lines = [Indicator(name, Dimension.OUTPUT, Category.QUANTITY, target, actual, weight=weight) for name in names]
    return SelfEvaluation(2024, "某省", Agency("某单位"), (Objective("目标", tuple(lines)),))


def distinct(count: int) -> list[str]:
    """Names of four characters that share next to nothing."""
    return ["".join(chr(0x4E00 + (i * k) % 997) for k in (7, 13, 29, 31)) for i in range(count)]


def milliseconds(document: SelfEvaluation, number: int) -> float:
    """Milliseconds a check, the best of five rounds."""
    return min(timeit.repeat(lambda: check(document), number=number, repeat=5)) / number * 1000


def main() -> None:
    """Print the three."""
    print(f"检查 12 行：{milliseconds(form(distinct(12)), 50):.2f} 毫秒")
    print(f"检查 1,000 行，名称各异：{milliseconds(form(distinct(1000)), 1):.0f} 毫秒")
    alike = [f"加固服务器{name}" for name in distinct(1000)]
    print(f"检查 1,000 行，名称相近：{milliseconds(form(alike), 1):.0f} 毫秒")


if __name__ == "__main__":
    main()
