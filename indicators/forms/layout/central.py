"""Central self-evaluation (项目支出绩效自评表), as the ministries printed it for 2023."""

from indicators.forms.grid import Style
from indicators.forms.layout.parts import Column, Facts, Goal, Layout, Lines, Money, Piece
from indicators.model import Scope, Source

_NUMBER, _PROSE = Style.NUMBER, Style.INPUT_PROSE

CENTRAL = Layout(
    family="central",
    name="中央部门项目支出绩效自评表",
    plan=False,
    scope=Scope.PROJECT,
    title="{project}绩效自评表",
    subtitles=("（{year}年度）",),
    widths=(4, 9, 10, 9, 13, 13, 13, 8, 9, 19),
    blocks=(
        Facts(
            (
                (Piece("项目名称", columns=2), Piece(path="project", columns=8, style=Style.TEXT)),
                (
                    Piece("主管部门", columns=2),
                    Piece(path="department", columns=3, style=Style.TEXT),
                    Piece("实施单位"),
                    Piece(path="agency", columns=4, style=Style.TEXT),
                ),
            )
        ),
        Money(
            margin=Piece("项目资金\n（{unit}）", columns=2),
            columns=(
                Column("source", "", 2, Style.LABEL),
                Column("initial", "年初预算数", style=_NUMBER),
                Column("budgeted", "全年预算数", style=Style.INPUT),
                Column("spent", "全年执行数", style=Style.INPUT),
                Column("weight", "分值", style=_NUMBER),
                Column("rate", "执行率", style=_NUMBER),
                Column("self_score", "得分", style=Style.INPUT),
            ),
            sources=(
                (Source.TOTAL, "年度资金总额："),
                (Source.APPROPRIATION, "其中：财政拨款"),
                (Source.CARRIED_OVER, "上年结转"),
                (Source.OTHER, "其他资金"),
            ),
            dash="--",
        ),
        Goal(
            margin=Piece("年度总体目标"),
            columns=(
                Column("text", "预期目标", 4, Style.PROSE),
                Column("achieved", "实际完成情况", 5, _PROSE),
            ),
        ),
        Lines(
            margin=Piece("绩效指标"),
            columns=(
                Column("dimension", "一级指标"),
                Column("category", "二级指标"),
                Column("name", "三级指标", 2, Style.PROSE),
                Column("target", "年度指标值"),
                Column("actual", "实际完成值", style=Style.INPUT),
                Column("weight", "分值", style=_NUMBER),
                Column("self_score", "得分", style=Style.INPUT),
                Column("explanation", "偏差原因分析及改进措施", style=_PROSE),
            ),
            total=(
                Piece("总分", columns=6),
                Piece(path="weights", style=_NUMBER),
                Piece(path="published_total", style=_NUMBER),
                Piece(),
            ),
        ),
        Facts(((Piece("说明：", columns=2), Piece(path="notes", columns=8, style=_PROSE)),)),
    ),
)
