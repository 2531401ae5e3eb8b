"""Self-evaluations of a project, each laid out in another way."""

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.properties import PageSetupProperties

from tests.indicators.forms.independent.contents import (
    SOURCES,
    Json,
    levels,
    lights,
    lines,
    reason,
    row,
    sample,
)
from tests.indicators.forms.independent.drawing import Book, Formula, Number, save_docx, wide

Row = list[str | Number | Formula]
LABELS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
EGOV, JINBAO = "mohrss-2023-egov", "mohrss-2023-jinbao"


def coded(agency: Json, form: str = "[{code}]{name}") -> str:
    """An agency with its code."""
    return form.format(**agency) if "code" in agency else str(agency["name"])


def order(path: Path) -> list[Json]:
    """Points before values, columns for numbers, the leading office and remarks, levels repeated in every row."""
    value = sample(EGOV)
    head = [3, 3, 2, 2]
    table: list[Row] = [
        wide("项目支出绩效自评表（2023年度）", spans=[10]),
        wide("项目名称", value["project"]["name"], "牵头处室", "信息化处", spans=head),
        wide("主管部门", coded(value["department"]), "实施单位", value["agency"]["name"], spans=head),
        wide(
            "资金来源（万元）",
            "年初预算",
            "全年预算",
            "全年执行数",
            "执行率",
            "分值",
            "得分",
            spans=[2, 2, 1, 1, 1, 1, 2],
        ),
    ]
    for label, source in zip(LABELS, SOURCES, strict=True):
        each = row(value, source)
        table.append(wide(
            label, each["initial"], each["budgeted"], each["spent"], f"{each['rate']}%", each.get("weight", "/"),
            each.get("self_score", "/"), spans=[2, 2, 1, 1, 1, 1, 2],
        ))  # fmt: skip
    goal = value["objectives"][0]
    table.append(wide("年度总体目标", "年初设定目标", "全年完成情况", spans=[2, 4, 4]))
    table.append(wide("^", goal["text"], goal["achieved"], spans=[2, 4, 4]))
    table[-1][1] = "^"
    table.append(["序号", "一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年完成值", "自评得分",
                  "未完成原因和改进措施", "备注"])  # fmt: skip
    for number, line in enumerate(lines(value), 1):
        table.append([str(number), *levels(line), line["name"], line["weight"]["value"],
                      line["target"], line["actual"], line["self_score"], reason(line), ""])  # fmt: skip
    table.append(wide("总分", "100", "", value["published_total"], "", spans=[4, 1, 2, 1, 2]))
    book = Book()
    book.sheet("自评表", table)
    book.save(path)
    return [value]


def _funding(value: Json, zero: str = "0.00") -> list[Row]:
    """Amounts as numbers, the rate as a share shown as a percentage."""
    rows: list[Row] = []
    for label, source in zip(LABELS, SOURCES, strict=True):
        if each := row(value, source):
            shown = [Number(each[name], zero) for name in ("initial", "budgeted", "spent")]
            share = Number(f"{each['rate']}E-2", "0.00%" if len(each["rate"].split(".")[-1]) == 2 else "0.0%")
            scores = [Number(each[name], "0.0") if name in each else "" for name in ("weight", "self_score")]
            rows.append([label, "<", *shown, scores[0], share, scores[1]])
    return rows


def _indicators(value: Json) -> list[Row]:
    """Levels merged, points as numbers with one place."""
    rows: list[Row] = []
    above = ("", "")
    for line in lines(value):
        first, second = levels(line)
        same = first == above[0]
        rows.append(["^" if same else first, "^" if same and second == above[1] else second, line["name"],
                     line["target"], line["actual"], Number(line["weight"]["value"], "0.0"),
                     Number(line["self_score"], "0.0"), reason(line)])  # fmt: skip
        above = first, second
    return rows


def plain(value: Json) -> list[Row]:
    """A report over eight columns with numbers in number cells; no margins."""
    goal = value["objectives"][0]
    table: list[Row] = [
        wide("项目名称", value["project"]["name"], spans=[2, 6]),
        wide("预算主管部门", coded(value["department"]), "项目单位", value["agency"]["name"], spans=[2, 2, 1, 3]),
        wide(
            "项目资金（万元）",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
            spans=[2, 1, 1, 1, 1, 1, 1],
        ),
        *_funding(value),
        wide("预期目标", "实际完成情况", spans=[4, 4]),
        wide(goal["text"], goal["achieved"], spans=[4, 4]),
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        *_indicators(value),
        wide("总分", Number("100", "0.0"), Number(value["published_total"], "0.0"), "", spans=[5, 1, 1, 1]),
    ]
    return table


def old_workbook(path: Path) -> list[Json]:
    """The printed order of columns, for xls."""
    value = sample(JINBAO)
    book = Book()
    book.sheet(
        "金保工程",
        [wide("金保工程建设及运行维护项目绩效自评表", spans=[8]), wide("（2023年度）", spans=[8]), *plain(value)],
    )
    book.save(path)
    return [value]


def lying(path: Path) -> list[Json]:
    """The same on lying paper over several sheets, for pdf."""
    value = sample(JINBAO)
    book = Book()
    titles = [wide("项目支出绩效自评表", spans=[8]), wide("（2023年度）", spans=[8])]
    sheet = book.sheet("金保工程", [*titles, *plain(value)])
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "12:12"
    book.save(path)
    return [value]


def overflowing(path: Path) -> list[Json]:
    """The same in rows too low for their texts, which then run over one another."""
    value = lying(path)
    book = load_workbook(path)
    for number in range(13, 25):
        book["金保工程"].row_dimensions[number].height = 22
    book.save(path)
    return value


