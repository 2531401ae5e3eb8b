"""What the headings and labels of any form may be called; compared as ``key`` writes them."""

import re
from functools import lru_cache
from types import MappingProxyType

from indicators.model import Source
from indicators.numbers import fold

_ASIDE = re.compile(r"\([^()]*\)|<[^<>]*>")


def key(text: str) -> str:
    """A heading or label without white space, asides in brackets, 其中： and a closing colon."""
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    bare = _ASIDE.sub("", "".join(fold(text).split()))
    return bare.rstrip(":;。、*").removeprefix("其中:").lstrip("*")


# A form's few short texts are asked about again and again.
_SHORT = 40
_short_key = lru_cache(4096)(_key)


def _by_key(table: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType({name: field for field, names in table.items() for name in names.split()})


LINE = _by_key(
    {
        "number": "序号 编号",
        "dimension": "一级指标 一级 一级指标名称 指标类别",
        "category": "二级指标 二级 二级指标名称 指标类型",
        "name": "三级指标 三级 三级指标名称 指标名称 绩效指标名称 指标内容 具体指标 三级指标内容 绩效指标内容",
        "target": "指标值 年度指标值 年初指标值 年初目标值 目标值 年度目标值 绩效目标值 预期指标值 计划指标值 全年指标值 "
        "指标目标值 预期值 计划值 年初设定指标值 年度绩效指标值 年初设定目标值 预期目标值 计划完成值",
        "target.operator": "指标性质 符号 运算符号 计算符号 比较符号 指标符号 性质",
        "target.unit": "度量单位 计量单位 单位 指标单位 指标值单位",
        "target.direction": "指标方向性 指标方向 方向性 方向",
        "actual": "实际完成值 全年实际完成值 全年完成值 实际完成指标值 完成值 实际值 自评完成值 实际完成 完成指标值 "
        "年度实际完成值 实际完成情况 完成情况 全年实际值 年末完成值 实际完成数",
        "weight": "分值 权重 分值权重 权重分值 指标分值 指标权重 标准分 标准分值 满分 分值/权重 权重/分值",
        "self_score": "得分 自评得分 自评分 自评分数 单位自评得分 单位自评分 指标得分 实际得分 评价得分",
        "explanation": "偏差原因分析及改进措施 偏差原因分析与改进措施 未完成原因分析及改进措施 偏差原因及改进措施 "
        "未完成原因及改进措施 偏差原因分析和改进措施 未完成原因和改进措施 未完成原因及拟采取的改进措施 偏差分析及改进措施 "
        "原因分析及改进措施 未完成原因分析与改进措施 偏差情况说明 偏差说明",
        "explanation.reason": "偏差原因分析 偏差原因 未完成原因 未完成原因分析 偏差分析 原因分析 扣分原因",
        "explanation.remedy": "改进措施 整改措施 拟采取的措施 拟采取的改进措施 纠偏措施 下一步改进措施",
        "evidence": "佐证材料 佐证资料 证明材料",
        "notes": "备注 说明",
        "agency": "单位名称 预算单位 预算单位名称 实施单位 项目单位",
        "project": "项目名称",
        "money": "预算数 项目预算 预算金额 金额 年度预算数 预算安排 预算资金 资金总额 年度资金总额 项目金额",
        "objective": "年度目标 年度绩效目标 绩效目标 项目目标 总体目标 年度总体目标 项目绩效目标 总体绩效目标",
    }
)
# What 三级指标 is called where no column has a clearer name.
LOOSE_NAMES = MappingProxyType(dict.fromkeys("绩效指标 指标 评价指标 考核指标 项目绩效指标".split(), "name"))

MONEY = _by_key(
    {
        "source": "项目资金 资金来源 资金性质 资金类别",
        "initial": "年初预算数 年初预算 年初预算金额 年初预算安排数",
        "budgeted": "全年预算数 全年预算 预算数 调整后预算数 全年预算金额 调整预算数 调整后全年预算数 实际下达预算数",
        "spent": "全年执行数 执行数 实际支出数 全年支出数 实际执行数 全年实际执行数 实际支出 全年执行 支出数 决算数",
        "rate": "执行率 预算执行率 全年执行率 资金执行率 支出进度",
        "weight": "分值 权重 满分",
        "self_score": "得分 自评得分 执行率得分",
    }
)

SOURCES = _by_key(
    {
        Source.TOTAL: "年度资金总额 年度资金总和 年度财政资金总额 部门整体支出总额 资金总额 合计 项目资金总额 总额 年度资金合计 "
        "资金合计 年度预算总额 全年资金总额 年度总金额 项目资金合计 整体支出总额 年度部门整体支出",
        Source.APPROPRIATION: "财政拨款 当年财政拨款 本年财政拨款 当年财政拨款资金 财政资金 一般公共预算拨款 本年财政拨款资金 "
        "财政拨款资金 一般公共预算财政拨款 当年一般公共预算拨款 当年财政资金",
        Source.CARRIED_OVER: "上年结转 上年结转资金 结转资金 上年结转结余 以前年度结转 上年结转和结余 上年结转结余资金 上年结余",
        Source.OTHER: "其他资金 其它资金 其他 其他收入 其他资金收入",
    }
)

GOAL = _by_key(
    {
        "text": "预期目标 年初预期目标 年初设定目标 年度预期目标 预期目标情况 年初目标 年初绩效目标 年初设定绩效目标 预期总目标",
        "achieved": "实际完成情况 年度实际完成情况 目标实际完成情况 实际完成目标 全年完成情况 年度目标完成情况 实际完成",
    }
)
GOAL_LABEL = re.compile(
    r"(?:(?:项目)?(?:年度)?(?:总体)?绩效目标|(?:项目)?年度(?:总体)?目标|总体目标|年度绩效总目标|项目目标|绩效总目标)"
    r"(?P<number>[0-9一二三四五六七八九十]*)"
)
NAMES_OBJECTIVE = re.compile(r"年度绩效目标|年度目标")
MARGINS = frozenset(
    "绩效指标 年度绩效指标 项目绩效指标 绩效目标 指标 项目资金 资金情况 预算执行情况 年度资金情况".split()
)

FACTS = _by_key(
    {
        "project.name": "项目名称 专项名称",
        "department": "主管部门 主管部门及代码 预算主管部门 主管部门名称 主管部门编码及名称 一级预算单位 主管单位",
        "agency": "实施单位 项目实施单位 项目单位 单位名称 预算单位 预算单位名称 部门名称 填报单位 实施部门 资金使用单位",
        "project.kind": "项目类别",
        "project.attribute": "项目属性",
        "project.type": "项目类型",
        "spending.basic_spending": "基本支出总额 基本支出 基本支出金额",
        "spending.project_spending": "项目支出总额 项目支出 项目支出金额",
        "budget_year": "年度 预算年度 自评年度 评价年度",
        "execution_weight": "执行率分值 预算执行率分值 执行率权重 预算执行率权重",
        "published_total": "总分 合计得分 总得分 自评总分 自评总得分 得分合计 总计得分 综合得分",
        "explanation.reason": "偏差大或目标未完成原因分析 偏差大或目标未完成原因 偏差大或者目标未完成原因分析",
        "explanation.remedy": "改进措施及结果应用方案 改进措施及结果应用 改进措施和结果应用方案",
        "notes": "说明 备注 其他说明 其他需要说明的问题 需要说明的问题",
    }
)
WHOLE = frozenset("单位名称 部门名称 部门整体支出总额 整体支出总额 基本支出总额".split())
TOTALS = frozenset(name for name, field in FACTS.items() if field == "published_total") | frozenset(("合计", "总计"))
SUBTOTALS = frozenset(("小计", "分值小计"))
SIGNATURES = re.compile(
    r"(?:填表人|填报人|制表人|联系人|联系电话|电话|(?:填报|填表)?(?:单位|部门|财务|项目)?负责人|审核人|经办人|(?:填表|填报)?日期|填报时间|"
    r"(?:单位)?盖章|填表单位|填报单位公章|注)(?:签[字章名])?(?:[:(].*)?"
)
TITLE = re.compile(r"绩效(?:目标)?(?:自评|自我评价|目标|评价)(?:[^。，；]{0,12})表|绩效自评表|绩效目标(?:申报|批复)?表")
