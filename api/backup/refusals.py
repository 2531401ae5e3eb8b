"""What backing up and restoring refuses: one class per cause."""

from collections.abc import Sequence
from pathlib import Path


class NoBackup(Exception):
    """The folder is no backup that can be read."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"“{folder}”不是可用的备份：{why}")
        self.folder, self.why = folder, why


class BadBackup(Exception):
    """The backup does not hold what its manifest says."""

    def __init__(self, folder: Path, wrong: Sequence[str]) -> None:
        told = "\n".join(f"  {each}" for each in wrong)
        super().__init__(f"备份“{folder}”核对不过，没有采用：\n{told}")
        self.folder, self.wrong = folder, tuple(wrong)


class InTheWay(Exception):
    """Restoring would overwrite something that is there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”已存在，不覆盖；请换一个地方，或先把它移走")
        self.path = path
