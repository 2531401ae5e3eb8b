"""Hubei self-evaluation of a whole agency (部门整体支出绩效自评表): several goals, each with points and lines."""

from indicators.forms.grid import Style
from indicators.forms.layout.hubei import HUBEI, TAIL, lines, money
from indicators.forms.layout.parts import Column, Facts, Goal, Layout, PerObjective, Piece
from indicators.model import Scope

HUBEI_WHOLE = Layout(
    family="hubei_whole",
    name="湖北省部门整体支出绩效自评表",
    plan=False,
    scope=Scope.WHOLE_AGENCY,
    title="{year}年度{agency}整体绩效自评表",
    widths=HUBEI.widths,
    money="budgeted",
    blocks=(
        Facts(
            (
                (Piece("单位名称", columns=2), Piece(path="agency", columns=6, style=Style.TEXT)),
                (
                    Piece("基本支出总额", columns=2),
                    Piece(path="spending.basic_spending", columns=2, style=Style.INPUT),
                    Piece("项目支出总额"),
                    Piece(path="spending.project_spending", columns=3, style=Style.INPUT),
                ),
            )
        ),
        money("部门整体支出总额"),
        PerObjective(
            goal=Goal(
                margin=Piece("{name}：\n（{weight}分）", columns=2),
                columns=(Column("text", "", 6, Style.PROSE),),
                headed=False,
            ),
            lines=lines("年度绩效指标"),
        ),
        TAIL,
    ),
)
