"""Workbooks and documents made by hand, part by part, so that a part can be as wrong as it likes."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

Parts = Mapping[str, str | bytes]

_CONTENT = "application/vnd.openxmlformats-officedocument"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def archive(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def types(main: str, kind: str) -> str:
    """[Content_Types].xml with one main part."""
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def relations(*found: tuple[str, str]) -> str:
    """A part of relationships: (kind, target)."""
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """A worksheet part."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def text(ref: str, value: str) -> str:
    """A cell with an inline text."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row."""
    return f'<row r="{number}">{"".join(cells)}</row>'


ONE = sheet(row(1, text("A1", "项目名称"), text("B1", "云平台")))


def workbook(content: str | bytes = ONE, sheets: int = 1, **parts: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook whose first sheet is ``content``; further parts by name, _ for /."""
    names = [f"xl/worksheets/sheet{n}.xml" for n in range(1, sheets + 1)]
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    found = [("worksheet", f"/{name}") for name in names]
    found += [(kind, f"{kind}.xml") for kind in ("sharedStrings", "styles") if kind in parts]
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": types("xl/workbook.xml", f"{_CONTENT}.spreadsheetml.sheet.main+xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_RELS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(*found),
        **{name: content if n == 0 else ONE for n, name in enumerate(names)},
    }
    return made | {f"xl/{kind}.xml": part for kind, part in parts.items()}


def xlsx(content: str | bytes = ONE, sheets: int = 1, **parts: str | bytes) -> bytes:
    """The file of such a workbook."""
    return archive(workbook(content, sheets, **parts))


def strings(*items: str) -> str:
    """The shared strings; each item is the XML inside <si>."""
    listed = "".join(f"<si>{item}</si>" for item in items)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{len(items)}" uniqueCount="{len(items)}">{listed}</sst>'


def styles(*codes: str) -> str:
    """Styles: number 0 is General, number n has the n-th format code."""
    numbered = enumerate(map(quoteattr, codes), 1)
    formats = "".join(f'<numFmt numFmtId="{163 + n}" formatCode={code}/>' for n, code in numbered)
    used = "".join(f'<xf numFmtId="{163 + n}" applyNumberFormat="1"/>' for n in range(1, len(codes) + 1))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(codes) + 1}"><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def word(body: str, **parts: str | bytes) -> dict[str, str | bytes]:
    """The parts of a Word document with this body."""
    return {
        "[Content_Types].xml": types("word/document.xml", f"{_CONTENT}.wordprocessingml.document.main+xml"),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        **parts,
    }


def docx(body: str) -> bytes:
    """The file of such a document."""
    return archive(word(body))


def paragraph(said: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>"


def cell(said: str, properties: str = "") -> str:
    """A cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(said)}</w:tc>"


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a table of where they are."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), extra, content)
