"""Documents at random, as JSON values, and what of each a family prints."""

from typing import Any

from hypothesis import strategies as st

from indicators.forms.layout import LAYOUTS
from indicators.forms.layout.parts import Facts, Layout, Lines, Money, PerObjective, columns_of
from indicators.taxonomy import CATEGORY_NAMES, DIMENSION_OF

NAMES = (
    "培训",
    "线路租用",
    "系统运维",
    "群众满意度",
    "12333服务来电总量",
    "设备（A类）更新率",
    "2023年度工作推进",
    "Windows 10 升级",
)
TARGETS = ("≥95%", "4小时内处理", "0次", "优", "=100%", "<=1900万元", "12次", "7*24小时", ">20万张", "≤ 2 次")
SAID = ("疫情影响，进度推迟。", "无", "合同未到期", "1.采购较晚；2.验收未完成。", "=SUM(A1)")
REMEDIES = ("下一步加快进度。", "加快进度，按月通报。")
GOALS = ("目标1：完成建设。\n目标2：平稳运行。", "保障系统安全稳定运行", "提升服务能力，优化流程。")
SOURCES = ("total", "appropriation", "carried_over", "other")
KINDS = {
    "kind": ("部门预算项目", "财政专项资金"),
    "attribute": ("持续性项目", "新增性项目"),
    "type": ("常年性项目", "延续性项目", "一次性项目"),
}

titles = st.text(alphabet="财政信息中心建设运行维护项目服务", min_size=4, max_size=12)
amounts = st.decimals(0, 99999, places=2, allow_nan=False).map(str)
points = st.decimals(0, 30, places=1, allow_nan=False).map(str)


def weights(draw: st.DrawFn) -> dict[str, str]:
    """A printed weight."""
    return {"value": draw(points), "origin": "printed"}


@st.composite
def lines(draw: st.DrawFn, plan: bool, columns: bool) -> dict[str, Any]:
    """One indicator; ``columns`` gives its target in columns of their own."""
    category = draw(st.sampled_from(list(CATEGORY_NAMES)))
    line: dict[str, Any] = {
        "dimension": DIMENSION_OF[category].value,
        "category": category.value,
        "name": draw(st.sampled_from(NAMES)) + draw(titles),
        "target": draw(st.sampled_from(TARGETS)),
        "weight": weights(draw),
    }
    if columns:
        value = str(draw(st.integers(1, 500)))
        parts = {"operator": draw(st.sampled_from("≥≤＝")), "value": value, "unit": "次", "direction": "正向指标"}
        line["target"] = {"text": value, "columns": parts}
    if not plan:
        line["actual"] = draw(st.sampled_from((*TARGETS, "达成预期指标", "171.95万人次")))
        line["self_score"] = draw(points)
        if draw(st.booleans()):
            line["explanation"] = {"reason": draw(st.sampled_from(SAID))}
            if draw(st.booleans()):
                line["explanation"]["remedy"] = draw(st.sampled_from(REMEDIES))
    return line


@st.composite
def money(draw: st.DrawFn, plan: bool) -> dict[str, Any]:
    """The funding table."""
    rows = []
    for source in SOURCES:
        row: dict[str, Any] = {"source": source, "initial": draw(amounts)}
        if not plan:
            row |= {"budgeted": draw(amounts), "spent": draw(amounts), "rate": draw(amounts)}
            row |= {"weight": draw(points), "self_score": draw(points)} if source == "total" else {}
        rows.append(row)
    return {"unit": draw(st.sampled_from(("万元", "元"))), "rows": rows}


@st.composite
def documents(draw: st.DrawFn, family: str) -> dict[str, Any]:
    """A document of the kind and scope that a family prints, with everything that any family prints."""
    layout = LAYOUTS[family]
    whole = layout.scope == "whole_agency"
    document: dict[str, Any] = {
        "document": "plan" if layout.plan else "self_evaluation",
        "scope": str(layout.scope),
        "budget_year": draw(st.integers(2015, 2030)),
        "place": "某省",
        "department": {"name": draw(titles), "code": str(draw(st.integers(100, 999999)))},
        "agency": {"name": draw(titles), "code": str(draw(st.integers(100, 999999)))},
        "funding": draw(money(layout.plan)),
        "objectives": [],
    }
    if whole:
        document["spending"] = {"basic_spending": draw(amounts), "project_spending": draw(amounts)}
    else:
        document["project"] = {"name": draw(titles)} | {
            name: draw(st.sampled_from(choices)) for name, choices in KINDS.items()
        }
    several = any(isinstance(block, PerObjective) for block in layout.blocks)
    for number in range(draw(st.integers(1, 3)) if several else 1):
        document["objectives"].append(_objective(draw, layout, number if several else None))
    return document | _report(draw, layout)


