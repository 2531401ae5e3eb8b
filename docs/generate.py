"""Writes the pages that follow from data: docs/rules/*.md, docs/issues.md, docs/reading.md, docs/settings.md.

A test fails when they are out of date.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from api.settings import CONFIG, DECLARED
from api.wording import SEVERITY_NAMES
from indicators.catalogue import CATALOGUE
from indicators.entries.forms import FORMS
from indicators.issues import Entry
from indicators.reading import CONVENTIONS, QUESTIONS
from scoring.describe import Described, describe
from scoring.findings import FINDINGS
from scoring.library import load_library
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES, Clause

FOLDER = Path(__file__).parent
NOTE = "<!-- 本页由 docs/generate.py 生成，请勿手改 -->"


def page(book: Rulebook) -> str:
    """The page of one rulebook."""
    head = [
        f"# {book.title}",
        NOTE,
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


def issues() -> str:
    """Every code that checks and scoring can raise."""
    head = [
        "# 问题一览",
        "",
        NOTE,
        "",
        "代码一经公布不改名、不挪用。“错误”是表格自相矛盾或违反办法，“警告”请审核人看一眼，“提示”仅供知悉。",
    ]
    return (
        "\n".join(
            [*head, *_entries("表格自身", CATALOGUE), *_entries("与评分办法之间", FINDINGS), *_entries("读表时", FORMS)]
        )
        + "\n"
    )


def _entries(title: str, entries: Mapping[str, Entry]) -> list[str]:
    rows = [
        f"| `{code}` | {SEVERITY_NAMES[e.severity]} | {e.title} | {_open(e.advice)} |"
        for code, e in sorted(entries.items())
    ]
    return ["", f"## {title}", "", "| 代码 | 程度 | 问题 | 怎么办 |", "| --- | --- | --- | --- |", *rows]


def _open(text: str) -> str:
    """The advice with an ellipsis where the facts of a document stand."""
    return re.sub(r"\{\w+\}", "……", text)


def reading() -> str:
    """Every convention by which a cell is read, and every question that may be asked about one."""
    head = ["# 读数惯例", "", NOTE, "", "拿不准的从不代选：按惯例读的写明用了哪一条，惯例也定不了的提问。"]
    assumed = [f"| `{code}` | {text} |" for code, text in CONVENTIONS.items()]
    asked = [f"| `{code}` | {text} |" for code, text in QUESTIONS.items()]
    table = ["", "| 代码 | 说明 |", "| --- | --- |"]
    return "\n".join([*head, "", "## 惯例", *table, *assumed, "", "## 疑问", *table, *asked]) + "\n"


SETTINGS_HEAD = f"""# 设置

{NOTE}

设置写在一个 TOML 文件里，用 `--config 文件` 或环境变量 `{CONFIG}` 指定；也可以用下表的环境变量，两处都有时以环境变量为准，
空的环境变量等于没有设置。文件里的相对路径从该文件所在的文件夹算起，环境变量里的从当前文件夹算起。不认识的键、
不合要求的值会被拒绝，并说明哪一项、应为什么。密钥、密码和令牌从不显示，也不写进日志。

```toml
host = "0.0.0.0"
database = "jixiao.db"
evidence = "佐证材料"
reminder_days = [7, 3, 1]
```

| 设置 | 环境变量 | 取值 | 默认 | 含义 |
| --- | --- | --- | --- | --- |
"""


def settings() -> str:
    """Every setting, as its declaration tells it."""
    rows = [
        f"| `{each.name}` | `{each.variable}` | {each.about.kind.expected.strip()} | {each.shown_default} "
        f"| {each.about.meaning} |"
        for each in DECLARED.values()
    ]
    return SETTINGS_HEAD + "\n".join(rows) + "\n"


def pages() -> dict[str, str]:
    """Every page by its path below docs/."""
    library = load_library()
    books = [library.get(id) for id in library.ids()]
    rows = [f"| [`{b.id}`]({b.id}.md) | {b.title} | {'、'.join(b.places)} | {b.summary} |" for b in books]
    head = ["# 评分办法", "", "| 编号 | 名称 | 地区 | 摘要 |", "| --- | --- | --- | --- |"]
    index = "\n".join([*head, *rows]) + "\n"
    rules = {"rules/README.md": index, **{f"rules/{b.id}.md": page(b) for b in books}}
    return {"issues.md": issues(), "reading.md": reading(), "settings.md": settings(), **rules}


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
