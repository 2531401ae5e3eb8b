"""The fields of a form as parts to save."""

from typing import Any

from api.pages.desk.given import changed, field_of, fields, parts

LINE = {"name": "巡检", "target": "5-3次", "actual": {"text": "0.9", "missing": "unreadable"}, "notes": ["一", "二"]}
STORED: dict[str, Any] = {
    "objectives": [{"indicators": [LINE, {"name": "响应", "target": {"text": "4小时", "answer": {"text": "≤4小时"}}}]}],
    "funding": {
        "unit": "元",
        "rows": [{"source": "total", "budgeted": "10", "spent": "9", "rate": "90", "weight": "10"}],
    },
}


def test_every_field_has_its_text() -> None:
    found = fields(STORED)
    assert (found["actual-1"], found["notes-1"], found["ask-target-2"]) == ("0.9", "一\n二", "≤4小时")
    assert (found["funds-total-spent"], found["funds-other-spent"], found["published_total"]) == ("9", "", "")


def test_only_what_differs_is_saved() -> None:
    assert changed(STORED, fields(STORED)) == {}
    assert changed(STORED, {"actual-1": "0.9", "unknown": "x", "funds-total-spent": "９"}) == {}


def test_answers_are_given_to_the_text_that_stands_there() -> None:
    made = parts(STORED, {"ask-actual-1": "90%", "ask-target-1": "3至5次"})["lines"][0]
    assert (made["actual"]["text"], made["actual"]["answer"]["text"], made["target_answer"]) == ("0.9", "90%", "3至5次")
    made = parts(STORED, {"ask-actual-1": "90%", "actual-1": "4次"})["lines"][0]
    assert made["actual"] == "4次"


def test_a_printed_rate_goes_with_its_figures_and_what_is_emptied_goes() -> None:
    made = parts(STORED, {"funds-total-spent": "", "funds-other-initial": "1"})["funding"]
    assert made == {"unit": "元", "rows": [{"source": "total", "budgeted": "10", "weight": "10"},
                                          {"source": "other", "initial": "1"}]}  # fmt: skip
    assert "rate" in parts(STORED, {"funds-total-initial": "1"})["funding"]["rows"][0]


def test_a_path_of_the_document_leads_to_its_field() -> None:
    made = parts(STORED, {"funds-other-spent": "x"})
    told = {
        "objectives[0].indicators[1].explanation.remedy": "remedy-2",
        "objectives[0].indicators[0].notes[1]": "notes-1",
        "objectives[0].indicators[0].target.answer.text": "ask-target-1",
        "objectives[0].achieved": "achieved-0",
        "funding.rows[1].spent": "funds-other-spent",
        "spending.basic_spending": "spending-basic_spending",
        "published_total": "published_total",
    }
    assert {path: field_of(path, STORED, made) for path in told} == told
