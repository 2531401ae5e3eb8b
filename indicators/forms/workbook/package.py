"""The parts of an xlsx file that its sheets refer to: names, shared texts, number formats. Read as a stream.

openpyxl reads all of a workbook's styles and fails on a single odd one; forms need the number formats alone.
"""

import posixpath
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO, Any, NamedTuple
from zipfile import ZipFile

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from indicators.forms import shown
from indicators.forms.faults import Damaged

_SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


class Entry(NamedTuple):
    """A worksheet: its name, whether it is hidden, the member that holds it."""

    name: str
    hidden: bool
    member: str


class Package:
    """An open workbook."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.members = {name.casefold(): name for name in archive.namelist()}
        book = next(iter(self._related("", "officeDocument").values()), "xl/workbook.xml")
        self.since_1904 = False
        self.entries = self._entries(book)
        self.strings = [text_of(item) for part in self._parts(book, "sharedStrings") for item in self._each(part, "si")]
        self.codes = [code for part in self._parts(book, "styles") for code in self._codes(part)]

    def open(self, member: str) -> IO[bytes]:
        """The content of a member."""
        found = self.members.get(member.casefold())
        if found is None:
            raise Damaged(f"缺少“{member[:100]}”")
        return self.archive.open(found)

    def _entries(self, book: str) -> list[Entry]:
        sheets, found = self._related(book, "worksheet"), []
        for element in self._each(book, "sheet", "workbookPr"):
            if local(element) == "workbookPr":
                self.since_1904 = element.get("date1904") in ("1", "true")
                continue
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            if relation in sheets:
                hidden = element.get("state", "visible") != "visible"
                found.append(Entry(element.get("name", ""), hidden, sheets[relation]))
        return found

    def _parts(self, book: str, kind: str) -> Iterable[str]:
        return [part for part in self._related(book, kind).values() if part.casefold() in self.members]

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """The members that a part refers to as this kind, by the reference's id."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations.casefold() not in self.members:
            return {}
        with self.open(relations) as stream:
            return {
                element.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:]
                for _, element in etree.iterparse(stream, resolve_entities=False, no_network=True)
                if element.get("Type", "").endswith(f"/{kind}") and element.get("TargetMode") != "External"
            }

    def _each(self, member: str, *tags: str) -> Iterator[Any]:
        with self.open(member) as stream:
            yield from elements(stream, *tags)

    def _codes(self, part: str) -> Iterator[str]:
        """The format code of each cell style, in order."""
        own: dict[str, str] = {}
        for element in self._each(part, "numFmt", "cellXfs"):
            if local(element) == "numFmt":
                own[element.get("numFmtId", "")] = element.get("formatCode", "")
                continue
            for style in element:
                number = style.get("numFmtId", "0") if local(style) == "xf" else "0"
                yield own.get(number) or _built_in(number)


def _built_in(number: str) -> str:
    code = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    return shown.CHINESE.get(code) or str(BUILTIN_FORMATS.get(code, shown.GENERAL))


def elements(stream: IO[bytes], *tags: str) -> Iterator[Any]:
    """The elements of these names, one after the other; each is forgotten before the next."""
    wanted = [f"{space}{tag}" for space in _SPACES for tag in tags]
    for _, element in etree.iterparse(stream, tag=wanted, resolve_entities=False, no_network=True):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def local(element: Any) -> str:
    """The name without its namespace; "" for a comment."""
    return _local(element.tag)


@lru_cache(1000)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Any) -> str:
    """The texts of a string: its own and those of its runs, without the phonetic ones."""
    found = ""
    for child in element:
        name = local(child)
        if name == "t":
            found += child.text or ""
        elif name == "r":
            found += text_of(child)
    return found
