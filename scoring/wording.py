"""A step as one Chinese sentence (计分过程的文字), rendered when somebody asks for it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeGuard

from indicators.cells import Operator
from scoring.figures import amount, percent
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES, Clause
from scoring.trace import Step, Value

OPERATOR_SIGNS: Mapping[str, str] = {
    Operator.AT_LEAST: "≥",
    Operator.MORE_THAN: ">",
    Operator.AT_MOST: "≤",
    Operator.LESS_THAN: "<",
    Operator.EQUAL: "=",
    Operator.WITHIN: "介于",
    Operator.UNSTATED: "",
}
REASON_NAMES: Mapping[str, str] = {
    "missing": "指标值没有填写或无法识别",
    "blank": "没有填报实际完成值",
    "not_applicable": "填报为不适用",
    "not_yet_due": "填报为未到期",
    "unreadable": "实际完成值无法识别",
    "no_row": "资金表没有办法用来计分的一行",
    "question": "读数有疑问，尚未答复",
    "unit_mismatch": "目标与实际的度量单位不能换算",
    "quality": "定性指标，由人判定",
    "tier_name": "以档次名称作答，没有数值",
    "tier_unknown": "尚未选定档次",
    "weight_unknown": "表上没有印分值",
    "outside_band": "自评得分不在所属档次的分值范围内",
    "unscored": "应由人在范围内给分，尚未给分",
    "to_a_person": "办法没有规定公式，由人判定",
    "over_achieved": "超额完成，办法允许扣分",
    "judged": "由人在档次范围内判定",
    "claimed": "按档次名称自报，未经计量",
    "reviewed": "复核得分已经批准，以复核为准",
    "review_outside_weight": "复核得分不在0与分值之间",
    "no_funds": "没有填报预算数或执行数",
    "zero_budget": "预算数为0，执行率无法计算",
    "negative_funds": "预算数或执行数为负",
    "in_lines": "执行率列在指标行中计分",
    "": "",
}


def citation(clause: Clause) -> str:
    """《paper》（number）article, with the grade of evidence beside it."""
    number = f"（{clause.number}）" if clause.number else ""
    return f"《{clause.paper}》{number}{clause.article}［{EVIDENCE_NAMES[clause.evidence]}］"


def sentence(step: Step, book: Rulebook) -> str:
    """The step and all beneath it as one sentence that ends with its sources, each named once."""
    parts = [part for inner in step.walk() if (part := phrase(inner, book))]
    rules = dict.fromkeys(inner.rule for inner in step.walk() if inner.rule)
    sources = "；".join(dict.fromkeys(citation(clause) for rule in rules for clause in book.cited(rule)))
    return "；".join(parts) + (f"。依据：{sources}。" if sources else "。")


def phrase(step: Step, book: Rulebook) -> str:
    """What this step alone did, without its source."""
    return _PHRASES[step.name](step, dict(step.inputs), book)


Inputs = dict[str, Value]


def _figure(value: Value) -> str:
    if isinstance(value, tuple):
        return "至".join(amount(item) for item in value)
    assert isinstance(value, Decimal)
    return amount(value)


def _score(step: Step) -> str:
    return _figure(step.value)


def _met(step: Step, i: Inputs, _: Rulebook) -> str:
    verdict = "达到" if step.value else "未达到"
    target, actual, sign = i["target"], i["actual"], OPERATOR_SIGNS[str(i["operator"])]
    if _is_day(target) and _is_day(actual) and i["operator"] != Operator.WITHIN:
        return f"目标{sign}{_day(target)}，实际{_day(actual)}，{verdict}"
    return f"目标{sign}{_figure(target)}，实际{_figure(actual)}，{verdict}"


def _is_day(value: Value) -> TypeGuard[tuple[Decimal, ...]]:
    return isinstance(value, tuple) and len(value) > 1


def _day(numbers: tuple[Decimal, ...]) -> str:
    """2024年11月30日, or 11月30日 where the form gives no year."""
    return "".join(f"{amount(number)}{name}" for number, name in zip(numbers, "年月日"[-len(numbers) :], strict=True))


def _stated(step: Step, i: Inputs, _: Rulebook) -> str:
    return f"目标“{i['target']}”，实际“{i['actual']}”，{'达到' if step.value else '未达到'}"


def _tiered(word: str) -> Callable[[Step, Inputs, Rulebook], str]:
    def words(step: Step, i: Inputs, book: Rulebook) -> str:
        tier = step.rule.partition(".")[2]
        named = next((f"“{band.name}”一档" for band in book.tiers.bands if band.tier == tier), "允许范围")
        return f"{word}{_score(step)}分，在{named}的{_figure(i['low'])}至{_figure(i['high'])}分之内"

    return words


_PHRASES: Mapping[str, Callable[[Step, Inputs, Rulebook], str]] = {
    "met": _met,
    "stated": _stated,
    "full": lambda s, i, b: f"得满分{_score(s)}分",
    "nothing": lambda s, i, b: "不得分",
    "ratio": lambda s, i, b: (
        f"得分 = {_figure(i['weight'])} × {_figure(i['actual'])} ÷ {_figure(i['target'])} = {_score(s)}"
    ),
    "reciprocal": lambda s, i, b: (
        f"得分 = {_figure(i['weight'])} × {_figure(i['target'])} ÷ {_figure(i['actual'])} = {_score(s)}"
    ),
    "linear_excess": lambda s, i, b: (
        f"得分 = {_figure(i['weight'])} × (1 − ({_figure(i['actual'])} − {_figure(i['target'])})"
        f" ÷ {_figure(i['target'])}) = {_score(s)}"
    ),
    "quotient": lambda s, i, b: f"执行率 = {_figure(i['spent'])} ÷ {_figure(i['budgeted'])} = {_rate(s)}",
    "linear": lambda s, i, b: (
        f"执行率得分 = {_figure(i['points'])} × {_figure(i['spent'])} ÷ {_figure(i['budgeted'])} = {_score(s)}"
    ),
    "of_rate": lambda s, i, b: f"执行率得分 = {_figure(i['points'])} × {_rate(s.children[0])} = {_score(s)}",
    "band": lambda s, i, b: f"执行率在{_percent(i['from'])}及以上这一段，得{_score(s)}分",
    "judged": _tiered("由人判定"),
    "claimed": _tiered("以档次名称自报"),
    "reviewed": lambda s, i, b: f"复核得分{_score(s)}分，计入得分以复核为准",
    "open_is_zero": lambda s, i, b: f"{REASON_NAMES[str(i['reason'])]}，按办法计0分",
    "pool": lambda s, i, b: (
        f"各行分值未印，合计{_figure(i['points'])}分，每行得其分值的{_percent(i['share'])}，共{_score(s)}分"
    ),
    "cap": lambda s, i, b: f"以{_figure(i['limit'])}分为限，得{_score(s)}分",
    "floor": lambda s, i, b: f"最低{_figure(i['limit'])}分",
    "round": lambda s, i, b: f"保留{i['places']}位小数得{_plain(s)}" if s.value != s.children[0].value else "",
    "closed": lambda s, i, b: f"尚未定分的各项不影响结果，总分{_score(s)}分",
    "sum": lambda s, i, b: f"合计{_score(s)}分",
}


def _rate(step: Step) -> str:
    return _percent(step.value)


def _percent(value: Value) -> str:
    assert isinstance(value, Decimal)
    return percent(value)


def _plain(step: Step) -> str:
    assert isinstance(step.value, Decimal)
    return f"{step.value:f}"
