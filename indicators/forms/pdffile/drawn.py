"""Pages drawn as pdf by typst: an embedded Chinese font, page numbers, the digest below; data come in as data only."""

import json
from collections.abc import Sequence
from functools import cache
from threading import Lock

import pylopdf_fonts_zh_cn
import typst

from indicators.forms import measures
from indicators.forms.grid import Box, Page, Style, placed

_LEFT = {Style.PROSE, Style.INPUT_PROSE, Style.SIGNATURE}
_UNITS = {False: 113, True: 168}  # units of width at the size of the text, upright and lying
_KEPT = 24  # lines that are kept on one page
_LOCK = Lock()  # a compiler serves one form at a time
# The document is a program that never changes; all that differs comes in as JSON and is shown as text.
_PROGRAM = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#let faces = ("Noto Serif SC", "Noto Sans SC", "DejaVu Sans Mono")
#set text(font: faces, size: 9pt, lang: "zh", region: "cn", cjk-latin-spacing: none, fallback: false)
#show regex("[☑☒☐✔]"): set text(size: 1.35em)
#set par(leading: 0.55em, spacing: 0.85em, justify: false)
#set table(stroke: 0.5pt + black, inset: (x: 2.5pt, y: 4.5pt))
#let said(box) = box.text.split("\n").join(parbreak())
#let shown(box) = if box.style == "heading" { strong(text(stroke: 0.2pt, said(box))) } else { said(box) }
#let banner(box) = {
  let size = if box.style == "title" { 16pt } else { 10pt }
  let faces = if box.style == "title" { faces.slice(1) } else { faces }
  let side = if box.left { left } else { center }
  block(width: 100%, spacing: if box.style == "title" { 0.8em } else { 0.75em },
    align(side, text(size: size, font: faces, box.text)))
}
#let section(box) = block(above: 18pt, below: 14pt, sticky: true,
  pad(left: 24pt, text(size: 15pt, font: faces.slice(1), stroke: 0.35pt, box.text)))
#let paragraph(box) = {
  set text(size: 12pt)
  set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 1.1em, spacing: 1.1em)
  par(box.text)
}
#let note(box) = (section: section, paragraph: paragraph).at(box.style, default: banner)(box)
#let one(form) = {
  for box in form.titles { banner(box) }
  let cell(box) = table.cell(x: box.x, y: box.y, colspan: box.columns, rowspan: box.rows, breakable: box.breaks,
    align: horizon + if box.left { left } else { center }, shown(box))
  let boxes(part) = part.map(cell)
  if form.body.len() + form.head.len() > 0 {
    block(spacing: 0.6em, width: 100%, table(
      columns: form.widths.map(w => w * 1fr),
      rows: range(form.rows).map(_ => auto),
      ..if form.head.len() > 0 { (table.header(repeat: true, ..boxes(form.head)),) },
      ..boxes(form.body),
    ))
  }
  for box in form.notes { note(box) }
}
#let running(form) = form.rows == 0
#let fitted(form) = if running(form) { one(form) } else { context {
  let (wide, high) = if form.landscape { (26.7cm, 17.6cm) } else { (18cm, 26.3cm) }
  let tall = measure(one(form), width: wide).height
  if high < tall and tall < 1.25 * high {
    set text(size: 8pt)
    set par(leading: 0.5em, spacing: 0.75em)
    set table(inset: (x: 2pt, y: 2.8pt))
    one(form)
  } else { one(form) }
} }
#for form in data.forms {
  page(paper: "a4", flipped: form.landscape, footer-descent: 25%,
    margin: if running(form) { (x: 2.7cm, y: 2.7cm) } else { (x: 1.5cm, top: 1.6cm, bottom: 1.8cm) },
    footer: align(center, {
      context text(size: 8.5pt)[第 #counter(page).display() 页　共 #counter(page).final().first() 页]
      if data.digest != "" { linebreak(); text(size: 6.5pt, data.digest) }
    }), fitted(form))
}
""".encode()


def write(pages: Sequence[Page], digest: str = "") -> bytes:
    """Each page of the form on sheets of its own."""
    data = {"title": pages[0].name if pages else "", "digest": digest, "forms": [_form(page) for page in pages]}
    with _LOCK:
        made = _compiler().compile(
            _PROGRAM,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=0,
            pdf_tags=False,
        )
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> typst.Compiler:
    """Kept warm: reading the fonts takes longer than drawing a form."""
    folder = str(pylopdf_fonts_zh_cn.serif_path().parent)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
    return typst.Compiler(font_paths=fonts)


def _form(page: Page) -> dict[str, object]:
    laid = list(placed(page))
    crossing = any(row < page.repeated < row + box.rows for row, _, box in laid)
    repeated = 0 if crossing else page.repeated  # typst repeats no heading that a box leaves downwards
    lines = measures.heights(page, measures.columns(page, _UNITS[page.landscape]))
    return {
        "titles": [_box(box) for box in page.titles],
        "notes": [_box(box) for box in page.notes],
        "head": [_box(box, row, column) for row, column, box in laid if row < repeated],
        "body": [
            _box(box, row, column, breaks=_breaks(box, sum(lines[row : row + box.rows])))
            for row, column, box in laid
            if row >= repeated
        ],
        "widths": page.widths,
        "rows": len(page.rows),
        "landscape": page.landscape,
    }


def _breaks(box: Box, lines: int) -> bool:
    """May a page end inside the box? Not inside a text that a page has room for, nor between the rows beside it."""
    return lines > _KEPT or (box.rows > 1 and box.style not in _LEFT)


def _box(box: Box, row: int = 0, column: int = 0, *, breaks: bool = False) -> dict[str, object]:
    return {
        "text": box.text,
        "style": box.style.value,
        "left": box.style in _LEFT,
        "x": column,
        "y": row,
        "rows": box.rows,
        "columns": box.columns,
        "breaks": breaks,
    }
