"""What is public is explained."""

import ast
import importlib
import re
from collections.abc import Iterator

from tests.guards.source import PURE, ROOT, files, tree

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(body: list[ast.stmt]) -> Iterator[Definition]:
    """The public functions and classes of a module, and the public methods of those classes."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_every_public_function_and_class_of_the_pure_rooms_has_a_docstring() -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path in files(*PURE)
        for node in public(tree(path).body)
        if not ast.get_docstring(node)
    ]
    assert not silent, silent


def test_every_module_of_the_pure_rooms_says_what_it_is_for() -> None:
    silent = [str(path) for path in files(*PURE) if not ast.get_docstring(tree(path))]
    assert not silent, silent


def test_every_decision_is_short_and_numbered_without_a_gap() -> None:
    papers = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [paper.name[:4] for paper in papers]
    assert numbers == [f"{number:04}" for number in range(1, len(papers) + 1)]
    assert papers, "no decision is recorded"
    assert not [paper.name for paper in papers if len(paper.read_text(encoding="utf-8").splitlines()) > 25]


def test_every_command_stands_in_the_user_guide() -> None:
    guide = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")
    commands = importlib.import_module("api.cli").main.commands
    silent = [name for name in commands if not re.search(rf"jixiao {re.escape(name)}\b", guide)]
    assert commands, "the command line has no commands"
    assert not silent, silent