def _objective(draw: st.DrawFn, layout: Layout, number: int | None) -> dict[str, Any]:
    columns = any(column.field == "target.value" for column in columns_of(layout))
    named: dict[str, Any] = {"text": draw(st.sampled_from(GOALS))}
    if number is not None:
        named = {"name": f"年度目标{number + 1}"} | named | {"weight": weights(draw)}
    if not layout.plan:
        named["achieved"] = draw(st.sampled_from(GOALS))
    return named | {"indicators": draw(st.lists(lines(layout.plan, columns), min_size=1, max_size=6))}


def _report(draw: st.DrawFn, layout: Layout) -> dict[str, Any]:
    if layout.plan:
        return {"execution_weight": draw(points)}
    return {
        "explanation": {"reason": draw(st.sampled_from(SAID)), "remedy": draw(st.sampled_from(REMEDIES))},
        "published_total": draw(points),
        "notes": [draw(st.sampled_from(SAID))],
    }


def as_printed(document: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """What of a document a family prints, as its form must give it back."""
    fields = {column.field for column in columns_of(layout)}
    facts = {piece.path for block in layout.blocks if isinstance(block, Facts) for row in block.rows for piece in row}
    facts |= {piece.path for block in layout.blocks if isinstance(block, Lines) for piece in block.total}
    kept = {name: document[name] for name in ("document", "scope", "budget_year", "agency")}
    for name in ("department", "published_total", "notes"):
        if name in facts and name in document:
            kept[name] = document[name]
    if "project" in document:
        boxed = {path.partition(".")[2] for path in facts if path.startswith("project.")}
        kept["project"] = {name: text for name, text in document["project"].items() if name in {"name", *boxed}}
    for name, path in (("spending", "spending.basic_spending"), ("explanation", "explanation.reason")):
        if path in facts and name in document:
            kept[name] = document[name]
    kept["funding"] = _money(document["funding"], layout)
    kept["objectives"] = [_printed_objective(each, layout, fields) for each in document["objectives"]]
    texts = _texts(layout)
    if layout.plan and any("{execution_weight}" in text for text in texts):
        kept["execution_weight"] = document["execution_weight"]
    return kept


def _texts(layout: Layout) -> list[str]:
    moneys = [block for block in layout.blocks if isinstance(block, Money)]
    return [piece.text for block in moneys for piece in (block.margin, block.beside) if piece]


def _money(funding: dict[str, Any], layout: Layout) -> dict[str, Any]:
    blocks = [block for block in layout.blocks if isinstance(block, Money)]
    if not blocks:
        return {"unit": funding["unit"], "rows": [{"source": "total", "initial": funding["rows"][0]["initial"]}]}
    (block,) = blocks
    fields = {column.field for column in block.columns}
    if not layout.plan and any("{execution_weight}" in text for text in _texts(layout)):
        fields.add("weight")
    by_source = {row["source"]: row for row in funding["rows"]}
    rows = [{name: text for name, text in by_source[source].items() if name in fields} for source, _ in block.sources]
    return {"unit": funding["unit"], "rows": rows}


def _printed_objective(objective: dict[str, Any], layout: Layout, fields: set[str]) -> dict[str, Any]:
    kept = {name: text for name, text in objective.items() if name in fields | {"weight", "name"}}
    if "objective" in fields:
        kept["text"] = objective["text"]
    if layout.family == "hubei":
        kept["name"] = "年度绩效目标"
    kept["indicators"] = [_printed_line(line, fields) for line in objective["indicators"]]
    return kept


def _printed_line(line: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    names = {"dimension", "category", "name", "target"} | fields
    return {name: each for name, each in line.items() if name in names}
