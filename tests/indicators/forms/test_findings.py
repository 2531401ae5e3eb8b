"""Findings: every code is in the catalogue, is used, and can be said."""

import ast
from pathlib import Path

import pytest

from indicators.entries.forms import FORMS
from indicators.forms.findings import found
from indicators.forms.places import Place
from indicators.issues import Severity

READING = Path(__file__).parents[3] / "indicators" / "forms"


def said() -> set[str]:
    """Every code that the readers say."""
    nodes = [node for path in READING.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and node.args]
    named = [(getattr(call.func, "attr", getattr(call.func, "id", "")), call.args[0]) for call in calls]
    return {str(arg.value) for name, arg in named if name in ("say", "found") and isinstance(arg, ast.Constant)}


def test_what_is_said_is_in_the_catalogue_and_the_other_way_round() -> None:
    assert said() == FORMS.keys()


@pytest.mark.parametrize("code", FORMS)
def test_every_finding_can_be_said(code: str) -> None:
    facts = dict.fromkeys(("cell", "name", "level", "joined", "value", "unit", "year", "total"), "甲")
    finding = found(code, Place("自评表", "B7"), "", ("乙", "丙"), **facts)
    assert finding.sentence.startswith("工作表“自评表”B7 ")
    assert finding.sentence.endswith("（可选：乙；丙）。")
    assert finding.severity in Severity


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("自评表", "B7"), "工作表“自评表”B7"),
        (Place("自评表"), "工作表“自评表”"),
        (Place("第2页", "B7"), "第2页 B7"),
        (Place("表1", "A1"), "表1 A1"),
        (Place("正文", "第3段"), "正文 第3段"),
        (Place("文件"), "文件"),
    ],
)
def test_a_place_is_said_as_people_say_it(place: Place, text: str) -> None:
    assert str(place) == text
