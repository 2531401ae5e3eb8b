"""The history of an evaluation in words (办理经过), for whoever owns it."""

import json
from collections.abc import Mapping
from typing import Any

from indicators.model import Document
from indicators.places import place

Row = Mapping[str, Any]

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
    "freeze": "锁定结果",
    "publish": "公开",
    "withdraw": "撤回公开",
    "reopen": "重开修订",
    "spot_check": "抽查",
    "mark": "更改涉密标记",
}
TOLD = frozenset({"save", "adopt", "review", "attach", "detach"})  # whose changes are told place by place
SHOWN = 5  # places named in one sentence


def event_json(row: Row, document: Document) -> dict[str, Any]:
    """One event: who did what when, in a sentence, with what was before and after by place.

    ``document`` names the lines.
    """
    before, after = json.loads(row["before"]), json.loads(row["after"])
    return {
        "number": row["number"], "at": row["at"], "person": row["person"], "action": row["action"], "why": row["why"],
        "sentence": sentence(row, before, after, document), "before": before, "after": after, "hash": row["hash"],
    }  # fmt: skip


def sentence(row: Row, before: Mapping[str, Any], after: Mapping[str, Any], document: Document) -> str:
    """填报人甲保存：第3行 实际完成值由“97%”改为“98%”。"""
    places = _told(before, after) if row["action"] in TOLD else []
    told = "；".join(_changed(where, before, after, document) for where in places[:SHOWN])
    more = f"；等 {len(places)} 处" if len(places) > SHOWN else ""
    why = f"：{row['why']}" if row["why"] else ""
    by = f"{row['person']}（令牌）" if row["token_id"] else row["person"]
    return f"{by}{WORDS.get(row['action'], row['action'])}{why}{'：' if told else ''}{told}{more}。"


def _told(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The places that say something: not the level of a review, nothing that was empty and is."""
    found = dict.fromkeys((*before, *after))
    return [where for where in found if where != "level" and (before.get(where), after.get(where)) != (None, "")]


def _changed(where: str, before: Mapping[str, Any], after: Mapping[str, Any], document: Document) -> str:
    what = place(where, document)
    if where not in before:
        return f"{what}填为“{_text(after[where])}”"
    if where not in after:
        return f"{what}删去“{_text(before[where])}”"
    return f"{what}由“{_text(before[where])}”改为“{_text(after[where])}”"


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}…"
