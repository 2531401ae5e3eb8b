"""Browsers on an intranet lag: what they do not know is not used, and nothing on a page lets a text become a script."""

import re

from tests.guards.source import ROOT

STATIC = sorted((ROOT / "api" / "static").iterdir())
STYLE = {
    "nesting": r"^\s*&|[{;]\s*&",
    ":has": r":has\(",
    ":is and :where": r":(?:is|where)\(",
    "color-mix and new colour spaces": r"color-mix|oklch|oklab|color\(",
    "layers, containers, scopes": r"@(?:layer|container|scope|property)\b",
    "gap of a flex box": r"(?<![\w-])(?:row-|column-)?gap\s*:",
    "logical and small viewport units": r"\d(?:dvh|svh|lvh|cqw)\b|\binset\s*:",
    "something from elsewhere": r"url\(|@import",
}
SCRIPT = {
    "optional chaining and nullish values": r"\?\.\w|\?\?",
    "late methods": r"\.(?:replaceAll|at|flat|flatMap|hasOwn|toSorted|findLast)\(|structuredClone|matchAll",
    "private members and modules": r"(?<![\"'\w])#\w+\s*[=;(]|^\s*(?:import|export)\b",
    "text that becomes a page": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
    "text that becomes a script": r"\beval\(|\bFunction\(",
}


def used(ending: str, forbidden: dict[str, str]) -> list[str]:
    """What is forbidden and yet stands in our files of this ending."""
    return [
        f"{path.name}: {what}: {match.group()}"
        for path in STATIC
        if path.suffix == ending
        for what, pattern in forbidden.items()
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    ]


def test_the_styles_keep_to_what_old_browsers_know() -> None:
    assert not used(".css", STYLE)


def test_the_scripts_keep_to_what_old_browsers_know() -> None:
    assert not used(".js", SCRIPT)


def test_each_forbidden_thing_would_be_found() -> None:
    style = "a { &:hover {} } a:has(b) {} :is(a) {} color-mix(in) @layer x; a { gap: 1px; height: 1dvh } url(x)"
    script = "a?.b; a.at(1); #x = 1; b.innerHTML = 1; eval(x)"
    assert [what for what, pattern in STYLE.items() if not re.search(pattern, style, re.MULTILINE)] == []
    assert [what for what, pattern in SCRIPT.items() if not re.search(pattern, script, re.MULTILINE)] == []


def test_no_template_carries_style_or_script_of_its_own() -> None:
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|\|\s*safe\b")
    found = [
        f"{path.name}: {match.group()}"
        for path in sorted((ROOT / "api" / "templates").rglob("*.html"))
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found
