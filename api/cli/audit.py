"""jixiao audit verify: is the audit what was written?"""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from api.actions.auditing import Anchor, Verified, verify
from api.actions.seals import SEALED
from api.cli.chinese import ChineseGroup
from api.cli.files import Refused, unreadable
from api.cli.service import config_option, opened, settings_of
from api.cli.shared import FINE, FOUND

MANIFEST = "manifest.json"


@click.group(cls=ChineseGroup)
def audit() -> None:
    """审计记录：核对。"""


@audit.command(name="verify")
@config_option
@click.option(
    "--anchor", "anchors", multiple=True, metavar="文件", type=click.Path(path_type=Path),
    help="库外留存的封存：JSON 日志文件，或一份备份（可重复）。",
)  # fmt: skip
def verify_audit(config: Path | None, anchors: Sequence[Path]) -> int:
    """重新计算每一条审计链和每一次封存。

    能发现最后一次封存及以前的任何改动，截去末尾也在内；连封存一起改写的，用 --anchor 给出库外留存的封存才能发现。

    退出码：0 没有改动，1 有，2 未能核对。
    """
    given = [anchor for path in anchors for anchor in _anchors(path)]
    with opened(settings_of(config)) as store:
        began = time.perf_counter()
        found = verify(store, given)
        seconds = time.perf_counter() - began
    click.echo(_summary(found, seconds))
    for fault in found.faults:
        click.echo(f"{fault.where}：{fault.why}")
    return FOUND if found.faults else FINE


def _summary(found: Verified, seconds: float) -> str:
    rate = f"用时 {seconds:.2f} 秒，每秒 {found.rows / max(seconds, 1e-9):,.0f} 行"
    told = "有改动" if found.faults else "没有改动"
    compared = f"与库外留存的 {found.anchors} 次封存对照，" if found.anchors else ""
    open_ = f"其后 {found.unsealed} 行尚未封存" if found.unsealed else "全部已封存"
    return f"{told}：{found.rows} 行，{found.chains} 条链，{found.seals} 次封存，{open_}；{compared}{rate}"


def _anchors(path: Path) -> list[Anchor]:
    """The seals that a file keeps; Refused where it keeps none."""
    file = path / MANIFEST if path.is_dir() else path
    try:
        found = list(_in_manifest(file) if file.name == MANIFEST else _in_log(file))
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(str(file), error) from None
    if not found:
        raise Refused(f"“{file}”里没有封存记录：应为 jixiao 的 JSON 日志，或备份里的 {MANIFEST}")
    return found


def _in_log(file: Path) -> Iterator[Anchor]:
    """Line by line: logs are long. A line cut off, or somebody else's, tells of no seal."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = _parsed(line) if SEALED in line else {}
            if found.get("message") == SEALED:
                yield from _anchor(found.get("seal"), found.get("hash"))


def _in_manifest(file: Path) -> Iterator[Anchor]:
    seal = _parsed(file.read_text("utf-8")).get("seal")
    if isinstance(seal, dict):
        yield from _anchor(seal.get("id"), seal.get("hash"))


def _parsed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _anchor(seal: object, sealed: object) -> Iterator[Anchor]:
    if isinstance(seal, int) and isinstance(sealed, str):
        yield Anchor(seal, sealed)
