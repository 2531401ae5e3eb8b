"""Writes the rule pages (docs/rules/*.md) from the rulebooks; a test fails when they are out of date."""

from pathlib import Path

from scoring.describe import Described, describe
from scoring.library import load_library
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES, Clause

FOLDER = Path(__file__).parent / "rules"


def page(book: Rulebook) -> str:
    """The page of one rulebook."""
    head = [
        f"# {book.title}",
        "<!-- 本页由 docs/generate.py 按办法文件生成，请勿手改 -->",
        f"编号 `{book.id}`；适用地区：{'、'.join(book.places)}；预算年度：{book.years}"
        + (f"；继承自 [`{book.extends}`]({book.extends}.md)" if book.extends else "")
        + "。",
        book.summary,
    ]
    limits = [f"> 局限：{book.limits}"] if book.limits else []
    sections = [_section(item) for item in describe(book)]
    return "\n\n".join([*head, *limits, *sections, f"内容摘要（SHA-256）：`{book.digest}`"]) + "\n"


def _section(item: Described) -> str:
    origin = "" if item.own else "（继承）"
    lines = [f"## {item.title}{origin}", "", *(f"- {text}" for text in item.sentences), ""]
    return "\n".join([*lines, *(f"出处：{_source(clause)}" for clause in item.clauses)])


def _source(clause: Clause) -> str:
    number = f"（{clause.number}）" if clause.number else ""
    note = f"。{clause.note}" if clause.note else ""
    return f"《{clause.paper}》{number}{clause.article}［{EVIDENCE_NAMES[clause.evidence]}，{clause.checked_on}核对］{note}  "


def pages() -> dict[str, str]:
    """Every page by file name, the index first."""
    library = load_library()
    books = [library.get(id) for id in library.ids()]
    rows = [f"| [`{b.id}`]({b.id}.md) | {b.title} | {'、'.join(b.places)} | {b.summary} |" for b in books]
    head = ["# 评分办法", "", "| 编号 | 名称 | 地区 | 摘要 |", "| --- | --- | --- | --- |"]
    return {"README.md": "\n".join([*head, *rows]) + "\n", **{f"{b.id}.md": page(b) for b in books}}


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
