"""Units of measure (度量单位): which are comparable, and how one is converted into another, exactly."""

from collections.abc import Mapping
from decimal import Context, Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple


class UnitOf(NamedTuple):
    """A unit's dimension and how many of the dimension's smallest unit it holds."""

    dimension: str
    factor: Decimal


def _table(dimension: str, factors: Mapping[str, int]) -> dict[str, UnitOf]:
    """One dimension's rows; a key holds the unit's spellings, separated by blanks."""
    return {name: UnitOf(dimension, Decimal(factor)) for names, factor in factors.items() for name in names.split()}


# A month is no fixed number of days and a working day no fixed number of hours: dimensions of their own.
MEASURES: Mapping[str, UnitOf] = MappingProxyType(
    _table("share", {"% 百分比 百分数 比例 百分率": 100, "‰ 千分比": 10, "‱ 万分比": 1})
    | _table("points_of_share", {"百分点 个百分点": 1})
    | _table("money", {"分钱": 1, "角": 10, "元 人民币元 元人民币 块钱": 100})
    | _table("dollars", {"美元": 1})
    | _table(
        "time",
        {
            "毫秒 ms": 1,
            "秒 秒钟 s": 1000,
            "分钟 min": 60_000,
            "小时 个小时 h 时 钟头": 3_600_000,
            "天 日 自然日 个自然日 日历天": 86_400_000,
            "周 星期 个星期 礼拜": 604_800_000,
        },
    )
    | _table("working_time", {"工作日 个工作日 工作天 个工作天": 1})
    | _table("months", {"月 个月": 1, "季度 季 个季度": 3, "年 周年 个年度": 12})
    | _table("length", {"毫米 mm": 1, "厘米 cm": 10, "米 m 延米": 1000, "里 华里": 500_000, "公里 千米 km": 1_000_000})
    | _table("area", {"平方米 平米 m² m2": 3, "亩": 2000, "公顷": 30_000, "平方公里 平方千米 km²": 3_000_000})
    | _table("volume", {"毫升 ml mL": 1, "升 L": 1000, "立方米 方 m³ m3 立方": 1_000_000})
    | _table(
        "mass",
        {"毫克 mg": 1, "克 g": 1000, "两": 50_000, "斤": 500_000, "公斤 千克 kg Kg KG": 1_000_000, "吨 t": 10**9},
    )
    | _table("data", {"KB": 1, "MB 兆": 1024, "GB": 1024**2, "TB": 1024**3, "PB": 1024**4})
    | _table("bandwidth", {"Kbps": 1, "Mbps": 1000, "Gbps": 1_000_000})
    | _table("energy", {"千瓦时 度 kWh kwh": 1})
    | _table("power", {"瓦 W": 1, "千瓦 kW KW": 1000, "兆瓦 MW": 1_000_000})
    | _table("temperature", {"℃ 摄氏度": 1})
    | _table("age", {"岁 周岁": 1})
    | _table("persons", {"人 名 位 人员 人数 个人 员": 1})
    | _table("visits", {"人次 人次数 人·次 人/次 人（次） 人*次": 1})
    | _table("times", {"次 次数 回 遍": 1})
    | _table("sessions", {"场 场次 场数": 1})
    | _table("lessons", {"课时 学时 个课时 个学时": 1})
    | _table("person_days", {"人天 人日 人·天 人·日 人*天 人*日": 1})
    | _table("person_months", {"人月 人·月 人*月": 1})
    | _table("batches", {"批 批次": 1})
    | _table("score", {"分": 1})
)
# To some a KB is 1000 bytes, and so on upwards.
THOUSANDS: Mapping[str, Decimal] = MappingProxyType(
    {"KB": Decimal(1), "MB": Decimal(1000), "兆": Decimal(1000)}
    | {"GB": Decimal(10**6), "TB": Decimal(10**9), "PB": Decimal(10**12)}
)
# Count nouns (量词): each is a dimension of its own; 数 behind one changes nothing.
COUNTS = frozenset(
    "个 项 件 台 套 张 条 份 册 本 篇 期 户 家 所 处 座 栋 幢 间 辆 部 只 支 枚 颗 株 棵 头 匹 羽 尾 盏 块 片 段 根 面 "
    "门 副 组 队 班 届 类 种 款 例 宗 起 笔 单 封 幅 樽 瓶 箱 盒 包 袋 桶 罐 床 对 双 盘 点 站 村 镇 乡 县 市 省 区 校 院 "
    "字 页 卷 章 节 集 档 路 轮 艘 架 把 顶 道 层 口 眼 孔 井 标段 案 科 首 部门 社区 街道 企业 单位 学校 机构 系统 平台 "
    "人份 人户 家次 户次 件次 台次 辆次 班次 架次 车次 艘次 套次 个次 人头 台套 套件 批件 车辆 万字 节点 用户 账号 "
    "站点 样本 班级 床位 席 席位 工位 车位 终端 项目 课题 案件 线路 模块 接口 点位 端口".split()
)
_BRACKETED = COUNTS | {"次", "场", "批", "人", "名"}  # 场（次）
SCALES: Mapping[str, Decimal] = MappingProxyType(
    {
        "万亿": Decimal(10**12),
        "亿": Decimal(10**8),
        "千万": Decimal(10**7),
        "百万": Decimal(10**6),
        "十万": Decimal(10**5),
        "万": Decimal(10**4),
        "千": Decimal(1000),
        "百": Decimal(100),
    }
)
DURATIONS = frozenset(unit for unit, of in MEASURES.items() if of.dimension in ("time", "working_time", "months"))
KNOWN = frozenset(MEASURES) | COUNTS | frozenset(f"{count}数" for count in COUNTS if len(count) == 1)

