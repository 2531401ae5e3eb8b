"""What the forms say: the published samples as far as a form prints them, and projects that are plainly invented."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SAMPLES = Path(__file__).parents[4] / "samples"
BESIDE = ("place", "rulebook", "publication", "narrative", "yearly_summary")
LEVELS = {
    "成本指标": "cost", "产出指标": "output", "效益指标": "benefit", "满意度指标": "satisfaction",
    "数量指标": "quantity", "质量指标": "quality", "时效指标": "timeliness", "经济成本指标": "economic_cost",
    "社会效益指标": "social_benefit", "经济效益指标": "economic_benefit", "生态效益指标": "ecological_benefit",
    "可持续影响指标": "lasting_impact", "服务对象满意度指标": "service_satisfaction",
}  # fmt: skip
NAMES = {word: name for name, word in LEVELS.items()}
SOURCES = ("total", "appropriation", "carried_over", "other")


def sample(name: str, *left_out: str) -> Json:
    """A published sample without what stands beside its form, and without these keys."""
    value: Json = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    kept = {key: each for key, each in value.items() if key not in (*BESIDE, *left_out)}
    for line in lines(kept):
        line.pop("inferred", None)
        line.pop("notes", None)
    return kept


def lines(document: Json) -> Iterator[Json]:
    """Every line in order."""
    for objective in document["objectives"]:
        yield from objective["indicators"]


def row(document: Json, source: str = "total") -> Json:
    """The amounts of a source; {} where the form has none."""
    found: Json = next((each for each in document["funding"]["rows"] if each["source"] == source), {})
    return found


def level(line: Json, key: str) -> str:
    """一级指标 (dimension) or 二级指标 (category) as printed."""
    return str(line.get(f"{key}_text") or NAMES[line[key]])


def levels(line: Json) -> list[str]:
    """Both levels."""
    return [level(line, "dimension"), level(line, "category")]


def reason(line: Json) -> str:
    """偏差原因分析及改进措施 in one cell."""
    said = line.get("explanation", {})
    return str(said.get("reason", "") + said.get("remedy", ""))


def points(value: str) -> Json:
    """A weight that stands on the form."""
    return {"value": value, "origin": "printed"}


def line(levels: str, name: str, target: Any, *figures: str, reason: str = "", remedy: str = "") -> Json:
    """A line: "产出指标 数量指标", its name and target, then actual, weight and 得分 as far as there are any."""
    first, second = levels.split()
    made: Json = {"dimension": LEVELS[first], "category": LEVELS[second], "name": name, "target": target}
    for key, value in zip(("actual", "weight", "self_score"), figures, strict=False):
        if value:
            made[key] = points(value) if key == "weight" else value
    explanation = {key: said for key, said in (("reason", reason), ("remedy", remedy)) if said}
    return made | ({"explanation": explanation} if explanation else {})


def lights() -> Json:
    """An invented report, its money in 元."""
    return {
        "document": "self_evaluation", "scope": "project", "budget_year": 2024,
        "department": {"name": "青河市城市管理局", "code": "210001"},
        "agency": {"name": "青河市市政设施养护中心"},
        "project": {"name": "城市道路照明设施养护项目"},
        "funding": {"unit": "元", "rows": [
            {"source": "total", "initial": "3256000.00", "budgeted": "3300000.00", "spent": "3135000.00",
             "rate": "95.00", "weight": "10.0", "self_score": "9.5"},
            {"source": "appropriation", "initial": "3256000.00", "budgeted": "3256000.00", "spent": "3091000.00",
             "rate": "94.93"},
            {"source": "carried_over", "initial": "0.00", "budgeted": "44000.00", "spent": "44000.00",
             "rate": "100.00"},
        ]},
        "objectives": [{
            "text": "保障全市主次干道路灯正常照明，亮灯率和完好率达到行业标准。",
            "achieved": "全年更换灯具1210盏，主次干道亮灯率98.6%。",
            "indicators": [
                line("产出指标 数量指标", "更换老化灯具", "≥1200盏", "1210盏", "15.0", "15.0"),
                line("产出指标 数量指标", "巡检道路里程", "≥860公里", "872.5公里", "10.0", "10.0"),
                line("产出指标 质量指标", "主次干道亮灯率", "≥98%", "98.6%", "15.0", "15.0"),
                line("产出指标 时效指标", "故障修复时间", "≤24小时", "30小时", "10.0", "8.0",
                     reason="汛期电缆井积水，抢修车辆不足。", remedy="下一步增配抢修车一台，汛前完成排查。"),
                line("成本指标 经济成本指标", "单盏灯年养护成本", "≤260元", "255.4元", "20.0", "20.0"),
                line("效益指标 社会效益指标", "保障市民夜间出行安全", "有效保障", "有效保障", "10.0", "10.0"),
                line("满意度指标 服务对象满意度指标", "市民满意度", "≥90%", "91.3%", "10.0", "10.0"),
            ],
        }],
        "published_total": "97.5",
    }  # fmt: skip


def schools() -> Json:
    """An invented plan."""
    return {
        "document": "plan", "scope": "project", "budget_year": 2025,
        "department": {"name": "临山县教育局", "code": "105"},
        "agency": {"name": "临山县学校基建办公室"},
        "project": {"name": "乡村小规模学校取暖改造项目"},
        "funding": {"unit": "万元", "rows": [
            {"source": "total", "initial": "486.50"}, {"source": "appropriation", "initial": "400.00"},
            {"source": "carried_over", "initial": "36.50"}, {"source": "other", "initial": "50.00"},
        ]},
        "objectives": [{
            "text": "完成18所乡村小规模学校取暖设施改造，冬季教室温度不低于18℃。",
            "indicators": [
                line("产出指标 数量指标", "改造学校数量", "18所", "", "20"),
                line("产出指标 质量指标", "工程验收合格率", "100%", "", "10"),
                line("产出指标 时效指标", "完工时间", "2025年10月底前", "", "10"),
                line("成本指标 经济成本指标", "每所学校改造成本", "≤27万元", "", "20"),
                line("效益指标 社会效益指标", "教室冬季温度", "≥18℃", "", "10"),
                line("效益指标 生态效益指标", "燃煤锅炉淘汰数量", "≥12台", "", "10"),
                line("满意度指标 服务对象满意度指标", "师生满意度", "≥95%", "", "10"),
            ],
        }],
        "execution_weight": "10",
    }  # fmt: skip


def library() -> Json:
    """An invented whole agency with two goals."""
    return {
        "document": "self_evaluation", "scope": "whole_agency", "budget_year": 2024,
        "agency": {"name": "青河市图书馆"},
        "funding": {"unit": "万元", "rows": [
            {"source": "total", "budgeted": "1268.40", "spent": "1243.03", "rate": "98.00", "weight": "20",
             "self_score": "19.6"},
        ]},
        "spending": {"basic_spending": "812.40", "project_spending": "456"},
        "objectives": [
            {"name": "年度目标1", "text": "馆藏持续增长，全年开放", "weight": points("50"), "indicators": [
                line("产出指标 数量指标", "新增馆藏图书", "≥3.2万册", "3.35万册", "", "20"),
                line("产出指标 时效指标", "全年开放天数", "≥350天", "352天", "", "15"),
                line("满意度指标 服务对象满意度指标", "读者满意度", "≥95%", "96.2%", "", "15"),
            ]},
            {"name": "年度目标2", "text": "推广全民阅读", "weight": points("30"), "indicators": [
                line("产出指标 数量指标", "举办阅读活动", "120场", "126场", "", "15"),
                line("效益指标 社会效益指标", "活动参与人次", "≥8万人次", "7.1万人次", "", "13.5"),
            ]},
        ],
        "explanation": {"reason": "暑期部分活动因高温取消。", "remedy": "提前安排室内场地。"},
        "published_total": "98.1",
    }  # fmt: skip


def training() -> Json:
    """An invented report whose targets are rates and dates."""
    return {
        "document": "self_evaluation", "scope": "project", "budget_year": 2024,
        "agency": {"name": "临山县就业服务中心"},
        "project": {"name": "职业技能提升培训项目"},
        "funding": {"unit": "万元", "rows": [
            {"source": "total", "initial": "120", "budgeted": "120", "spent": "118.8", "rate": "99.0", "weight": "10",
             "self_score": "9.9"},
        ]},
        "objectives": [{
            "text": "开展职业技能培训，提升就业能力。", "achieved": "培训1530人次，就业率71.5%。",
            "indicators": [
                line("产出指标 数量指标", "培训人次", "≥1500人次", "1530人次", "20", "20"),
                line("产出指标 质量指标", "培训合格率", "≥95%", "97.8%", "20", "20"),
                line("产出指标 时效指标", "培训完成时间", "2024年11月30日", "2024年11月15日", "10", "10"),
                line("效益指标 社会效益指标", "参训人员就业率", "≥70%", "71.50%", "20", "20"),
                line("效益指标 可持续影响指标", "培训机制健全性", "健全", "健全", "10", "10"),
                line("满意度指标 服务对象满意度指标", "参训人员满意度", "≥90%", "99%", "10", "10"),
            ],
        }],
        "published_total": "99.9",
    }  # fmt: skip
