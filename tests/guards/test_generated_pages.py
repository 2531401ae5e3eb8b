"""The pages made from data say what the data say."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_generated_page_is_what_the_data_give() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    pages = generate.pages()
    written = {name: (ROOT / "docs" / name).read_text("utf-8") for name in pages}
    assert written == pages, "运行 make docs 重新生成"
    stray = {path.name for path in (ROOT / "docs" / "rules").glob("*.md")} - {Path(name).name for name in pages}
    assert not stray, stray
