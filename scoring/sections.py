"""Each section of a rulebook from its table: one small function per section."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise

from indicators.model import Tier
from indicators.numbers import fold
from indicators.taxonomy import Dimension
from scoring.rules import (
    SCOPE_NAMES,
    Band,
    Cap,
    CapsRule,
    Clause,
    DueRule,
    EvidenceGrade,
    ExecutionRule,
    Grade,
    GradesRule,
    OpenRule,
    OverRule,
    RoundingRule,
    Rule,
    Share,
    Split,
    TierBand,
    TiersRule,
    WeightsRule,
)
from scoring.tables import Table

METHODS: Mapping[str, tuple[str, ...]] = {
    "at_least": ("ratio", "zero", "person"),
    "at_most": ("reciprocal", "linear", "zero", "person"),
    "equal": ("reach", "two_sided", "exact", "person"),
    "within": ("exact", "nearest_bound", "person"),
    "deadline": ("exact", "person"),
    "yes_no": ("all_or_nothing", "person"),
    "rollup": ("sum_and_weigh", "none"),
}
DUE_CAUSES = ("points_lost", "missed", "over_achievement", "low_execution", "no_number")
EFFECTS = ("nothing", "explain", "reduction")


def clause(key: str, table: Table) -> Clause:
    """A clause: paper, evidence grade and date last checked are required; number, article, year, note as known."""
    return Clause(
        key=key,
        paper=table.text("paper"),
        evidence=EvidenceGrade(table.choice("evidence", EvidenceGrade)),
        checked_on=table.day("checked_on"),
        number=table.text("number", ""),
        article=table.text("article", ""),
        dated=table.optional_whole("dated", 1990, 2100),
        note=table.text("note", ""),
    )


def rule(table: Table) -> Rule:
    """A method by name, among those that the section offers."""
    return Rule(table.choice("method", METHODS[table.path]), table.text("clause"))


def execution(table: Table) -> ExecutionRule:
    """预算执行率: points, method, scope, placement, what a zero budget gives, bands best first down to 0."""
    own = table.text("clause")
    bands = tuple(
        Band(t.number("from", "0", "1"), t.number("points", "0", "100"), t.text("clause", own))
        for t in _closed(table.tables("bands"), "from", "points", "clause")
    )
    method = table.choice("method", ("linear", "bands"))
    if (method == "bands") != bool(bands):
        raise table.refuse("bands", "分段计分须列出各段 [[execution.bands]]；按比例计分则不列")
    _descending(table, "bands", [band.from_ for band in bands], ends_at_zero=bool(bands))
    full = table.number("points", "0", "100")
    if any(band.points > full for band in bands):
        raise table.refuse("bands", f"各段得分不得超过满分{full}分")
    _descending(table, "bands", [band.points for band in bands])
    return ExecutionRule(
        points=full,
        method=method,
        scope=table.choice("scope", SCOPE_NAMES),
        placement=table.choice("placement", ("outside", "line")),
        zero_budget=table.choice("zero_budget", ("open", "zero", "full")),
        bands=bands,
        clause=own,
    )


def weights(table: Table) -> WeightsRule:
    """指标权重: the sum of the lines, and the splits among first-level indicators, each adding up to that sum."""
    total = table.number("indicators", "1", "100")
    splits = tuple(_split(t, total) for t in table.tables("splits"))
    return WeightsRule(total, splits, table.text("clause"))


def _split(table: Table, total: Decimal) -> Split:
    shares = tuple(_share(t) for t in table.tables("shares"))
    if sum(share.points for share in shares) != total:
        raise table.refuse("shares", f"各一级指标分值之和应为{total}")
    named = [dimension for share in shares for dimension in share.dimensions]
    if len(named) != len(set(named)) or not all(share.dimensions for share in shares):
        raise table.refuse("shares", "每份至少写明一个一级指标，同一个一级指标只能出现一次")
    split = Split(table.text("name"), shares)
    table.close()
    return split


def _share(table: Table) -> Share:
    words = table.texts("dimensions")
    for word in words:
        if word not in tuple(Dimension):
            raise table.refuse("dimensions", f"“{word}”不是一级指标，应为：{'、'.join(Dimension)}")
    share = Share(frozenset(Dimension(word) for word in words), table.number("points", "0", "100"))
    table.close()
    return share


def tiers(table: Table) -> TiersRule:
    """定性指标分档: best first; each band's lower end is closed and is the next band's open upper end."""
    own = table.text("clause")
    listed = table.tables("levels")
    bands = tuple(_tier(t, own, first=i == 0) for i, t in enumerate(listed))
    if [band.tier for band in bands] != list(Tier):
        raise table.refuse("levels", f"应依次列出三档：{'、'.join(Tier)}")
    if any(low.high != high.low for high, low in pairwise(bands)):
        raise table.refuse("levels", "各档须首尾相接：下一档的上限等于上一档的下限")
    return TiersRule(bands, table.choice("claims", ("claimed", "open")), own)


def _tier(table: Table, own: str, *, first: bool) -> TierBand:
    band = TierBand(
        tier=Tier(table.choice("tier", Tier)),
        name=table.text("name"),
        low=table.number("from", "0", "1"),
        high=table.number("to", "0", "1"),
        top=first,
        words=frozenset(fold(word) for word in table.texts("words")),
        clause=table.text("clause", own),
        words_clause=table.text("words_clause", own),
    )
    if band.low >= band.high:
        raise table.refuse("from", "下限应小于上限")
    table.close()
    return band


def over_achievement(table: Table) -> OverRule:
    """超额完成: threshold as a multiple of the target (left out where no text gives a number) and its effect."""
    effect = table.choice("effect", EFFECTS)
    threshold = table.optional_number("threshold", "1", "100")
    if (threshold is None) != (effect == "nothing"):
        raise table.refuse("threshold", "effect 为 nothing 时不写，其余情形必须写明倍数")
    up_to = table.number("up_to", "0", "100") if effect == "reduction" else Decimal(0)
    return OverRule(threshold, effect, up_to, table.text("clause"))


def rounding(table: Table) -> RoundingRule:
    """取位: decimals of the rate (fraction; left out: not rounded), of each row (left out: not rounded), of the total."""
    return RoundingRule(
        rate=table.optional_whole("rate", 0, 12),
        rows=table.optional_whole("rows", 0, 12),
        total=table.whole("total", 0, 12),
        clause=table.text("clause"),
    )


def explanations(table: Table) -> DueRule:
    """偏差原因分析: the causes that make one due, and the execution rate under which the execution owes one."""
    causes = table.texts("due")
    for cause in causes:
        if cause not in DUE_CAUSES:
            raise table.refuse("due", f"“{cause}”不在可选项中，应为：{'、'.join(DUE_CAUSES)}")
    below = table.optional_number("execution_below", "0", "1")
    if ("low_execution" in causes) != (below is not None):
        raise table.refuse("execution_below", "列有 low_execution 时必须写明执行率界限，否则不写")
    return DueRule(frozenset(causes), below, table.text("clause"))


def caps(table: Table) -> CapsRule:
    """按执行率封顶: highest bound first; empty where the place has none."""
    levels = tuple(
        Cap(t.number("below", "0", "1"), t.number("total", "0", "100"))
        for t in _closed(table.tables("levels"), "below", "total")
    )
    _descending(table, "levels", [cap.below for cap in levels])
    _descending(table, "levels", [cap.total for cap in levels])
    return CapsRule(levels, table.text("clause"))


def grades(table: Table) -> GradesRule:
    """等级 with closed lower ends, best first, the last from 0; empty where the place gives none."""
    levels = tuple(
        Grade(t.text("name"), t.number("from", "0", "100")) for t in _closed(table.tables("levels"), "name", "from")
    )
    _descending(table, "levels", [grade.from_ for grade in levels], ends_at_zero=bool(levels))
    return GradesRule(levels, table.text("clause"))


def open_lines(table: Table) -> OpenRule:
    """未能计分的指标: ``open`` leaves the total open, ``zero`` counts them as 0."""
    return OpenRule(table.choice("effect", ("open", "zero")), table.text("clause"))


def _closed(tables: list[Table], *known: str) -> list[Table]:
    """The tables, each refused if it holds a key besides the known ones."""
    for table in tables:
        for key in table.keys():
            if key not in known:
                raise table.refuse(key, "不认识这一项，请核对拼写或删去")
    return tables


def _descending(table: Table, key: str, ends: list[Decimal], *, ends_at_zero: bool = False) -> None:
    if any(a <= b for a, b in pairwise(ends)):
        raise table.refuse(key, "须由高到低排列，且不得重复")
    if ends_at_zero and ends[-1] != 0:
        raise table.refuse(key, "最后一段须从0起，否则有的得分无处归属")


SECTIONS: Mapping[str, Callable[[Table], object]] = {
    "execution": execution,
    "weights": weights,
    "at_least": rule,
    "at_most": rule,
    "equal": rule,
    "within": rule,
    "deadline": rule,
    "yes_no": rule,
    "tiers": tiers,
    "over_achievement": over_achievement,
    "rounding": rounding,
    "explanations": explanations,
    "caps": caps,
    "grades": grades,
    "open_lines": open_lines,
    "rollup": rule,
}
