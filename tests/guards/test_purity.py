"""indicators and scoring are pure: exact numbers, no clock, no chance, no outside world."""

import ast
from pathlib import Path

from tests.guards.source import PURE, files, imports, names, nodes

WORLD = {"asyncio", "http", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3"}
WORLD |= {"subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "warnings", "zoneinfo"}
DOINGS = {"open", "print", "input", "read_text", "read_bytes", "write_text", "write_bytes", "now", "today", "utcnow"}
INEXACT = {"float", "round", "complex", "fsum"}
LIBRARY = "scoring/library"  # reads the packaged rulebooks, and folders of the user's own: files, but nothing else
FILES = {"os", "pathlib", "open", "read_text", "read_bytes"}
# Files of forms come and go as bytes in memory; a compiler that is kept warm serves one thread at a time.
BYTES = (
    "indicators/forms/workbook",
    "indicators/forms/wordfile",
    "indicators/forms/pdffile",
    "indicators/forms/opening",
)
IN_MEMORY = {"io", "open", "warnings", "threading"}


def permitted(path: Path) -> set[str]:
    """What this file may do that other pure files may not."""
    if path.as_posix().startswith(BYTES):
        return IN_MEMORY
    return FILES if path.as_posix().startswith(LIBRARY) else set()


def test_no_pure_file_touches_floating_point() -> None:
    literals = [
        f"{place}: {node.value}"
        for path in files(*PURE)
        for place, node in nodes(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float | complex)
        and not path.as_posix().startswith(BYTES)
    ]
    calls = [f"{place}: {name}" for path in files(*PURE) for place, name in names(path) if name in INEXACT]
    assert not literals + calls, literals + calls


def test_no_pure_file_reaches_the_clock_the_disk_the_network_or_chance() -> None:
    modules = [
        f"{place}: import {name}"
        for path in files(*PURE)
        for place, name in imports(path)
        if name.split(".")[0] in WORLD - permitted(path)
    ]
    calls = [
        f"{place}: {name}" for path in files(*PURE) for place, name in names(path) if name in DOINGS - permitted(path)
    ]
    assert not modules + calls, modules + calls


def test_rounding_is_named_in_one_file_only() -> None:
    wrong = [
        f"{place}: {name}"
        for path in files(*PURE)
        if path.as_posix() != "scoring/rounding.py"
        for place, name in names(path)
        if name.startswith("ROUND_") or name == "quantize"
    ]
    assert not wrong, wrong
