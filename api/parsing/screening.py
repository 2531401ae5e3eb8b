"""Before a file is parsed: an archive is inflated and counted, and no XML of it may declare anything."""

import io
import re
from collections.abc import Iterator
from zipfile import ZipInfo

from api.archives import START, BadArchive, Limits, opened, pieces
from indicators.forms import opening
from indicators.forms.faults import Damaged
from indicators.forms.grid import Source

MEGABYTE = 1024 * 1024
LIMITS = Limits(entries=6_000, member=64 * MEGABYTE, total=128 * MEGABYTE)
# What may stand before the first element; it takes as much as it can and gives nothing back.
_PROLOG = re.compile(r"(?:\s++|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->)*+")
_XML = (".xml", ".rels", ".vml")


def read(data: bytes, name: str = "") -> Source:
    """The file's tables and texts, once it is known to be harmless to inflate; else one of ``faults.REFUSED``."""
    if data.startswith(START):
        _screen(data)
    return opening.read(data, name)


def _screen(data: bytes) -> None:
    try:
        with opened(io.BytesIO(data), LIMITS) as archive:
            for entry in archive.infolist():
                _require_sound(entry, pieces(archive, entry))
    except BadArchive as error:
        raise Damaged(str(error)) from error


def _require_sound(entry: ZipInfo, found: Iterator[bytes]) -> None:
    """Inflated to its end, whatever it declares; its sum is checked on the way."""
    first = next(found, b"")
    for _ in found:
        pass
    if entry.filename.casefold().endswith(_XML):
        _require_plain(entry.filename, first)


def _require_plain(name: str, start: bytes) -> None:
    """No document type before the first element, and so no entities; a start hidden in a rare encoding is refused."""
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16", "replace") if wide else start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    match = _PROLOG.match(text)
    assert match is not None
    if text.startswith("<!", match.end()):
        raise Damaged(f"“{name[:100]}”里有文档类型声明（DTD），办公软件不会这样写")
    if not re.match(r"<[^\W\d]", text[match.end() : match.end() + 2]):
        raise Damaged(f"“{name[:100]}”不是完好的 XML")
