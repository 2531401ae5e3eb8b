"""总览: what a leader sees of a task, or of a year, in a subtree of agencies. Only what the actor may see is counted.

Scores, losses and evidence are of what was handed in (submitted and later); progress and explanations of everything.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from api.actions.dashboard.figures import (
    CHEAP,
    COSTLY,
    NAMED,
    WAITING,
    YEARS,
    Bar,
    Board,
    Branch,
    Grade,
    Outliers,
    Spot,
    Year,
    is_cheap,
    is_costly,
    mean,
)  # fmt: skip
from api.actions.dashboard.scope import Scope
from api.store import Row, Store, dashboard, evaluations, rulebooks
from api.store.dashboard import SCALE, TOTALS, summed
from api.store.paging import Page
from api.store.scaled import scaled
from indicators.workflow import State

LISTED = 200  # agencies without an approved plan that are named


def board(store: Store, at: Scope) -> Board:
    """All figures of a scope."""
    rows, lines = dashboard.figures(store, at.chosen), dashboard.lines(store, at.chosen)
    handed = [row for row in rows if row["state"] not in WAITING]
    lost = [row for row in lines if row["handed_in"] and row["losing"]]
    told = [row for row in lost if not row["funding"]]
    deviating = [row for row in lines if row["handed_in"] and row["cause"] and not row["funding"]]
    branches = _branches(store, at)
    spots = _spots(handed)
    return Board(
        states=_count(rows, "state"),
        not_started=sum(each.not_started for each in branches),
        unplanned=dashboard.unplanned(store, at.chosen, LISTED),
        branches=branches,
        whole=_year(at.chosen.year, handed, lambda row: row["total_class"] >= 0, lambda row: row["rate_class"] >= 0),
        totals=tuple(_of(handed, total_class=number) for number in range(len(TOTALS) + 1)),
        grades=_grades(store, handed),
        ungraded=sum(row["number"] for row in handed if row["total_class"] >= 0 and not row["grade"]),
        spots=spots,
        costly=_costly(store, at, spots),
        cheap=_cheap(store, at, spots),
        dimensions=_bars(told, "dimension"),
        execution=_bar("", [row for row in lost if row["funding"]]),
        categories=_bars(told, "category"),
        causes=_bars(told, "cause"),
        explanations=_count(lines, "explanation"),
        backed=(_of(handed, backed=1), _of(handed, backed=0)),
        lines_backed=(_of(deviating, backed=1), _of(deviating, backed=0)),
        trend=_trend(store, at),
    )


def _of(rows: Iterable[Row], **kind: Any) -> int:
    return sum(row["number"] for row in rows if all(row[name] == value for name, value in kind.items()))


def _count(rows: Iterable[Row], name: str) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for row in rows:
        found[row[name]] = found.get(row[name], 0) + row["number"]
    return found


def _bar(key: str, rows: list[Row]) -> Bar:
    return Bar(key, sum(row["number"] for row in rows), Decimal(sum(summed(row, "lost") for row in rows)) / SCALE)


def _bars(rows: list[Row], name: str) -> list[Bar]:
    """By kind, the one that lost most first."""
    keys = sorted({row[name] for row in rows})
    bars = [_bar(key, [row for row in rows if row[name] == key]) for key in keys]
    return sorted(bars, key=lambda bar: -bar.points)


def _year(year: int, rows: Iterable[Row], scored: Any, rated: Any) -> Year:
    rows = list(rows)
    with_total, with_rate = [row for row in rows if scored(row)], [row for row in rows if rated(row)]
    totals, rates = _of(with_total), _of(with_rate)
    return Year(
        year, _of(rows), totals, mean(sum(summed(row, "total") for row in with_total), totals),
        rates, mean(sum(summed(row, "rate") for row in with_rate), rates, 100),
    )  # fmt: skip


def _trend(store: Store, at: Scope) -> list[Year]:
    rows = dashboard.by_year(store, at.chosen.roots)
    each = {row["year"]: [other for other in rows if other["year"] == row["year"]] for row in rows}
    latest = sorted(each.items())[-YEARS:]
    return [_year(year, found, lambda row: row["scored"], lambda row: row["rated"]) for year, found in latest]


def _grades(store: Store, rows: list[Row]) -> list[Grade]:
    """The grades of the rulebooks, best first, those that nobody has, too."""
    ends: dict[str, set[Decimal]] = {}
    for digest in sorted({row["rulebook_digest"] for row in rows}):
        for level in rulebooks.get(store, digest).grades.levels:
            ends.setdefault(level.name, set()).add(level.from_)
    order = sorted(ends, key=lambda name: -max(ends[name]))
    order += sorted({row["grade"] for row in rows} - {"", *order})
    return [
        Grade(name, next(iter(ends[name])) if len(ends.get(name, ())) == 1 else None, _of(rows, grade=name))
        for name in order
    ]


def _spots(rows: list[Row]) -> list[Spot]:
    found: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        if row["rate_class"] >= 0 and row["total_class"] >= 0:
            found.setdefault((row["rate_class"], row["total_class"]), []).append(row)
    return [_spot(rate, total, kept) for (rate, total), kept in sorted(found.items())]


def _spot(rate: int, total: int, rows: list[Row]) -> Spot:
    number = _of(rows)
    middle_rate = mean(sum(summed(row, "rate") for row in rows), number, 100)
    middle_total = mean(sum(summed(row, "total") for row in rows), number)
    assert middle_rate is not None
    assert middle_total is not None
    return Spot(rate, total, number, middle_rate, middle_total)


def _costly(store: Store, at: Scope, spots: Iterable[Spot]) -> Outliers:
    number = sum(spot.number for spot in spots if is_costly(spot))
    return Outliers(number, _named(store, at, COSTLY, Page("total", limit=NAMED)) if number else [])


def _cheap(store: Store, at: Scope, spots: Iterable[Spot]) -> Outliers:
    number = sum(spot.number for spot in spots if is_cheap(spot))
    return Outliers(number, _named(store, at, CHEAP, Page("rate", limit=NAMED)) if number else [])


def _named(store: Store, at: Scope, rule: Mapping[str, int], asked: Page) -> list[Row]:
    """The first that stand out, those furthest out first."""
    kept = {name: scaled(Decimal(end) / (100 if "rate" in name else 1)) for name, end in rule.items()}
    task, year = at.chosen.task_id, at.chosen.year
    kind = {"year": year} if task is None else {"task": task}
    filters = {**kind, **kept, "latest": 1, "handed_in": 1}
    return evaluations.listed(store, at.chosen.roots, asked, filters).rows


def _branches(store: Store, at: Scope) -> list[Branch]:
    """Those right beneath, by name, the agency by itself first."""
    agency = at.agency["id"] if at.agency else None
    rows = dashboard.by_agency(store, at.chosen, agency)
    waiting = {row["id"]: row for row in dashboard.not_started(store, at.chosen, agency)}
    names = {row["id"]: row["name"] for row in (*rows, *waiting.values())}
    made = [
        _branch(id, name, id == agency, [row for row in rows if row["id"] == id], waiting.get(id))
        for id, name in names.items()
    ]
    return sorted(made, key=lambda branch: (not branch.own, branch.name, branch.id))


def _branch(id: int, name: str, own: bool, rows: list[Row], waiting: Row | None) -> Branch:
    scored = [row for row in rows if row["scored"] and row["state"] not in WAITING]
    number = _of(scored)
    return Branch(
        id, name, own, {State(state): count for state, count in _count(rows, "state").items()},
        waiting["number"] if waiting else 0, number, mean(sum(summed(row, "total") for row in scored), number),
    )  # fmt: skip
