"""Jilin self-evaluation of a project (吉林省项目支出绩效自评表): no points, no department, the total last."""

from indicators.forms.grid import Style
from indicators.forms.layout.parts import Column, Facts, Goal, Layout, Lines, Money, Piece
from indicators.model import Scope, Source

JILIN = Layout(
    family="jilin",
    name="吉林省项目支出绩效自评表",
    plan=False,
    scope=Scope.PROJECT,
    title="项目支出绩效自评表",
    subtitles=("（{year}年度）",),
    widths=(9, 10, 12, 11, 12, 15, 15, 22),
    blocks=(
        Facts(
            (
                (Piece("项目名称"), Piece(path="project", columns=7, style=Style.TEXT)),
                (Piece("实施单位"), Piece(path="agency", columns=7, style=Style.TEXT)),
            )
        ),
        Money(
            margin=Piece("资金情况\n（{unit}）"),
            columns=(
                Column("source", "项目资金", 2, Style.LABEL),
                Column("initial", "年初预算数", 2, Style.NUMBER),
                Column("budgeted", "全年预算数", style=Style.INPUT),
                Column("spent", "全年执行数", style=Style.INPUT),
                Column("rate", "执行率", style=Style.NUMBER),
            ),
            sources=(
                (Source.APPROPRIATION, "当年财政拨款"),
                (Source.CARRIED_OVER, "上年结转资金"),
                (Source.OTHER, "其他资金"),
                (Source.TOTAL, "年度资金总和"),
            ),
        ),
        Goal(
            margin=Piece("年度总体目标"),
            columns=(
                Column("text", "预期目标", 4, Style.PROSE),
                Column("achieved", "实际完成情况", 3, Style.INPUT_PROSE),
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
                Column("explanation", "偏差原因分析及改进措施", style=Style.INPUT_PROSE),
            ),
        ),
    ),
)
