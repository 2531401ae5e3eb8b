"""The panels of /dashboard (总览的各块): each a table of figures with its bars and the lists behind. Pure.

The page draws them and the workbook holds the same tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from api.actions.dashboard.figures import Bar, Board, Branch
from api.actions.dashboard.scope import Asked
from api.actions.steps import STATE_NAMES
from api.door.filters import NOTHING
from api.pages.charts import Piece, bar, stacked
from api.store.dashboard import TOTALS
from api.wording import CAUSE_NAMES
from indicators.numbers import plain
from indicators.taxonomy import CATEGORY_NAMES, DIMENSION_NAMES
from indicators.workflow import State
from scoring.deviations import Cause
from scoring.figures import amount

_LEVELS: Mapping[str, str] = {
    **{each.value: name for each, name in DIMENSION_NAMES.items()},
    **{each.value: name for each, name in CATEGORY_NAMES.items()},
}
EXPLANATIONS = (
    ("owed", "欠说明"),
    ("insufficient", "说明不足"),
    ("weak", "说明偏弱"),
    ("given", "已说明"),
)
STAGES = (("done", "已审定"), ("waiting", "待审定"), ("doing", "在填"), ("todo", "未开始"))
STATES = (State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED, State.PUBLISHED, State.WITHDRAWN)


class Figure(NamedTuple):
    """A figure as it is shown, and the address of the list behind it ("": none)."""

    text: str
    href: str = ""


class Row(NamedTuple):
    """A row of a table: what it is about, with a word beneath, its bar and its figures."""

    label: str
    small: str
    pieces: tuple[Piece, ...]
    figures: tuple[Figure, ...]
    href: str = ""  # where the label leads


class Panel(NamedTuple):
    """A table with bars: its title, what it counts, its headings (the first is of the labels) and its rows."""

    key: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    nothing: str = ""


class Links(NamedTuple):
    """The lists behind the figures of a scope."""

    asked: Asked

    def _to(self, path: str, **filters: object) -> str:
        scope = {"task": self.asked.task, "year": self.asked.year, "agency": self.asked.agency}
        given = {name: value for name, value in (scope | filters).items() if value is not None}
        return f"{path}?{urlencode(given)}" if given else path

    def evaluations(self, **filters: object) -> str:
        """The latest revisions of the scope's evaluations."""
        return self._to("/evaluations", **filters)

    def deviations(self, **filters: object) -> str:
        """The deviations of the latest revisions."""
        return self._to("/deviations", **filters)

    def not_started(self, **filters: object) -> str:
        """The plans that nobody has begun to report."""
        return self._to("/dashboard/not-started", **filters)

    def dashboard(self, **filters: object) -> str:
        """The same for another agency."""
        return self._to("/dashboard", **filters)


def figure(number: int, href: str) -> Figure:
    """A number with its list; nothing has none."""
    return Figure(str(number), href if number else "")


def _bars(rows: Iterable[tuple[str, str, int, str, str]]) -> tuple[Row, ...]:
    """Rows of one number each: label, small, number, tone, list."""
    rows = list(rows)
    most = Decimal(max((number for _, _, number, _, _ in rows), default=0))
    return tuple(
        Row(label, small, bar(Decimal(number), most, tone), (figure(number, href),))
        for label, small, number, tone, href in rows
    )


def progress(board: Board, links: Links) -> Panel:
    """By state, what has not begun included."""
    tones = {"draft": "doing", "returned": "doing", "submitted": "waiting"}
    states = [
        (
            STATE_NAMES[state],
            "",
            board.states.get(state, 0),
            tones.get(state, "done"),
            links.evaluations(state=state.value),
        )
        for state in STATES
    ]
    rows = _bars([("未开始", "目标表已批复", board.not_started, "todo", links.not_started()), *states])
    note = "每份自评只数最新修订，草稿也数。未开始：已批复、要报而还没有开始自评的目标表。"
    return Panel("progress", "填报进度", note, ("状态", "份数"), rows)


