"""Points lost and kept against verdicts and reasons (偏差原因分析): what a reviewer would ask first."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.cells import Kind
from indicators.checks.figures import places
from indicators.checks.indicators import printed_target
from indicators.checks.view import Line, short
from indicators.issues import Issue
from indicators.model import SelfEvaluation, Tier
from indicators.numbers import plain
from indicators.substance import CAUSE_NAMES, Outcome, assess

_WORDS = (Kind.QUALITY, Kind.YES_NO)
_TOP_TIER = 8, 10  # 达成 is worth 100 to 80 per cent of the weight under every known scheme
_HALF = Decimal("0.5")


def check_points(lines: Sequence[Line]) -> Iterator[Issue]:
    """Line by line: full points on a miss, points lost on a met figure or inside the top tier, silent reasons."""
    for line in lines:
        if line.verdict.met is False and line.lost == 0:
            if not _rounds_to_full(line):
                yield issue("full_points_on_miss", f"{line.path}.self_score", **_facts(line))
        elif code := _unexplained(line):
            yield issue(code, f"{line.path}.self_score", **_facts(line))
        elif lost_points(line) and _own_reason_silent(line):
            yield _silent(line)


def check_form_reason(document: SelfEvaluation, lines: Sequence[Line]) -> Iterator[Issue]:
    """The form's one reason for all lines, where it says nothing and a line that it covers lost points."""
    given = document.explanation
    covered = [line for line in lines if lost_points(line) and line.given is given]
    if covered and given.reason and (verdict := assess(given.reason, given.remedy)).outcome is Outcome.INSUFFICIENT:
        numbers = "、".join(str(line.number) for line in covered)
        yield issue(
            "explanation_says_nothing",
            "explanation",
            reason=short(given.reason),
            cause=CAUSE_NAMES[verdict.cause],
            loss=f"第{numbers}行被扣分或未达标",
        )


def lost_points(line: Line) -> bool:
    """True when the self score is under the weight, or, where no score is printed, the target was missed."""
    return line.lost > 0 if line.lost is not None else line.verdict.met is False


def _facts(line: Line) -> dict[str, str]:
    assert line.indicator.weight.value is not None
    assert line.indicator.self_score is not None
    return {
        "self_score": plain(line.indicator.self_score),
        "weight": plain(line.indicator.weight.value),
        "actual": short(line.indicator.actual.text),
        "target": printed_target(line.indicator.target),
    }


def _unexplained(line: Line) -> str:
    """The code for points lost where the document itself gives no cause and no reason says one."""
    if line.lost is None or line.lost <= 0 or line.explained:
        return ""
    if line.verdict.met is True:
        return "points_lost_on_met"
    return "points_lost_in_top_tier" if line.verdict.met is None and _in_top_tier(line) else ""


def _in_top_tier(line: Line) -> bool:
    """True when a word, not a figure, was scored inside the top tier."""
    worded = line.indicator.actual.kind in _WORDS or line.indicator.tier is Tier.ACHIEVED
    weight, lost = line.indicator.weight.value, line.lost
    if not worded or weight is None or lost is None or line.indicator.tier not in (None, Tier.ACHIEVED):
        return False
    least, of = _TOP_TIER
    return (weight - lost) * of >= weight * least


def _own_reason_silent(line: Line) -> bool:
    """True when no reason covers the line, or its own says nothing; the form's is told once, at its own place."""
    own = line.indicator.explanation
    return not line.explained and (bool(own.reason or own.remedy) or not line.form.reason)


def _silent(line: Line) -> Issue:
    given, where = line.given, f"{line.path}.explanation"
    loss = "未达到指标值" if line.lost is None else f"被扣{plain(line.lost)}分"
    verdict = assess(given.reason, given.remedy, name=line.indicator.name)
    if verdict.cause == "blank":
        return issue("explanation_missing", where, loss=loss)
    return issue(
        "explanation_says_nothing",
        where,
        reason=short(given.reason),
        cause=CAUSE_NAMES[verdict.cause],
        loss=f"本行{loss}",
    )


def _rounds_to_full(line: Line) -> bool:
    """True when the miss is so small that the proportional points round to the full weight (3.996 to 4.0)."""
    weight, score = line.indicator.weight.value, line.indicator.self_score
    if weight is None or score is None or not len(line.verdict.target) == len(line.verdict.actual) == 1:
        return False
    low, high = sorted((line.verdict.target[0], line.verdict.actual[0]))
    return weight * (high - low) < _HALF.scaleb(-places(score)) * high
