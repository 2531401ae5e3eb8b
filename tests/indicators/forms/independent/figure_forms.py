"""Reports whose figures only their formats show, and one in a text file of an old system."""

from pathlib import Path

from tests.indicators.forms.independent.central_forms import Row
from tests.indicators.forms.independent.contents import Json, levels, lines, reason, row, training
from tests.indicators.forms.independent.drawing import Book, Formula, Number, save_csv, wide

Cell = str | Number | Formula


def formats(path: Path) -> list[Json]:
    """Targets and actuals are numbers and dates that only their formats make 98%, ≥95% and 2024年11月30日."""
    value = training()
    total: dict[str, str] = row(value)
    date = 'yyyy"年"m"月"d"日"'
    cells: list[tuple[Cell, Cell]] = [
        (Number("1500", '"≥"0"人次"'), Number("1530", '0"人次"')), (Number("0.95", '"≥"0%'), Number("0.978", "0.0%")),
        (Number("45626", date), Number("45611", date)), (Number("0.7", '"≥"0%'), Number("0.715", "0.00%")),
        ("健全", "健全"), (Number("0.9", '"≥"0%'), Number("0.99", "0%")),
    ]  # fmt: skip
    table: list[Row] = [
        wide("项目支出绩效自评表", spans=[8]), wide("2024年度", spans=[8]), wide("单位：万元", spans=[8]),
        wide("项目名称", value["project"]["name"], "实施单位", value["agency"]["name"], spans=[1, 3, 1, 3]),
        wide("", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分", spans=[2, 1, 1, 1, 1, 1, 1]),
        wide("资金总额", *(Number(total[name]) for name in ("initial", "budgeted", "spent")), Number("0.99", "0.0%"),
             Number("10"), Number("9.9"), spans=[2, 1, 1, 1, 1, 1, 1]),
        wide("预期目标", value["objectives"][0]["text"], spans=[1, 7]),
        wide("实际完成情况", value["objectives"][0]["achieved"], spans=[1, 7]),
        ["序号", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
    ]  # fmt: skip
    for number, (line, (target, actual)) in enumerate(zip(lines(value), cells, strict=True), 1):
        weight, score = Number(line["weight"]["value"]), Number(line["self_score"])
        table.append([Number(str(number)), *levels(line), line["name"], target,
                      actual, weight, score])  # fmt: skip
    table.append(wide("自评总分", Number("100"), Number(value["published_total"]), spans=[6, 1, 1]))
    book = Book()
    book.sheet("培训", table)
    book.save(path)
    return [value]


def text_file(path: Path) -> list[Json]:
    """A csv of an old system in GB18030."""
    value = training()
    total, goal = row(value), value["objectives"][0]
    table: list[list[str]] = [
        ["项目支出绩效自评表（2024年度）", *[""] * 7],
        ["项目名称", value["project"]["name"], "", "", "实施单位", value["agency"]["name"], "", ""],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分"],
        ["年度资金总额", "", total["initial"], total["budgeted"], total["spent"], f"{total['rate']}%", "10", "9.9"],
        ["年度总体目标", "预期目标", "", "", "实际完成情况", "", "", ""],
        ["", goal["text"], "", "", goal["achieved"], "", "", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ]
    above = ""
    for line in lines(value):
        first, second = levels(line)
        table.append(["" if first == above else first, second, line["name"], line["target"],
                      line["actual"], line["weight"]["value"], line["self_score"], reason(line)])  # fmt: skip
        above = first
    table.append(["总分", "", "", "", "", "100", value["published_total"], ""])
    save_csv(path, table, "gb18030")
    return [value]
