"""Why a file of forms is not read: one exception class per cause, each with a sentence that says what to do."""


class WrongFormat(Exception):
    """A kind of file that is not read: what it is, and how to save it so that it is."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}；{remedy}")
        self.what, self.remedy = what, remedy


class Damaged(Exception):
    """The file is of a known kind, but it cannot be read: why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"文件读不了：{why}；请用办公软件打开，确认内容无误后另存一份再上传")
        self.why = why


class Protected(Exception):
    """The file opens with a password only."""

    def __init__(self) -> None:
        super().__init__("文件有打开密码；请去掉密码，另存一份再上传")


class TooMuch(Exception):
    """More of something than any form has; ``limit`` is what is read."""

    def __init__(self, what: str, limit: int, remedy: str = "请删去与绩效表无关的内容，或拆成几个文件") -> None:
        super().__init__(f"{what}超过 {limit:,}；{remedy}")
        self.what, self.limit = what, limit


REFUSED = (WrongFormat, Damaged, Protected, TooMuch)

POSITIONS = 600_000  # positions of all tables of a file, those under merges and empty ones included
POSITIONS_OF_ONE = 200_000  # positions of one table
TABLES = 2_000
MERGES = 20_000  # merges of one table
PAGES = 300
DEPTH = 10  # tables within tables
TEXT = 2_000_000  # characters of a text file


class Room:
    """What is left of a file's bounds while it is read; TooMuch once a bound is passed."""

    def __init__(self) -> None:
        self.positions = self.tables = 0

    def take(self, name: str, rows: int, columns: int) -> None:
        """Room for one more table of that size."""
        self.tables += 1
        self.positions += rows * columns
        if rows * columns > POSITIONS_OF_ONE:
            raise TooMuch(f"{name}的单元格（{rows:,} 行 × {columns:,} 列）", POSITIONS_OF_ONE)
        if self.positions > POSITIONS:
            raise TooMuch("全部表格的单元格", POSITIONS)
        if self.tables > TABLES:
            raise TooMuch("表格个数", TABLES)
