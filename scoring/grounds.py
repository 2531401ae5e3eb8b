"""复核扣分依据: grounds on which reviewers were seen to take points off; a reviewer may also give one in own words."""

from typing import NamedTuple

from scoring.rules import EvidenceGrade


class Ground(NamedTuple):
    """A ground: its code, what a reviewer would write, what followed from it there, and how well that is known.

    What follows is told, never applied by itself: the score is the reviewer's to give.
    """

    code: str
    text: str
    effect: str
    evidence: EvidenceGrade


# From one city's published review practice, known by description only.
GROUNDS: tuple[Ground, ...] = (
    Ground("no_evidence", "没有佐证材料", "该行不得分", EvidenceGrade.RECALLED),
    Ground("satisfaction_without_data", "满意度没有调查数据", "该行不得分", EvidenceGrade.RECALLED),
    Ground("not_assessable", "指标无法考核", "按程度扣该行分值的100%、60%或30%", EvidenceGrade.RECALLED),
    Ground("repeated", "产出与效益指标内容重复", "其中一行不得分", EvidenceGrade.RECALLED),
    Ground("wrong_level", "三级指标不属于所在的二级指标", "该行不得分", EvidenceGrade.RECALLED),
)
