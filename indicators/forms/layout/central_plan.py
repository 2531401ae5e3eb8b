"""Central target table (项目绩效目标表), as the ministries printed it for 2025."""

from indicators.forms.grid import Style
from indicators.forms.layout.parts import Column, Facts, Goal, Layout, Lines, Money, Piece
from indicators.model import Scope, Source

CENTRAL_PLAN = Layout(
    family="central_plan",
    name="中央部门项目绩效目标表",
    plan=True,
    scope=Scope.PROJECT,
    title="项目绩效目标表",
    subtitles=("（{year}年度）",),
    widths=(4, 11, 13, 13, 15, 18, 12),
    blocks=(
        Facts(
            (
                (Piece("项目名称", columns=2), Piece(path="project", columns=5, style=Style.INPUT)),
                (
                    Piece("主管部门及代码", columns=2),
                    Piece(path="department", columns=2, style=Style.INPUT),
                    Piece("实施单位"),
                    Piece(path="agency", columns=2, style=Style.INPUT),
                ),
            )
        ),
        Money(
            margin=Piece("项目资金\n（{unit}）", columns=2),
            columns=(Column("source", "", 2, Style.LABEL), Column("initial", "", style=Style.INPUT)),
            sources=(
                (Source.TOTAL, "年度资金总额："),
                (Source.APPROPRIATION, "其中：财政拨款"),
                (Source.CARRIED_OVER, "上年结转"),
                (Source.OTHER, "其他资金"),
            ),
            headed=False,
            beside=Piece("执行率\n分值（{execution_weight}）", columns=2),
            dash="-",
        ),
        Goal(
            margin=Piece("年度总体目标"),
            columns=(Column("text", "", 6, Style.INPUT_PROSE),),
            headed=False,
        ),
        Lines(
            margin=Piece("绩效指标"),
            columns=(
                Column("dimension", "一级指标"),
                Column("category", "二级指标"),
                Column("name", "三级指标", 2, Style.INPUT_PROSE),
                Column("target", "指标值", style=Style.INPUT),
                Column("weight", "分值权重\n（{weights}）", style=Style.INPUT),
            ),
        ),
    ),
)
