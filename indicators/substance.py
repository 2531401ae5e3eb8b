"""偏差原因分析及改进措施: does the text say anything? insufficient, weak or ok, with the cause."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """ok; weak: says something, a reviewer should ask for more; insufficient: says nothing, still owed."""

    OK = "ok"
    WEAK = "weak"
    INSUFFICIENT = "insufficient"


class Assessment(NamedTuple):
    """The verdict on an explanation; ``cause`` is a key of ``CAUSE_NAMES``, empty when the text is fine."""

    outcome: Outcome
    cause: str = ""


CAUSE_NAMES = {
    "blank": "未填写",
    "none": "没有说明原因",
    "filler": "只是套话，没有说明原因",
    "only_remedy": "只有改进措施，没有说明原因",
    "own_name": "只是重复指标名称",
    "copied": "与另一行的说明相同",
    "very_short": "过于简短",
    "no_remedy": "没有写改进措施",
}

_SHORT = 6  # 疫情影响 names a cause in four characters, but nobody can act on it
_LONGEST_FILLER = 40  # nothing longer is made of stock words alone

# 无 with or without a heading, and the heading itself: 偏差原因、无偏差原因、暂无说明、无需改进.
_NOTHING = re.compile(
    r"(?:none|null|na)"
    r"|(?:主要|具体|存在|产生|造成|未完成|未达标|扣分|偏差|差异|问题|的)*(?:原因|情况)?(?:分析|说明)*(?:及|和|与|以及)?"
    r"(?:下一步|拟采取|拟|的)*(?:改进|整改|应对)?(?:工作|措施|建议|意见)*"
    r"(?:(?:本|该)?(?:指标|项目|年度)?(?:暂无|无需|无须|不需要?|不存在|未发现|没有|没|无|否)(?:任何|明显|较大|重大)?"
    r"(?:偏差|差异|问题|原因|改进|整改|说明|措施|分析|解释|填写|情况|及|和|的)*)?"
)
_WORDS = frozenset(
    {"正常", "良好", "一切正常", "情况良好", "略", "不适用", "符合要求", "符合预期", "工作正常", "运行正常", "运转正常",
     "完成情况良好", "工作开展顺利", "达标", "已达标", "未达标", "是"}
)  # fmt: skip
# Clauses of stock words: each says that something was missed or met, or that somebody else knows why.
_STOCK = (
    # 达成预期指标、按计划完成、已全部完成年度任务、未达到年度指标值、仅完成
    (
        r"(?:本年度?|本年|全年|年度|目前|现|各项|该)*(?:指标|任务|目标|工作|项目)*"
        r"(?:已经|已|均|都|全部|全面|实际|仅|只|共|按照|按|依照|计划|要求|期|时|规定|基本|顺利|圆满|正常|较好地?|如期|"
        r"未能|未|没有|尚未|不能)*(?:完成|达成|达到|实现|执行|落实)了?"
        r"(?:本年|全年|年度|年初|预期|预定|既定|规定|设定|绩效|各项|的|总体|全部|情况|良好)*(?:目标|指标|任务|计划|工作|要求|值|进度|效果)*"
    ),
    # 实际完成值低于指标值
    (
        r"(?:实际|全年|年度)*(?:完成|执行)?(?:值|数|率|情况|结果)?(?:略|稍|远|明显)?(?:低于|少于|小于|高于|大于|超过|不及|未达|达不到)"
        r"(?:年初|年度|预期|预定|既定|设定|绩效|目标|指标|计划|要求|值|数|的)*"
    ),
    # 存在一定偏差、偏差在合理范围内
    (
        r"(?:实际|完成|执行|指标|目标|年度|值|情况|结果|与|仍|均|尚)*(?:存在|有|出现|产生)?"
        r"(?:一定|较小|轻微|些许|少量|小幅|正常)?的?偏差(?:较小|不大|较大)?(?:均|仍|尚|都)?"
        r"(?:在|处于|属于|属)?(?:合理|允许|可控|正常|可接受)*的?(?:范围)?(?:之内|以内|内)?"
    ),
    # 因客观原因未能完成、由于各种原因未完成目标
    (
        r"(?:主要)?(?:是)?(?:因为|因|由于|受)?(?:本|该)?"
        r"(?:各种|种种|多种|多方面|一些|某些|其他|其它|特殊|部分|有关|相关|诸多|主客观|客观|主观|实际|工作|自身|外部|内部|的|等)+"
        r"(?:原因|因素)(?:影响|制约|限制|所限|所致|导致|造成)*"
        r"(?:(?:未能|未|没有|没|无法|不能)(?:按时|按期|如期|全部|及时)*(?:完成|达到|达成|实现|执行|落实)"
        r"(?:年度|预期|既定|绩效|目标|指标|任务|计划|工作|值)*)?"
    ),
    # 详见附件、见自评报告、同上
    (
        r"(?:具体|详细|原因|情况|内容|说明)*(?:详见|参见|请见|另见|参照|见|同)"
        r"(?:上述|上|下|前|后|附|绩效|自评|评价|总结|部门|单位|项目|本|的|报告|材料|说明|备注|文件|文|表|件)+"
    ),
    # 按比例计分、酌情扣分、扣2分
    (
        r"(?:(?:按照?|依据|根据)(?:完成|实际|得分|评分|执行|比例|率|标准|情况|办法|规则|的)+)?"
        r"(?:酌情|自评|应|共|故|不|该项|本项)*(?:扣除|扣减|扣|减|计|得|给|评)\d*分"
    ),
    # 待补充、后补
    r"待(?:后续)?(?:补充|补|填写|填|完善|核实|核|确认|定|说明)+|后补|略",
)
_FILLER = re.compile("|".join(f"(?:{each})" for each in _STOCK))
_FIGURE = re.compile(r"[\d.%％‰]+")
_COUNTED = re.compile(r"\d+(?:\.\d+)?[%％‰]?(?:万元|亿元|元|人次|人天|人|次|个|家|项|台|套|份|期|场|天)?")

# 加强管理、提高效率、继续努力: what everybody will do.
_PROMISE = re.compile(
    r"(?:我单位|本单位|我局|我们|将|会|要|拟|应|继续|进一步|不断|切实|持续|更加|积极|认真|努力)*"
    r"(?:加强|加大|强化|提高|提升|完善|改进|优化|做好|抓好|推进|努力|改善|健全|规范|整改|增强|加快|重视|督促)+"
    r"(?:各项|相关|项目|预算|绩效|资金|内部|日常|业务|工作|管理|监管|监督|效率|质量|水平|力度|进度|执行|意识|能力|制度|"
    r"机制|服务|措施|方案|方法|流程|建设|效果|目标|编制|支出|使用|沟通|协调|学习|指导|考核|的|和|与|及)*"
)
# 下一步…: all that follows in the sentence is meant for later, unless it says why.
_LATER = re.compile(r"(?:^|(?<=[，、,：:\s]))(?:在)?(?:下一步|下步|下一阶段|下阶段|今后|以后)")
_WHY = re.compile(r"因(?!此|而|地)|由于|导致|致使|造成|未")
# 已更换供应商、已于2024年1月补办、2024年3月前支付完毕、建议调减该指标: done, dated or proposed.
_ACTION = re.compile(
    r"(?:现|目前|并|我单位|本单位)*"
    r"(?:已(?:经)?(?:于[\d年月日底初末]+)?(?:重新|更换|列入|纳入|增设|补办|补齐|补充|约谈|督促|追回|责令|整改|通报|采取|改用|改为|"
    r"优化|完善|修复|修订|支付|拨付|结清|办理|申请|制定|建立|安排|启动|组织|恢复|新增|增加)"
    r"|(?:计划|预计|拟)?(?:\d+年)?(?:\d+月|年)?(?:底|初|末|上半年|下半年)?之?前(?:将|全部)?"
    r"(?:支付|拨付|完成|补办|补齐|交付|验收|办结|执行|上线|整改)"
    r"|建议(?:调|修|取消|删|改|压减|增|将|在|对|适当|下年|明年))"
)
_REMEDY = re.compile(
    r"后续|改进|整改|加强|加大|加快|优化|完善|督促|督办|强化|尽快|力争|争取|拟|将(?!近)"
    r"|(?:下年度?|明年|来年)(?:将|继续|计划|起|及时|尽早|提前|安排|完成|开展|合理|科学)"
)
_NO_REMEDY = re.compile(r"[未没不无]|难以|因(?!此|而|地)|由于|导致|致使|造成|结转")
_MARKS = re.compile(r"[\s\W_]+")
_SENTENCES = re.compile(r"[。；;!！?？\n]+")
_CLAUSES = re.compile(r"[，。；：、,;:!！?？\n]+|\.(?!\d)")


def assess(reason: str, remedy: str, *, name: str = "", others: Sequence[str] = ()) -> Assessment:
    """What a reason and its remedy are worth on a line that owes one; ``others`` are the other lines' reasons."""
    if cause := _says_nothing(reason, name):
        return Assessment(Outcome.INSUFFICIENT, cause)
    if cause := _is_weak(reason, remedy, others):
        return Assessment(Outcome.WEAK, cause)
    return Assessment(Outcome.OK)


