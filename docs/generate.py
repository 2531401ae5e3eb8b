"""Writes the pages that follow from data: docs/rules/*.md and issues, reading, settings, forms.

A test fails when they are out of date.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api.schemas import load_document
from api.settings import CONFIG, DECLARED
from api.wording import SEVERITY_NAMES
from indicators.catalogue import CATALOGUE
from indicators.entries.forms import FORMS
from indicators.forms.layout import LAYOUTS
from indicators.forms.layout.parts import Facts, Layout, columns_of
from indicators.forms.writing.losses import losses
from indicators.issues import Entry
from indicators.model import Scope, Source
from indicators.places import SOURCE_NAMES
from indicators.reading import CONVENTIONS, QUESTIONS
from scoring.describe import Described, describe
from scoring.findings import FINDINGS
from scoring.library import load_library
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES, Clause

FOLDER = Path(__file__).parent
SOURCES = tuple(source.value for source in Source)
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
不认识的 `JIXIAO_…` 变量、不合要求的值会被拒绝，并说明哪一项、应为什么。密钥、密码和令牌从不显示，也不写进日志。

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


FORMS_HEAD = f"""# 表样

{NOTE}

一种表样是一份声明（`indicators/forms/layout/`），读和写用同一份：各块的次序、列标题、每一格是文档的哪一项。认表按标题，
读出时写明是哪一种、把握多大；都不像的，按列标题的各种说法读。写的时候，文档里有而表样没有位置的内容逐条列出，不会悄悄丢掉。

文件可以是 xlsx、xls、csv（UTF-8、GB18030）、docx 和由表格导出的 pdf；一个文件至多 20 MB。旧的 .doc、.et 请另存一份。
"""


def forms() -> str:
    """Every family with its columns and what it has no room for, and every finding of the reader."""
    return "\n".join([FORMS_HEAD, *map(_family, LAYOUTS.values()), *_entries("读表时的疑问和提示", FORMS)]) + "\n"


def _family(layout: Layout) -> str:
    kind = "绩效目标表" if layout.plan else "绩效自评表"
    scope = "部门整体支出" if layout.scope is Scope.WHOLE_AGENCY else "项目支出"
    columns = [_open(column.heading.replace("\n", "")) for column in columns_of(layout) if column.heading]
    missing = [_plain(sentence) for sentence in losses(load_document(_everything(layout)), layout)]
    return "\n".join(
        [
            f"## {layout.name} `{layout.family}`",
            "",
            f"{kind}，{scope}，{'横' if layout.landscape else '竖'}排 A4。",
            "",
            f"- 列：{'、'.join(dict.fromkeys(columns))}",
            f"- 没有位置的：{'；'.join(_together(missing))}",
            "",
        ]
    )


def _plain(sentence: str) -> str:
    """What is missing, without the values and counts of the document."""
    return re.sub(r"“某.*?”|（1 行）|（2 行）", "", sentence.removeprefix("表样没有").removesuffix("的位置"))


def _together(missing: Sequence[str]) -> list[str]:
    """The amounts of one source of money in one: 财政拨款的年初预算数、执行率."""
    found: dict[str, list[str]] = {}
    for name in missing:
        source, _, amount = name.partition("的")
        money = source in SOURCE_NAMES.values()
        found.setdefault(source if money else name, []).extend([amount] if money else [])
    return [f"{name}的{'、'.join(amounts)}" if amounts else name for name, amounts in found.items()]


def _everything(layout: Layout) -> Any:
    """A document of that kind with something in every place."""
    line: dict[str, Any] = {
        "dimension": "产出指标", "category": "数量指标", "name": "某指标", "target": "≥1次", "weight": "5", "notes": ["某"],
    }  # fmt: skip
    amounts = (
        ["initial", "budgeted"] if layout.plan else ["initial", "budgeted", "spent", "rate", "weight", "self_score"]
    )
    goal: dict[str, Any] = {"text": "某", "weight": "5"}
    value: dict[str, Any] = {
        "document": "plan" if layout.plan else "self_evaluation", "scope": layout.scope.value, "budget_year": 2024,
        "place": "某省", "agency": {"name": "某单位"}, "department": {"name": "某部门"}, "notes": ["某"],
        "funding": {"unit": "万元", "rows": [{"source": source, **dict.fromkeys(amounts, "1")} for source in SOURCES]},
    }  # fmt: skip
    if layout.scope is Scope.PROJECT:
        value["project"] = {"name": "某项目", **{name: _kind(layout, name) for name in ("kind", "attribute", "type")}}
    else:
        value["spending"] = {"basic_spending": "1", "project_spending": "1"}
    if layout.plan:
        value["execution_weight"] = "10"
    else:
        said = {"reason": "某", "remedy": "某"}
        line |= {
            "actual": "1次",
            "self_score": "5",
            "tier": "achieved",
            "evidence": [{"name": "某"}],
            "explanation": said,
        }
        goal |= {"achieved": "某"}
        value |= {"explanation": said, "published_total": "100", "narrative": {"text": "某"}}
        value |= {"yearly_summary": {"text": "某"}}
    return value | {"objectives": [goal | {"indicators": [line]}] * 2}


def _kind(layout: Layout, name: str) -> str:
    """The first of the boxes that the form has to tick, or something of a kind."""
    rows = [row for block in layout.blocks if isinstance(block, Facts) for row in block.rows]
    boxes = [piece.boxes for row in rows for piece in row if piece.path == f"project.{name}" and piece.boxes]
    return boxes[0][0] if boxes else "某类"


def pages() -> dict[str, str]:
    """Every page by its path below docs/."""
    library = load_library()
    books = [library.get(id) for id in library.ids()]
    rows = [f"| [`{b.id}`]({b.id}.md) | {b.title} | {'、'.join(b.places)} | {b.summary} |" for b in books]
    head = ["# 评分办法", "", "| 编号 | 名称 | 地区 | 摘要 |", "| --- | --- | --- | --- |"]
    index = "\n".join([*head, *rows]) + "\n"
    rules = {"rules/README.md": index, **{f"rules/{b.id}.md": page(b) for b in books}}
    return {"issues.md": issues(), "reading.md": reading(), "settings.md": settings(), "forms.md": forms(), **rules}


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
