"""Where a value stands in a file."""

import re
from dataclasses import dataclass

# Parts that are said as they stand; anything else is the name of a worksheet.
_SPOKEN = re.compile(r"第\d+页|表\d+|正文|文件")


@dataclass(frozen=True, slots=True)
class Place:
    """``part`` is a sheet's name, 第2页, 表1, 正文 or 文件; ``ref`` is a cell (B7) or what names a box of a page."""

    part: str
    ref: str = ""

    def __str__(self) -> str:
        """As people read it: 工作表“自评表”B7, 第2页 B7."""
        spoken = f"{self.part} " if _SPOKEN.match(self.part) else f"工作表“{self.part}”"
        return f"{spoken}{self.ref}".rstrip()
