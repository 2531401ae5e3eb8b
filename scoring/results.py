"""What scoring a line gives (计分结果): the scores side by side, what counts, and what it rests on."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.cells import Verdict
from indicators.model import Indicator
from scoring.rules import TierBand
from scoring.trace import Step


class Basis(StrEnum):
    """What the points (计入得分) rest on: 计算、判定、自报、复核、待定."""

    COMPUTED = "computed"
    JUDGED = "judged"
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    OPEN = "open"


class LineScore(NamedTuple):
    """One line of the sheet; self, computed and review score stand side by side, none overwrites another.

    ``points`` is what counts, in points of the weight; None while the line is open. ``low`` and ``high`` bound what
    it can still earn (equal to ``points`` when it has any). With an unknown weight, ``low`` and ``high`` are shares
    of that weight (0..1) and no score is given. ``reason`` is the code of why the line is open or went to a person.
    """

    where: str
    indicator: Indicator
    weight: Decimal | None
    met: bool | None
    verdict: Verdict
    computed_score: Decimal | None
    points: Decimal | None
    basis: Basis
    low: Decimal
    high: Decimal
    reason: str
    step: Step | None
    tier: TierBand | None = None
    over_achieved: bool = False

    @property
    def self_score(self) -> Decimal | None:
        """自评得分 as printed."""
        return self.indicator.self_score

    @property
    def review_score(self) -> Decimal | None:
        """复核得分, approved or not."""
        return self.indicator.review.score if self.indicator.review else None

    @property
    def lost(self) -> Decimal | None:
        """Points lost: weight less points; None while either is unknown."""
        return None if self.points is None or self.weight is None else self.weight - self.points
