"""A second calculator, in fractions, written from the published rules alone: it shares no line with the engine.

It reads the rulebooks' TOML by itself, takes a form as plain figures and words, and answers in exact fractions.
"""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

Rules = Mapping[str, Any]
ZERO, ONE = Fraction(0), Fraction(1)


class Line(NamedTuple):
    """One line in plain data; ``form`` is figures, date, yes_no, word, claim, word_for_yes_no, missing or question."""

    form: str
    operator: str = "at_least"
    target: tuple[Fraction, ...] = ()
    actual: tuple[Fraction, ...] = ()
    fulfilled: bool = False  # of yes or no: whether the actual is what was promised
    weight: Fraction | None = None
    self_score: Fraction | None = None
    tier: str = ""  # chosen, or named by the words
    review: Fraction | None = None
    approved: bool = False
    objective: int = 0
    is_execution_rate: bool = False


class Form(NamedTuple):
    """A form in plain data: the row that the points stand on, the objectives' printed points, the lines."""

    budgeted: Fraction | None
    spent: Fraction | None
    objectives: tuple[Fraction | None, ...]
    lines: tuple[Line, ...]


class Points(NamedTuple):
    """Points (None: open) with their basis, and between what they can still lie."""

    points: Fraction | None
    basis: str
    low: Fraction
    high: Fraction


class Result(NamedTuple):
    """What the form is worth."""

    execution: Points
    lines: tuple[Points, ...]
    low: Fraction
    high: Fraction
    total: Fraction | None


def read_rules(texts: Mapping[str, str], id: str) -> Rules:
    """The rulebook of that id with what it inherits: a section of its own replaces the parent's whole."""
    own = tomllib.loads(texts[id], parse_float=Decimal)
    return {**read_rules(texts, own["extends"]), **own} if "extends" in own else own


def texts_in(folder: Path) -> dict[str, str]:
    """Every rulebook text of a folder by its id."""
    found = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))]
    return {tomllib.loads(text)["id"]: text for text in found}


def half_up(value: Fraction, places: int | None) -> Fraction:
    """四舍五入: ties away from zero; None does not round."""
    if places is None:
        return value
    scaled = abs(value) * 10**places
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**places)
    return rounded if value >= 0 else -rounded


def score(form: Form, rules: Rules) -> Result:
    """The whole form: execution, lines, what the unprinted weights leave possible, rounding and cap."""
    row = execution(form, Fraction(rules["execution"]["points"]), rules)
    outside = row if rules["execution"]["placement"] == "outside" else Points(ZERO, row.basis, ZERO, ZERO)
    lines = tuple(line_points(line, form, rules) for line in form.lines)
    known = [points for line, points in zip(form.lines, lines, strict=True) if line.weight is not None]
    spans = [(p.low, p.high) for p in (outside, *known)] + unprinted(form, lines, rules)
    rate = form.spent / form.budgeted if rate_known(form) and form.spent is not None and form.budgeted else None
    worst = ZERO if row.points is None else rate  # while the rate is open, any cap may come
    low = finish(sum((low for low, _ in spans), ZERO), worst, rules)
    high = finish(sum((high for _, high in spans), ZERO), rate, rules)
    closed = low == high and all(left >= 0 for left in _left(form, rules).values())
    return Result(outside, lines, low, high, low if closed else None)


def rate_known(form: Form) -> bool:
    """A rate exists where both figures are there, neither is negative, and the budget is not 0."""
    figures = (form.budgeted, form.spent)
    return all(figure is not None and figure >= 0 for figure in figures) and form.budgeted != 0


def execution(form: Form, full: Fraction, rules: Rules) -> Points:
    """预算执行率得分 out of ``full``."""
    rule, places = rules["execution"], rules["rounding"]
    if form.budgeted is None or form.spent is None or form.budgeted < 0 or form.spent < 0:
        return Points(None, "open", ZERO, full)
    if form.budgeted == 0:
        fixed = {"open": None, "zero": ZERO, "full": full}[rule["zero_budget"]]
        return Points(None, "open", ZERO, full) if fixed is None else Points(fixed, "computed", fixed, fixed)
    rate = half_up(form.spent / form.budgeted, places.get("rate"))
    share = min(rate, ONE)
    if rule["method"] == "bands":
        reached = next(band for band in rule["bands"] if rate >= Fraction(band["from"]))
        share = min(Fraction(reached["points"]) / Fraction(rule["points"]), ONE)
    earned = min(half_up(full * share, places.get("rows")), full)
    return Points(earned, "computed", earned, earned)


def line_points(line: Line, form: Form, rules: Rules) -> Points:
    """One line in points, or in shares of its weight where that is unknown; an approved review is what counts."""
    full = ONE if line.weight is None else line.weight
    if line.approved and line.review is not None:
        if line.weight is not None and 0 <= line.review <= full:
            return Points(line.review, "reviewed", line.review, line.review)
        return Points(None, "open", ZERO, full)
    if rules["execution"]["placement"] == "line" and line.is_execution_rate and line.weight is not None:
        return execution(form, full, rules)
    if line.form in ("missing", "question"):
        return _undecided(full, rules)
    if line.form in ("word", "claim", "word_for_yes_no"):
        return _tiered(line, full, rules)
    return _full(line, full, rules) if _is_met(line, rules) else _missed(line, full, rules)


def _undecided(full: Fraction, rules: Rules) -> Points:
    """No number, an unanswered question, no tier: open, or 0 where the rulebook says so."""
    if rules["open_lines"]["effect"] == "zero":
        return Points(ZERO, "open", ZERO, ZERO)
    return Points(None, "open", ZERO, full)


