"""What a document says and a family has no room for, as sentences."""

from collections.abc import Iterable, Iterator

from indicators.forms.layout.parts import Facts, Layout, Money, PerObjective, columns_of
from indicators.model import Document, Indicator, Origin, Plan, SelfEvaluation
from indicators.places import SOURCE_NAMES

_AMOUNTS = {
    "initial": "年初预算数",
    "budgeted": "全年预算数",
    "spent": "全年执行数",
    "rate": "执行率",
    "weight": "执行率的分值",
    "self_score": "执行率的得分",
}


def losses(document: Document, layout: Layout) -> list[str]:
    """Sentences, in the order of the form; nothing is said of what the document leaves empty."""
    room = _Room(layout)
    named = [*_head(document, room), *_money(document, room), *_goals(document, room), *_lines(document, room)]
    named += [*_report(document, room)]
    return [f"表样没有{name}的位置" for name in named]


class _Room:
    """The fields and paths that a layout prints."""

    def __init__(self, layout: Layout) -> None:
        self.columns = {column.field for column in columns_of(layout)}
        facts = [piece for block in layout.blocks if isinstance(block, Facts) for row in block.rows for piece in row]
        self.boxes = {piece.path: piece.boxes for piece in facts if piece.boxes}
        totals = [piece for block in layout.blocks for piece in getattr(block, "total", ())]
        self.paths = {piece.path for piece in (*facts, *totals)} | self.columns
        moneys = [block for block in layout.blocks if isinstance(block, Money)]
        self.sources = {source for block in moneys for source, _ in block.sources}
        self.amounts = {column.field for block in moneys for column in block.columns}
        if not moneys:
            self.sources, self.amounts = {next(iter(SOURCE_NAMES))}, {layout.money}
        texts = [piece.text for block in moneys for piece in (block.margin, block.beside) if piece]
        if any("{execution_weight}" in text for text in texts):
            self.paths.add("execution_weight")
            self.amounts.add("weight")
        self.several = any(isinstance(block, PerObjective) for block in layout.blocks)
        self.layout = layout


def _head(document: Document, room: _Room) -> Iterator[str]:
    if document.department and "department" not in room.paths:
        yield f"主管部门“{document.department.name}”"
    for path, name in (("kind", "项目类别"), ("attribute", "项目属性"), ("type", "项目类型")):
        said = getattr(document.project, path, "")
        if said and said not in room.boxes.get(f"project.{path}", ()):
            yield f"{name}“{said}”"
    if document.spending and "spending.basic_spending" not in room.paths:
        yield "基本支出和项目支出"
    if document.notes and "notes" not in room.paths:
        yield "备注"


def _money(document: Document, room: _Room) -> Iterator[str]:
    for row in document.funding.rows:
        given = [name for name in _AMOUNTS if getattr(row, name) is not None]
        if row.source not in room.sources:
            yield from (f"{SOURCE_NAMES[row.source]}的{_AMOUNTS[name]}" for name in given)
        else:
            missing = [_AMOUNTS[name] for name in given if name not in room.amounts]
            yield from (f"{SOURCE_NAMES[row.source]}的{name}" for name in missing)
    if isinstance(document, Plan) and document.execution_weight is not None and "execution_weight" not in room.paths:
        yield "执行率的分值"


def _goals(document: Document, room: _Room) -> Iterator[str]:
    if len(document.objectives) > 1 and not room.several:
        yield "几个年度目标之下各自的指标（指标依次排在一起）"
    columns = room.columns
    if any(objective.text for objective in document.objectives) and not {"text", "objective"} & columns:
        yield "年度目标的文字"
    if any(objective.achieved for objective in document.objectives) and "achieved" not in columns:
        yield "年度目标的完成情况"
    if any(objective.weight.value is not None for objective in document.objectives) and not room.several:
        yield "年度目标的分值"


def _lines(document: Document, room: _Room) -> Iterator[str]:
    found = [line for _, line in document.lines()]
    whole, parts = "target" in room.columns, "target.value" in room.columns
    yield from _some("指标方向性", (line.target.columns and line.target.columns.direction and whole for line in found))
    yield from _some("不分栏的指标值（整个印在“指标值”一栏）", (not line.target.columns and parts for line in found))
    for field, name, said in _FIELDS:
        if field not in room.columns:
            yield from _some(name, map(said, found))
    yield from _some(
        "分值系推定的说明", (line.weight.origin is Origin.INFERRED and "weight" in room.columns for line in found)
    )
    yield from _some("对读数问题的答复", (line.target.answer or line.actual.answer for line in found))
    yield from _some("复核", (line.review for line in found))


def _some(name: str, given: Iterable[object]) -> Iterator[str]:
    count = sum(map(bool, given))
    if count:
        yield f"{name}（{count} 行）"


def _said_explanation(line: Indicator) -> bool:
    return bool(line.explanation.reason or line.explanation.remedy)


_FIELDS = (
    ("actual", "实际完成值", lambda line: line.actual.text),
    ("weight", "分值", lambda line: line.weight.value is not None),
    ("self_score", "得分", lambda line: line.self_score is not None),
    ("explanation", "偏差原因分析及改进措施", _said_explanation),
    ("tier", "档次", lambda line: line.tier),
    ("evidence", "佐证材料", lambda line: line.evidence),
    ("line.notes", "行的备注", lambda line: line.notes),
)


def _report(document: Document, room: _Room) -> Iterator[str]:
    if not isinstance(document, SelfEvaluation):
        return
    said = document.explanation
    if (said.reason or said.remedy) and "explanation.reason" not in room.paths:
        yield "整张表的偏差原因分析及改进措施"
    if document.published_total is not None and "published_total" not in room.paths:
        yield "总分"
    if document.narrative:
        yield "自评综述"
    if document.yearly_summary:
        yield "年度自评情况概述"
