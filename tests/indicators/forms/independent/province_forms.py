"""Forms of provinces and whole agencies, plans, sheets of several projects, several forms in a file."""

from pathlib import Path

from openpyxl.worksheet.properties import PageSetupProperties

from tests.indicators.forms.independent.central_forms import Row, coded
from tests.indicators.forms.independent.contents import (
    SOURCES,
    Json,
    levels,
    library,
    lines,
    reason,
    row,
    sample,
    schools,
)
from tests.indicators.forms.independent.drawing import Book, save_csv, save_docx, wide

SICHUAN = ("sichuan-2023-cloud", "sichuan-2023-crypto", "sichuan-2023-operations")


def hubei(value: Json, points: str = "（20分）") -> list[Row]:
    """A Hubei form of a project over seven columns, without margins beside the indicators."""
    total, project = row(value), value["project"]
    table: list[Row] = [
        wide("项目名称", project["name"], spans=[2, 5]),
        wide("主管部门", value["department"]["name"], "项目实施单位", value["agency"]["name"], spans=[2, 2, 1, 2]),
        wide("项目类别", f"☑{project['kind']}  □财政专项资金", spans=[2, 5]),
        wide("项目属性", f"☑{project['attribute']}  □新增性项目", spans=[2, 5]),
        wide("项目类型", f"☑{project['type']}  □延续性项目  □一次性项目", spans=[2, 5]),
        wide(f"预算执行情况（万元）{points}", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分×执行率）", spans=[3, 1, 1, 1, 1]),
        wide("年度财政资金总额", total["budgeted"], total["spent"], f"{total['rate']}%", f"{total['self_score']}分",
             spans=[3, 1, 1, 1, 1]),
        ["一级指标", "二级指标", "三级指标", "<", "年初目标值（A）", "实际完成值（B）", "得分"],
    ]  # fmt: skip
    table += [
        [*levels(line), line["name"], "<", line["target"], line["actual"], line["self_score"]] for line in lines(value)
    ]
    table.append(wide("总分", value["published_total"], spans=[2, 5]))
    table.append(wide("偏差大或目标未完成原因分析", value["explanation"]["reason"], spans=[2, 5]))
    table.append(wide("改进措施及结果应用方案", value["explanation"]["remedy"], spans=[2, 5]))
    return table


def hubei_sample(name: str) -> Json:
    """A published form of Hubei; the margin with the objective's name and points is not drawn here."""
    value = sample(name)
    for objective in value["objectives"]:
        objective.pop("name", None)
    for line in lines(value):
        del line["weight"]
    return value


def one_below_the_other(path: Path) -> list[Json]:
    """Two forms in one sheet, a title before each."""
    values = [hubei_sample("huangpi-2023-card"), hubei_sample("huangpi-2023-archives")]
    book, at = Book(), 1
    for value in values:
        table = [wide("2023年度项目绩效自评表", spans=[7]), *hubei(value)]
        book.sheet("项目自评", table, at)
        at += len(table) + 2
    book.save(path)
    return values


def word_forms(path: Path) -> list[Json]:
    """Two forms in one docx, headlines and text between them."""
    values = [hubei_sample("huangpi-2023-jinbao"), hubei_sample("huangpi-2023-card")]
    parts = [
        "2023年度项目绩效自评表",
        hubei(values[0]),
        "下面是第二个项目。",
        "2023年度项目绩效自评表",
        hubei(values[1]),
    ]
    save_docx(path, parts)
    return values


def jilin(value: Json, spans: tuple[int, ...] = (1, 1, 1, 1, 1, 1)) -> list[Row]:
    """A Jilin form without margins; the columns of the indicators take ``spans``."""
    width, goal = sum(spans), value["objectives"][0]
    half = width // 2
    table: list[Row] = [
        wide("项目名称", value["project"]["name"], spans=[1, width - 1]),
        wide("实施单位", value["agency"]["name"], spans=[1, width - 1]),
        wide("资金情况（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", spans=[width - 4, 1, 1, 1, 1]),
    ]
    labels = {
        "appropriation": "当年财政拨款",
        "carried_over": "上年结转资金",
        "other": "其他资金",
        "total": "年度资金总和",
    }
    for each in value["funding"]["rows"]:
        amounts = [labels[each["source"]], each["initial"], each["budgeted"], each["spent"], f"{each['rate']}%"]
        table.append(wide(*amounts, spans=[width - 4, 1, 1, 1, 1]))
    table.append(wide("预期目标", "实际完成情况", spans=[half, width - half]))
    table.append(wide(goal["text"], goal["achieved"], spans=[half, width - half]))
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "偏差原因分析及改进措施")
    table.append(wide(*heads, spans=spans))
    for line in lines(value):
        cells = [*levels(line), line["name"], line["target"], line["actual"], reason(line)]
        table.append(wide(*cells, spans=spans))
    return table


