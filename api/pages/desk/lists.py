"""/evaluations and /deviations: everybody's reports as far as one may see them, and the lists behind /dashboard."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from flask import render_template, request

from api.actions import agencies, tasks
from api.actions.evaluations import looking
from api.actions.steps import STATE_NAMES
from api.door import filters
from api.door.parameters import Parameter
from api.pages.desk.base import Visit, page
from api.pages.desk.listing import asked
from api.store import Row
from api.store import deviations as stored_deviations
from api.store import evaluations as stored
from api.store.paging import LARGEST_PAGE, Page
from api.wording import CAUSE_NAMES
from indicators import substance
from indicators.taxonomy import CATEGORY_NAMES, DIMENSION_NAMES
from scoring.figures import amount, percent

MANY = 50  # tasks to choose from
LATEST = "latest"
EVALUATIONS = tuple(each._replace(default=1) if each.name == LATEST else each for each in filters.EVALUATIONS)
SORTS = (
    ("-updated", "最近更新"), ("total", "得分从低到高"), ("-total", "得分从高到低"), ("rate", "执行率从低到高"),
    ("-rate", "执行率从高到低"), ("name", "名称"),
)  # fmt: skip
DEVIATION_SORTS = (("-lost", "失分从多到少"), ("-share", "偏差从大到小"), ("-id", "最近出现"))
EXPLANATION_NAMES: Mapping[str, str] = {
    "not_owed": "不用说明",
    "owed": "欠说明",
    "insufficient": "说明不足",
    "weak": "说明偏弱",
    "given": "已说明",
}
_PLAIN = ("task", "year", "agency", "state", "text")  # filters in sight; the others unfold
_PLAIN_DEVIATIONS = ("task", "year", "agency", "dimension", "cause", "explanation")


class Choices(NamedTuple):
    """What a list's filters offer: (value, words) each."""

    tasks: list[tuple[int, str]]
    agencies: list[tuple[int, str]]


def choices(visit: Visit, values: Mapping[str, Any]) -> Choices:
    """The latest tasks, and the first agencies by name; what is asked for already is among them."""
    found = tasks.listed(visit.store, visit.actor, Page("deadline", descending=True, limit=MANY)).rows
    here = agencies.listed(visit.store, visit.actor, Page("name", limit=LARGEST_PAGE)).rows
    wanted = {name: values.get(name) for name in ("task", "agency")}
    if wanted["task"] and wanted["task"] not in {row["id"] for row in found}:
        found = [*found, tasks.get(visit.store, visit.actor, wanted["task"])]
    if wanted["agency"] and wanted["agency"] not in {row["id"] for row in here}:
        here = [*here, agencies.get(visit.store, visit.actor, wanted["agency"])]
    return Choices([(row["id"], task_name(row)) for row in found], [(row["id"], row["name"]) for row in here])


def task_name(row: Row) -> str:
    """A task by its year and name; names repeat from year to year."""
    return str(row["name"]) if str(row["year"]) in row["name"] else f"{row['year']}年 {row['name']}"


def rate(row: Row) -> str:
    """The execution rate in per cent; "—" where there is none."""
    return "—" if row["rate"] is None else percent(Decimal(row["rate"]))


def lost(row: Row) -> str:
    """The points lost; "—" where they are not known, or there are none."""
    return amount(Decimal(row["lost"])) if row["lost_scaled"] > 0 else "—"


def unfolded(known: Sequence[Parameter], plain: Sequence[str], given: Mapping[str, str]) -> bool:
    """Is any filter used that does not lie in sight?"""
    return any(each.name in given and each.name not in plain for each in known)


@page("/evaluations")
def evaluations(visit: Visit) -> str:
    """Everybody's reports, as far as one may see them; the latest revisions, unless older ones are asked for."""
    here = asked(EVALUATIONS, tuple(stored.SORTS), "-updated")
    given = filters.stored(EVALUATIONS, here.values)
    found = looking.listed(visit.store, visit.actor, here.page, given)
    return render_template(
        "desk/evaluations.html",
        rows=found.rows, following=here.following(found), given=here.given, choices=choices(visit, here.values),
        states=[(state.value, name) for state, name in STATE_NAMES.items()], sorts=SORTS, rate=rate,
        unfolded=unfolded(EVALUATIONS, _PLAIN, here.given), first=_first(), now=visit.now,
    )  # fmt: skip


@page("/deviations")
def deviations(visit: Visit) -> str:
    """The lines that deviate or owe an explanation, across reports."""
    here = asked(filters.DEVIATIONS, tuple(stored_deviations.SORTS), "-lost")
    found = looking.deviations_listed(
        visit.store, visit.actor, here.page, filters.stored(filters.DEVIATIONS, here.values)
    )
    return render_template(
        "desk/deviations.html",
        rows=found.rows, following=here.following(found), given=here.given, choices=choices(visit, here.values),
        lost=lost, names=_names(), sorts=DEVIATION_SORTS, first=_first(), faults=substance.CAUSE_NAMES,
        unfolded=unfolded(filters.DEVIATIONS, _PLAIN_DEVIATIONS, here.given),
    )  # fmt: skip


def _first() -> str | None:
    """The address of the first page, on any other."""
    if "after" not in request.args:
        return None
    kept = "&".join(part for part in request.query_string.decode().split("&") if not part.startswith("after="))
    return f"{request.path}?{kept}"


def _names() -> dict[str, list[tuple[str, str]]]:
    """The closed lists of a deviation's filters."""
    nothing = (filters.NOTHING, "（没有填）")
    return {
        "dimension": [*((each.value, name) for each, name in DIMENSION_NAMES.items()), nothing],
        "category": [*((each.value, name) for each, name in CATEGORY_NAMES.items()), nothing],
        "cause": [(each.value, name) for each, name in CAUSE_NAMES.items()],
        "explanation": list(EXPLANATION_NAMES.items()),
        "state": [(state.value, name) for state, name in STATE_NAMES.items()],
    }
