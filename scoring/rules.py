"""The sections of a rulebook (评分办法的各项规定) as frozen records; every section names the clause it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.model import Tier
from indicators.taxonomy import Dimension


class EvidenceGrade(StrEnum):
    """How well a value is known: paper read, seen in a form, seen in a system, or recalled."""

    PAPER = "paper"
    FORM = "form"
    SYSTEM = "system"
    RECALLED = "recalled"


EVIDENCE_NAMES: Mapping[EvidenceGrade, str] = {
    EvidenceGrade.PAPER: "已查阅文件原文",
    EvidenceGrade.FORM: "见于已公开的表格",
    EvidenceGrade.SYSTEM: "见于在用系统的行为",
    EvidenceGrade.RECALLED: "凭一般了解记录，未核对原文",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """条款: paper, number (文号), article (empty where not known: never invented), evidence, date last checked.

    ``dated`` is the year that the paper or form bears; only a dated clause lets a rulebook be chosen by itself.
    """

    key: str
    paper: str
    evidence: EvidenceGrade
    checked_on: date
    number: str = ""
    article: str = ""
    dated: int | None = None
    note: str = ""


SCOPE_NAMES: Mapping[str, str] = {"total": "年度资金总额", "appropriation": "财政拨款", "parts": "各资金来源之和"}


class Rule(NamedTuple):
    """A way of earning points for one kind of target, by the name of its method."""

    method: str
    clause: str


class Band(NamedTuple):
    """An execution band: rates from ``from_`` (included) up to the next band earn ``points``."""

    from_: Decimal
    points: Decimal
    clause: str


class ExecutionRule(NamedTuple):
    """预算执行率得分: ``method`` linear or bands; ``scope`` a key of SCOPE_NAMES; ``placement`` outside or line."""

    points: Decimal
    method: str
    scope: str
    placement: str
    zero_budget: str
    bands: tuple[Band, ...]
    clause: str


class Share(NamedTuple):
    """Points that one or several dimensions hold together (合计权重)."""

    dimensions: frozenset[Dimension]
    points: Decimal


class Split(NamedTuple):
    """One allowed division of the indicators' points among first-level indicators (一级指标权重)."""

    name: str
    shares: tuple[Share, ...]


class WeightsRule(NamedTuple):
    """指标权重: what all indicator lines add up to, and the allowed splits (none where the paper gives none)."""

    indicators: Decimal
    splits: tuple[Split, ...]
    clause: str


class TierBand(NamedTuple):
    """One tier (档次): from ``low`` (included) to ``high`` of the weight; the words that choose it by themselves.

    Band and words may rest on different clauses.
    """

    tier: Tier
    name: str
    low: Decimal
    high: Decimal
    top: bool
    words: frozenset[str]
    clause: str
    words_clause: str


class TiersRule(NamedTuple):
    """定性指标的分档, best first; ``claims``: what a tier's name against a figure gives (claimed or open)."""

    bands: tuple[TierBand, ...]
    claims: str
    clause: str


class OverRule(NamedTuple):
    """超额完成: from ``threshold`` times the target (None: none) the effect is nothing, explain or reduction."""

    threshold: Decimal | None
    effect: str
    up_to: Decimal
    clause: str


class RoundingRule(NamedTuple):
    """取位: decimals of the rate (as a fraction; None: not rounded), of each row (None: only the total), of the total."""

    rate: int | None
    rows: int | None
    total: int
    clause: str


class DueRule(NamedTuple):
    """When an explanation (偏差原因分析) is due; ``execution_below``: rate under which the execution owes one, too."""

    causes: frozenset[str]
    execution_below: Decimal | None
    clause: str


class Cap(NamedTuple):
    """A ceiling on the total where the execution rate is below ``below``."""

    below: Decimal
    total: Decimal


class CapsRule(NamedTuple):
    """按执行率封顶: highest bound first; empty where the place has none."""

    levels: tuple[Cap, ...]
    clause: str


class Grade(NamedTuple):
    """等级: its name and closed lower end."""

    name: str
    from_: Decimal


class GradesRule(NamedTuple):
    """等级 best first; empty where the place gives none."""

    levels: tuple[Grade, ...]
    clause: str


class OpenRule(NamedTuple):
    """What a line without a score does to the total: ``open`` (no total) or ``zero``."""

    effect: str
    clause: str
