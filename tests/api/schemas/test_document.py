"""Document JSON: what is let in, how it is refused, and that it comes out as it went in."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from api import wire
from api.schemas import InvalidDocument, dump_document, load_document
from api.schemas.document import PlanSchema, SelfEvaluationSchema
from api.schemas.lines import IndicatorSchema, ObjectiveSchema, PlannedIndicatorSchema
from indicators.cells import Missing
from indicators.model import Origin, Plan, SelfEvaluation
from indicators.taxonomy import Category, Dimension

SAMPLES = sorted((Path(__file__).parents[3] / "samples").rglob("*.json"))


def minimal(**line: Any) -> dict[str, Any]:
    """The smallest self-evaluation with one line."""
    indicator = {"dimension": "output", "category": "quantity", "name": "培训次数", "target": "≥2次"} | line
    return {
        "document": "self_evaluation",
        "budget_year": 2023,
        "place": "某省",
        "agency": {"name": "某单位"},
        "objectives": [{"indicators": [indicator]}],
    }


def errors(value: Any) -> dict[str, str]:
    """Path to code of everything wrong with a value."""
    with pytest.raises(InvalidDocument) as caught:
        load_document(value)
    return {error.path: error.code for error in caught.value.errors}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_survives_load_and_dump(path: Path) -> None:
    document = load_document(wire.parse(path.read_bytes()))
    dumped = dump_document(document)
    assert load_document(dumped) == document
    assert dump_document(load_document(dumped)) == dumped
    assert wire.parse(wire.render(dumped).encode()) == dumped


def test_a_full_line_survives_load_and_dump() -> None:
    line = {
        "dimension": "benefit", "category": "social_benefit", "dimension_text": "效果指标", "name": "知晓率",
        "target": {"text": "≥95", "columns": {"operator": "≥", "value": "95", "unit": "%", "direction": "正向指标"}},
        "actual": {"text": "0.96", "answer": {"text": "96%", "by": "填报人甲", "on": "2024-01-15"}},
        "weight": {"value": "4.0", "origin": "inferred"}, "tier": "achieved", "self_score": "4.0",
        "explanation": {"reason": "样本偏少", "remedy": "扩大抽样"},
        "evidence": [{"name": "问卷", "reference": "附件1"}],
        "review": {"score": "3.5", "value": "95%", "opinion": "属实", "ground": "无", "clause": "第五条", "approved": True},
        "inferred": ["weight"], "notes": ["转录"],
    }  # fmt: skip
    value = minimal(**line) | {"scope": "project", "spending": {"basic_spending": "198.37"}}
    dumped = dump_document(load_document(value))
    assert dumped == value


def test_the_schemas_name_every_field_in_their_order() -> None:
    for schema in (PlanSchema, SelfEvaluationSchema, ObjectiveSchema, IndicatorSchema):
        declared = {name for cls in schema.__mro__ for name in getattr(cls, "_declared_fields", {})}
        assert declared == set(schema().fields)
    assert not set(PlannedIndicatorSchema().fields) & {"actual", "self_score", "review"}


def test_a_plan_and_a_self_evaluation_load_to_their_records() -> None:
    plan = minimal() | {"document": "plan", "execution_weight": "10"}
    assert isinstance(load_document(plan), Plan)
    assert isinstance(load_document(minimal()), SelfEvaluation)


def test_a_plan_has_no_actuals() -> None:
    plan = minimal(actual="2次") | {"document": "plan"}
    assert errors(plan) == {"objectives[0].indicators[0].actual": "unknown_field"}


def test_decimals_keep_their_exponent_whether_text_or_number() -> None:
    document = load_document(wire.parse(b'{"document":"self_evaluation","budget_year":2023,"place":"\xe7\x9c\x81",'
        b'"agency":{"name":"x"},"objectives":[{"indicators":[]}],"published_total":97.0}'))  # fmt: skip
    assert isinstance(document, SelfEvaluation)
    assert str(document.published_total) == "97.0"
    assert dump_document(document)["published_total"] == "97.0"


def test_bare_values_mean_the_obvious() -> None:
    document = load_document(minimal(weight="4.0", actual="3次"))
    ((_, line),) = document.lines()
    assert (line.weight.value, line.weight.origin) == (Decimal("4.0"), Origin.PRINTED)
    assert line.actual.text == "3次"


def test_an_unknown_weight_is_the_absence_of_one() -> None:
    ((_, line),) = load_document(minimal(weight={"origin": "unknown"})).lines()
    assert line.weight.origin is Origin.UNKNOWN
    assert (
        "weight"
        not in dump_document(load_document(minimal(weight={"origin": "unknown"})))["objectives"][0]["indicators"][0]
    )


@pytest.mark.parametrize(
    ("given", "word", "printed"),
    [("产出", Dimension.OUTPUT, "产出"), ("效果指标", Dimension.BENEFIT, "效果指标"), ("output", Dimension.OUTPUT, "产出指标"),
     ("综合指标", None, "综合指标")],
)  # fmt: skip
def test_a_level_is_given_by_its_word_or_as_printed(given: str, word: Dimension | None, printed: str) -> None:
    ((_, line),) = load_document(minimal(dimension=given)).lines()
    assert (line.dimension, line.dimension_text) == (word, printed)


def test_a_printed_level_alone_is_understood() -> None:
    value = minimal(category_text="时效")
    del value["objectives"][0]["indicators"][0]["category"]
    ((_, line),) = load_document(value).lines()
    assert line.category is Category.TIMELINESS


def test_a_blank_actual_is_left_out_and_a_stated_reason_is_kept() -> None:
    for actual, dumped in [
        ("", None),
        ({"text": "", "missing": "not_yet_due"}, {"text": "", "missing": "not_yet_due"}),
    ]:
        document = load_document(minimal(actual=actual))
        assert dump_document(document)["objectives"][0]["indicators"][0].get("actual") == dumped
    ((_, line),) = load_document(minimal()).lines()
    assert line.actual.missing is Missing.BLANK


BAD_VALUES = [
    ("self_score", "1e5", "not_a_decimal"),
    ("self_score", "٣", "not_a_decimal"),
    ("self_score", "１２.５", "not_a_decimal"),
    ("self_score", "1_000", "not_a_decimal"),
    ("self_score", "1,000", "not_a_decimal"),
    ("self_score", " 1", "not_a_decimal"),
    ("self_score", "+1", "not_a_decimal"),
    ("self_score", "007", "not_a_decimal"),
    ("self_score", ".5", "not_a_decimal"),
    ("self_score", "NaN", "not_a_decimal"),
    ("self_score", "", "not_a_decimal"),
    ("self_score", True, "not_a_decimal"),
    ("self_score", 1.5, "not_a_decimal"),
    ("self_score", Decimal("1E+3"), "not_a_decimal"),
    ("self_score", [], "not_a_decimal"),
    ("self_score", "1" * 31, "too_many_digits"),
    ("self_score", "0." + "1" * 5000, "too_many_digits"),
    ("weight", "-1", "negative"),
    ("self_score", None, "null"),
    ("name", "", "empty"),
    ("name", "　", "empty"),
    ("name", 5, "not_text"),
    ("name", "a\0b", "forbidden_character"),
    ("name", "a\ud800b", "forbidden_character"),
    ("name", "字" * 4001, "too_long"),
    ("dimension", "outputs", "not_a_level"),
    ("dimension", "", "not_a_level"),
    ("dimension", "字" * 201, "not_a_level"),
    ("tier", "best", "not_a_choice"),
    ("tier", 1, "not_a_choice"),
    ("weight", "x", "not_a_decimal"),
    ("weight", True, "not_a_decimal"),
    ("target", 5, "not_text"),
    ("target", None, "null"),
    ("actual", None, "null"),
    ("evidence", {}, "not_a_list"),
    ("notes", ["x"] * 101, "too_many"),
    ("explanation", "无", "not_an_object"),
    ("typo", 1, "unknown_field"),
]


@pytest.mark.parametrize(("key", "value", "code"), BAD_VALUES, ids=range(len(BAD_VALUES)))
def test_a_bad_value_is_refused_with_its_path_and_code(key: str, value: Any, code: str) -> None:
    assert errors(minimal(**{key: value})) == {f"objectives[0].indicators[0].{key}": code}


NESTED = [
    ({"weight": {"value": "4", "origin": "unknown"}}, "weight", "weight_of_unknown_origin"),
    ({"weight": {"origin": "printed"}}, "weight", "weight_without_value"),
    ({"weight": {"value": "x"}}, "weight.value", "not_a_decimal"),
    ({"target": {"text": "≥1", "typo": 1}}, "target.typo", "unknown_field"),
    ({"target": {"columns": {"unit": 5}}}, "target.columns.unit", "not_text"),
    ({"review": {"approved": "yes"}}, "review.approved", "not_a_boolean"),
    ({"evidence": [{"name": "a"}, {}]}, "evidence[1].name", "required"),
    ({"evidence": ["a"]}, "evidence[0]", "not_an_object"),
]


@pytest.mark.parametrize(("line", "path", "code"), NESTED, ids=range(len(NESTED)))
def test_a_bad_part_is_refused_where_it_stands(line: dict[str, Any], path: str, code: str) -> None:
    assert errors(minimal(**line)) == {f"objectives[0].indicators[0].{path}": code}


TOP = [
    ({"budget_year": 1989}, "budget_year", "out_of_range"),
    ({"budget_year": 2101}, "budget_year", "out_of_range"),
    ({"budget_year": True}, "budget_year", "not_an_integer"),
    ({"budget_year": "2023"}, "budget_year", "not_an_integer"),
    ({"budget_year": Decimal("2023.0")}, "budget_year", "not_an_integer"),
    ({"objectives": []}, "objectives", "too_few"),
    ({"objectives": "x"}, "objectives", "not_a_list"),
    ({"place": "字" * 201}, "place", "too_long"),
    ({"funding": {"rows": [{"source": "total"}, {"source": "total"}]}}, "funding", "repeated"),
    ({"funding": {"rows": [{"source": "其他"}]}}, "funding.rows[0].source", "not_a_choice"),
    ({"document": "form"}, "document", "not_a_choice"),
    ({"document": ["plan"]}, "document", "not_a_choice"),
    ({"yearly_summary": {"projects": -1}}, "yearly_summary.projects", "out_of_range"),
]


@pytest.mark.parametrize(("part", "path", "code"), TOP, ids=range(len(TOP)))
def test_a_bad_head_is_refused_where_it_stands(part: dict[str, Any], path: str, code: str) -> None:
    assert errors(minimal() | part) == {path: code}


def test_everything_wrong_is_told_at_once_and_in_chinese() -> None:
    value = minimal(self_score="x", typo=1)
    del value["agency"]
    with pytest.raises(InvalidDocument) as caught:
        load_document(value)
    assert len(caught.value.errors) == 3
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in error.message) for error in caught.value.errors)
    assert "agency" in str(caught.value)


@pytest.mark.parametrize("value", [None, 5, "x", [], True], ids=str)
def test_what_is_no_object_is_no_document(value: Any) -> None:
    assert errors(value) == {"": "not_an_object"}


def test_a_document_that_does_not_say_what_it_is_is_refused() -> None:
    assert errors({}) == {"document": "required"}


def test_more_than_a_thousand_lines_are_refused_even_over_several_objectives() -> None:
    line = minimal()["objectives"][0]["indicators"][0]
    value = minimal() | {"objectives": [{"indicators": [line] * 501}, {"indicators": [line] * 500}]}
    assert errors(value) == {"objectives": "too_many"}


def test_the_target_is_read_in_the_light_of_its_name_and_year(sample: Callable[[str], Any]) -> None:
    document = load_document(sample("sichuan-2023-cloud"))
    targets = [line.target for _, line in document.lines()]
    assert all(target.numbers for target in targets if target.columns and target.columns.value[:1].isdigit())


@pytest.mark.parametrize("on", ["2025-13-45", "昨天", "20250131", 20250131])
def test_the_day_of_an_answer_is_a_day(on: Any) -> None:
    actual = {"text": "0.92", "answer": {"text": "92%", "by": "填报人甲", "on": on}}
    assert errors(minimal(actual=actual)) == {"objectives[0].indicators[0].actual.answer.on": "not_a_day"}
