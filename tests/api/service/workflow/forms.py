"""A form of three lines, the answers that a reporter gives, and by hand what each is worth under mohrss-2023."""

import copy
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

PLACES = tuple(f"objectives[0].indicators[{i}]" for i in range(3))
WEIGHTS = (Decimal(50), Decimal(30), Decimal(10))  # the execution has the other ten
REPORTED = ("actual", "self_score", "explanation")
# Each line has its own words: the same said of two lines would be weak.
_GIVEN = (
    ("因上游系统升级停机两个月，少做了一次", "已与上游单位约定改为远程进行，今年三季度补齐"),
    ("本年度相关人群由新设的社区中心服务，不再由本单位统计", "明年起与社区中心合并统计，六月底前完成数据对接"),
    ("三月换用新的评价问卷，老年用户不会操作而误选", "五月已增设电话回访，由客服人员代为填写"),
)
_WEAK = ("工作量不足", "加强管理")


class Answer(NamedTuple):
    """What is filled in, its points (None: open), how the explanation stands, and what else is said of it."""

    fields: Mapping[str, Any]
    points: Decimal | None
    told: str = ""
    stated: bool = False  # no number, and its kind is said
    claimed: bool = False  # a tier's name against a figure: owes evidence


def _answer(actual: Any, points: str | None, told: str = "", line: int = 0, **more: Any) -> Answer:
    reason, remedy = _GIVEN[line] if told == "given" else _WEAK
    explanation = {"reason": reason, "remedy": remedy} if told else None
    fields = {"actual": actual, "self_score": more.pop("self_score", None), "explanation": explanation}
    given = {key: value for key, value in fields.items() if value is not None}
    return Answer(given, None if points is None else Decimal(points), told, **more)


BLANK = _answer(None, None)
# 9/10 of 50 is 45; 72/90 of 10 is 8.
ANSWERS: Sequence[Mapping[str, Answer]] = (
    {
        "blank": BLANK,
        "met": _answer("10次", "50"),
        "missed": _answer("9次", "45"),
        "explained": _answer("9次", "45", "given"),
        "weak": _answer("9次", "45", "weak"),
        "not_yet_due": _answer({"text": "", "missing": "not_yet_due"}, None, "given", stated=True),
    },
    {
        "blank": BLANK,
        "met": _answer("20万人", "30"),
        "claimed": _answer("达成预期指标", "30", self_score="30", claimed=True),
        "not_applicable": _answer({"text": "", "missing": "not_applicable"}, None, stated=True),
        "explained": _answer({"text": "", "missing": "not_applicable"}, None, "given", line=1, stated=True),
    },
    {
        "blank": BLANK,
        "met": _answer("90%", "10"),
        "explained": _answer("72%", "8", "given", line=2),
    },
)
# 80 of 100 spent: 8 of the ten points.
FUNDS: Mapping[str, tuple[str | None, Decimal | None]] = {
    "blank": (None, None),
    "all": ("100", Decimal(10)),
    "most": ("80", Decimal(8)),
}

Content = tuple[str, str, str, str]  # the answers' names line by line, then the funds'
EMPTY: Content = ("blank", "blank", "blank", "blank")
COMPLETE: Sequence[Content] = (
    ("met", "met", "met", "all"),
    ("explained", "met", "explained", "most"),
    ("weak", "met", "met", "all"),
    ("not_yet_due", "explained", "met", "most"),
)
INCOMPLETE: Sequence[Content] = (
    EMPTY,
    ("missed", "met", "met", "all"),
    ("met", "claimed", "met", "all"),
    ("met", "not_applicable", "met", "all"),
    ("met", "met", "met", "blank"),
    ("met", "met", "blank", "most"),
)


def exact(text: str | None) -> Decimal | None:
    """A score as the actions take it."""
    return None if text is None else Decimal(text)


def answers(content: Content) -> list[Answer]:
    """The answers of a content, line by line."""
    return [ANSWERS[i][content[i]] for i in range(3)]


def line(dimension: str, category: str, name: str, target: str, weight: str) -> dict[str, Any]:
    """A line as a plan promises it."""
    return {
        "dimension": dimension, "category": category, "name": name, "target": target,
        "weight": {"value": weight, "origin": "printed"},
    }  # fmt: skip


def report(name: str) -> dict[str, Any]:
    """The report of a project that promises the three lines, still without any answer."""
    return {
        "document": "self_evaluation", "scope": "project", "budget_year": 2023, "place": "中央",
        "rulebook": "mohrss-2023", "project": {"name": name}, "funding": funding("blank"),
        "objectives": [{"text": "保障系统稳定运行", "indicators": [
            line("output", "quantity", "巡检次数", "≥10次", "50"),
            line("benefit", "social_benefit", "服务人数", "≥20万人", "30"),
            line("satisfaction", "service_satisfaction", "用户满意度", "≥90%", "10"),
        ]}],
    }  # fmt: skip


def funding(name: str) -> dict[str, Any]:
    """The funds with what was spent of them."""
    spent = FUNDS[name][0]
    row = {"source": "total", "initial": "100", "budgeted": "100"}
    return {"unit": "万元", "rows": [row | ({} if spent is None else {"spent": spent})]}


def part(place: str, answer: Answer) -> dict[str, Any]:
    """The part of a save that gives a line this answer and nothing else."""
    return {"where": place, **answer.fields, "clear": [key for key in REPORTED if key not in answer.fields]}


def parts(content: Content) -> dict[str, Any]:
    """The parts of a save that give every answer."""
    lines = [part(place, answer) for place, answer in zip(PLACES, answers(content), strict=True)]
    return {"lines": lines, "funding": funding(content[3])}


def whole(document: Mapping[str, Any], content: Content) -> dict[str, Any]:
    """The whole document with these answers in place of its own."""
    made: dict[str, Any] = copy.deepcopy(dict(document)) | {"funding": funding(content[3])}
    lines = made["objectives"][0]["indicators"]
    for i, answer in enumerate(answers(content)):
        kept = {key: value for key, value in lines[i].items() if key not in REPORTED}
        lines[i] = kept | copy.deepcopy(dict(answer.fields))
    return made
