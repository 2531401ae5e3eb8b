"""Hubei self-evaluation of a project (湖北省项目支出绩效自评表), as Huangpi printed it for 2023."""

from indicators.forms.grid import Style
from indicators.forms.layout.parts import Block, Column, Facts, Layout, Lines, Money, Piece
from indicators.model import Scope, Source

_TEXT, _PROSE = Style.TEXT, Style.INPUT_PROSE

TAIL = Facts(
    (
        (Piece("总分", columns=2), Piece(path="published_total", columns=6, style=Style.INPUT)),
        (
            Piece("偏差大或目标未完成原因分析", columns=2),
            Piece(path="explanation.reason", columns=6, style=_PROSE),
        ),
        (
            Piece("改进措施及结果应用方案", columns=2),
            Piece(path="explanation.remedy", columns=6, style=_PROSE),
        ),
    )
)


def money(label: str) -> Money:
    """预算执行情况 with its one row."""
    return Money(
        margin=Piece("预算执行情况\n（{unit}）\n（{execution_weight}分）", columns=2),
        columns=(
            Column("source", "", 2, Style.LABEL),
            Column("budgeted", "预算数(A)", style=Style.INPUT),
            Column("spent", "执行数(B)", style=Style.INPUT),
            Column("rate", "执行率(B/A)", style=Style.NUMBER),
            Column("self_score", "得分\n（{execution_weight}分*执行率）", style=Style.INPUT),
        ),
        sources=((Source.TOTAL, label),),
    )


def lines(margin: str) -> Lines:
    """The indicators beside a margin."""
    return Lines(
        margin=Piece(margin),
        columns=(
            Column("dimension", "一级指标"),
            Column("category", "二级指标"),
            Column("name", "三级指标", 2, Style.PROSE),
            Column("target", "年初目标值(A)"),
            Column("actual", "实际完成值(B)", style=Style.INPUT),
            Column("self_score", "得分", style=Style.INPUT),
        ),
    )


def _boxes(label: str, path: str, *choices: str) -> tuple[Piece, Piece]:
    return Piece(label, columns=2), Piece(path=path, columns=6, style=Style.PROSE, boxes=choices)


_FACTS: Block = Facts(
    (
        (Piece("项目名称", columns=2), Piece(path="project", columns=6, style=_TEXT)),
        (
            Piece("主管部门", columns=2),
            Piece(path="department", columns=2, style=_TEXT),
            Piece("项目实施单位"),
            Piece(path="agency", columns=3, style=_TEXT),
        ),
        _boxes("项目类别", "project.kind", "部门预算项目", "财政专项资金"),
        _boxes("项目属性", "project.attribute", "持续性项目", "新增性项目"),
        _boxes("项目类型", "project.type", "常年性项目", "延续性项目", "一次性项目"),
    )
)

HUBEI = Layout(
    family="hubei",
    name="湖北省项目支出绩效自评表",
    plan=False,
    scope=Scope.PROJECT,
    title="{year}年度项目绩效自评表",
    widths=(6, 9, 11, 12, 13, 16, 16, 12),
    money="budgeted",
    blocks=(_FACTS, money("年度财政资金总额"), lines("{name}\n（100分）"), TAIL),
)
