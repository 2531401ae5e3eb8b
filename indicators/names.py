"""What an indicator's name says of itself (三级指标名称): what it measures, and which way is better."""

import re

# 预算执行率 and its synonyms; 预算编制完成率, 资金到位率 and 资金发放及时率 measure something else.
_EXECUTION = re.compile(
    r"(?:预算|资金|经费|拨款)(?:资金|经费|项目|支出|指标)*的?(?:执行|完成|支出|支付|使用)(?:完成)?(?:率|进度)(?:[（(].*[）)])?$"
)
_SHARE = re.compile(r"(?:率|比例|比重|占比|满意度)$")
# Words that end in 率 and are no share, or are counted per 100,000 people.
_NO_SHARE = re.compile(
    r"(?:频率|速率|效率|周转率|容积率|死亡率|发病率|患病率|出生率|分辨率|汇率|功率|倍率|利率|税率|费率)$"
)
_COUNT = re.compile(r"(?:数量|人数|人次数?|次数|个数|件数|台数|户数|套数|份数|场次|总量)$")
_TIME = re.compile(
    r"(?:(?:响应|处理|办理|办结|修复|恢复|排除|处置|完成)的?(?:平均)?(?:时间|时长|时限|时效)|(?:及时|按时|按期|准时)(?:率|性))$"
)
_LOWER = re.compile(
    r"(?<![无零非未])(?:(?:故障|投诉|差错|错误|失败|失误|事故|中断|逾期|死亡|失业|辍学|返贫|流失|退回|超支)(?:事件)?(?:发生)?(?:率|次数|件数|起数)"
    r"|(?:安全|责任|泄密|泄露|违规|违纪)(?:事件|事故)(?:发生)?(?:率|次数|件数|起数)"
    r"|(?:响应|等待|停机|中断|修复)的?(?:平均)?(?:时间|时长))$"
)
_HIGHER = re.compile(
    r"(?:(?<!不)满意度|(?<![不未非])(?:满意|合格|准确|正确|及时|达标|优良|完好|稳定|可用|覆盖|解答|回复|参保|就业)率)$"
)


# 降低故障率 ≥10% asks for a larger decrease.
_DECREASE = re.compile(r"降低|减少|下降|压减|缩短")


def bare(name: str) -> str:
    """The name without white space."""
    return "".join(name.split())


def repeats_execution_rate(name: str) -> bool:
    """True when the indicator measures the budget execution rate (预算执行率), which the form scores by itself."""
    return _EXECUTION.search(bare(name)) is not None


def names_share(name: str) -> bool:
    """True when the name says that a share is measured (率、比例、占比、满意度)."""
    text = bare(name)
    return _SHARE.search(text) is not None and _NO_SHARE.search(text) is None


def names_count(name: str) -> bool:
    """True when the name says that something is counted (数量、人数、次数)."""
    return _COUNT.search(bare(name)) is not None


def names_time(name: str) -> bool:
    """True when the name says that speed or punctuality is measured (响应时间、及时率)."""
    return _TIME.search(bare(name)) is not None


def names_satisfaction(name: str) -> bool:
    """True when the name says that somebody's satisfaction is measured (满意度、满意率)."""
    return bare(name).endswith(("满意度", "满意率", "满意程度"))


def names_complaints(name: str) -> bool:
    """True when the name counts complaints (投诉次数): a fact about quality, not a survey of satisfaction."""
    return "投诉" in name and "满意" not in name and bare(name).endswith(("次数", "件数", "起数", "数量", "率"))


def lower_is_better(name: str) -> bool:
    """True when less of what the name measures is plainly better (故障率、投诉次数、响应时间)."""
    return _LOWER.search(bare(name)) is not None and _DECREASE.search(name) is None


def higher_is_better(name: str) -> bool:
    """True when more of what the name measures is plainly better (满意度、合格率)."""
    return _HIGHER.search(bare(name)) is not None