def shifted_start(path: Path) -> list[Json]:
    """The table begins at C4, after blank columns; signatures below."""
    value = sample(EGOV)
    book = Book()
    sheet = book.sheet(
        "Sheet1", [*plain(value), wide("填报人：张某", "联系电话：", "填报日期：2024年3月1日", spans=[3, 2, 3])], 4, 3
    )
    sheet["C2"] = "2023年度项目支出绩效自评表"
    sheet["XX900"].number_format = "0.00"
    book.save(path)
    return [value]


def two_line_headings(path: Path) -> list[Json]:
    """指标完成情况 over two columns, 自评情况 over two more."""
    value = sample(EGOV)
    table = plain(value)
    at = next(i for i, each in enumerate(table) if each[0] == "一级指标")
    table[at : at + 1] = [
        ["一级指标", "二级指标", "三级指标", "指标完成情况", "<", "自评情况", "<", "偏差原因分析及改进措施"],
        ["^", "^", "^", "年度指标值", "实际完成值", "分值", "得分", "^"],
    ]
    book = Book()
    book.sheet("附件1", [wide("项目绩效自评表（2023年度）", spans=[8]), *table])
    book.save(path)
    return [value]


def split_cells(path: Path) -> list[Json]:
    """A long name and a long reason go on in a row of their own."""
    value = sample(EGOV)
    table = plain(value)
    last = table[-2]
    name, said = str(last[2]), str(last[7])
    table.insert(-1, ["^", "^", name[6:], "", "", "", "", said[30:]])
    last[2], last[7] = name[:6], said[:30]
    book = Book()
    book.sheet("自评", [wide("项目绩效自评表（2023年度）", spans=[8]), *table])
    book.save(path)
    return [value]


def hidden_columns(path: Path) -> list[Json]:
    """A hidden column of codes that no person sees, between the names and their values."""
    value = sample(EGOV)
    table = [[*each[:3], "<" if each[3] == "<" else "", *each[3:]] for each in plain(value)]
    at = next(i for i, each in enumerate(table) if each[0] == "一级指标")
    table[at][3] = "指标编码"
    for i, each in enumerate(table[:at]):
        if each[3] == "":
            table[i][2:4] = [each[2], "<"]
    for i, each in enumerate(table[at + 1 : -1], 1):
        each[3] = f"ZB{i:03}"
    table[-1][3] = "<"
    book = Book()
    sheet = book.sheet("自评表", [wide("项目绩效自评表（2023年度）", spans=[9]), *table])
    sheet.column_dimensions["D"].hidden = True
    book.save(path)
    return [value]


def two_sheets(path: Path) -> list[Json]:
    """Facts, money and goal on one sheet, the indicators on the next."""
    value = sample(JINBAO)
    table = plain(value)
    at = next(i for i, each in enumerate(table) if each[0] == "一级指标")
    book = Book()
    book.sheet("基本情况", [wide("项目支出绩效自评表（2023年度）", spans=[8]), *table[:at]])
    book.sheet("绩效指标", table[at:])
    book.save(path)
    return [value]


def in_yuan(path: Path) -> list[Json]:
    """Money in 元 with separators of thousands, the unit in the headings."""
    value = lights()
    table = plain(value)
    table[2] = wide("资金来源", "年初预算数（元）", "全年预算数（元）", "全年执行数（元）", "分值", "执行率（%）", "得分",
                    spans=[2, 1, 1, 1, 1, 1, 1])  # fmt: skip
    for each in table[3:6]:
        each[2:5] = [Number(cell.value, "#,##0.00") for cell in each[2:5] if isinstance(cell, Number)]
        each[6] = Number(each[6].value.removesuffix("E-2"), "0.00") if isinstance(each[6], Number) else each[6]
    book = Book()
    book.sheet("路灯", [wide("项目支出绩效自评表（2024年度）", spans=[8]), *table])
    book.save(path)
    return [value]


def formulas(path: Path) -> list[Json]:
    """Sums, rates and the total are formulas; LibreOffice stores their results."""
    value = lights()
    table = plain(value)
    table[2][0] = "项目资金（元）"
    table[3][2:5] = [Formula(f"=SUM({c}6:{c}7)", "0.00") for c in "CDE"]
    for number, each in enumerate(table[3:6], 5):
        each[6] = Formula(f"=E{number}/D{number}", "0.00%")
    table[3][7] = Formula("=ROUND(10*G5,1)", "0.0")
    table[-1][6] = Formula("=H5+SUM(G11:G17)", "0.0")
    book = Book()
    book.sheet("路灯", [wide("城市道路照明设施养护项目绩效自评表", spans=[8]), *table])
    book.book["路灯"]["J1"] = "2024年度"
    book.save(path)
    return [value]


def word_pages(path: Path) -> list[Json]:
    """A docx whose indicators run over two pages, the headings repeated; the text before names the year."""
    value = sample(JINBAO)
    table: list[Row] = [[cell if isinstance(cell, str) else "" for cell in each] for each in plain(value)]
    at = next(i for i, each in enumerate(table) if each[0] == "一级指标")
    for each, source in zip(table[3:7], SOURCES, strict=True):
        amounts = row(value, source)
        each[2:] = [amounts["initial"], amounts["budgeted"], amounts["spent"], amounts.get("weight", "—"),
                    f"{amounts['rate']}%", amounts.get("self_score", "—")]  # fmt: skip
    for each, line in zip(table[at + 1 : -1], lines(value), strict=True):
        each[0:2] = levels(line)
        each[5:7] = [line["weight"]["value"], line["self_score"]]
    table[-1][5:7] = ["100", value["published_total"]]
    save_docx(path, ["2023年度部门决算", "项目支出绩效自评表", "（2023年度）", table[:at], "", table[at:]], headings=1)
    return [value]
