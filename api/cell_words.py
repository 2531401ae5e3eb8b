"""Cells in words: how one was read, what is asked about it, and how to answer."""

from collections.abc import Iterable, Mapping

from indicators.cells import Actual, Kind, Question, Reading, Target
from indicators.numbers import plain
from indicators.reading import question_sentence
from scoring.results import LineScore
from scoring.wording import OPERATOR_SIGNS

HOW_TO_ANSWER = (
    '答复写法：给这一格附上 "answer": {"text": "选定的写法", "by": "答复人", "on": "2024-01-12"}，原文保留。'
)
_KIND_NAMES: Mapping[Kind, str] = {
    Kind.QUANTITY: "数值",
    Kind.RANGE: "区间",
    Kind.DATE: "日期",
    Kind.DURATION: "时长",
    Kind.YES_NO: "是否",
    Kind.QUALITY: "定性",
    Kind.SEVERAL: "多个数值",
    Kind.BLANK: "空白",
    Kind.UNREADABLE: "无法识别",
}
_READING_NAMES: Mapping[Reading, str] = {Reading.CERTAIN: "", Reading.ASSUMED: "按惯例", Reading.ASK: "须询问"}
_WORDS = (Kind.YES_NO, Kind.QUALITY)


def cell_text(cell: Target | Actual) -> str:
    """How a cell was read, in a few words: 数值 ≥ 95 %, 日期 ≤ 2024年11月30日, 是否 是."""
    operator = OPERATOR_SIGNS[cell.read_as if isinstance(cell, Target) else cell.operator]
    doubt = _READING_NAMES[cell.reading]
    parts = [_KIND_NAMES[cell.kind], operator, _figures(cell), cell.unit]
    return " ".join(part for part in parts if part) + (f"（{doubt}）" if doubt else "")


def _figures(cell: Target | Actual) -> str:
    """The figures, or the word where the cell holds none."""
    if cell.kind in _WORDS and not cell.numbers:
        return "".join((cell.answer.text if cell.answer else cell.text).split())
    numbers = [_trimmed(plain(number)) for number in cell.numbers]
    if cell.kind is Kind.DATE:
        return "".join(map("".join, zip(numbers, "年月日"[-len(numbers) :], strict=True)))
    return (" 至 " if cell.kind is Kind.RANGE else "、").join(numbers)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def questions_of(line: LineScore) -> tuple[Question, ...]:
    """What must be asked about a line; while nobody can judge it, a doubtful target is asked about, too."""
    return line.verdict.questions or (line.indicator.target.questions if line.met is None else ())


def question_sentences(questions: Iterable[Question], target: Target, actual: Actual) -> tuple[str, ...]:
    """What is asked, each with the cell's text and the readings to choose from."""
    texts = {"target": target.text, "actual": actual.text}
    return tuple(question_sentence(question, texts[question.about]) for question in questions)


def line_questions(line: LineScore) -> tuple[str, ...]:
    """The questions of a line, in sentences."""
    return question_sentences(questions_of(line), line.indicator.target, line.indicator.actual)
