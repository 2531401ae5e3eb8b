"""Text beside the tables: the year, the narratives and their figures, the yearly sentence."""

from indicators.forms.reading import ReadForm, forms
from tests.indicators.forms.tables import source, table

LINES = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |
| 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 |
"""
FIRST = "| 项目名称 | 运维 | 实施单位 | 某中心 | | |" + LINES
SECOND = "| 项目名称 | 运维升级 | 实施单位 | 某中心 | | |" + LINES
WHOLE = "| 单位名称 | 某中心 | 基本支出总额 | 5 | | |" + LINES


def read(*texts: str, tables: tuple[str, ...] = (FIRST,), kind: str = "docx") -> list[ReadForm]:
    """The forms of these tables with these paragraphs."""
    grids = [table(text, f"表{number}") for number, text in enumerate(tables, 1)]
    return forms(source(*grids, texts=texts, kind=kind))


def codes(form: ReadForm) -> set[str]:
    """The codes of everything that was said."""
    return {issue.code for issue in form.issues}


def test_the_year_is_taken_from_the_titles() -> None:
    (form,) = read("2022年度决算", "项目绩效自评表", "（2023年度）")
    assert (form.document["budget_year"], "year_assumed" in codes(form)) == (2023, False)


def test_a_title_with_the_projects_name_goes_before_others() -> None:
    (form,) = read("运维绩效自评表（2023年度）", "其他项目绩效自评表（2024年度）")
    assert form.document["budget_year"] == 2023


def test_a_sheets_name_may_tell_the_year() -> None:
    (form,) = forms(source(table(FIRST, "2023年度自评表")))
    assert form.document["budget_year"] == 2023


def test_a_year_from_other_text_is_asked_about_with_the_others() -> None:
    (form,) = read("2023年度部门决算", "与2022年度相比有所下降", "2023年单位预算")
    (asked,) = [issue for issue in form.issues if issue.code == "year_assumed"]
    assert (form.document["budget_year"], asked.alternatives) == (2023, ("2023", "2022"))


def test_the_narrative_goes_to_the_form_with_the_longest_name_in_it() -> None:
    first, second = read(
        "项目绩效自评表（2023年度）",
        "“运维”绩效自评综述：项目自评得分97.00分。全年预算1,503.44万元，执行数为1,352.79万元，完成预算90.00%。",
        "运维升级项目绩效自评情况：",
        "项目绩效自评得分为95.25分。执行率为90.5%。",
        "二、其他说明",
        "与表无关的段落。",
        tables=(FIRST, SECOND),
    )
    assert {key: text for key, text in first.document["narrative"].items() if key != "text"} == {
        "score": "97.00",
        "budgeted": "1503.44",
        "spent": "1352.79",
        "rate": "90.00",
    }
    assert second.document["narrative"] == {
        "text": "运维升级项目绩效自评情况：\n项目绩效自评得分为95.25分。执行率为90.5%。",
        "score": "95.25",
        "rate": "90.5",
    }
    assert "published_total" not in first.document


def test_a_narrative_of_no_form_is_said_and_a_second_one_is_left() -> None:
    (form,) = read(
        "绩效自评表（2023年度）", "宣传项目绩效自评综述：得分90分。", "运维绩效自评综述：甲。", "运维绩效自评综述：乙。"
    )
    assert form.document["narrative"] == {"text": "运维绩效自评综述：甲。"}
    assert "narrative_unclaimed" in codes(form)
    assert read("宣传项目绩效自评综述：得分90分。", tables=()) == []


def test_a_plan_has_no_narrative_and_no_summary() -> None:
    plan = FIRST.replace("实际完成值", "分值").replace("3次", "10").replace("得分", "备注")
    (form,) = read(
        "绩效目标表（2023年度）",
        "运维绩效自评综述：甲。",
        "我单位组织开展整体支出绩效自评，资金5万元。",
        "根据预算绩效管理要求，开展绩效自评，共涉及资金5万元。",
        tables=(plan,),
    )
    assert form.document["document"] == "plan"
    assert not {"narrative", "yearly_summary"} & form.document.keys()


def test_a_form_without_actuals_is_a_report_where_its_title_says_so() -> None:
    plan = FIRST.replace("实际完成值", "分值").replace("3次", "10").replace("得分", "备注")
    (form,) = read(tables=("| 运维绩效自评表（2023年度） | < | < | < | < | < |\n" + plan,))
    assert form.document["document"] == "self_evaluation"


def test_a_whole_agency_takes_the_sentence_over_the_whole() -> None:
    (form,) = read(
        "绩效自评表（2023年度）",
        "我单位组织开展整体支出绩效自评，资金233.37万元。",
        "根据预算绩效管理要求，开展绩效自评，共涉及资金35万元。",
        tables=(WHOLE,),
    )
    assert form.document["narrative"]["budgeted"] == "233.37"
    assert form.document["yearly_summary"] == {
        "funds": "35",
        "text": "根据预算绩效管理要求，开展绩效自评，共涉及资金35万元。",
    }


def test_a_total_printed_only_in_the_text_is_taken_from_there_and_said() -> None:
    unscored = FIRST.replace("得分", "备注").replace("| 10 |", "| |")
    (form,) = read("绩效自评表（2023年度）", "运维绩效自评情况：自评得分为92分。", tables=(unscored,))
    assert form.document["published_total"] == "92"
    assert "total_from_narrative" in codes(form)


def test_the_yearly_sentence_counts_projects_and_money() -> None:
    (form,) = read(
        "绩效自评表（2023年度）",
        "（一）开展情况。根据预算绩效管理要求，全面开展绩效自评，其中，一级项目0个，二级项目5个，共涉及资金3570万元。",
    )
    summary = form.document["yearly_summary"]
    assert (summary["projects"], summary["funds"], summary["text"][:2]) == (5, "3570", "根据")


def test_a_yearly_sentence_may_speak_of_several_kinds_of_money() -> None:
    (form,) = read("绩效自评表（2023年度）", "根据绩效管理要求，开展绩效自评，涉及财政资金若干，一级项目3个。")
    assert form.document["yearly_summary"]["projects"] == 3
    assert "funds" not in form.document["yearly_summary"]


def test_a_paragraph_broken_by_a_page_is_joined_and_page_numbers_fall_away() -> None:
    (form,) = read(
        "绩效自评表（2023年度）",
        "运维绩效自评综述：完成了系",
        "- 19 -",
        "第 2 页 共 3 页",
        "统部署，人工受理 105 个。",
        "自评表如下：",
        kind="pdf",
    )
    assert form.document["narrative"]["text"] == "运维绩效自评综述：完成了系统部署，人工受理105个。"


def test_the_sentence_over_the_whole_is_no_projects_narrative() -> None:
    (form,) = read("绩效自评表（2023年度）", "我单位组织开展整体支出绩效自评，资金5万元。", "另见附件。")
    assert "narrative" not in form.document
