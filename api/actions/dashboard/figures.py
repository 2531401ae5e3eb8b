"""The figures of a dashboard as records (总览的数), and the rules in which they are made. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from api.store import Row
from api.store.dashboard import RATES, SCALE, TOTALS
from indicators.workflow import State

WAITING = frozenset({State.DRAFT, State.RETURNED})  # not handed in, or handed back
SETTLED = frozenset({State.APPROVED, State.PUBLISHED, State.WITHDRAWN})
NAMED = 8  # outliers told by name
YEARS = 10  # the latest
PLACES = 2  # of every mean
# What stands out: much was spent for few points, or many points were had for little. Rates in per cent.
SPENT, FEW_POINTS, UNSPENT, MANY_POINTS = 90, 80, 60, 90


COSTLY: Mapping[str, int] = {"least_rate": SPENT, "below_total": FEW_POINTS}
CHEAP: Mapping[str, int] = {"below_rate": UNSPENT, "least_total": MANY_POINTS}


class Bar(NamedTuple):
    """So many of a kind, and the points that they lost together."""

    key: str
    number: int
    points: Decimal


class Branch(NamedTuple):
    """An agency with all beneath it, or (``own``) by itself: its evaluations by state, its mean total."""

    id: int
    name: str
    own: bool
    states: Mapping[State, int]
    not_started: int
    scored: int
    mean: Decimal | None

    @property
    def promised(self) -> int:
        """Everything that is to be handed in."""
        return self.not_started + sum(self.states.values())


class Spot(NamedTuple):
    """So many evaluations of one class of rate (per cent) and one of total, and where their middle lies."""

    rate_class: int
    total_class: int
    number: int
    rate: Decimal
    total: Decimal


class Outliers(NamedTuple):
    """How many stand out in one way, and the first of them by name."""

    number: int
    rows: list[Row]


class Year(NamedTuple):
    """What was handed in of one year: how many, how many of them with total and rate, and the means."""

    year: int
    number: int
    scored: int
    total: Decimal | None
    rated: int
    rate: Decimal | None


class Grade(NamedTuple):
    """A grade with its lower end under the rulebook (None where rulebooks differ), and how many have it."""

    name: str
    least: Decimal | None
    number: int


class Board(NamedTuple):
    """Every figure of the dashboard."""

    states: Mapping[State, int]
    not_started: int
    unplanned: list[Row]  # the first agencies asked for reports that have no approved plan, each with their number
    branches: list[Branch]
    whole: Year  # of what was handed in
    totals: tuple[int, ...]
    grades: list[Grade]
    ungraded: int  # with a total
    spots: list[Spot]
    costly: Outliers
    cheap: Outliers
    dimensions: list[Bar]
    execution: Bar
    categories: list[Bar]
    causes: list[Bar]
    explanations: Mapping[str, int]
    backed: tuple[int, int]  # evaluations with a file, and without
    lines_backed: tuple[int, int]  # deviating lines with a file, and without
    trend: list[Year]

    @property
    def begun(self) -> int:
        """All that were begun."""
        return sum(self.states.values())


def mean(total: int, number: int, factor: int = 1) -> Decimal | None:
    """The mean of scaled integers times a factor, half-up to two digits, in whole numbers all the way."""
    if not number:
        return None
    steps = factor * 10**PLACES
    return Decimal((2 * total * steps + number * SCALE) // (2 * number * SCALE)).scaleb(-PLACES)


def is_costly(spot: Spot) -> bool:
    """Spent at least 90 %, and earned less than 80 points."""
    return spot.rate_class > RATES.index(SPENT) and spot.total_class <= TOTALS.index(FEW_POINTS)


def is_cheap(spot: Spot) -> bool:
    """Spent less than 60 %, and earned at least 90 points."""
    return spot.rate_class <= RATES.index(UNSPENT) and spot.total_class > TOTALS.index(MANY_POINTS)
