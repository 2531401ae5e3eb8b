"""Grounds for taking points off are told with how well they are known."""

from scoring.grounds import GROUNDS
from scoring.rules import EvidenceGrade


def test_every_ground_has_a_code_of_its_own_and_claims_no_paper() -> None:
    assert len({each.code for each in GROUNDS}) == len(GROUNDS)
    assert all(each.text and each.effect and not each.text.isascii() for each in GROUNDS)
    assert all(each.evidence is not EvidenceGrade.PAPER for each in GROUNDS)
