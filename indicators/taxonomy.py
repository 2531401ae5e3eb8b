"""First- and second-level indicators (一级指标、二级指标): official names, aliases seen in forms, what belongs where."""

from enum import StrEnum
from types import MappingProxyType


class Dimension(StrEnum):
    """一级指标."""

    COST = "cost"
    OUTPUT = "output"
    BENEFIT = "benefit"
    SATISFACTION = "satisfaction"


class Category(StrEnum):
    """二级指标."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMELINESS = "timeliness"
    ECONOMIC_COST = "economic_cost"
    SOCIAL_COST = "social_cost"
    ECOLOGICAL_COST = "ecological_cost"
    ECONOMIC_BENEFIT = "economic_benefit"
    SOCIAL_BENEFIT = "social_benefit"
    ECOLOGICAL_BENEFIT = "ecological_benefit"
    LASTING_IMPACT = "lasting_impact"
    SERVICE_SATISFACTION = "service_satisfaction"


class Direction(StrEnum):
    """指标方向性：正向、反向."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"


DIMENSION_NAMES = MappingProxyType(
    {
        Dimension.COST: "成本指标",
        Dimension.OUTPUT: "产出指标",
        Dimension.BENEFIT: "效益指标",
        Dimension.SATISFACTION: "满意度指标",
    }
)

CATEGORY_NAMES = MappingProxyType(
    {
        Category.QUANTITY: "数量指标",
        Category.QUALITY: "质量指标",
        Category.TIMELINESS: "时效指标",
        Category.ECONOMIC_COST: "经济成本指标",
        Category.SOCIAL_COST: "社会成本指标",
        Category.ECOLOGICAL_COST: "生态环境成本指标",
        Category.ECONOMIC_BENEFIT: "经济效益指标",
        Category.SOCIAL_BENEFIT: "社会效益指标",
        Category.ECOLOGICAL_BENEFIT: "生态效益指标",
        Category.LASTING_IMPACT: "可持续影响指标",
        Category.SERVICE_SATISFACTION: "服务对象满意度指标",
    }
)

DIRECTION_NAMES = MappingProxyType({Direction.HIGHER_IS_BETTER: "正向指标", Direction.LOWER_IS_BETTER: "反向指标"})

DIMENSION_OF = MappingProxyType(
    {
        Category.QUANTITY: Dimension.OUTPUT,
        Category.QUALITY: Dimension.OUTPUT,
        Category.TIMELINESS: Dimension.OUTPUT,
        Category.ECONOMIC_COST: Dimension.COST,
        Category.SOCIAL_COST: Dimension.COST,
        Category.ECOLOGICAL_COST: Dimension.COST,
        Category.ECONOMIC_BENEFIT: Dimension.BENEFIT,
        Category.SOCIAL_BENEFIT: Dimension.BENEFIT,
        Category.ECOLOGICAL_BENEFIT: Dimension.BENEFIT,
        Category.LASTING_IMPACT: Dimension.BENEFIT,
        Category.SERVICE_SATISFACTION: Dimension.SATISFACTION,
    }
)

# Names seen in published forms beside the official ones; the suffix 指标 is optional everywhere.
_DIMENSION_ALIASES = {
    "成本": Dimension.COST,
    "产出": Dimension.OUTPUT,
    "效益": Dimension.BENEFIT,
    "效果": Dimension.BENEFIT,
    "满意度": Dimension.SATISFACTION,
    "服务对象满意度": Dimension.SATISFACTION,
}
_CATEGORY_ALIASES = {
    "数量": Category.QUANTITY,
    "质量": Category.QUALITY,
    "时效": Category.TIMELINESS,
    "进度": Category.TIMELINESS,
    "成本": Category.ECONOMIC_COST,
    "经济成本": Category.ECONOMIC_COST,
    "社会成本": Category.SOCIAL_COST,
    "生态环境成本": Category.ECOLOGICAL_COST,
    "生态成本": Category.ECOLOGICAL_COST,
    "经济效益": Category.ECONOMIC_BENEFIT,
    "社会效益": Category.SOCIAL_BENEFIT,
    "生态效益": Category.ECOLOGICAL_BENEFIT,
    "生态环境效益": Category.ECOLOGICAL_BENEFIT,
    "可持续影响": Category.LASTING_IMPACT,
    "可持续发展": Category.LASTING_IMPACT,
    "服务对象满意度": Category.SERVICE_SATISFACTION,
    "社会公众或服务对象满意度": Category.SERVICE_SATISFACTION,
    "满意度": Category.SERVICE_SATISFACTION,
}


def _bare(name: str) -> str:
    """The name without white space and without the optional suffix 指标."""
    return "".join(name.split()).removesuffix("指标")


def dimension_of_name(name: str) -> Dimension | None:
    """The first level (一级指标) that a printed name means, aliases included; None when it is not one."""
    return _DIMENSION_ALIASES.get(_bare(name))


def category_of_name(name: str) -> Category | None:
    """The second level (二级指标) that a printed name means, aliases included; None when it is not one."""
    return _CATEGORY_ALIASES.get(_bare(name))


def is_official(name: str, official: str) -> bool:
    """True when the printed name is the official one, white space and the suffix 指标 aside."""
    return _bare(name) == _bare(official)