def _stages(branch: Branch, links: Links, chosen: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    states = branch.states
    doing = states.get(State.DRAFT, 0) + states.get(State.RETURNED, 0)
    waiting = states.get(State.SUBMITTED, 0)
    done = sum(states.values()) - doing - waiting
    return (
        (done, links.evaluations(settled=1, **chosen)),
        (waiting, links.evaluations(state=State.SUBMITTED.value, **chosen)),
        (doing, links.evaluations(handed_in=0, **chosen)), (branch.not_started, links.not_started(**chosen)),
    )  # fmt: skip


def branches(rows: Sequence[Branch], most: int, links: Links) -> Panel:
    """An agency a row, with all beneath it; ``most`` is the most that one of all has to hand in."""
    made = tuple(_branch(each, most, links) for each in rows)
    heads = ("单位", "应报", *(name for _, name in STAGES), "平均得分")
    note = "含下级单位。已审定：含公开和撤回公开；待审定：已提交；在填：草稿和已退回。平均得分只算已交且有合计的，两位小数。"
    return Panel("agencies", "各单位", note, heads, made, "这里还没有要报的。")


def _branch(branch: Branch, most: int, links: Links) -> Row:
    chosen = {"at" if branch.own else "agency": branch.id}
    stages = _stages(branch, links, chosen)
    tones = (name for name, _ in STAGES)
    pieces = stacked([(Decimal(number), tone) for (number, _), tone in zip(stages, tones, strict=True)], Decimal(most))
    mean = "—" if branch.mean is None else plain(branch.mean)
    behind = links.evaluations(handed_in=1, scored=1, **chosen) if branch.scored else ""
    figures = (Figure(str(branch.promised)), *(figure(*each) for each in stages), Figure(mean, behind))
    href = "" if branch.own else links.dashboard(agency=branch.id)
    return Row(branch.name, "本级" if branch.own else "", pieces, figures, href)


def totals(board: Board, links: Links) -> Panel:
    """In fixed classes, what has no total told as such."""
    ends = (None, *TOTALS, None)
    rows = []
    for number, count in enumerate(board.totals):
        low, high = ends[number], ends[number + 1]
        label = f"不到 {high}" if low is None else f"{low} 及以上" if high is None else f"{low}～{high}"
        href = links.evaluations(handed_in=1, least_total=low, below_total=high)
        rows.append((label, "", count, "done", href))
    unknown = board.whole.number - board.whole.scored
    rows.append(("没有合计", "还有未定的行", unknown, "todo", links.evaluations(handed_in=1, scored=0)))
    note = "只数已交的（已提交、已审定、已公开、撤回公开），不含草稿和已退回。每组含下限、不含上限。"
    return Panel("totals", "得分分布", note, ("得分", "份数"), _bars(rows))


def grades(board: Board, links: Links) -> Panel:
    """By the rulebook's own bounds."""
    rows = [
        (each.name, "各办法下限不同" if each.least is None else f"{amount(each.least)} 分起", each.number, "done",
         links.evaluations(handed_in=1, grade=each.name))
        for each in board.grades
    ]  # fmt: skip
    if board.ungraded:
        rows.append(
            ("不分等级", "办法没有规定", board.ungraded, "todo", links.evaluations(handed_in=1, scored=1, graded=0))
        )
    unknown = board.whole.number - board.whole.scored
    rows.append(("没有合计", "还有未定的行", unknown, "todo", links.evaluations(handed_in=1, scored=0)))
    note = "按评分办法规定的等级，含下限。只数已交的。"
    return Panel("grades", "等级", note, ("等级", "份数"), _bars(rows))


def _losses(rows: Iterable[tuple[str, Bar, str]]) -> tuple[Row, ...]:
    rows = list(rows)
    most = max((each.points for _, each, _ in rows), default=Decimal(0))
    return tuple(
        Row(label, "", bar(each.points, most, "lost"), (Figure(amount(each.points), href), figure(each.number, href)))
        for label, each, href in rows
    )


def lost(board: Board, links: Links) -> tuple[Panel, Panel, Panel]:
    """Points lost by dimension, by category and by cause."""

    def behind(**filters: object) -> str:
        return links.deviations(handed_in=1, losing=1, **filters)

    none = "（没有填）"
    dimensions = [
        (_LEVELS.get(each.key, none), each, behind(about="lines", dimension=each.key or NOTHING))
        for each in board.dimensions
    ]
    if board.execution.number:
        dimensions.append(("预算执行率", board.execution, behind(about="funding")))
    categories = [
        (_LEVELS.get(each.key, none), each, behind(about="lines", category=each.key or NOTHING))
        for each in board.categories
    ]
    causes = [(CAUSE_NAMES[Cause(each.key)], each, behind(about="lines", cause=each.key)) for each in board.causes]
    heads, nothing = ("失分", "行数"), "已交的自评没有失分的行。"
    note = "只数已交的；各行失分相加，封顶之类的规定不在内。"
    return (
        Panel("dimensions", "失分：按一级指标", note, ("一级指标", *heads), _losses(dimensions), nothing),
        Panel("categories", "失分：按二级指标", "口径同上，不含预算执行率。", ("二级指标", *heads), _losses(categories), nothing),
        Panel("causes", "失分：按缘由", "口径同上，不含预算执行率。", ("缘由", *heads), _losses(causes), nothing),
    )  # fmt: skip


def explanations(board: Board, links: Links) -> Panel:
    """What is owed, insufficient, weak and given."""
    tones = {"owed": "lost", "insufficient": "lost", "weak": "waiting", "given": "done"}
    rows = [
        (name, "", board.explanations.get(key, 0), tones[key], links.deviations(explanation=key))
        for key, name in EXPLANATIONS
    ]
    note = "须说明的行，草稿也数：说明不足等于没有说明，说明偏弱请审核人再问。"
    return Panel("explanations", "偏差说明", note, ("说明", "行数"), _bars(rows))


def evidence(board: Board, links: Links) -> Panel:
    """Deviating lines, and evaluations, with a file of evidence and without."""
    lines = {"handed_in": 1, "about": "lines", "deviating": 1}
    (some, no), (held, bare) = board.backed, board.lines_backed
    rows = (
        *_bars([("有偏差的行：有佐证", "", held, "done", links.deviations(**lines, backed=1)),
                ("有偏差的行：没有佐证", "", bare, "todo", links.deviations(**lines, backed=0))]),
        *_bars([("有佐证的自评", "", some, "done", links.evaluations(handed_in=1, backed=1)),
                ("没有任何佐证的自评", "", no, "todo", links.evaluations(handed_in=1, backed=0))]),
    )  # fmt: skip
    note = "未达到、超额或失分的行最要佐证。只数已交的；只认附上的文件，表内文字写的佐证不算。"
    return Panel("evidence", "佐证", note, ("哪些", "数"), rows)
