"""The history of an evaluation in words (办理经过), for whoever owns it."""

import json
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

WORDS: Mapping[str, str] = {
    "open": "开始填报",
    "save": "保存",
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
}
SHOWN = 5  # places named in one sentence


def event_json(row: Row) -> dict[str, Any]:
    """One event: who did what when, in a sentence, with what was before and after by place."""
    before, after = json.loads(row["before"]), json.loads(row["after"])
    return {
        "number": row["number"], "at": row["at"], "person": row["person"], "action": row["action"], "why": row["why"],
        "sentence": sentence(row, before, after), "before": before, "after": after, "hash": row["hash"],
    }  # fmt: skip


def sentence(row: Row, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """填报人甲 保存：objectives[0].indicators[1].actual 由“（无）”改为“98%”。"""
    places = list(dict.fromkeys((*before, *after)))
    told = "；".join(_place(place, before, after) for place in places[:SHOWN]) if row["action"] == "save" else ""
    more = f"；等 {len(places)} 处" if told and len(places) > SHOWN else ""
    why = f"：{row['why']}" if row["why"] else ""
    by = f"{row['person']}（令牌）" if row["token_id"] else row["person"]
    return f"{by}{WORDS.get(row['action'], row['action'])}{why}{'：' if told else ''}{told}{more}。"


def _place(place: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return f"{place} 由“{_text(before.get(place))}”改为“{_text(after.get(place))}”"


def _text(value: Any) -> str:
    if value is None:
        return "（无）"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}…"
