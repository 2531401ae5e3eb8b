"""What a caller may ask wrongly: one exception class per cause, facts as attributes. Nothing here knows HTTP."""

from collections.abc import Sequence
from typing import NamedTuple

from api.problems.faults import FieldError


class UnknownParameter(Exception):
    """A query parameter that the address does not know."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"没有参数“{name[:100]}”；可用的参数：{'、'.join(known) or '无'}")
        self.name = name


class BadParameter(Exception):
    """A known query parameter with a value that it cannot have, or none where it must have one."""

    def __init__(self, name: str, expected: str, must: str = "应为") -> None:
        super().__init__(f"参数“{name}”{must}{expected}")
        self.name = name


class NotSaidAsJson(Exception):
    """The request does not say that its body is plain JSON in UTF-8."""

    def __init__(self, said: str) -> None:
        super().__init__(f"请以 Content-Type: application/json（UTF-8，不压缩）发送；现为“{said[:100]}”")
        self.said = said


class Option(NamedTuple):
    """A rulebook that a person may choose, and why it fits."""

    id: str
    title: str
    reason: str


class ChooseRulebook(Exception):
    """No rulebook is named, and none fits alone: a person must choose."""

    def __init__(self, reason: str, options: Sequence[Option], path: str = "") -> None:
        listed = "；候选：" + "、".join(each.id for each in options) if options else ""
        where = f"{path}：" if path else ""
        super().__init__(f"{where}{reason}：用 ?rulebook= 或文档的 rulebook 字段给出编号{listed}")
        self.reason, self.options, self.path = reason, tuple(options), path

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """The candidates as errors at the place where the rulebook should be named."""
        path = f"{self.path}.rulebook" if self.path else "rulebook"
        if not self.options:
            return (FieldError(path, self.reason, "choose_rulebook"),)
        return tuple(
            FieldError(path, f"{each.id}（{each.title}）：{each.reason}", "candidate") for each in self.options
        )


class NoSuchRulebook(Exception):
    """The address names a rulebook that is not there."""

    def __init__(self, id: str, known: Sequence[str]) -> None:
        super().__init__(f"没有编号为“{id[:100]}”的评分办法；已有：{'、'.join(known)}")
        self.id = id


class NotASelfEvaluation(Exception):
    """A plan was given where only a self-evaluation has an answer."""

    def __init__(self, path: str = "") -> None:
        where = f"{path}：" if path else ""
        super().__init__(
            f"{where}此处需要绩效自评表（self_evaluation），所给为绩效目标表（plan），尚无得分；"
            "请去掉它或换成自评表，目标表可以检查（check）和计分（score）"
        )
        self.path = path

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """The one error, at the document."""
        return (FieldError(f"{self.path}.document" if self.path else "document", str(self), "not_a_self_evaluation"),)
