"""Long text of a form: one cell for a reason and its remedy, said in one way by the writer and the reader."""

import re

_LABEL = re.compile(
    r"(?:^|(?<=[。；;！!\n，, ]))\s*(?:\d[.、．])?(?:下一步)?(?:改进|整改|纠偏)(?:措施|办法|建议)\s*[:：]\s*"
)
_NEXT = re.compile(r"(?:^|(?<=[。；;！!\n，,]))\s*(?=下一步|下一阶段|下阶段|今后)")
_CAUSE = re.compile(r"^\s*(?:\d[.、．])?(?:偏差|未完成)?原因(?:分析)?\s*[:：]\s*")


def join_explanation(reason: str, remedy: str) -> str:
    """One cell's text for both: ``split_explanation`` of it gives them back."""
    if not remedy or (reason and split_explanation(reason + remedy) == (reason, remedy)):
        return reason + remedy
    return f"{reason}\n改进措施：{remedy}".lstrip("\n")


def split_explanation(text: str) -> tuple[str, str]:
    """(reason, remedy) of a cell that holds both: at 改进措施：, else where a clause begins with 下一步."""
    if label := _LABEL.search(text):
        return _CAUSE.sub("", text[: label.start()].rstrip()), text[label.end() :]
    if following := _NEXT.search(text):
        return text[: following.start()], text[following.end() :]
    return text, ""