def wide_and_shifted(path: Path) -> list[Json]:
    """Twelve columns; the row of the cloud platform that stands one level too far to the right, as it was printed."""
    value = sample("jilin-2023-cloud", "published_total")
    table = jilin(value, (1, 1, 3, 2, 2, 3))
    shifted = next(each for each in table if each[1] == "质量指标 数量指标")
    shifted[1:5] = ["质量指标", "数量指标", shifted[2], "<"]
    book = Book()
    book.sheet("云平台", [wide("项目支出绩效自评表", spans=[12]), wide("（2023年度）", spans=[12]), *table], width=9)
    book.save(path)
    return [value]


def two_jilin(path: Path) -> list[Json]:
    """Two forms in a docx, for pdf."""
    values = [sample(f"jilin-2023-{name}", "published_total") for name in ("smart", "network")]
    parts = [part for value in values for part in ("项目支出绩效自评表", "（2023年度）", jilin(value))]
    save_docx(path, parts)
    return values


def other_columns(path: Path) -> list[Json]:
    """Reasons before values, the second level first of all."""
    value = sample("jilin-2023-subsidy", "published_total")
    table = jilin(value)
    at = next(i for i, each in enumerate(table) if each[0] == "一级指标")
    for each in table[at:]:
        each[3:6] = [each[5], each[3], each[4]]
    save_docx(path, ["项目支出绩效自评表（2023年度）", table])
    return [value]


def listing(path: Path) -> list[Json]:
    """Several projects: numbers and weights first, the parts of a target after the name of the project."""
    values = [sample(name) for name in SICHUAN]
    heads = ["序号", "项目名称", "单位名称", "预算数（万元）", "年度绩效目标", "一级指标", "二级指标", "三级指标", "权重", "指标方向性",
             "指标性质", "指标值", "度量单位", "备注"]  # fmt: skip
    table: list[Row] = [wide("2023年单位预算项目支出绩效目标表", spans=[14]), [*heads]]
    for number, value in enumerate(values, 1):
        own: Row = [str(number), value["project"]["name"], coded(value["agency"], "{name}（{code}）"),
                    row(value)["initial"], value["objectives"][0]["text"]]  # fmt: skip
        for each, line in enumerate(lines(value)):
            parts = line["target"]["columns"]
            head = ["^"] * 5 if each else own
            table.append([*head, *levels(line), line["name"], line["weight"]["value"], *_parts(parts), ""])
    book = Book()
    book.sheet("绩效目标", table)
    book.save(path)
    return values


def _parts(parts: Json) -> list[str]:
    return [str(parts.get(name, "")) for name in ("direction", "operator", "value", "unit")]


def listing_text(path: Path) -> list[Json]:
    """The same as UTF-8 with its mark, every fact repeated in every row."""
    values = [sample(name) for name in SICHUAN]
    heads = [
        "单位名称",
        "项目名称",
        "项目金额",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重",
        "指标方向性",
    ]
    table: list[list[str]] = [["2023年项目支出绩效目标表", *[""] * 11], ["金额单位：万元", *[""] * 11], heads]
    for value in values:
        for line in lines(value):
            direction, operator, figure, unit = _parts(line["target"]["columns"])
            own = [coded(value["agency"], "{code}-{name}"), value["project"]["name"], row(value)["initial"]]
            parts = [operator, figure, unit, line["weight"]["value"], direction]
            table.append([*own, value["objectives"][0]["text"], *levels(line), line["name"], *parts])
    save_csv(path, table, "utf-8-sig")
    return values


