"""PDF files that mean harm; they join the list of ``hostile``."""

import io
import zlib

from PIL import Image

from tests.api.parsing.books import pdf, stream
from tests.api.parsing.hostile import READ, enter, hostile

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(content: bytes, extra: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one page with this content."""
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
    return pdf(_CATALOG, _PAGES, one % extra, stream(content), _FONT, *more)


_TEXT = b"BT /F 12 Tf 100 700 Td (hello) Tj ET"
_GOOD = page(_TEXT)

enter("half_a_pdf", _GOOD[: len(_GOOD) // 2], "Damaged", "WrongFormat", READ)
enter("a_pdf_head_alone", b"%PDF-1.7\n", "Damaged")
enter("a_pdf_of_garbage", b"%PDF-1.7\n" + bytes(range(256)) * 100, "Damaged")
_LOOP = _GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % _GOOD.index(b"xref"))
enter("a_table_of_places_that_loops", _LOOP, "Damaged", READ)
enter(
    "pages_that_contain_themselves",
    pdf(_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
    "Damaged",
    "WrongFormat",
    READ,
)
enter(
    "a_count_of_a_billion_pages",
    pdf(_CATALOG, b"<</Type/Pages/Kids[]/Count 1000000000>>"),
    "Damaged",
    "WrongFormat",
    READ,
)
enter("a_catalog_that_is_a_page", pdf(b"<</Type/Page>>"), "Damaged", "WrongFormat", READ)
enter("a_reference_to_itself", pdf(_CATALOG, b"2 0 R"), "Damaged", "WrongFormat", "FileTooCostly", READ)
enter(
    "a_length_that_refers_to_itself",
    page(_TEXT).replace(b"/Length 36", b"/Length 4 0 R"),
    "Damaged",
    READ,
    "WrongFormat",
    "FileTooCostly",
)
enter("a_negative_length", page(_TEXT).replace(b"/Length 36", b"/Length -9"), "Damaged", READ, "WrongFormat")
enter("arrays_100_000_deep", pdf(_CATALOG, b"[" * 100_000), "Damaged", "WrongFormat", "FileTooCostly", READ)
enter(
    "a_program_in_a_pdf",
    page(_TEXT).replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    READ,
)
_LOCKED = page(_TEXT).replace(
    b"/Size", b"/ID[(a)(a)]/Encrypt<</Filter/Standard/V 1/R 2/P -1/O(%s)/U(%s)>>/Size" % (b"o" * 32, b"u" * 32)
)
enter("a_locked_pdf", _LOCKED, "Protected")
_FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream"
)
enter(
    "a_drawing_that_contains_itself",
    page(b"/X Do " + _TEXT, b"/XObject<</X 6 0 R>>", _FORM),
    "Damaged",
    READ,
    "FileTooCostly",
)
enter("a_page_without_end", page(_TEXT).replace(b"[0 0 600 800]", b"[0 0 1e308 1e308]"), "Damaged", READ)
enter("a_page_of_nonsense_size", page(_TEXT).replace(b"[0 0 600 800]", b"[a b c]"), "Damaged", READ)
enter(
    "twenty_five_thousand_lines",
    page(b"0 0 m 9 9 l S\n" * 0 + b"".join(b"0 %d m 600 %d l S\n" % (n, n) for n in range(25_000))),
    "TooMuch",
    "FileTooCostly",
    "WrongFormat",
)
enter(
    "a_lattice_of_a_million_boxes",
    page(b"".join(b"0 %d m 600 %d l S %d 0 m %d 800 l S\n" % (n, n, n, n) for n in range(600)) + _TEXT),
    READ,
    "TooMuch",
    "FileTooCostly",
)


@hostile("Damaged", "WrongFormat", "FileTooCostly", "TooMuch", READ)
def a_stream_that_inflates_to_a_gigabyte() -> bytes:
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    content = b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()
    return page(_TEXT).replace(stream(_TEXT), stream(content, b"/Filter/FlateDecode"))


@hostile("TooMuch", "FileTooCostly")
def half_a_million_characters() -> bytes:
    return page(b"BT /F 12 Tf 10 TL " + b"(%s) ' " % (b"x" * 100) * 5_000 + b"ET")


@hostile("WrongFormat")
def a_scanned_page() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()
