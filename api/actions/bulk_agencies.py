"""成批增加单位: a sheet of agencies, each beneath one that is there or stands further up; all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from api.actions import agencies as units
from api.actions.bulk import Numbered, Wrong, by_place
from api.auth import RANK_TITLES, Actor, Right, reach
from api.problems.faults import FieldError
from api.problems.refusals_people import RowsRefused
from api.store import Row, Store, agencies, people
from indicators.workflow import LEVELS, Rank

RANKS: Mapping[str, Rank] = {word: rank for rank, name in RANK_TITLES.items() for word in (rank.value, name)} | {
    "": Rank.AGENCY, "单位": Rank.AGENCY, "部门": Rank.DEPARTMENT, "财政": Rank.FINANCE,
}  # fmt: skip


class AgencyRow(NamedTuple):
    """One row as it was written: its rank in words, the agency above by name or code."""

    name: str
    code: str
    rank: str
    parent: str


class Above(NamedTuple):
    """The agency above a row: one that is there, or that an earlier row makes."""

    id: int | None
    row: int | None
    rank: Rank | None


class Placed(NamedTuple):
    """One row that can be taken."""

    row: AgencyRow
    rank: Rank
    above: Above


def checked(store: Store, actor: Actor, rows: Sequence[AgencyRow], numbered: Numbered = by_place) -> list[Placed]:
    """The rows with rank and place found; RowsRefused with every error, its path and the row's number."""
    roots, found, errors = reach(actor, Right.MANAGE_AGENCIES), list[Placed](), list[FieldError]()
    rows = [AgencyRow(*(text.strip() for text in row)) for row in rows]
    for i, row in enumerate(rows):
        above = _above(store, roots, rows, i)
        here = Placed(row, RANKS.get(row.rank, Rank.AGENCY), above[0] if len(above) == 1 else Above(None, None, None))
        wrong = [*_above_errors(rows, i, len(above), numbered), *_rank_errors(here), *_twin_errors(store, found, here)]
        errors += [FieldError(f"rows[{i}].{field}", f"{numbered(i)}：{why}", code) for field, why, code in wrong]
        found.append(here)
    if errors:
        raise RowsRefused(errors, "一个单位")
    return found


def _above(store: Store, roots: frozenset[int], rows: Sequence[AgencyRow], i: int) -> list[Above]:
    """Every agency that the row may mean by the one above it."""
    text = rows[i].parent
    there = [Above(each["id"], None, Rank(each["rank"])) for each in people.agencies_called(store, roots, text)]
    made = [Above(None, j, RANKS.get(rows[j].rank)) for j in range(i) if _called(rows[j], text)]
    return [*there, *made] if text else []


def _called(row: AgencyRow, text: str) -> bool:
    return text in (row.name, row.code)


def _above_errors(rows: Sequence[AgencyRow], i: int, count: int, numbered: Numbered) -> Wrong:
    text = rows[i].parent
    later = next((j for j in range(i, len(rows)) if _called(rows[j], text)), None)
    if not text:
        yield "parent", "请写明上级单位的名称或代码", "required"
    elif count == 0 and later == i:
        yield "parent", f"上级单位“{text}”就是它自己", "not_above"
    elif count == 0 and later is not None:
        yield "parent", f"上级单位“{text}”写在{numbered(later)}，请移到本行前面", "not_above"
    elif count == 0:
        yield "parent", f"没有名称或代码为“{text}”的单位，或不在您的权限范围内", "no_such_thing"
    elif count > 1:
        yield "parent", f"有 {count} 个单位叫“{text}”，请改写单位代码", "ambiguous"


def _rank_errors(here: Placed) -> Wrong:
    if here.row.rank not in RANKS:
        yield "rank", f"没有层级“{here.row.rank}”，应为{'、'.join(RANK_TITLES.values())}之一", "not_a_choice"
    elif here.above.rank and LEVELS.index(here.rank) > LEVELS.index(here.above.rank):
        yield "rank", f"{units.TOO_HIGH}（{RANK_TITLES[here.above.rank]}）", "too_high"


def _twin_errors(store: Store, earlier: Sequence[Placed], here: Placed) -> Wrong:
    name, code, above = here.row.name, here.row.code, here.above
    if code and (
        any(each.row.code == code for each in earlier) or agencies.twin(store, name="", code=code, parent_id=-1)
    ):
        yield "code", f"代码“{code}”已被别的单位使用", "taken"
    placed = above.id is not None or above.row is not None
    if placed and any((each.row.name, each.above) == (name, above) for each in earlier):
        yield "name", f"“{name}”在这张表里重复，上级单位也相同", "repeated"
    elif above.id is not None and agencies.twin(store, name=name, code="", parent_id=above.id):
        yield "name", f"上级单位下已有“{name}”", "taken"


def add(
    store: Store, actor: Actor, now: datetime, rows: Sequence[AgencyRow], numbered: Numbered = by_place
) -> list[Row]:
    """Every row a new agency; RowsRefused, and then none."""

    def work(store: Store) -> list[Row]:
        return list(_made(store, actor, now, checked(store, actor, rows, numbered)))

    return store.write(work)


def _made(store: Store, actor: Actor, now: datetime, placed: Sequence[Placed]) -> Iterator[Row]:
    ids: list[int] = []
    for row, rank, above in placed:
        parent = above.id if above.row is None else ids[above.row]
        made = units.insert(store, actor, now, name=row.name, code=row.code, rank=rank, parent_id=parent)
        ids.append(made["id"])
        yield made