def application(path: Path) -> list[Json]:
    """An application for a plan: facts in cells of their own, labels with their values in one cell."""
    value = schools()
    amounts = [row(value, source)["initial"] for source in SOURCES]
    table: list[Row] = [
        wide("项目支出绩效目标申报表", spans=[6]), wide("（2025年度）", spans=[6]), wide("金额单位：万元", spans=[6]),
        wide("项目名称", value["project"]["name"], spans=[1, 5]),
        wide("主管部门及代码", coded(value["department"], "{name}({code})"), "实施单位", value["agency"]["name"],
             spans=[1, 2, 1, 2]),
        wide("项目资金", "年度资金总额：", amounts[0], "执行率分值（10）", spans=[1, 2, 1, 2]),
        ["^", "其中：财政拨款", "<", amounts[1], "^", "<"],
        ["^", "上年结转", "<", amounts[2], "^", "<"],
        ["^", "其他资金", "<", amounts[3], "^", "<"],
        wide("总体目标", value["objectives"][0]["text"], spans=[1, 5]),
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值"],
    ]  # fmt: skip
    table += [["^", *levels(line), line["name"], line["target"], line["weight"]["value"]] for line in lines(value)]
    book = Book()
    sheet = book.sheet("申报表", table)
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    book.save(path)
    return [value]


def published_plan(path: Path) -> list[Json]:
    """The plan of the ministry as a docx, an amount beside its label in one cell."""
    value = sample("mohrss-2025-jinbao")
    amounts = {source: row(value, source).get("initial", "-") for source in SOURCES}
    table: list[Row] = [
        wide("项目名称", value["project"]["name"], spans=[1, 4]),
        wide("主管部门及代码", coded(value["department"], "{name}[{code}]"), "实施单位", value["agency"]["name"],
             spans=[1, 2, 1, 1]),
        wide("项目资金（万元）", f"年度资金总额：{amounts['total']}", "执行率分值（10）", spans=[1, 2, 2]),
        ["^", f"其中：财政拨款  {amounts['appropriation']}", "<", "^", "<"],
        ["^", f"上年结转  {amounts['carried_over']}", "<", "^", "<"],
        ["^", f"其他资金  {amounts['other']}", "<", "^", "<"],
        wide("年度总体目标", value["objectives"][0]["text"], spans=[1, 4]),
        ["一级指标", "二级指标", "三级指标", "指标值", "分值权重（90）"],
    ]  # fmt: skip
    table += [[*levels(line), line["name"], line["target"], line["weight"]["value"]] for line in lines(value)]
    save_docx(path, ["项目绩效目标表", "（2025年度）", table])
    return [value]


def whole_agency(path: Path) -> list[Json]:
    """A whole agency, its goals one below the other, points beside the goals."""
    value = library()
    total, spending = row(value), value["spending"]
    table: list[Row] = [
        wide("2024年度部门整体支出绩效自评表", spans=[6]),
        wide("单位名称", value["agency"]["name"], spans=[1, 5]),
        wide("基本支出总额", f"{spending['basic_spending']}万元", "项目支出总额", f"{spending['project_spending']}万元",
             spans=[1, 2, 1, 2]),
        wide("预算执行情况（万元）（20分）", "预算数", "执行数", "执行率", "得分", spans=[2, 1, 1, 1, 1]),
        wide("部门整体支出总额", total["budgeted"], total["spent"], f"{total['rate']}%", total["self_score"],
             spans=[2, 1, 1, 1, 1]),
    ]  # fmt: skip
    for goal in value["objectives"]:
        table.append(wide(f"{goal['name']}（{goal['weight']['value']}分）", goal["text"], spans=[1, 5]))
        table.append(["一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值", "得分"])
        table += [
            [*levels(line), line["name"], line["target"], line["actual"], line["self_score"]]
            for line in goal["indicators"]
        ]
    table.append(wide("总分", value["published_total"], spans=[1, 5]))
    table.append(wide("偏差大或目标未完成原因分析", value["explanation"]["reason"], spans=[1, 5]))
    table.append(wide("改进措施及结果应用方案", value["explanation"]["remedy"], spans=[1, 5]))
    book = Book()
    book.sheet("整体", table)
    book.save(path)
    return [value]
