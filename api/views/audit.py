"""A row of audit in words (审计记录): who did what to what, and every value before and after."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from api.actions.evaluations.conditions import RANK_NAMES
from api.actions.steps import PLAN_NAMES, PLAN_STATES, STATE_NAMES
from api.auth import RIGHT_NAMES, ROLE_NAMES
from api.instants import SHANGHAI, instant
from api.store import Row
from api.views.history import WORDS
from indicators.places import part
from indicators.workflow import State

NOUNS: Mapping[str, str] = {
    "agency": "单位", "person": "人员", "token": "令牌", "login": "登录", "task": "自评任务", "plan": "目标表",
    "evaluation": "自评", "import": "导入", "notification": "提醒",
}  # fmt: skip
VERBS: Mapping[str, str] = {
    **WORDS, "add": "新增", "change": "更改", "grant": "授予角色", "end_grant": "结束角色", "reset_password": "重置密码",
    "end_logins": "结束登录", "password": "更改密码", "hand_over": "交接", "revoke": "吊销", "sign_in": "登录",
    "sign_out": "退出", "extend": "延期", "read": "读取", "answer": "答复疑问", "confirm": "确认", "mark": "更改涉密标记",
}  # fmt: skip
_FIELDS: Mapping[str, str] = {
    "name": "名称", "login": "账号", "email": "邮箱", "disabled_at": "停用时间", "disabled": "停用", "role": "角色",
    "grants": "角色", "agency_id": "单位", "agencies": "单位", "scopes": "范围", "expires_at": "到期", "state": "状态",
    "level": "审核级", "levels": "审核级数", "number": "版本", "round": "轮次", "revision": "修订次数", "why": "理由",
    "digest": "快照校验值", "deadline": "截止时间", "opens_at": "开始时间", "rulebook": "评分办法",
    "rulebook_digest": "办法校验值", "choice": "选办法的经过", "year": "年度", "place": "行政区划", "confidential": "涉密",
    "document": "表", "plan_id": "目标表", "task_id": "任务", "person_id": "人员", "logins_ended": "结束的登录数",
    "tokens_revoked": "吊销的令牌数", "to": "接手人", "notifications": "转交的提醒数", "read_at": "看过的时间",
    "code": "代码", "rank": "层级", "parent_id": "上级单位", "closed_at": "停用时间", "sha256": "内容校验值",
    "size": "字节数",
    "forms": "表数", "stored": "存入的表", "media_type": "类型",
    "opinion": "意见", "reason": "理由", "remarks": "意见", "evidence": "佐证材料",
    "published_total": "公布的总分", "explanation.reason": "全表偏差原因", "explanation.remedy": "全表改进措施",
    "spending.basic_spending": "基本支出", "spending.project_spending": "项目支出", "project.name": "项目名称",
    "project.kind": "项目类别", "project.attribute": "项目属性", "project.type": "项目类型",
    "department.name": "主管部门", "department.code": "主管部门代码", "agency.name": "单位", "agency.code": "单位代码",
    "budget_year": "预算年度", "execution_weight": "执行率分值", "notes": "备注",
    "narrative": "自评综述", "yearly_summary": "年度自评情况",
}  # fmt: skip
_CODES: Mapping[str, Mapping[Any, str]] = {
    "role": ROLE_NAMES, "rank": RANK_NAMES, "confidential": {1: "是", 0: "否"},
}  # fmt: skip
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z")
_LINE = re.compile(r"(?:document\.)?objectives\[(\d+)\]\.indicators\[(\d+)\]\.?(.*)")
_OBJECTIVE = re.compile(r"(?:document\.)?objectives\[(\d+)\]\.?(.*)")
_FUNDS = re.compile(r"(?:document\.)?funding\.rows\[(\d+)\]\.?(.*)")
LONGEST = 300  # characters of one value; the whole stands in the interface

Named = Callable[[int], str]


class Told(NamedTuple):
    """One value that a row tells of: what it is, what it was and what it is now; "" where it was not there."""

    what: str
    before: str
    after: str


class AuditRow(NamedTuple):
    """A row ready to be shown."""

    id: int
    at: str
    who: str
    did: str
    noun: str
    noun_id: int
    why: str
    told: tuple[Told, ...]
    row: Row

    @property
    def sentence(self) -> str:
        """填报人甲批复目标表 7：与上年一致。"""
        why = f"：{self.why}" if self.why else ""
        if self.row["noun"] == "login":
            return f"{self.who}{self.did}{why}"
        return f"{self.who}{self.did}{self.noun} {self.noun_id}{why}"


def audit_row(row: Row, agency: Named) -> AuditRow:
    """The row in words; ``agency`` names an agency by its number."""
    before, after = json.loads(row["before"]), json.loads(row["after"])
    plan = row["noun"] == "plan"
    told = tuple(
        Told(_what(name), *(_value(name, each.get(name), agency, plan=plan) for each in (before, after)))
        for name in dict.fromkeys((*before, *after))
    )
    did = (PLAN_NAMES if plan else VERBS).get(row["action"]) or VERBS.get(row["action"], row["action"])
    noun = NOUNS.get(row["noun"], row["noun"])
    by = f"{row['person']}（令牌）" if row["token_id"] else row["person"]
    return AuditRow(row["id"], row["at"], by, did, noun, row["noun_id"], row["why"], told, row)


def _what(name: str) -> str:
    """A path as people say it: 第3行 实际完成值."""
    if name in _FIELDS:
        return _FIELDS[name]
    if found := _LINE.fullmatch(name):
        objective = f"目标{int(found[1]) + 1} " if int(found[1]) else ""
        return f"{objective}第{int(found[2]) + 1}行 {part(found[3])}".strip()
    if found := _OBJECTIVE.fullmatch(name):
        return f"年度目标{int(found[1]) + 1} {part(found[2])}".strip()
    if found := _FUNDS.fullmatch(name):
        return f"资金表第{int(found[1]) + 1}行 {part(found[2])}".strip()
    plain = name.removeprefix("document.")
    return _FIELDS.get(plain) or _FIELDS.get(re.split(r"[.\[]", plain)[0], name)


def _value(name: str, value: Any, agency: Named, *, plan: bool) -> str:
    if value is None or value == "":
        return ""
    if name == "state":
        return (PLAN_STATES if plan else STATE_NAMES)[State(value)]
    if name in _MADE:
        return _short(_MADE[name](value, agency))
    codes = _CODES.get(name, {})
    return codes[value] if isinstance(value, str | int) and value in codes else _plain(value)


_MADE: Mapping[str, Callable[[Any, Named], str]] = {
    "agency_id": lambda value, agency: agency(value),
    "parent_id": lambda value, agency: agency(value),
    "agencies": lambda value, agency: "、".join(map(agency, value)),
    "scopes": lambda value, _: "、".join(RIGHT_NAMES.get(each, each) for each in value),
    "grants": lambda value, agency: "、".join(f"{agency(at)}{ROLE_NAMES[role]}" for role, at in value),
    "choice": lambda value, _: str(json.loads(value)["title"]),
    "document": lambda _value, _agency: "整张表",
}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if _INSTANT.fullmatch(text):
        return f"{instant(text).astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return _short(text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
