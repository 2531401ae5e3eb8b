"""The rule pages say what the rulebooks say."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_rule_page_is_what_the_rulebooks_generate() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == generate.pages(), "运行 make docs 重新生成 docs/rules"
