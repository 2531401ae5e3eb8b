"""Tables of any shape with words of forms anywhere in them: read without failing, and everything said can be said."""

import json

from hypothesis import given
from hypothesis import strategies as st

from indicators.forms.grid import Cell, Grid, Source, letter
from indicators.forms.identify import identify
from indicators.forms.layout.synonyms import FACTS, GOAL, LINE, MONEY, SOURCES
from indicators.forms.places import Place
from indicators.forms.reading import forms

WORDS = [
    *(
        "",
        "",
        "",
        "总分",
        "合计",
        "小计",
        "说明：无",
        "填表人：甲",
        "年度目标1：（48分）",
        "年度绩效目标（100分）",
        "续表",
    ),
    *("项目名称", "三级指标", "指标值", "实际完成值", "一级指标", "二级指标", "得分", "分值", "预期目标", "执行率"),
    *(
        "产出指标",
        "数量指标",
        "质量指标 数量指标",
        "满意度指标",
        "培训次数",
        "≥2次",
        "3次",
        "优",
        "10",
        "0.5",
        "-",
        "十分",
    ),
    *("项目支出绩效自评表（2023年度）", "金额单位：元", "1.甲☑ 2.乙□", "☑甲 ☑乙", "[117] 某部", "年度资金总额：  5"),
    *(
        "下一步加强。",
        "运维绩效自评综述：得分90分。",
        "根据绩效管理要求，开展绩效自评，涉及资金5万元。",
        "2022年单位预算",
        "\n",
        "：",
    ),
]
HEADINGS = ["三级指标", "指标值", "实际完成值", "一级指标", "二级指标", "分值", "得分", "项目名称"]
words = st.sampled_from(WORDS) | st.sampled_from(sorted({*LINE, *FACTS, *GOAL, *MONEY, *SOURCES})) | st.text(max_size=9)


@st.composite
def grids(draw: st.DrawFn, number: int) -> Grid:
    """A table of a few rows in which cells now and then reach to the right or down."""
    width = draw(st.integers(1, 9))
    rows: list[tuple[Cell, ...]] = []
    headed = draw(st.integers(0, 12))
    for i in range(draw(st.integers(0, 12))):
        row: list[Cell] = []
        for j in range(width):
            if i == headed and j < len(HEADINGS):
                row.append(Cell(draw(st.sampled_from(HEADINGS)), Place(f"表{number}", f"{letter(j)}{i + 1}")))
                continue
            joined = draw(st.sampled_from(("new", "new", "new", "left", "above")))
            if joined == "left" and row:
                row.append(row[-1])
            elif joined == "above" and rows:
                row.append(rows[-1][j])
            else:
                row.append(Cell(draw(words), Place(f"表{number}", f"{letter(j)}{i + 1}"), hidden=draw(st.booleans())))
        rows.append(tuple(row))
    return Grid(f"表{number}", tuple(rows))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """A file of a few such tables and paragraphs."""
    found = tuple(draw(grids(number)) for number in range(draw(st.integers(1, 3))))
    texts = tuple(Cell(text, Place("正文")) for text in draw(st.lists(words, max_size=5)))
    return Source(draw(st.sampled_from(("xlsx", "csv", "docx", "pdf"))), found, texts)


@given(sources())
def test_any_tables_are_read_and_everything_that_is_said_can_be_said(source: Source) -> None:
    read = forms(source, place="某省")
    assert len(read) <= max(len(identify(source)), sum(len(grid.rows) for grid in source.grids))
    for form in read:
        assert json.loads(json.dumps(form.document)) == form.document
        assert form.document["objectives"]
        assert all(issue.sentence and str(issue.place) for issue in form.issues)
        assert 0 <= form.certainty <= 1
