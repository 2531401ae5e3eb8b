"""Every declared setting can be given both ways, refuses what it cannot be, and is the only one that code reads."""

import ast
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from api.settings import DECLARED, VARIABLES, BrokenSetting, Settings, from_environment
from api.settings.refusals import HIDDEN
from tests.guards.source import PRODUCT, ROOT, files, nodes

LONG = "x" * 40
FOLDER = Path(__file__).parent
# By name: the text of a variable, the same in TOML, the value, and texts that are refused.
EXAMPLES: dict[str, tuple[str, str, Any, tuple[str, ...]]] = {
    "host": ("0.0.0.0", '"0.0.0.0"', "0.0.0.0", ("a b", "http://a")),
    "port": ("8123", "8123", 8123, ("八千", "65536", "-1", "８０００", "1" * 5000, "1_0", "8.0")),
    "threads": ("4", "4", 4, ("0", "257")),
    "trusted_proxy": ("true", "true", True, ("2", "是的")),
    "public_url": ("https://a.example/jx/", '"https://a.example/jx/"', "https://a.example/jx", (
        "a.example", "ftp://a.example", "https://", "https://a.example/?x=1", "http://[", "javascript:alert(1)",
    )),
    "body_limit": ("2048", "2048", 2048, ("0", "1023")),
    "rulebooks": (str(FOLDER), f'["{FOLDER}"]', (FOLDER,), ("没有的文件夹",)),
    "samples": (str(FOLDER), f'"{FOLDER}"', FOLDER, ("没有的文件夹",)),
    "demo": ("no", "false", False, ("maybe",)),
    "database": ("/srv/a.db", '"/srv/a.db"', Path("/srv/a.db"), ("a\nb",)),
    "evidence": ("/srv/e", '"/srv/e"', Path("/srv/e"), ("a\nb",)),
    "evidence_limit": ("1", "1", 1, ("0", "1e3")),
    "evidence_total_limit": ("9", "9", 9, ("0",)),
    "secret": (LONG, f'"{LONG}"', LONG, ("x" * 31,)),
    "anonymous_scoring": ("on", "true", True, ("x",)),
    "login_idle_minutes": ("30", "30", 30, ("0",)),
    "login_absolute_hours": ("8", "8", 8, ("0",)),
    "login_attempts": ("3", "3", 3, ("0",)),
    "login_lock_minutes": ("5", "5", 5, ("0",)),
    "jobs": ("off", "false", False, ("x",)),
    "reminder_days": ("1, 5，3,3", "[1, 5, 3, 3]", (5, 3, 1), ("7;3", "-1", "367", "7,")),
    "seal_minutes": ("1", "1", 1, ("0", "1441")),
    "backup_folder": ("/srv/b", '"/srv/b"', Path("/srv/b"), ("a\nb",)),
    "backup_keep": ("1", "1", 1, ("0",)),
    "smtp_host": ("mail.example", '"mail.example"', "mail.example", ("a b",)),
    "smtp_port": ("25", "25", 25, ("0",)),
    "smtp_user": ("甲", '"甲"', "甲", ("a\rb",)),
    "smtp_password": ("a b", '"a b"', "a b", ("a\x00b",)),
    "smtp_from": ("a@b.example", '"a@b.example"', "a@b.example", ("a", "a@b@c", "a@b.example\nBcc: c@d.example")),
    "smtp_starttls": ("0", "false", False, ("x",)),
    "metrics_token": (LONG, f'"{LONG}"', LONG, ("x" * 15,)),
}  # fmt: skip
OTHER_TYPES = ("true", "-1", "0.5", '""', '"\\u0000"', "{}", "[true]", "[-1]", '["没有的文件夹"]', "2026-01-01")
SENDER = {"JIXIAO_SMTP_FROM": "a@b.example"}


def test_every_field_is_declared_and_has_an_example_here() -> None:
    assert len(DECLARED) == len(fields(Settings))
    assert DECLARED.keys() == EXAMPLES.keys()
    assert {each.hidden for name, each in DECLARED.items() if re.search("secret|password|token", name)} == {True}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_setting_means_the_same_in_a_variable_and_in_a_file(name: str, tmp_path: Path) -> None:
    text, toml, value, _ = EXAMPLES[name]
    path = tmp_path / "a.toml"
    path.write_text(f"{name} = {toml}", "utf-8")
    assert getattr(from_environment(SENDER | {DECLARED[name].variable: text}), name) == value
    assert getattr(from_environment({} if name == "smtp_from" else SENDER, path), name) == value


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, row in EXAMPLES.items() for text in row[3]])
def test_a_broken_variable_is_named_with_its_value_and_what_was_expected(name: str, text: str) -> None:
    declared = DECLARED[name]
    with pytest.raises(BrokenSetting) as caught:
        from_environment({declared.variable: text})
    assert (caught.value.name, caught.value.value) == (declared.variable, HIDDEN if declared.hidden else text)
    assert f"应为{declared.about.kind.expected}" in str(caught.value)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_value_of_another_type_in_a_file_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    own = type(tomllib.loads(f"x = {EXAMPLES[name][1]}")["x"])
    wrong = [each for each in OTHER_TYPES if type(tomllib.loads(f"x = {each}")["x"]) is not own]
    for toml in [*wrong, *(["[true]", "[-1]", '["没有的文件夹"]'] if own is list else [])]:
        path.write_text(f"{name} = {toml}", "utf-8")
        with pytest.raises(BrokenSetting, match=f"{name}="):
            from_environment({}, path)


def test_no_code_and_no_page_names_a_variable_that_is_not_declared() -> None:
    named = {
        (place, word)
        for path in files(*PRODUCT)
        for place, node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for word in re.findall(r"JIXIAO_[A-Z0-9_]+", node.value)
    }
    told = {
        (str(path), word)
        for path in [Path("README.md"), *files("docs", endings=(".md",)), *files("api", endings=(".html",))]
        for word in re.findall(r"JIXIAO_[A-Z0-9_]+", (ROOT / path).read_text("utf-8"))
    }
    assert not {each for each in named | told if each[1] not in VARIABLES}
    assert {word for _, word in told} == VARIABLES


def test_only_the_command_line_hands_the_environment_on() -> None:
    """Nobody reads a variable of his own: ``os.environ`` is handed whole to ``from_environment``."""
    parents = [
        f"{place}: {ast.unparse(node)}"
        for path in files(*PRODUCT)
        for place, node in nodes(path)
        if (isinstance(node, ast.Attribute) and node.attr == "getenv")
        or (isinstance(node, ast.Subscript | ast.Attribute) and ast.unparse(node.value).endswith("environ"))
    ]
    assert not parents, parents


def test_every_setting_stands_on_the_page_about_settings() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert not [each for each in DECLARED.values() if f"| `{each.name}` | `{each.variable}` |" not in page]
