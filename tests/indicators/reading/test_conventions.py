"""Every code has its sentence, and every sentence its code."""

import ast
from pathlib import Path

import pytest

from indicators.cells import Question
from indicators.reading import CONVENTIONS, QUESTIONS, convention_sentence, question_sentence

READING = Path(__file__).parents[3] / "indicators" / "reading"
STRINGS = {
    node.value
    for path in READING.glob("*.py")
    if path.name != "conventions.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


@pytest.mark.parametrize("code", sorted(CONVENTIONS.keys() | QUESTIONS.keys()))
def test_each_code_with_a_sentence_is_used_by_the_reader(code: str) -> None:
    assert code in STRINGS


def test_a_convention_is_one_chinese_sentence() -> None:
    for code, sentence in CONVENTIONS.items():
        assert convention_sentence(code) == sentence
        assert sentence.endswith("。") and sentence.count("。") == 1


def test_a_question_names_the_cell_what_is_doubtful_and_the_choices() -> None:
    asked = Question("percent_scanned", "target", ("≥90%", "290%"))
    assert question_sentence(asked, "2\n90%") == (
        "指标值“290%”：疑似把“≥”误识别成了数字2，请核对原件后填写。可选：“≥90%”、“290%”。"
    )
    assert question_sentence(Question("word_for_figure", "actual", ()), "良好").startswith("实际完成值“良好”：")