def _tiered(line: Line, full: Fraction, rules: Rules) -> Points:
    """A tier gives a band; a tier's name against a figure is a claim, which a rulebook may leave open."""
    if not line.tier or (line.form == "claim" and rules["tiers"]["claims"] == "open"):
        return _undecided(full, rules)
    level = next(level for level in rules["tiers"]["levels"] if level["tier"] == line.tier)
    low, high = full * Fraction(level["from"]), full * Fraction(level["to"])
    if line.tier != "achieved" and line.self_score == high:  # only the best tier includes its upper end
        return Points(None, "open", low, high)
    return _person(line, low, high, "claimed" if line.form == "claim" else "judged")


def _person(line: Line, low: Fraction, high: Fraction, basis: str) -> Points:
    """A person's score counts inside the band; without one that lies inside, the line waits for the person."""
    mine = line.self_score
    if line.weight is not None and mine is not None and low <= mine <= high:
        return Points(mine, basis, mine, mine)
    return Points(None, "open", low, high)


def _is_met(line: Line, rules: Rules) -> bool:
    if line.form == "yes_no":
        return line.fulfilled
    t, a = line.target, line.actual
    if line.operator == "within":
        return t[0] <= a[0] and a[-1] <= t[-1]
    if line.form == "figures" and line.operator == "equal" and rules["equal"]["method"] == "reach":
        return a <= t if t[0] == 0 else a >= t
    return {"at_least": a >= t, "more_than": a > t, "at_most": a <= t, "less_than": a < t, "equal": a == t}[
        line.operator
    ]


def _full(line: Line, full: Fraction, rules: Rules) -> Points:
    """Met: the full weight, or what is left where a reduction for over-achievement is allowed and was taken."""
    over, mine = rules["over_achievement"], line.self_score
    rising = line.form == "figures" and line.operator in ("at_least", "more_than") and line.target[0] > 0
    computed = _rounded(full, line, rules)
    if over["effect"] == "reduction" and rising and line.actual[0] >= Fraction(over["threshold"]) * line.target[0]:
        if line.weight is None and mine is not None:
            return Points(None, "open", ZERO, ONE)
        if mine not in (None, computed.points):
            return _person(line, max(computed.high - Fraction(over["up_to"]), ZERO), computed.high, "judged")
    return computed


def _missed(line: Line, full: Fraction, rules: Rules) -> Points:
    rising_falling = {"more_than": "at_least", "less_than": "at_most"}.get(line.operator, line.operator)
    section = {"yes_no": "yes_no", "date": "deadline"}.get(line.form, rising_falling)
    method = rules[section]["method"]
    share = None if method == "person" else _missed_share(method, line.target, line.actual)
    return _person(line, ZERO, full, "judged") if share is None else _rounded(full * share, line, rules)


def _rounded(earned: Fraction, line: Line, rules: Rules) -> Points:
    """Rounded to the row's places, and never above the weight; the share of an unknown weight stays as it is."""
    if line.weight is None:
        return Points(None, "open", earned, earned)
    points = min(half_up(earned, rules["rounding"].get("rows")), line.weight)
    return Points(points, "computed", points, points)


def _missed_share(method: str, target: Sequence[Fraction], actual: Sequence[Fraction]) -> Fraction | None:
    """The part of the weight that a missed line earns, by the table of cases; None sends it to a person."""
    if method in ("zero", "exact", "all_or_nothing"):
        return ZERO
    if method == "nearest_bound":
        method = "ratio" if actual[0] < target[0] else "reciprocal"
    upper = method in ("reciprocal", "linear")
    t, a = (target[-1], actual[-1]) if upper else (target[0], actual[0])
    if t <= 0:
        return ZERO if t == 0 else None
    if method == "linear":
        return max((2 * t - a) / t, ZERO)
    return t / a if upper or (method == "two_sided" and a > t) else max(a / t, ZERO)


def unprinted(form: Form, lines: Sequence[Points], rules: Rules) -> list[tuple[Fraction, Fraction]]:
    """What lines without a printed weight can earn together: a pool for each printed objective, one for the rest."""
    found = []
    for group, left in _left(form, rules).items():
        shares = [
            p for p, line in zip(lines, form.lines, strict=True) if line.weight is None and _group(form, line) == group
        ]
        room = max(left, ZERO)
        found.append((room * min(p.low for p in shares), room * max(p.high for p in shares)))
    return found


def _group(form: Form, line: Line) -> int:
    """The objective whose printed points hold the line; -1 for those that no printed points hold."""
    return line.objective if form.objectives[line.objective] is not None else -1


def _left(form: Form, rules: Rules) -> dict[int, Fraction]:
    """What each group with an unprinted weight has left for it; below 0 where more is printed than there is."""
    printed = sum((points for points in form.objectives if points is not None), ZERO)
    left = {}
    for group in sorted({_group(form, line) for line in form.lines if line.weight is None}):
        held = form.objectives[group] if group >= 0 else None
        held = Fraction(rules["weights"]["indicators"]) - printed if held is None else held
        left[group] = held - sum((line.weight or ZERO for line in form.lines if _group(form, line) == group), ZERO)
    return left


def finish(points: Fraction, rate: Fraction | None, rules: Rules) -> Fraction:
    """Round to the total's places, then the lowest cap that the execution rate falls under."""
    rounded = half_up(points, rules["rounding"]["total"])
    caps = rules["caps"].get("levels", ())
    limits = [Fraction(cap["total"]) for cap in caps if rate is not None and rate < Fraction(cap["below"])]
    return min([rounded, *limits])
