"""Files of evidence made byte by byte: each kind whole, so that a test can spoil one thing."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from api.blobs.office import OLE

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a png."""
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)


def segment(marker: int, content: bytes) -> bytes:
    """One segment of a jpg."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


# The picture in the picture has an end mark of its own, which must not pass for the end of the whole.
THUMBNAIL = segment(0xE1, b"Exif\0\0\xff\xd8\xff\xd9")
JPG = b"\xff\xd8" + THUMBNAIL + b"\xff" + segment(0xDB, bytes(65)) + segment(0xDA, bytes(10)) + b"picture\xff\xd9"

TYPES = '<Types><Override PartName="/{main}" ContentType="application/vnd.{kind}.main+xml"/></Types>'


def archive(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()


def workbook(more: Mapping[str, bytes | str] | None = None, kind: str = "sheet") -> bytes:
    """An xlsx with further parts."""
    types = TYPES.format(main="xl/workbook.xml", kind=kind)
    sheet = "<worksheet>" + "<row/>" * 20_000 + "</worksheet>"  # larger than one piece
    book = {"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": sheet}
    return archive(book | dict(more or {}))


def letter(more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A docx with further parts."""
    types = TYPES.format(main="word/document.xml", kind="document")
    return archive({"[Content_Types].xml": types, "word/document.xml": "<document/>"} | dict(more or {}))


def compound(stream: str, first: bytes, *names: str) -> bytes:
    """A compound file: its header, the stream's first sector, and the names of its directory."""
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", stream, *names)
    )
    return OLE.ljust(512, b"\0") + first.ljust(512, b"\0") + directory.ljust(1024, b"\0")


BOOK_START = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
OLD_BOOK = compound("Workbook", BOOK_START + struct.pack("<HH", 0x42, 2))
LOCKED_BOOK = compound("Workbook", BOOK_START + struct.pack("<HH", 0x2F, 54))
OLD_LETTER = compound("WordDocument", struct.pack("<H8xH", 0xA5EC, 0x0200))
LOCKED_LETTER = compound("WordDocument", struct.pack("<H8xH", 0xA5EC, 0x0300))
