"""Files of forms (表样文件) to documents: workbooks, word documents, pdf, csv, and zips of them."""

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePosixPath
from typing import NamedTuple

from api import archives, wire
from api.archives import BadArchive, Limits
from api.parsing import Pool
from api.parsing.pool import FILE_SIZE
from api.schemas import load_document
from indicators.forms.reading import ReadForm, forms
from indicators.model import Document

ENDINGS = (".json", ".xlsx", ".xls", ".csv", ".docx", ".pdf")
JSON = "json"  # the family of a document that came as JSON
UNSTATED = "（未注明）"  # no form prints its place; a rulebook is then chosen by --rulebook
_ZIP = Limits(entries=2000, member=FILE_SIZE, total=50 * FILE_SIZE)
_OFFICE = ("[Content_Types].xml", "mimetype")
_PACKAGE = "snapshot.json"


class Held(NamedTuple):
    """One form of a file: where it is from, as people say it, what was read, and the document that came as JSON."""

    path: str
    form: ReadForm
    document: Document | None = None


def is_json(data: bytes) -> bool:
    """Is it a document written as JSON? Its first sign says so."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def is_package(data: bytes) -> bool:
    """Is it a result package: a zip with a snapshot in it?"""
    return _PACKAGE in _entries(data)


def is_zip_of_forms(data: bytes) -> bool:
    """Is it a zip that is neither an office document nor a result package?"""
    names = _entries(data)
    return bool(names) and not any(name in names for name in (*_OFFICE, _PACKAGE))


def _entries(data: bytes) -> list[str]:
    if not data.startswith(archives.START):
        return []
    try:
        with archives.opened(io.BytesIO(data), _ZIP) as archive:
            return archive.namelist()
    except BadArchive:  # whoever reads it next says what is wrong
        return []


def unzipped(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip that can hold forms, by the name of the zip and their own; BadArchive for a broken one."""
    with archives.opened(io.BytesIO(data), _ZIP) as archive:
        for entry in archive.infolist():
            name = _readable(entry.filename, entry.flag_bits)
            if can_hold(name):
                yield f"{path}:{name}", b"".join(archives.pieces(archive, entry))


def can_hold(name: str, *more: str) -> bool:
    """Can a file of that name hold forms? What an office program or a Mac leaves beside a file cannot."""
    path = PurePosixPath(name)
    return path.suffix.lower() in (*ENDINGS, *more) and not path.name.startswith(("~$", "."))


def _readable(name: str, flags: int) -> str:
    """An entry's name; where it is not said to be UTF-8, it may be all the same, and Chinese systems write GBK."""
    if flags & 0x800:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def held(pool: Pool, path: str, data: bytes, place: str, rulebook: str) -> list[Held]:
    """The forms of one file, each named by the file and, where there are several, by its number."""
    if is_json(data) or path.endswith(".json"):
        return [_of_json(path, data)]
    found = forms(pool.read(data, path), place, rulebook)
    several = len(found) > 1
    return [Held(f"{path} 第{i}张" if several else path, form) for i, form in enumerate(found, 1)]


def _of_json(path: str, data: bytes) -> Held:
    """JSON beside what was read; InvalidDocument for what is no document."""
    value = wire.parse(data)
    document = load_document(value)
    return Held(path, ReadForm(JSON, Decimal(1), value, (), {}), document)
