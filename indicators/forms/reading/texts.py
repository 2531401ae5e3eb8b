"""Text beside the tables: the year, 自评综述 of each form with its figures, the sentence over all forms."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from indicators.forms.grid import Cell
from indicators.forms.layout.synonyms import TITLE
from indicators.forms.reading.draft import Draft, Values
from indicators.forms.reading.figures import bare, figure

_YEAR = re.compile(r"(20[0-9]{2})(?:财政)?年(?:度|单位|部门|预算|决算|项目|省|市|县|区)")
_ONLY_YEAR = re.compile(r"[(]?20[0-9]{2}年度?[)]?")
_START = re.compile(r"绩效自评(?:综述|情况|结果|报告)[:：]")
_WHOLE = re.compile(r"整体支出绩效自评(?!表)")
_HEADLINE = re.compile(
    r"(?:#|[（(][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+部分|[0-9]+[.、．]\s*\D|图\s*[0-9]|附件|.{0,12}如下[:：]$)"
)
_ENDED = tuple("。！？；：!?;:")
_SUMMARY = re.compile(r"根据.{0,12}绩效管理.*?绩效自评.*?涉及.*?资金", re.DOTALL)
_COUNTED = re.compile(r"共涉及([0-9]{1,6})个项目")
_COUNTS = (re.compile(r"二级项目([0-9]{1,6})个"), re.compile(r"一级项目([0-9]{1,6})个"), _COUNTED)
_PAGE_NUMBER = re.compile(r"[-—－\s]*[0-9]{1,4}[-—－\s]*|第\s*[0-9]+\s*页(?:\s*共\s*[0-9]+\s*页)?")
_QUOTES = re.compile("[“”\"'‘’《》]")
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’"
_SPACE = re.compile(rf"(?<=[{_CHINESE}])[^\S\n]+|[^\S\n]+(?=[{_CHINESE}])")
_NUMBER = r"([0-9][0-9,]*(?:\.[0-9]+)?)"
_FIGURES = {
    "score": re.compile(rf"(?:自评得分|自评总分|综合得分|评价得分|得分)为?[:：]?{_NUMBER}分"),
    "budgeted": re.compile(rf"(?:全年预算数?|预算数)为?{_NUMBER}万元"),
    "spent": re.compile(rf"(?:全年执行数|执行数|实际支出)为?{_NUMBER}万元"),
    "rate": re.compile(rf"(?:完成预算的?|预算执行率为?|执行率为?){_NUMBER}%"),
}

_FUNDS = re.compile(rf"资金(?:规模|总额|共计|合计)?为?{_NUMBER}万元")


def years_of(cells: Iterable[Cell]) -> list[tuple[int, Cell]]:
    """The years that texts name as a budget year, each with the first cell that does, the most frequent first."""
    named = [(int(match[1]), cell) for cell in cells for match in _YEAR.finditer(bare(cell.text))]
    first = dict(reversed(named))
    return [(year, first[year]) for year, _ in Counter(year for year, _ in named).most_common()]


def titles_of(texts: Sequence[Cell]) -> list[Cell]:
    """Paragraphs that are a form's title or a line with its year alone."""
    return [
        cell
        for cell in texts
        if len(text := bare(cell.text)) < 60 and (TITLE.search(text) or _ONLY_YEAR.fullmatch(text))
    ]


def paragraphs(texts: Sequence[Cell], broken: bool) -> list[tuple[Cell, str]]:
    """Paragraphs with their cells; ``broken`` where pages cut them: what goes on with a sentence is joined to it."""
    joined: list[tuple[Cell, str]] = []
    for cell in texts:
        text = squeezed(cell.text) if broken else cell.text.strip()
        if not text or _PAGE_NUMBER.fullmatch(text):
            continue
        if broken and joined and not _closed(joined[-1][1]) and not _begins(text):
            joined[-1] = (joined[-1][0], joined[-1][1] + text)
        else:
            joined.append((cell, text))
    return joined


def _closed(text: str) -> bool:
    """A sentence at its end, or a headline."""
    return text.endswith(_ENDED) or (_begins(text) and "，" not in text and len(text) < 40)


def squeezed(text: str) -> str:
    """A text without the spaces that printing puts between Chinese and other characters."""
    return _SPACE.sub("", text.strip())


def _begins(text: str) -> bool:
    return bool(_HEADLINE.match(text) or (TITLE.search(text) and len(text) < 60))


def claim_narratives(drafts: Sequence[Draft], found: Sequence[tuple[Cell, str]]) -> None:
    """Give every 自评综述 to the form whose project it names; a whole agency takes the sentence over the whole."""
    number = 0
    while number < len(found):
        cell, text = found[number]
        number += 1
        if start := _START.search(text):
            body, number = _body(found, number)
            _claim(drafts, cell, text[: start.end()], "\n".join([text, *body]))
        elif _WHOLE.search(text):
            for draft in drafts:
                if draft.is_whole and not draft.plan:
                    _tell(draft, cell, text)


def _body(found: Sequence[tuple[Cell, str]], number: int) -> tuple[list[str], int]:
    """The paragraphs of a narrative after its first, and the number of the one after them."""
    body = []
    while number < len(found):
        text = found[number][1]
        if _START.search(text) or _begins(text) or _SUMMARY.search(text):
            break
        body.append(text)
        number += 1
    return body, number


def _claim(drafts: Sequence[Draft], cell: Cell, head: str, text: str) -> None:
    """The form with the longest name in the narrative's head; all of the same name (a form printed twice)."""
    said = _unquoted(head)
    named = [(len(name), draft) for draft in drafts if (name := _unquoted(draft.name)) and name in said]
    longest = max((length for length, _ in named), default=0)
    for length, draft in named:
        if length == longest and not draft.plan:
            _tell(draft, cell, text)
    if not named:
        for draft in drafts[:1]:
            draft.say("narrative_unclaimed", cell, cell=head[:40])


def _unquoted(text: str) -> str:
    return _QUOTES.sub("", bare(text))


def _tell(draft: Draft, cell: Cell, text: str) -> None:
    if "narrative" in draft.values:
        return
    said = bare(text)
    figures = {name: pattern.search(said) for name, pattern in _FIGURES.items()}
    figures["budgeted"] = figures["budgeted"] or (_FUNDS.search(said) if draft.is_whole else None)
    values: Values = {"text": text} | {name: figure(match[1]) for name, match in figures.items() if match}
    draft.put(draft.values, "narrative", values, "narrative", cell)
    if "published_total" not in draft.values and "score" in values and not draft.scored:
        draft.put(draft.values, "published_total", values["score"], "published_total", cell)
        draft.say("total_from_narrative", cell, "published_total", total=values["score"])


def summarize(drafts: Sequence[Draft], found: Sequence[tuple[Cell, str]]) -> None:
    """The yearly sentence over all forms, the same for each of them."""
    first = next(((cell, text[match.start() :]) for cell, text in found if (match := _SUMMARY.search(text))), None)
    if first is None:
        return
    more = [text for cell, text in found if _COUNTED.search(bare(text)) and cell is not first[0]]
    text = "\n".join(dict.fromkeys([first[1], *more]))
    values: Values = {}
    counts = [match for pattern in _COUNTS if (match := pattern.search(bare(text)))]
    if counts:
        values["projects"] = int(counts[0][1])
    if funds := _FUNDS.search(bare(text)):
        values["funds"] = figure(funds[1])
    for draft in drafts:
        if not draft.plan:
            draft.put(draft.values, "yearly_summary", values | {"text": text}, "yearly_summary", first[0])
