"""What verifying a package found: named checks, each with why, and the two totals."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from api.package.snapshot import EvidenceFile

_LINE = re.compile(r"^lines\[(\d+)\]\.?")
SHOWN = 5  # differences told of one check


class Check(NamedTuple):
    """One thing looked at: its name, whether it agrees, and what was found (Chinese)."""

    name: str
    ok: bool
    why: str


class PackageReport(NamedTuple):
    """All checks; the totals are plain decimals, or None where there is none (an open result, or not recomputed).

    ``evaluation`` is the number that the row of audit which locked it gives; None where there is no such row.
    """

    name: str
    digest: str
    checks: tuple[Check, ...]
    stated: str | None
    recomputed: str | None
    evidence: tuple[EvidenceFile, ...]
    evaluation: int | None = None

    @property
    def ok(self) -> bool:
        """True when every check agrees."""
        return all(check.ok for check in self.checks)

    def with_checks(self, more: Sequence[Check]) -> "PackageReport":
        """The report with further checks at its end."""
        return self._replace(checks=(*self.checks, *more))


class Difference(NamedTuple):
    """One place where two JSON values part (``lines[2].points``)."""

    path: str
    stated: Any
    recomputed: Any

    def __str__(self) -> str:
        place = _LINE.sub(lambda found: f"第{int(found[1]) + 1}行 ", self.path)
        return f"{place or '整体'}：所载 {_short(self.stated)}，重算 {_short(self.recomputed)}"


def _short(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"（{len(value)} 项）"
    return "无" if value is None else str(value)[:60]


def differences(stated: Any, recomputed: Any, path: str = "") -> Iterator[Difference]:
    """Every place where two JSON values differ, in their order; 1, "1" and true are three different values."""
    if isinstance(stated, dict) and isinstance(recomputed, dict):
        for key in sorted(stated.keys() | recomputed.keys()):
            inner = f"{path}.{key}" if path else key
            yield from differences(stated.get(key, _ABSENT), recomputed.get(key, _ABSENT), inner)
    elif isinstance(stated, list) and isinstance(recomputed, list) and len(stated) == len(recomputed):
        for number, (one, other) in enumerate(zip(stated, recomputed, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif type(stated) is not type(recomputed) or stated != recomputed:
        yield Difference(path, stated, recomputed)


class _Absent:
    def __str__(self) -> str:
        return "没有这一项"


_ABSENT = _Absent()


def agreed(name: str, fine: str, wrong: Sequence[object]) -> Check:
    """The check that holds when nothing is wrong; otherwise the first few of what is."""
    if not wrong:
        return Check(name, True, fine)
    more = f"；另有 {len(wrong) - SHOWN} 处" if len(wrong) > SHOWN else ""
    return Check(name, False, "；".join(str(each) for each in wrong[:SHOWN]) + more)
