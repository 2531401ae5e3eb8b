"""What a reader of forms says about what it read: a finding names the cell, the value and what else it might be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from indicators.entries.forms import FORMS
from indicators.forms.places import Place
from indicators.issues import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt or remark: ``place`` is the cell, ``where`` the document path ("" for the form or file as a whole).

    ``alternatives`` are the other readings, each as the text that the value would have; a finding that has some is a
    question that a person answers.
    """

    code: str
    place: Place
    where: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    alternatives: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """As the catalogue has it."""
        return FORMS[self.code].severity

    @property
    def sentence(self) -> str:
        """The finding in words: 工作表“自评表”B7 由公式算出：请核对显示的数。"""
        entry = FORMS[self.code]
        text = f"{self.place} {entry.text}：{entry.advice}".format_map(self.facts)
        return text + (f"（可选：{'；'.join(self.alternatives)}）。" if self.alternatives else "。")


def found(code: str, place: Place, where: str = "", alternatives: tuple[str, ...] = (), **facts: str) -> Finding:
    """A finding of the catalogue."""
    return Finding(code, place, where, MappingProxyType(facts), alternatives)
