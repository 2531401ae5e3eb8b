"""The catalogue of issues (问题目录): every code with its severity, title, sentence and what to do.

Codes are public: never renamed, never reused.
"""

from types import MappingProxyType

from indicators.entries.cells import CELLS
from indicators.entries.lines import LINES
from indicators.entries.money import MONEY
from indicators.entries.scores import SCORES
from indicators.issues import Entry, Issue
from indicators.model import Document
from indicators.places import place

CATALOGUE: MappingProxyType[str, Entry] = MappingProxyType(MONEY | LINES | CELLS | SCORES)


def issue(code: str, where: str, **facts: str) -> Issue:
    """A finding with the severity that the catalogue gives its code."""
    return Issue(code, CATALOGUE[code].severity, where, facts)


def sentence(found: Issue, document: Document) -> str:
    """The issue in words: 第12行 实际完成值未填：请填写数值，或选择“未到期”。"""
    return phrase(CATALOGUE[found.code], found, document)


def phrase(entry: Entry, found: Issue, document: Document) -> str:
    """An entry's sentence filled with the issue's place and facts."""
    return place(found.where, document) + f"{entry.text}：{entry.advice}。".format_map(found.facts)
