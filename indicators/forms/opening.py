"""Which kind of file is it? By its content, not by its name; what is not read is told how to be saved."""

import io
import re
import zipfile

from indicators.forms import pdffile, wordfile, workbook
from indicators.forms.faults import Damaged, Protected, WrongFormat
from indicators.forms.grid import Source
from indicators.forms.workbook.delimited import decoded

_XLSX = "请用 Excel 或 WPS 表格打开，另存为“Excel 工作簿（.xlsx）”后再上传"
_DOCX = "请用 Word 或 WPS 文字打开，另存为“Word 文档（.docx）”后再上传"
_ORIGINAL = "请上传表格原件（xlsx、docx），或由表格软件直接导出的 pdf"
_UNPACKED = "请先解开，再上传其中的绩效表"
_OFFICE = (
    ("xl/workbook.bin", "这是 Excel 二进制工作簿（.xlsb）", _XLSX),
    ("xl/vbaproject.bin", "这个工作簿含有宏（.xlsm）", _XLSX),
    ("word/vbaproject.bin", "这个文档含有宏（.docm）", _DOCX),
    ("ofd.xml", "这是 OFD 版式文件", _ORIGINAL),
    ("content.xml", "这是 OpenDocument 文件（.ods、.odt）", "请另存为 .xlsx 或 .docx 后再上传"),
    ("ppt/presentation.xml", "这是幻灯片", _ORIGINAL),
)
_SIGNS = (
    (b"{\\rtf", "这是 RTF 文档", _DOCX),
    (b"\x89PNG", "这是图片", _ORIGINAL),
    (b"\xff\xd8\xff", "这是图片", _ORIGINAL),
    (b"GIF8", "这是图片", _ORIGINAL),
    (b"BM", "这是图片", _ORIGINAL),
    (b"II*\0", "这是图片", _ORIGINAL),
    (b"MM\0*", "这是图片", _ORIGINAL),
    (b"Rar!", "这是压缩包（.rar）", _UNPACKED),
    (b"7z\xbc\xaf", "这是压缩包（.7z）", _UNPACKED),
    (b"\x1f\x8b", "这是压缩包（.gz）", _UNPACKED),
    (b"MZ", "这是程序，不是绩效表", _ORIGINAL),
)
_OLE, _BIFF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_MACRO = re.compile(rb"macroEnabled", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|head|meta|!--|[a-z:]+[ >])", re.IGNORECASE)
_LISTED = 1 << 20  # bytes of the list of content types that are looked through


def read(data: bytes, name: str = "") -> Source:
    """The tables and texts of a file; refusals of ``faults`` where it is none that can be read."""
    if not data.strip(b"\0 \t\r\n"):
        raise WrongFormat("文件是空的", "请确认选对了文件，重新上传")
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data, name)
    if b"%PDF-" in data[:1024]:
        return pdffile.read(data)
    if data.startswith(_BIFF):
        return workbook.read_xls(data)
    for sign, what, remedy in _SIGNS:
        if data.startswith(sign):
            raise WrongFormat(what, remedy)
    return _text(data)


def _zipped(data: bytes) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.casefold(): name for name in archive.namelist()}
            types = names.get("[content_types].xml")
            listed = archive.open(types).read(_LISTED) if types else b""
    except Exception as error:  # zipfile answers a bent file with many kinds of errors
        raise Damaged("压缩结构已损坏") from error
    for part, what, remedy in _OFFICE:
        if part in names:
            raise WrongFormat(what, remedy)
    if "xl/workbook.xml" in names and not _MACRO.search(listed):
        return workbook.read_xlsx(data)
    if "word/document.xml" in names and not _MACRO.search(listed):
        return wordfile.read(data)
    if types and _MACRO.search(listed):
        raise WrongFormat("这个文件含有宏", "请另存为不含宏的 .xlsx 或 .docx 后再上传")
    raise WrongFormat("这是压缩包，不是绩效表文件", _UNPACKED)


def _compound(data: bytes, name: str) -> Source:
    """Files of the old kind, told apart by the names of the streams inside."""
    if _holds(data, "EncryptedPackage"):
        raise Protected
    if name.casefold().endswith((".et", ".ett")):
        raise WrongFormat("这是 WPS 表格的旧格式（.et）", _XLSX)
    if name.casefold().endswith((".wps", ".wpt")):
        raise WrongFormat("这是 WPS 文字的旧格式（.wps）", _DOCX)
    if _holds(data, "WordDocument"):
        raise WrongFormat("这是 Word 97-2003 文档（.doc）或 WPS 文字（.wps）", _DOCX)
    if _holds(data, "Workbook") or _holds(data, "Book"):
        return workbook.read_xls(data)
    raise WrongFormat("这不是工作簿", _XLSX)


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in data


def _text(data: bytes) -> Source:
    text = decoded(data)
    if _MARKUP.match(text) or text.startswith("MIME-Version"):
        raise WrongFormat("内容是网页或 XML，只是换了扩展名", _XLSX)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        raise WrongFormat("内容是 JSON，不是表格", "请按文档 JSON 提交")
    return workbook.read_csv(data)
