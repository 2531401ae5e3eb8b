"""Writes the files of forms beside this script, and what each must give as JSON; LibreOffice saves some of them.

Run by hand when a form is added: python -m tests.indicators.forms.independent.build [name …]. Tests read the files.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.indicators.forms.independent import central_forms as central
from tests.indicators.forms.independent import figure_forms as figure
from tests.indicators.forms.independent import province_forms as province
from tests.indicators.forms.independent.contents import Json

FILES = Path(__file__).parent / "files"
Make = Callable[[Path], list[Json]]

# The file, who draws it, and the kind that LibreOffice saves it from; none where it is kept as drawn.
FORMS: Sequence[tuple[str, Make, str]] = (
    ("column-order.xlsx", central.order, ""),
    ("column-order-libreoffice.xlsx", central.order, "xlsx"),
    ("column-order.xls", central.order, "xlsx"),
    ("plain.xls", central.old_workbook, "xlsx"),
    ("plain-landscape.pdf", central.lying, "xlsx"),
    ("begins-at-c4.xlsx", central.shifted_start, ""),
    ("two-line-headings.xlsx", central.two_line_headings, ""),
    ("two-line-headings.xls", central.two_line_headings, "xlsx"),
    ("split-cells.xlsx", central.split_cells, ""),
    ("hidden-columns.xlsx", central.hidden_columns, ""),
    ("two-sheets.xlsx", central.two_sheets, ""),
    ("yuan.xlsx", central.in_yuan, ""),
    ("formulas.xlsx", central.formulas, "xlsx"),
    ("number-formats.xlsx", figure.formats, ""),
    ("number-formats.xls", figure.formats, "xlsx"),
    ("gb18030.csv", figure.text_file, ""),
    ("two-tables.docx", central.word_pages, ""),
    ("two-pages.pdf", central.word_pages, "docx"),
    ("two-forms-one-sheet.xlsx", province.one_below_the_other, ""),
    ("two-forms.docx", province.word_forms, ""),
    ("two-forms-libreoffice.docx", province.word_forms, "docx"),
    ("two-forms.pdf", province.word_forms, "docx"),
    ("wide-shifted.xlsx", province.wide_and_shifted, ""),
    ("two-jilin-forms.pdf", province.two_jilin, "docx"),
    ("jilin-columns.docx", province.other_columns, ""),
    ("listing.xlsx", province.listing, ""),
    ("listing.xls", province.listing, "xlsx"),
    ("listing-utf8-mark.csv", province.listing_text, ""),
    ("application.xlsx", province.application, ""),
    ("application.pdf", province.application, "xlsx"),
    ("published-plan.docx", province.published_plan, ""),
    ("whole-agency.xlsx", province.whole_agency, ""),
    ("whole-agency-libreoffice.xlsx", province.whole_agency, "xlsx"),
)

# Files that cannot be read right, so that what they print must be asked about.
TORN: Sequence[tuple[str, Make, str]] = (("overflowing.pdf", central.overflowing, "xlsx"),)


def build(name: str, make: Make, kind: str) -> None:
    """One file and its documents."""
    path = FILES / name
    if kind:
        with tempfile.TemporaryDirectory() as folder:
            drawn = Path(folder) / f"{path.stem}.{kind}"
            documents = make(drawn)
            _saved(drawn, path)
    else:
        documents = make(path)
    text = json.dumps(documents, ensure_ascii=False, indent=1)
    path.with_name(f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _saved(drawn: Path, path: Path) -> None:
    """What LibreOffice makes of a file."""
    kind = path.suffix[1:]
    wanted = {"xls": "xls:MS Excel 97"}.get(kind, kind)
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", wanted, "--outdir", folder, str(drawn)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        path.write_bytes((Path(folder) / f"{drawn.stem}.{kind}").read_bytes())


def main() -> None:
    """Every form, or those named."""
    FILES.mkdir(exist_ok=True)
    for name, make, kind in (*FORMS, *TORN):
        if not sys.argv[1:] or name in sys.argv[1:]:
            build(name, make, kind)


if __name__ == "__main__":
    main()
