"""Workbooks whose sheets are far, deep, many, or nonsense."""

from tests.api.parsing import books
from tests.api.parsing.books import HEAD, MAIN, archive, row, sheet, text, workbook, xlsx
from tests.api.parsing.hostile import READ, enter, hostile


def merges(*refs: str) -> str:
    """The merges of a sheet."""
    return f'<mergeCells count="{len(refs)}">{"".join(f"""<mergeCell ref="{ref}"/>""" for ref in refs)}</mergeCells>'


def value(ref: str, content: str, kind: str = "n", style: int = 0) -> str:
    """A cell with a value."""
    return f'<c r="{ref}" t="{kind}" s="{style}"><v>{content}</v></c>'


_FIRST = row(1, text("A1", "项目名称"))
enter("one_far_cell", xlsx(sheet(_FIRST + row(1_048_576, text("XFD1048576", "x")))), "TooMuch")
enter("one_far_empty_cell", xlsx(sheet(_FIRST + row(1_048_576, '<c r="XFD1048576" s="0"/>'))), READ)
enter("a_cell_in_the_last_column", xlsx(sheet(row(1, text("A1", "a"), text("XFD1", "x")))), READ)
enter("a_cell_in_the_last_row", xlsx(sheet(_FIRST + row(1_048_576, text("A1048576", "x")))), "TooMuch")
enter("a_merge_over_the_whole_sheet", xlsx(sheet(_FIRST, merges("A1:XFD1048576"))), READ)
enter("a_merge_over_whole_columns", xlsx(sheet(_FIRST, merges("A1:B1048576"))), READ)
enter("ten_thousand_merges", xlsx(sheet(_FIRST, merges(*(f"A{n}:B{n}" for n in range(1, 10_001))))), READ)
enter("ten_thousand_merges_over_each_other", xlsx(sheet(_FIRST, merges(*["A1:Z100"] * 10_000))), READ)
enter("thirty_thousand_merges", xlsx(sheet(_FIRST, merges(*(f"A{n}:B{n}" for n in range(1, 30_001))))), "TooMuch")
enter("a_merge_of_nonsense", xlsx(sheet(_FIRST, merges("A1:ZZZZ9", ":", "B"))), "Damaged")
enter("a_merge_turned_round", xlsx(sheet(_FIRST, merges("C3:A1"))), READ)
enter("row_zero", xlsx(sheet('<row r="0"><c r="A0"><v>1</v></c></row>')), "Damaged")
enter("a_negative_row", xlsx(sheet('<row r="-5"><c><v>1</v></c></row>')), "Damaged")
enter("a_row_beyond_the_last", xlsx(sheet('<row r="99999999"><c><v>1</v></c></row>')), "Damaged")
enter("a_row_that_is_no_number", xlsx(sheet('<row r="x"><c><v>1</v></c></row>')), "Damaged")
enter("a_column_beyond_the_last", xlsx(sheet(row(1, value("XFE1", "1")))), "Damaged")
enter("a_cell_without_a_place", xlsx(sheet("<row><c><v>1</v></c><c><v>2</v></c></row>")), READ)
enter("a_number_without_end", xlsx(sheet(row(1, value("A1", "1e999999999")))), READ)
enter("a_number_of_100_000_digits", xlsx(sheet(row(1, value("A1", "9" * 100_000)))), READ)
enter(
    "numbers_that_are_none",
    xlsx(sheet(row(1, *(value(f"{c}1", v) for c, v in zip("ABC", ("NaN", "inf", "x"), strict=True))))),
    READ,
)
enter("a_style_that_is_not_there", xlsx(sheet(row(1, value("A1", "1", style=999_999)))), READ)
enter(
    "a_shared_string_that_is_not_there",
    xlsx(sheet(row(1, value("A1", "7", "s"))), sharedStrings=books.strings()),
    "Damaged",
)
enter(
    "a_shared_string_of_no_number", xlsx(sheet(row(1, value("A1", "x", "s"))), sharedStrings=books.strings()), "Damaged"
)
enter("nested_a_hundred_thousand_deep", xlsx(sheet("<a>" * 100_000 + "</a>" * 100_000)), "Damaged", "FileTooCostly")
enter(
    "strings_nested_deep",
    xlsx(sharedStrings=books.strings("<r>" * 50_000 + "</r>" * 50_000)),
    READ,
    "Damaged",
    "FileTooCostly",
)
enter("text_in_a_sheet_part", xlsx("no xml at all"), "Damaged")
enter("an_empty_sheet_part", xlsx(""), "Damaged")
enter("a_sheet_of_another_kind", xlsx(f"{HEAD}<chartsheet xmlns='{MAIN}'/>"), READ)

