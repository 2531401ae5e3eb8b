"""The tree as the guards see it: files, their parsed source, what they import."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PURE = ("indicators", "scoring")
PRODUCT = (*PURE, "api")
FOLDERS = (*PRODUCT, "tests", "samples", "docs", "bench", ".ci")


def files(*folders: str, endings: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    """Our own files in these top-level folders, as paths from the root."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in endings and path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT)


@cache
def tree(path: Path) -> ast.Module:
    """The parsed source of a file."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path))


def nodes(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every node of a file, with its place as ``file:line``."""
    for node in ast.walk(tree(path)):
        yield f"{path}:{getattr(node, 'lineno', 0)}", node


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Every module or name that a file imports, dotted in full (``scoring.trace.Step``), with its place."""
    for place, node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((place, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((place, f"{node.module}.{alias.name}") for alias in node.names)


def names(path: Path) -> Iterator[tuple[str, str]]:
    """Every name and attribute that a file uses or imports, with its place."""
    for place, node in nodes(path):
        if isinstance(node, ast.Name):
            yield place, node.id
        elif isinstance(node, ast.Attribute):
            yield place, node.attr
        elif isinstance(node, ast.alias):
            yield place, node.name.rpartition(".")[2]
