"""The cell reader: target and actual texts of real forms become figures, with what was assumed and what is asked."""

from indicators.reading.actuals import read_actual
from indicators.reading.conventions import CONVENTIONS, QUESTIONS, convention_sentence, question_sentence
from indicators.reading.forming import form
from indicators.reading.judging import judge
from indicators.reading.targets import read_target

__all__ = [
    "CONVENTIONS",
    "QUESTIONS",
    "convention_sentence",
    "form",
    "judge",
    "question_sentence",
    "read_actual",
    "read_target",
]