def _says_nothing(reason: str, name: str) -> str:
    """Why the text is no reason; empty as soon as one clause of it may be one."""
    if not _core(reason):
        return "blank"
    causes = {_empty(clause, _core(name)) for clause in _clauses(reason)}
    if "" in causes:
        return ""
    return next(cause for cause in ("only_remedy", "own_name", "filler", "none") if cause in causes)


def _clauses(text: str) -> Iterator[str]:
    """The clauses that hold more than marks; 下一步 and what follows it in its sentence are one clause."""
    for sentence in _SENTENCES.split(text):
        later = _LATER.search(sentence)
        cut = later.start() if later and not _WHY.search(sentence, later.start()) else len(sentence)
        yield from (part for part in (*_CLAUSES.split(sentence[:cut]), sentence[cut:]) if _core(part))


def _empty(clause: str, own: str) -> str:
    """Why a clause says no reason; empty when it may be one."""
    core = _core(clause)
    if _only(_NOTHING, core):
        return "none"
    if _is_filler(clause):
        return "filler"
    if _promises(clause):
        return "only_remedy"
    return "own_name" if own and own in core and _is_filler(core.replace(own, "")) else ""


def _promises(clause: str) -> bool:
    """True when the clause is a remedy and nothing else."""
    core = _core(clause)
    if _LATER.match(clause.lstrip()) and not _WHY.search(clause):
        return True
    if _ACTION.match(core):
        return _NO_REMEDY.search(core) is None
    return _only(_PROMISE, core)