EXACT = Context(prec=400)
_SHOWN = Context(prec=28)
_ONE = Decimal(1)


@lru_cache(maxsize=4096)
def unit_of(unit: str) -> UnitOf:
    """What a unit measures: a known measure, a scale glued to one (万元), or a dimension of its own (标段)."""
    if unit in MEASURES:
        return MEASURES[unit]
    for scale, factor in SCALES.items():
        if unit.startswith(scale):
            base = unit_of(unit.removeprefix(scale))
            return UnitOf(base.dimension, base.factor * factor)
    parted = _per(unit)
    if parted:
        return parted
    return UnitOf(unit.removesuffix("数") if unit.removesuffix("数") in COUNTS else unit, _ONE)


def _per(unit: str) -> UnitOf | None:
    """元/人·月, 次/月: the first part converts, the rest must be the same; a year's sum is the budget year's."""
    head, slash, rest = unit.partition("/")
    if not slash or not head or _are_alternatives(unit):
        return None
    of = unit_of(head)
    if rest in ("年", "年度", "全年"):
        return of
    below = "/".join(
        unit_of(part).dimension if part in MEASURES and part not in DURATIONS else part
        for part in rest.replace("*", "·").split("/")
    )
    return UnitOf(f"{of.dimension}/{below}", of.factor)


def _alternatives(unit: str) -> list[str]:
    """台（套）、台/套 name two count nouns, either of which may be meant."""
    parts = unit.replace("（", "/").replace("）", "").replace("、", "/").replace("或", "/").split("/")
    return ["台", "套"] if unit == "台套" else parts


def _are_alternatives(unit: str) -> bool:
    parts = _alternatives(unit)
    return len(parts) > 1 and (COUNTS if "/" in unit else _BRACKETED).issuperset(parts)


@lru_cache(maxsize=4096)
def factors(unit: str, into: str) -> tuple[Decimal, Decimal] | None:
    """Two multipliers that bring figures in the two units to a common one; None for different dimensions."""
    if unit == into or not unit or not into:
        return _ONE, _ONE
    one, other = unit_of(unit), unit_of(into)
    if one.dimension == other.dimension:
        return one.factor, other.factor
    if _loose(one, other):
        return scale_of(unit), scale_of(into)
    if set(_alternatives(unit)) & set(_alternatives(into)) and (_are_alternatives(unit) or _are_alternatives(into)):
        return _ONE, _ONE
    return None


def _loose(one: UnitOf, other: UnitOf) -> bool:
    """A bare scale (25万) counts whatever the other side counts, except a share."""
    return "" in (one.dimension, other.dimension) and "share" not in (one.dimension, other.dimension)


def bare_of(unit: str) -> str:
    """The unit without its scale: 张 of 万张."""
    if unit in MEASURES:
        return unit
    scale = next((scale for scale in SCALES if unit.startswith(scale)), "")
    return unit.removeprefix(scale)


def scale_of(unit: str) -> Decimal:
    """What the unit's scale multiplies by: 10,000 of 万张, 1 of 张."""
    return SCALES.get(unit.removesuffix(bare_of(unit)) if bare_of(unit) else unit, _ONE)


def convert(value: Decimal, unit: str, into: str) -> Decimal | None:
    """The value in the other unit, exact where the quotient ends, else to 28 digits; None for different dimensions."""
    pair = factors(unit, into)
    if pair is None:
        return None
    of, per = pair
    if of == per:
        return value
    whole = EXACT.multiply(value, of)
    exact = EXACT.divide(whole, per)
    return exact if len(exact.as_tuple().digits) < EXACT.prec else _SHOWN.divide(whole, per)


def percent(share: Decimal) -> Decimal:
    """0.95 as 95, without the zeros that moving the point leaves."""
    moved = share.scaleb(2, EXACT)
    return moved.to_integral_value() if moved == moved.to_integral_value() else moved.normalize(EXACT)


def same_dimension(unit: str, other: str) -> bool:
    """True when figures in the two units can be compared."""
    return factors(unit, other) is not None
