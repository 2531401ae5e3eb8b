"""The catalogue: codes, sentences, places."""

import re
import string

import pytest

from indicators.catalogue import CATALOGUE, issue, sentence
from indicators.issues import Severity
from indicators.model import Objective, Source
from indicators.places import line_number, place
from tests.indicators.checks.build import form, line, row

LINES = [line(f"巡检第{i}项") for i in range(1, 13)]
DOCUMENT = form(
    objectives=[Objective("甲", tuple(LINES[:5])), Objective("乙", tuple(LINES[5:]), name="年度目标二")],
    rows=[row(Source.TOTAL), row(Source.APPROPRIATION)],
)


def test_a_sentence_has_the_place_the_finding_and_what_to_do() -> None:
    found = issue("actual_blank", "objectives[1].indicators[6].actual")
    assert sentence(found, DOCUMENT) == "第12行 实际完成值未填：请填写数值，或选择“未到期”。"


def test_facts_are_quoted_as_they_are_braces_included() -> None:
    found = issue("target_unreadable", "objectives[0].indicators[0].target", cell="{0}{x}")
    assert sentence(found, DOCUMENT) == "第1行 指标值“{0}{x}”无法识别：请照原件重新填写。"


PLACES = [
    ("objectives[0].indicators[4].target", "第5行 指标值"),
    ("objectives[1].indicators[0].self_score", "第6行 得分"),
    ("objectives[1].indicators[0].explanation.reason", "第6行 偏差原因分析"),
    ("objectives[1].indicators[0]", "第6行"),
    ("objectives[0].weight", "年度目标1 分值"),
    ("objectives[1].weight", "年度目标二 分值"),
    ("objectives[7].weight", "年度目标8 分值"),
    ("objectives", "各行指标"),
    ("funding.rows[1].rate", "资金表 财政拨款 执行率"),
    ("funding.rows[9].rate", "资金表 第10行 执行率"),
    ("funding", "资金表"),
    ("spending", "基本支出和项目支出"),
    ("narrative.rate", "自评综述 执行率"),
    ("explanation", "全表偏差原因分析"),
    ("published_total", "总分"),
    ("documents[1].yearly_summary.funds", "第2份 年度自评情况 资金"),
    ("documents[0]", "第1份"),
    ("budget_year", "budget_year"),
]


@pytest.mark.parametrize(("where", "said"), PLACES)
def test_a_path_is_said_as_an_official_would(where: str, said: str) -> None:
    assert place(where, DOCUMENT) == said


def test_a_line_that_does_not_exist_has_no_number() -> None:
    assert line_number("objectives[3].indicators[0]", DOCUMENT) == 0


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_is_complete_and_chinese(code: str) -> None:
    entry = CATALOGUE[code]
    assert re.fullmatch("[a-z]+(_[a-z]+)*", code)
    assert entry.severity in Severity
    assert all(re.search("[一-鿿]", text) for text in (entry.title, entry.text, entry.advice))
    assert not entry.advice.endswith("。")
    assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(entry.text))
