"""Sichuan target sheet (单位预算项目支出绩效目标表): several projects in one sheet, a target's parts in columns."""

from indicators.forms.grid import Style
from indicators.forms.layout.parts import Column, Layout, Listing
from indicators.model import Scope

SICHUAN_PLAN = Layout(
    family="sichuan_plan",
    name="四川省单位预算项目支出绩效目标表",
    plan=True,
    scope=Scope.PROJECT,
    title="单位预算项目支出绩效目标表（{year}年度）",
    subtitles=("金额单位：{unit}",),
    widths=(14, 14, 9, 34, 10, 12, 20, 8, 9, 8, 7, 10),
    landscape=True,
    code="{code}-{name}",
    blocks=(
        Listing(
            (
                Column("agency", "单位名称", style=Style.PROSE),
                Column("project", "项目名称", style=Style.PROSE),
                Column("money", "预算数", style=Style.NUMBER),
                Column("objective", "年度目标", style=Style.INPUT_PROSE),
                Column("dimension", "一级指标"),
                Column("category", "二级指标"),
                Column("name", "三级指标", style=Style.INPUT_PROSE),
                Column("target.operator", "指标性质", style=Style.INPUT),
                Column("target.value", "指标值", style=Style.INPUT),
                Column("target.unit", "度量单位", style=Style.INPUT),
                Column("weight", "权重", style=Style.INPUT),
                Column("target.direction", "指标方向性", style=Style.INPUT),
            )
        ),
    ),
)
