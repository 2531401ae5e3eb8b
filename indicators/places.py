"""A document path as an official would say it: 第4行 实际完成值, 资金表 财政拨款 执行率."""

import re

from indicators.model import Document, Source

SOURCE_NAMES = {
    Source.TOTAL: "年度资金总额",
    Source.APPROPRIATION: "财政拨款",
    Source.CARRIED_OVER: "上年结转",
    Source.OTHER: "其他资金",
}

_PARTS = {
    "name": "三级指标",
    "dimension": "一级指标",
    "category": "二级指标",
    "target": "指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "self_score": "得分",
    "explanation": "偏差原因分析及改进措施",
    "initial": "年初预算数",
    "budgeted": "全年预算数",
    "spent": "全年执行数",
    "rate": "执行率",
    "score": "得分",
    "funds": "资金",
    "projects": "项目个数",
    "explanation.reason": "偏差原因分析",
    "explanation.remedy": "改进措施",
    "reason": "偏差原因分析",
    "remedy": "改进措施",
    "achieved": "完成情况",
    "tier": "档次",
    "evidence": "佐证材料",
    "notes": "备注",
    "review": "复核",
    "value": "认定值",
    "opinion": "复核意见",
    "ground": "扣分依据",
    "clause": "条款",
    "text": "正文",
}
_WHOLE = {
    "funding": "资金表",
    "spending": "基本支出和项目支出",
    "objectives": "各行指标",
    "execution_weight": "执行率分值",
    "explanation": "全表偏差原因分析",
    "published_total": "总分",
    "rulebook": "评分办法",
    "narrative": "自评综述",
    "yearly_summary": "年度自评情况",
}
_DOCUMENT = re.compile(r"documents\[(\d+)\]\.?")
_ROW = re.compile(r"funding\.rows\[(\d+)\]")
_LINE = re.compile(r"objectives\[(\d+)\]\.indicators\[(\d+)\]")
_OBJECTIVE = re.compile(r"objectives\[(\d+)\]")


def place(where: str, document: Document) -> str:
    """The place that a path names in this document; a path nobody knows is given back as it is."""
    if match := _DOCUMENT.match(where):
        return f"第{int(match[1]) + 1}份 {place(where[match.end() :], document)}".rstrip()
    for pattern, name in ((_ROW, _row), (_LINE, _line), (_OBJECTIVE, _objective)):
        if match := pattern.match(where):
            return f"{name(match, document)} {part(where[match.end() :].lstrip('.'))}".rstrip()
    first, _, rest = where.partition(".")
    return f"{_WHOLE.get(first, first)} {_PARTS.get(rest, rest)}".rstrip()


def part(rest: str) -> str:
    """The part of a line or row that the rest of a path names; what has no name stays as it is."""
    return _PARTS.get(rest) or _PARTS.get(re.split(r"[.\[]", rest)[0], rest)


def line_number(where: str, document: Document) -> int:
    """The running number of a line, counted from 1 over all objectives; 0 when the document has no such line."""
    return next((number for number, (path, _) in enumerate(document.lines(), 1) if path == where), 0)


def line_of(where: str) -> str:
    """The line that a path lies in, ``funding`` for one of the funds, "" for any other place of the form."""
    match = _LINE.match(where)
    return match[0] if match else "funding" if re.match(r"funding\b", where) else ""


def _row(match: re.Match[str], document: Document) -> str:
    number = int(match[1])
    if number >= len(document.funding.rows):
        return f"资金表 第{number + 1}行"
    return f"资金表 {SOURCE_NAMES[document.funding.rows[number].source]}"


def _line(match: re.Match[str], document: Document) -> str:
    return f"第{line_number(match[0], document)}行"


def _objective(match: re.Match[str], document: Document) -> str:
    number = int(match[1])
    known = number < len(document.objectives) and document.objectives[number].name
    return known or f"年度目标{number + 1}"
