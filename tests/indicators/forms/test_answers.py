"""What a reader doubts is answered at its place, and asked no more."""

from decimal import Decimal
from typing import Any

import pytest

from indicators.forms.answers import NoSuchPlace, answered, with_answers
from indicators.forms.findings import found
from indicators.forms.places import Place
from indicators.forms.reading import ReadForm

DOCUMENT: dict[str, Any] = {
    "document": "self_evaluation",
    "objectives": [{"text": "目标", "indicators": [{"name": "甲", "target": "≥1次", "actual": "0.99"}]}],
}
LINE = "objectives[0].indicators[0]"


@pytest.mark.parametrize(
    ("where", "text", "value"),
    [
        (f"{LINE}.actual", "99%", "99%"),
        ("budget_year", "2023", 2023),
        ("budget_year", "二〇二三", "二〇二三"),
        (f"{LINE}.weight", "10", "10"),
        ("agency", "信息中心", {"name": "信息中心"}),
    ],
)
def test_an_answer_stands_where_it_was_asked(where: str, text: str, value: object) -> None:
    made = with_answers(DOCUMENT, {where: text})
    line = made["objectives"][0]["indicators"][0]
    assert (line if where.startswith(LINE) else made)[where.rpartition(".")[2]] == value
    assert "budget_year" not in DOCUMENT


def test_an_answer_to_a_question_stands_beside_the_text_of_the_cell() -> None:
    made = with_answers(DOCUMENT, {f"{LINE}.actual.answer.text": "99%"})
    assert made["objectives"][0]["indicators"][0]["actual"] == {"text": "0.99", "answer": {"text": "99%"}}
    again = with_answers(made, {f"{LINE}.actual.answer.text": "0.99%"})
    assert again["objectives"][0]["indicators"][0]["actual"] == {"text": "0.99", "answer": {"text": "0.99%"}}
    with pytest.raises(NoSuchPlace):
        with_answers(DOCUMENT, {f"{LINE}.name.answer.text": "99%"})


def test_an_object_that_is_not_there_yet_begins() -> None:
    made = with_answers(DOCUMENT, {f"{LINE}.explanation.reason": "因故"})
    assert made["objectives"][0]["indicators"][0]["explanation"] == {"reason": "因故"}


@pytest.mark.parametrize(
    "where",
    ["", "objectives[9].text", "objectives[0]", "objectives.text", "document.kind", "budget-year", f"{LINE}.actual.x.y",
     "[0].text", f"{LINE} .actual"],
)  # fmt: skip
def test_a_place_that_is_none_is_said_so(where: str) -> None:
    with pytest.raises(NoSuchPlace) as caught:
        with_answers(DOCUMENT, {where: "1"})
    assert caught.value.where == where


def test_what_was_answered_is_asked_no_more() -> None:
    place = Place("表1", "B7")
    doubts = (
        found("rate_scale", place, f"{LINE}.actual", ("99%",), cell="0.99", value="0.99"),
        found("formula", place, f"{LINE}.target", cell="1"),
    )
    form = ReadForm("central", Decimal(1), DOCUMENT, doubts, {})
    made = answered(form, {f"{LINE}.actual": "99%"})
    assert [each.code for each in made.issues] == ["formula"]
