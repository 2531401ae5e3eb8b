"""Asking about everything is no way out: at most 5 % of the samples' cells are asked about."""

import json
from pathlib import Path

from api.schemas import load_document
from indicators.cells import Actual, Reading, Target
from indicators.model import SelfEvaluation
from indicators.reading import judge

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.json"))


def test_at_most_five_per_cent_of_the_samples_cells_are_asked_about() -> None:
    cells: list[Target | Actual] = []
    asked = 0
    for path in SAMPLES:
        document = load_document(json.loads(path.read_text(encoding="utf-8")))
        reported = isinstance(document, SelfEvaluation)
        for _, line in document.lines():
            cells += [line.target, line.actual] if reported else [line.target]
            asked += len(judge(line.target, line.actual).questions) if reported else 0
    asked += sum(cell.reading is Reading.ASK for cell in cells)
    assert len(cells) > 150
    assert asked * 20 <= len(cells)
