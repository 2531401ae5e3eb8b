"""Evidence files given beside a package, found again by their content."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from api.package.report import Check
from api.package.snapshot import EvidenceFile


def check_evidence(listed: Sequence[EvidenceFile], folder: Path) -> Iterator[Check]:
    """One check per listed file: is there a file in the folder, whatever its name, with exactly this content?

    OSError where the folder or a file in it cannot be read.
    """
    sizes = {each.size for each in listed}
    held = {
        _sha256(path): path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size in sizes
    }
    for each in listed:
        found = held.get(each.sha256)
        why = f"内容与“{found.relative_to(folder)}”相同" if found else "文件夹里没有内容相同的文件：缺少，或被改动过"
        yield Check(f"佐证材料 {each.name}", found is not None, why)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