_DATES = books.styles("yyyy-mm-dd", "[h]:mm", "0.00%", '"' * 9_999, "[" * 9_999, ";" * 9_999, "0" * 50_000, "%" * 200)
_CELLS = (value(f"{column}1", "1e300", style=n) for n, column in enumerate("ABCDEFGHI"))
enter("formats_of_nonsense", xlsx(sheet(row(1, *_CELLS)), styles=_DATES), READ, "Damaged")
_CELLS = (value(f"{column}1", "-99999999999", style=n) for n, column in enumerate("ABC"))
enter("dates_before_time", xlsx(sheet(row(1, *_CELLS)), styles=books.styles("yyyy-mm-dd", "[h]:mm:ss")), READ)
_FORMULA = (
    '<c r="A1" t="str"><f>cmd|\'/c calc\'!A0</f><v>x</v></c><c r="B1"><f>WEBSERVICE("http://127.0.0.1:9/")</f></c>'
)
enter("formulas_that_would_run", xlsx(sheet(row(1, _FORMULA))), READ)


@hostile(READ, "Damaged", "FileTooCostly")
def a_million_short_strings() -> bytes:
    return xlsx(sharedStrings=books.strings(*["<t>a</t>"] * 1_000_000))


@hostile(READ, "Damaged", "FileTooCostly")
def one_string_of_fifteen_megabytes() -> bytes:
    return xlsx(sheet(row(1, value("A1", "0", "s"))), sharedStrings=books.strings(f"<t>{'目' * 5_000_000}</t>"))


@hostile("TooMuch", "FileTooCostly")
def a_million_cells() -> bytes:
    line = "".join(f"<c><v>{n}</v></c>" for n in range(200))
    return xlsx(sheet(f"<row>{line}</row>" * 5_000))


@hostile("TooMuch", "FileTooCostly")
def two_thousand_and_a_half_sheets() -> bytes:
    return archive(workbook(sheets=2_500))


_LOST = workbook()
del _LOST["xl/worksheets/sheet1.xml"]
enter("a_sheet_that_is_missing", archive(_LOST), "Damaged", READ)
_AWAY = workbook() | {"xl/_rels/workbook.xml.rels": books.relations(("worksheet", "../../../../etc/passwd"))}
enter("a_sheet_outside_the_archive", archive(_AWAY), "Damaged", READ)
_SELF = workbook() | {"xl/_rels/workbook.xml.rels": books.relations(("worksheet", "/xl/workbook.xml"))}
enter("a_sheet_that_is_the_workbook", archive(_SELF), "Damaged", READ)
enter(
    "a_workbook_without_its_book",
    archive({k: v for k, v in workbook().items() if k != "xl/workbook.xml"}),
    "WrongFormat",
)
enter("macros", archive(workbook() | {"xl/vbaProject.bin": b"x"}), "WrongFormat", called="表.xlsm")
_MACRO = workbook()
_MACRO["[Content_Types].xml"] = books.types("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
enter("macros_by_type", archive(_MACRO), "WrongFormat", called="表.xlsx")
enter("a_binary_workbook", archive({"xl/workbook.bin": b"x"}), "WrongFormat", called="表.xlsb")
