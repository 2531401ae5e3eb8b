"""Whether a person's answer settles the question it was given to."""

from indicators.cells import Actual, Answer, Kind, Reading, Target
from indicators.numbers import fold
from indicators.reading.cell import Cell
from indicators.words import BELOW, NEARLY


def leaves_open(cell: Cell, answer: Answer, asked: Target | Actual) -> bool:
    """True for an answer that is doubtful itself and was not offered, and for a word in the place of a figure."""
    said = fold(answer.text).strip()
    if any(said == fold(one) for question in asked.questions for one in question.alternatives):
        return False
    if cell.reading is Reading.ASK or said in NEARLY or said in BELOW:
        return True
    return cell.kind is Kind.QUALITY and not cell.claimed and bool(asked.questions and asked.numbers)
