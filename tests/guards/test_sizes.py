"""Small functions, small files."""

import ast
from fractions import Fraction

from tests.guards.source import FOLDERS, PRODUCT, ROOT, files, nodes

LONGEST_FUNCTION = 40
USUAL_FUNCTION = 20
LONGEST_FILE = 300
LONGEST_LINE = 120
CODE = (".py", ".css", ".js", ".html")


def functions(*folders: str) -> dict[str, int]:
    """The length in lines of every function, docstring included, by place and name."""
    return {
        f"{place} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in files(*folders)
        for place, node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_no_function_is_longer_than_forty_lines() -> None:
    long = {place: lines for place, lines in functions(*PRODUCT, "tests", "bench").items() if lines > LONGEST_FUNCTION}
    assert not long, long


def test_nine_functions_of_ten_are_under_twenty_lines() -> None:
    lengths = functions(*PRODUCT)
    usual = [place for place, lines in lengths.items() if lines < USUAL_FUNCTION]
    assert Fraction(len(usual), len(lengths)) >= Fraction(9, 10), sorted(lengths.keys() - usual)


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lines = {
        str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in files(*FOLDERS, endings=CODE)
    }
    assert not {path: count for path, count in lines.items() if count > LONGEST_FILE}


def test_no_line_of_python_is_longer_than_a_hundred_and_twenty_characters() -> None:
    long = [
        f"{path}:{number}"
        for path in files(*PRODUCT, "tests", "bench")
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert not long, long
