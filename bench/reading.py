"""How long a cell takes to read, over thousands of distinct cells and without a cache; and a verdict."""

import time
import tomllib
from pathlib import Path

from indicators.cells import Actual, Target
from indicators.reading import judge, read_actual, read_target

CASES = Path(__file__).parents[1] / "tests" / "indicators" / "cases"
SHAPES = (
    "≥{n}%", "{n}次", "≤{n}.5万元", "{n}小时内处理", "不少于{n}人次", "≥{n}台（套）", "{n}个工作日内", "≤{n}元/人*月",
    "{n}-{m}次", "完成{n}次巡检", "{n}余人", "达到{n}%以上", "2023年{k}月{k}日前", "{k}月底前", "={n}.25万元",
    "保障第{n}批系统平稳运行", "第{n}批任务按时完成", "控制在{n}万元以内",
)  # fmt: skip
ROUNDS = 400


def cells() -> list[tuple[str, str]]:
    """The case files' cells, then shapes of real forms with figures of their own: every text once."""
    cases = [case for path in CASES.glob("reading-*.toml") for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    pairs = [(case["target"][0], case["actual"][0]) for case in cases if "actual" in case]
    for n in range(ROUNDS):
        texts = [shape.format(n=13 * n + 7, m=13 * n + 9, k=n % 12 + 1) for shape in SHAPES]
        pairs += list(zip(texts, reversed(texts), strict=True))
    return list(dict.fromkeys(pairs))


def main() -> None:
    """Print microseconds a cell and a verdict."""
    pairs = cells()
    began = time.perf_counter()
    read: list[tuple[Target, Actual]] = []
    for wanted, reported in pairs:
        target = read_target(wanted)
        read.append((target, read_actual(reported, target=target)))
    reading = time.perf_counter() - began
    began = time.perf_counter()
    for target, actual in read:
        judge(target, actual)
    judging = time.perf_counter() - began
    target = read_target("≥95%")
    actual = read_actual("98%", target=target)
    began = time.perf_counter()
    for _ in range(100_000):
        judge(target, actual)
    plain = time.perf_counter() - began
    print(f"读一格：{reading / (2 * len(pairs)) * 1e6:.1f} µs（{2 * len(pairs)} 格，无缓存；要求 50 µs 以内）")
    print(f"判一行：{judging / len(pairs) * 1e6:.1f} µs（各种形态）；{plain * 10:.2f} µs（同单位的两个数）")


if __name__ == "__main__":
    main()
