"""The history of an evaluation in words (办理经过), for whoever owns it."""

import json
import re
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
Names = Mapping[str, str]

WORDS: Mapping[str, str] = {
    "open": "开始填报",
    "save": "保存",
    "adopt": "采用调整后的目标表",
    "attach": "上传佐证材料",
    "detach": "移除佐证材料",
    "submit": "提交",
    "recall": "撤回提交",
    "review": "复核",
    "return_": "退回",
    "approve": "审定",
    "publish": "公开",
    "withdraw": "撤回公开",
    "reopen": "重开修订",
    "spot_check": "抽查",
    "mark": "更改涉密标记",
}
TOLD = frozenset({"save", "adopt", "review", "attach", "detach"})  # whose changes are told place by place
SHOWN = 5  # places named in one sentence

# What stands behind the line, the longest first.
_PARTS: tuple[tuple[str, str], ...] = (
    ("explanation.reason", "偏差原因"),
    ("explanation.remedy", "改进措施"),
    ("actual.missing", "没有数值的缘由"),
    ("actual", "实际完成值"),
    ("target.answer", "指标值读法的答复"),
    ("target", "指标值"),
    ("self_score", "自评得分"),
    ("tier", "档次"),
    ("evidence", "佐证材料"),
    ("notes", "备注"),
    ("weight", "分值"),
    ("score", "复核得分"),
    ("opinion", "复核意见"),
    ("ground", "扣分依据"),
    ("clause", "条款"),
    ("value", "复核认定值"),
)
_FIELDS: Mapping[str, str] = {
    "funding": "资金", "spending": "支出", "explanation": "整张表的偏差说明", "narrative": "自评综述",
    "published_total": "自评总分", "yearly_summary": "年度概述", "notes": "备注", "level": "审核级次", "name": "文件名",
    "size": "字节数", "sha256": "内容校验值", "place": "所在行",
}  # fmt: skip
_SOURCES: Mapping[str, str] = {"spent": "执行数", "budgeted": "全年预算数", "initial": "年初预算数", "rate": "执行率"}
_LINE = re.compile(r"(objectives\[\d+\]\.indicators\[\d+\])\.?(.*)")
_OBJECTIVE = re.compile(r"objectives\[(\d+)\]\.achieved")


def event_json(row: Row, names: Names) -> dict[str, Any]:
    """One event: who did what when, in a sentence, with what was before and after by place.

    ``names`` are the indicators' names by place.
    """
    before, after = json.loads(row["before"]), json.loads(row["after"])
    return {
        "number": row["number"], "at": row["at"], "person": row["person"], "action": row["action"], "why": row["why"],
        "sentence": sentence(row, before, after, names), "before": before, "after": after, "hash": row["hash"],
    }  # fmt: skip


def sentence(row: Row, before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> str:
    """填报人甲保存：“系统可用率”的实际完成值由“（无）”改为“98%”。"""
    places = list(dict.fromkeys((*before, *after))) if row["action"] in TOLD else []
    told = "；".join(_changed(place, before, after, names) for place in places[:SHOWN])
    more = f"；等 {len(places)} 处" if len(places) > SHOWN else ""
    why = f"：{row['why']}" if row["why"] else ""
    by = f"{row['person']}（令牌）" if row["token_id"] else row["person"]
    return f"{by}{WORDS.get(row['action'], row['action'])}{why}{'：' if told else ''}{told}{more}。"


def _changed(place: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> str:
    what = place_name(place, names)
    if place not in before:
        return f"{what}填为“{_text(after[place])}”"
    if place not in after:
        return f"{what}删去“{_text(before[place])}”"
    return f"{what}由“{_text(before[place])}”改为“{_text(after[place])}”"


def place_name(place: str, names: Names) -> str:
    """A place of the document as people call it; what has no such name stays as it is."""
    if match := _LINE.fullmatch(place):
        part = next((name for key, name in _PARTS if match[2].startswith(key)), match[2])
        name = names.get(match[1], match[1])
        return f"“{name}”的{part}" if part else f"“{name}”"
    if match := _OBJECTIVE.fullmatch(place):
        return f"目标{int(match[1]) + 1}的完成情况"
    first, _, rest = place.replace("[", ".").partition(".")
    detail = next((name for key, name in _SOURCES.items() if rest.endswith(key)), "")
    return f"{_FIELDS.get(first, place)}{detail}"


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}…"
