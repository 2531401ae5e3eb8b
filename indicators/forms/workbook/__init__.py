"""Workbooks and delimited text: xlsx, xls and csv read as people see them; xlsx and csv written."""

from indicators.forms.workbook.delimited import read as read_csv
from indicators.forms.workbook.delimited import write as write_csv
from indicators.forms.workbook.drawn import write
from indicators.forms.workbook.old import read as read_xls
from indicators.forms.workbook.sheets import read as read_xlsx

__all__ = ["read_csv", "read_xls", "read_xlsx", "write", "write_csv"]
