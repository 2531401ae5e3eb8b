"""Documents in the clothes of a family: every box where the family has it, and what it cannot carry said."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from api.schemas import load_document
from indicators.forms import opening, pdffile, wordfile, workbook
from indicators.forms.grid import Box, Grid, Page, Style, laid, placed
from indicators.forms.layout import LAYOUTS
from indicators.forms.reading import forms
from indicators.forms.writing import pages
from indicators.forms.writing.values import TIERS, filled
from indicators.model import Document, Origin, Plan, SelfEvaluation, Weight
from tests.indicators.forms.test_published import as_printed, title

SAMPLES = Path(__file__).parents[3] / "samples"
FAMILIES = {
    "huangpi-2023-whole": "hubei_whole",
    "huangpi-2023": "hubei",
    "jilin-2023": "jilin",
    "mohrss-2023": "central",
    "mohrss-2025": "central_plan",
    "sichuan-2023": "sichuan_plan",
}
SHEETS = [path.stem for path in sorted(SAMPLES.glob("*.json"))]
WRITERS: dict[str, Callable[[list[Page]], bytes]] = {
    "xlsx": workbook.write,
    "docx": wordfile.write,
    "pdf": pdffile.write,
    "csv": workbook.write_csv,
}


def value(name: str) -> dict[str, Any]:
    """A sample as JSON."""
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def sample(name: str) -> Any:
    """A sample as a document."""
    return load_document(value(name))


def family(name: str) -> str:
    """The family that a sample was printed in."""
    return next(family for start, family in FAMILIES.items() if name.startswith(start))


def grid(document: Document, layout: str) -> Grid:
    """The only page as a table."""
    (page,), _ = pages(document, layout)
    return laid(page)


def rows(document: Document, layout: str) -> list[list[str]]:
    """Its texts, each merge once."""
    found = grid(document, layout)
    return [list(dict.fromkeys(cell.text for cell in row)) for row in found.rows]


def boxes(document: Document, layout: str) -> dict[str, Box]:
    """The boxes that show a value, by its path."""
    (page,), _ = pages(document, layout)
    return {box.path: box for _, _, box in placed(page) if box.path}


def changed(document: Any, **fields: Any) -> Any:
    """The document with its first line changed."""
    first = document.objectives[0]
    line = replace(first.indicators[0], **fields)
    objective = replace(first, indicators=(line, *first.indicators[1:]))
    return replace(document, objectives=(objective, *document.objectives[1:]))


# --- every family -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", SHEETS)
def test_a_sample_comes_back_from_every_kind_of_file_as_far_as_its_family_prints_it(name: str, ending: str) -> None:
    drawn, _ = pages(sample(name), family(name))
    (form,) = forms(opening.read(WRITERS[ending](drawn), f"表.{ending}"))
    want = as_printed(copy.deepcopy(value(name)))
    beside = {"narrative", "yearly_summary"} | ({"published_total"} if family(name) == "jilin" else set())
    assert form.document == {key: each for key, each in want.items() if key not in beside}
    assert form.family == family(name)


def test_projects_of_one_sheet_come_back_one_by_one() -> None:
    names = [name for name in SHEETS if name.startswith("sichuan")]
    (page,), none = pages([sample(name) for name in names], "sichuan_plan")
    assert (page.repeated, page.landscape, none) == (1, True, [])
    found = {title(form.document): form.document for form in forms(opening.read(wordfile.write([page])))}
    assert found == {title(value(name)): as_printed(value(name)) for name in names}


def test_several_documents_of_a_form_each_give_a_page_and_their_losses_are_named() -> None:
    drawn, sentences = pages([sample("jilin-2023-smart"), sample("jilin-2023-cloud")], "jilin")
    assert [page.name for page in drawn] == ["“吉林智慧人社”运维项目", "人社云平台服务经费"]
    assert "人社云平台服务经费：表样没有行的备注（1 行）的位置" in sentences
    assert pages([], "sichuan_plan") == ([], [])


def test_a_family_that_nobody_declared_is_no_family() -> None:
    with pytest.raises(KeyError):
        pages(sample("jilin-2023-smart"), "nowhere")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", SHEETS)
def test_any_document_is_drawn_in_any_family_without_overlap_or_hole(name: str, layout: str) -> None:
    for page in pages(sample(name), layout)[0]:
        covered = [
            (row + i, column + j)
            for row, column, box in placed(page)
            for i in range(box.rows)
            for j in range(box.columns)
        ]
        assert sorted(covered) == [(i, j) for i in range(len(page.rows)) for j in range(len(page.widths))]


# --- the central form -------------------------------------------------------------------------------------------


def test_the_central_form_prints_its_blocks_as_the_ministry_does() -> None:
    found = rows(sample("mohrss-2023-egov"), "central")
    assert found[1] == ["主管部门", "[117] 人力资源社会保障部", "实施单位", "人力资源和社会保障部信息中心"]
    assert found[2] == ["项目资金\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    assert found[3][1:] == ["年度资金总额：", "446.00", "412.85", "10.0", "92.6%", "9.3"]
    assert found[4][1:] == ["其中：财政拨款", "428.00", "394.85", "--", "92.3%"]
    assert found[-2] == ["绩效指标", "总分", "100.0", "96.3", ""]
    (page,), _ = pages(sample("mohrss-2023-egov"), "central")
    assert [(box.text, box.style, box.columns) for box in page.titles] == [
        ("人力资源和社会保障部电子政务信息化项目绩效自评表", Style.TITLE, 10),
        ("（2023年度）", Style.SUBTITLE, 10),
    ]


def test_levels_that_go_on_are_merged_over_their_lines() -> None:
    spans = grid(sample("mohrss-2023-egov"), "central").spans
    assert spans[10, 1] == (6, 1)  # 产出指标
    assert [spans[row, 2] for row in (10, 12, 14, 16)] == [(2, 1)] * 4


def test_a_level_that_comes_back_is_drawn_again() -> None:
    spans = grid(sample("sichuan-2023-crypto"), "sichuan_plan").spans
    assert {place: size for place, size in spans.items() if place[1] in (4, 5)} == {(1, 4): (2, 1), (1, 5): (2, 1)}


def test_each_box_knows_the_path_of_the_value_it_shows() -> None:
    found = boxes(sample("mohrss-2023-egov"), "central")
    assert found["funding.total.spent"].text == "412.85"
    assert found["objectives[0].indicators[7].explanation"].text.startswith("系统的稳定运行")
    assert found["objectives[0].achieved"].style is Style.INPUT_PROSE
    assert found["published_total"].text == "96.3"


def test_the_actual_of_a_quality_target_is_chosen_among_the_tiers() -> None:
    found = boxes(sample("mohrss-2023-egov"), "central")
    assert found["objectives[0].indicators[7].actual"].choices == TIERS
    assert found["objectives[0].indicators[0].actual"].choices == ()


def test_a_plan_in_a_form_of_reports_is_the_form_to_fill_in() -> None:
    found = boxes(sample("mohrss-2025-jinbao"), "central")
    assert found["objectives[0].indicators[0].target"].text == "≤2459.07万元"
    inputs = [box for box in found.values() if box.style in (Style.INPUT, Style.INPUT_PROSE)]
    assert {box.text for box in inputs} == {"", "--"}
    assert found["weights"].text == "90.0"


def test_weights_that_are_not_known_give_no_sum() -> None:
    document = changed(sample("mohrss-2023-egov"), weight=Weight(None, Origin.UNKNOWN))
    assert boxes(document, "central")["weights"].text == ""
    plan = changed(sample("mohrss-2025-jinbao"), weight=Weight(None, Origin.UNKNOWN))
    assert "分值权重" in [cell.text for row in grid(plan, "central_plan").rows for cell in row]
    half = changed(sample("mohrss-2025-jinbao"), weight=Weight(Decimal("20.25"), Origin.PRINTED))
    assert "分值权重\n（90.25）" in [cell.text for row in grid(half, "central_plan").rows for cell in row]


def test_funds_that_are_not_there_leave_their_boxes_empty() -> None:
    document = replace(sample("mohrss-2023-egov"), funding=replace(sample("mohrss-2023-egov").funding, rows=()))
    found = boxes(document, "central")
    assert found["funding.total.spent"].text == ""
    assert found["funding.other.weight"].text == "--"
    assert found["weights"].text == "90.0"
    plan = boxes(replace(sample("mohrss-2025-jinbao"), funding=document.funding), "central_plan")
    assert plan["funding.other.initial"].text == ""
    assert boxes(sample("mohrss-2025-jinbao"), "central_plan")["funding.other.initial"].text == "-"


# --- other families ---------------------------------------------------------------------------------------------


def test_boxes_to_tick_are_ticked() -> None:
    found = boxes(sample("huangpi-2023-jinbao"), "hubei")
    assert found["project.type"].text == "1.常年性项目☑　2.延续性项目□　3.一次性项目□"
    assert boxes(sample("jilin-2023-smart"), "hubei")["project.kind"].text == "1.部门预算项目□　2.财政专项资金□"


def test_a_whole_agency_has_a_goal_and_lines_for_each_objective() -> None:
    found = rows(sample("huangpi-2023-whole"), "hubei_whole")
    assert ["年度目标2：\n（24分）", "社保卡日常工作有序运行"] in found
    assert ["基本支出总额", "198.37万元", "项目支出总额", "35万元"] in found
    assert sum(row[:1] == ["年度绩效指标"] and "一级指标" in row for row in found) == 3


def test_an_objective_without_a_name_is_numbered_and_one_without_points_says_none() -> None:
    document = sample("huangpi-2023-whole")
    bare = [replace(each, name="", weight=Weight(None, Origin.UNKNOWN)) for each in document.objectives]
    assert "年度目标3：" in [row[0] for row in rows(replace(document, objectives=tuple(bare)), "hubei_whole")]
    alone = replace(document, objectives=(bare[0],))
    assert rows(alone, "hubei")[7][0] == "年度绩效目标\n（100分）"


def test_a_target_in_columns_stands_in_one_cell_where_the_family_has_one() -> None:
    found = boxes(sample("sichuan-2023-crypto"), "central")
    assert found["objectives[0].indicators[0].target"].text == "≥9台"
    assert found["objectives[0].indicators[2].target"].text == "优"
    whole = boxes(sample("mohrss-2025-jinbao"), "sichuan_plan")
    assert whole["objectives[0].indicators[0].target.value"].text == "≤2459.07万元"
    assert whole["objectives[0].indicators[0].target.unit"].text == ""


def test_a_level_printed_in_other_words_keeps_them_and_one_that_is_none_is_blank() -> None:
    document = changed(
        sample("mohrss-2023-egov"), dimension=None, dimension_text="效果", category=None, category_text=""
    )
    found = boxes(document, "central")
    assert found["objectives[0].indicators[0].dimension"].text == "效果"
    assert found["objectives[0].indicators[0].category"].text == ""
    blank = changed(document, dimension_text="")
    assert boxes(blank, "central")["objectives[0].indicators[0].dimension"].text == ""


def test_several_objectives_in_a_form_for_one_stand_below_one_another() -> None:
    document = sample("huangpi-2023-whole")
    found = boxes(document, "central")
    assert found["objectives[2].text"].text == "保障业务档案有效管理，档案工作正常运转"
    assert found["objectives[2].indicators[3].name"].text == "服务对象满意度"


def test_lines_that_have_nothing_to_say_are_left_out_and_a_lone_one_stays() -> None:
    assert filled("预算\n（{points}分）", {"points": ""}) == "预算"
    assert filled("{points}分", {"points": ""}) == "分"


def test_documents_of_both_kinds_are_drawn_in_forms_of_both_kinds() -> None:
    assert isinstance(sample("mohrss-2025-jinbao"), Plan)
    assert isinstance(sample("mohrss-2023-egov"), SelfEvaluation)
    assert rows(sample("mohrss-2023-egov"), "central_plan")[0] == ["项目名称", "人力资源和社会保障部电子政务信息化项目"]
