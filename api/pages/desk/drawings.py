"""The drawings of /dashboard (总览的图): execution against points, and the years; each beside a table of its figures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from api.actions.dashboard.figures import (
    FEW_POINTS,
    MANY_POINTS,
    SPENT,
    UNSPENT,
    Board,
    Spot,
    Year,
    is_cheap,
    is_costly,
)  # fmt: skip
from api.actions.dashboard.scope import Asked
from api.pages.charts import Axis, Line, Mark, ends, line, mark, per_cent
from api.pages.desk.panels import Figure, Links, Panel, Row, figure
from api.store.dashboard import RATES, TOTALS
from indicators.numbers import plain

ACROSS = Axis(Decimal(0), tuple(map(Decimal, RATES)))
UP = Axis(Decimal(0), tuple(map(Decimal, TOTALS)))
RULE = f"花得多、得分低：执行率不低于 {SPENT}% 而不到 {FEW_POINTS} 分；花得少、得分高：执行率不到 {UNSPENT}% 而不低于 {MANY_POINTS} 分。"


class Zone(NamedTuple):
    """Where what stands out lies: the left upper corner and the size."""

    x: str
    y: str
    width: str
    height: str
    name: str


class Tick(NamedTuple):
    """A figure at an axis."""

    at: str
    text: str


class Dot(NamedTuple):
    """A mark with its name and the list behind it; ``odd``: it stands out."""

    mark: Mark
    name: str
    href: str
    odd: bool


class Scatter(NamedTuple):
    """Everything that is drawn of execution against points."""

    dots: tuple[Dot, ...]
    zones: tuple[Zone, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    cell: tuple[str, str]  # width and height of what a pointer hits


class Column(NamedTuple):
    """A year: where its column lies, its name, what it says, and the list behind it."""

    x: str
    middle: str
    year: str
    name: str
    href: str


class Trend(NamedTuple):
    """The years side by side: means of the points and of the rates as lines, the ends of the axis."""

    columns: tuple[Column, ...]
    width: str
    totals: Line
    rates: Line
    ticks: tuple[Tick, ...]


def _range(edges: Sequence[int], number: int, sign: str) -> str:
    if number == 0:
        return f"不到 {edges[0]}{sign}"
    return f"{edges[-1]}{sign}及以上" if number == len(edges) else f"{edges[number - 1]}～{edges[number]}{sign}"


def _behind(spot: Spot, links: Links) -> str:
    rates, totals = (None, *RATES, None), (None, *TOTALS, None)
    rate, total = spot.rate_class, spot.total_class
    return links.evaluations(
        handed_in=1, least_rate=rates[rate], below_rate=rates[rate + 1], least_total=totals[total],
        below_total=totals[total + 1],
    )  # fmt: skip


def _words(spot: Spot) -> tuple[str, str]:
    return _range(RATES, spot.rate_class, "%"), _range(TOTALS, spot.total_class, " 分")


def scatter(board: Board, links: Links) -> Scatter:
    """Where the evaluations lie."""
    most = max((spot.number for spot in board.spots), default=1)
    ticks = tuple(Tick(per_cent(ACROSS.begins(n)), f"{n * 10}%") for n in range(0, 12, 2))
    up = tuple(Tick(per_cent(1 - UP.begins(n)), str(TOTALS[n - 1])) for n in (1, 3, 5, 7, 9))
    cell = (per_cent(ACROSS.begins(1)), per_cent(UP.begins(1)))
    return Scatter(tuple(_dot(spot, most, links) for spot in board.spots), _zones(), ticks, up, cell)


def _dot(spot: Spot, most: int, links: Links) -> Dot:
    rate, total = _words(spot)
    drawn = mark(ACROSS, UP, (spot.rate_class, spot.total_class), (spot.rate, spot.total), spot.number, most)
    name = f"执行率 {rate}，{total}：{spot.number} 份"
    return Dot(drawn, name, _behind(spot, links), is_costly(spot) or is_cheap(spot))


def _zones() -> tuple[Zone, Zone]:
    spent, few = ACROSS.begins(RATES.index(SPENT) + 1), UP.begins(TOTALS.index(FEW_POINTS) + 1)
    unspent, many = ACROSS.begins(RATES.index(UNSPENT) + 1), UP.begins(TOTALS.index(MANY_POINTS) + 1)
    return (
        Zone(per_cent(spent), per_cent(1 - few), per_cent(1 - spent), per_cent(few), "花得多、得分低"),
        Zone("0%", "0%", per_cent(unspent), per_cent(1 - many), "花得少、得分高"),
    )


def spots(board: Board, links: Links) -> Panel:
    """The figures of the drawing."""
    rows = tuple(
        Row(rate, "", (), (Figure(total), figure(spot.number, _behind(spot, links))))
        for spot in board.spots
        for rate, total in (_words(spot),)
    )
    without = board.whole.number - sum(spot.number for spot in board.spots)
    note = f"只数已交的。另有 {without} 份没有合计或没有执行率，不在图上。" if without else "只数已交的。"
    note = f"{note}圆越大份数越多，数字是份数；方的属于“值得一看”。不到 60 分、执行率 110% 及以上的各压成一格。"
    return Panel(
        "spots", "执行率与得分", note, ("执行率", "得分", "份数"), rows, "已交的自评还没有同时有得分和执行率的。"
    )


def outliers(board: Board, links: Links) -> Panel:
    """How many stand out, either way."""
    rows = (
        Row("花得多、得分低", f"执行率 ≥{SPENT}%，不到 {FEW_POINTS} 分", (),
            (figure(board.costly.number, links.evaluations(handed_in=1, least_rate=SPENT, below_total=FEW_POINTS)),)),
        Row("花得少、得分高", f"执行率 <{UNSPENT}%，{MANY_POINTS} 分及以上", (),
            (figure(board.cheap.number, links.evaluations(handed_in=1, below_rate=UNSPENT, least_total=MANY_POINTS)),)),
    )  # fmt: skip
    return Panel("outliers", "值得一看", RULE, ("情形", "份数"), rows)


def trend(board: Board, agency: int | None) -> Trend:
    """The years of the same agencies, under whatever task."""
    totals, rates = [each.total for each in board.trend], [each.rate for each in board.trend]
    low, high = ends([*totals, *rates])
    count = max(len(board.trend), 1)
    columns = tuple(
        Column(
            per_cent(Decimal(n) / count), per_cent((n + Decimal("0.5")) / count), str(each.year), _told(each),
            _of_year(each, agency),
        )
        for n, each in enumerate(board.trend)
    )  # fmt: skip
    ticks = tuple(Tick(per_cent((high - at) / (high - low)), plain(at)) for at in (low, (low + high) / 2, high))
    return Trend(columns, per_cent(1 / Decimal(count)), line(totals, low, high), line(rates, low, high), ticks)


def _of_year(year: Year, agency: int | None, **filters: int) -> str:
    return Links(Asked(None, year.year, agency)).evaluations(handed_in=1, **filters)


def _told(year: Year) -> str:
    return f"{year.year}年：{year.number} 份，平均得分 {_mean(year.total)}，平均执行率 {_mean(year.rate, '%')}"


def _mean(value: Decimal | None, sign: str = "") -> str:
    return "—" if value is None else f"{plain(value)}{sign}"


def years(board: Board, agency: int | None) -> Panel:
    """The figures of the years."""
    rows = tuple(
        Row(f"{each.year}年", "", (), (
            figure(each.number, _of_year(each, agency)),
            Figure(_mean(each.total), _of_year(each, agency, scored=1) if each.scored else ""),
            Figure(_mean(each.rate, "%"), _of_year(each, agency, rated=1) if each.rated else ""),
        ))
        for each in board.trend
    )  # fmt: skip
    note = "同一范围的单位，不限任务，只数已交的。平均得分只算有合计的，平均执行率（%）只算有执行率的；四舍五入到两位小数。"
    return Panel("years", "各年走势", note, ("年度", "已交", "平均得分", "平均执行率"), rows, "还没有已交的自评。")
