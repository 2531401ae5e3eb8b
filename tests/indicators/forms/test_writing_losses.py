"""What a family of forms cannot carry is said, line by line."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from api.schemas import load_document
from indicators.forms.writing import pages
from indicators.model import Document, Evidence, Review, Tier
from tests.indicators.forms.test_writing import boxes, changed, family, sample, value


def lost(document: Document, layout: str) -> list[str]:
    """What the family cannot carry, the sentence around it taken off."""
    return [sentence.removeprefix("表样没有").removesuffix("的位置") for sentence in pages(document, layout)[1]]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("huangpi-2023-jinbao", ["分值（4 行）", "自评综述", "年度自评情况概述"]),
        ("jilin-2023-cloud", ["行的备注（1 行）", "总分", "自评综述", "年度自评情况概述"]),
        ("mohrss-2023-egov", ["自评综述", "年度自评情况概述"]),
        ("mohrss-2025-jinbao", []),
        ("sichuan-2023-cloud", []),
    ],
)
def test_what_a_sample_loses_in_its_own_family(name: str, said: list[str]) -> None:
    assert lost(sample(name), family(name)) == said


def test_what_a_form_of_plans_cannot_carry() -> None:
    assert lost(sample("huangpi-2023-jinbao"), "sichuan_plan") == [
        "主管部门“武汉市黄陂区人力资源和社会保障局”",
        "项目类别“部门预算项目”",
        "项目属性“持续性项目”",
        "项目类型“常年性项目”",
        "年度资金总额的全年预算数",
        "年度资金总额的全年执行数",
        "年度资金总额的执行率",
        "年度资金总额的执行率的分值",
        "年度资金总额的执行率的得分",
        "不分栏的指标值（整个印在“指标值”一栏）（4 行）",
        "实际完成值（4 行）",
        "得分（4 行）",
        "分值系推定的说明（4 行）",
        "整张表的偏差原因分析及改进措施",
        "总分",
        "自评综述",
        "年度自评情况概述",
    ]


def test_what_a_form_of_one_row_of_funds_cannot_carry() -> None:
    said = lost(sample("mohrss-2023-egov"), "hubei")
    assert {
        "财政拨款的全年执行数",
        "上年结转的年初预算数",
        "年度资金总额的年初预算数",
        "年度目标的文字",
        "年度目标的完成情况",
    } <= set(said)
    assert "偏差原因分析及改进措施（1 行）" in said


def test_what_the_central_form_cannot_carry() -> None:
    assert lost(sample("huangpi-2023-whole"), "central")[:2] == [
        "基本支出和项目支出",
        "几个年度目标之下各自的指标（指标依次排在一起）",
    ]
    assert "年度目标的分值" in lost(sample("huangpi-2023-whole"), "central")
    assert "执行率的分值" in lost(sample("mohrss-2025-jinbao"), "jilin")
    assert "指标方向性（5 行）" in lost(sample("sichuan-2023-cloud"), "central")


def test_what_no_family_has_a_column_for_is_named() -> None:
    line: dict[str, Any] = {
        "tier": Tier.ACHIEVED,
        "evidence": (Evidence("合同"),),
        "review": Review(Decimal(1)),
        "notes": ("照录",),
    }
    document = replace(
        changed(sample("mohrss-2023-egov"), **line), narrative=None, yearly_summary=None, notes=("备注",)
    )
    assert lost(document, "central") == ["档次（1 行）", "佐证材料（1 行）", "行的备注（1 行）", "复核（1 行）"]
    assert lost(document, "jilin")[1] == "备注"
    assert boxes(document, "central")["notes"].text == "备注"


def test_an_answer_to_a_question_is_named() -> None:
    json_value = value("mohrss-2023-egov")
    line = json_value["objectives"][0]["indicators"][0]
    line["actual"] = {"text": line["actual"], "answer": {"text": "1次", "by": "填报人甲", "on": "2024-01-31"}}
    assert "对读数问题的答复（1 行）" in lost(load_document(json_value), "central")