def _is_filler(clause: str) -> bool:
    """True for stock words, bare figures, one character over and over, or nothing at all."""
    core = _core(clause)
    if len(set(core)) <= 1 or core in _WORDS or _FIGURE.fullmatch(clause.strip()):
        return True
    return any(_only(each, text) for text in (core, _core(_COUNTED.sub("", clause))) for each in (_FILLER, _NOTHING))


def _only(pattern: re.Pattern[str], text: str) -> bool:
    """True for a text of stock words alone; a long one is none, and is not even tried."""
    return len(text) <= _LONGEST_FILLER and pattern.fullmatch(text) is not None


def _is_weak(reason: str, remedy: str, others: Sequence[str]) -> str:
    core = _core(reason)
    if core in {_core(other) for other in others}:
        return "copied"
    if len(core) < _SHORT:
        return "very_short"
    if _says_nothing(remedy, "") in ("", "only_remedy") or any(_is_remedy(clause) for clause in _clauses(reason)):
        return ""
    return "no_remedy"


def _is_remedy(clause: str) -> bool:
    """True when the clause tells what was or will be done; 督促不到位 and 资金结转下年使用 do not."""
    if cause := _empty(clause, ""):
        return cause == "only_remedy"
    found = _REMEDY.search(clause) or _ACTION.search(clause)
    return found is not None and _NO_REMEDY.search(clause) is None


def _core(text: str) -> str:
    """The text without white space, punctuation and dashes, in small letters."""
    return _MARKS.sub("", text).lower()
