"""结果包: a locked result complete in one zip, which anybody recomputes without our database and files."""

from api.package.packing import pack
from api.package.report import Check, PackageReport
from api.package.snapshot import Approval, EvidenceFile, Frozen, freeze
from api.package.verifying import Recomputed, recomputed, verify_package

__all__ = [
    "Approval",
    "Check",
    "EvidenceFile",
    "Frozen",
    "PackageReport",
    "Recomputed",
    "freeze",
    "pack",
    "recomputed",
    "verify_package",
]
