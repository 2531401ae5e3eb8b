"""What is left to settle when all rows are read: the year, what must be there, what the kind of form cannot hold."""

from indicators.forms.grid import Cell, Source
from indicators.forms.places import Place
from indicators.forms.reading.draft import Draft
from indicators.forms.reading.figures import bare
from indicators.forms.reading.money import note_unit
from indicators.forms.reading.sharing import share_points
from indicators.forms.reading.texts import titles_of, years_of

_REPORT_ONLY = ("explanation", "published_total", "narrative", "yearly_summary")


def settle(draft: Draft, source: Source, other: bool) -> None:
    """Complete a draft, and say what it lacks."""
    at = Cell("", Place(draft.sheet))
    if other:
        draft.say("family_unknown", at)
    _year(draft, source, at)
    _kind(draft)
    _money(draft, source, at)
    share_points(draft)
    for name, title in (("agency", "实施单位"), ("project", "项目名称")):
        if not draft.values.get(name, {}).get("name") and not (name == "project" and draft.is_whole):
            draft.say("fact_missing", at, name, name=title)


def _year(draft: Draft, source: Source, at: Cell) -> None:
    """The budget year: in the form, its titles, titles beside it; failing these, what the text names most."""
    if "budget_year" in draft.values:
        return
    titles = titles_of(source.texts)
    own = [cell for cell in titles if draft.name and bare(draft.name) in bare(cell.text)]
    for cells in (draft.titles, [Cell(draft.sheet, at.place)], own, titles):
        years = years_of(cells)
        if len(years) == 1:
            draft.put(draft.values, "budget_year", years[0][0], "budget_year", years[0][1])
            return
    years = years_of(source.texts)
    if not years:
        draft.say("year_unknown", at, "budget_year")
        return
    year, cell = years[0]
    others = tuple(str(each) for each, _ in years) if len(years) > 1 else ()
    draft.put(draft.values, "budget_year", year, "budget_year", cell)
    draft.say("year_assumed", cell, "budget_year", others, cell=cell.text.strip()[:30], year=str(year))


def _kind(draft: Draft) -> None:
    """A plan reports nothing; a report has the points for the execution rate in its funding table."""
    if draft.plan and not any("自评" in cell.text for cell in draft.titles):
        for name in _REPORT_ONLY:
            draft.values.pop(name, None)
        return
    draft.plan = False
    weight = draft.values.pop("execution_weight", None)
    total = next((row for row in draft.funding if row["source"] == "total"), None)
    if weight and total is not None:
        total.setdefault("weight", weight)


def _money(draft: Draft, source: Source, at: Cell) -> None:
    if draft.money_unit:
        return
    for cell in source.texts:
        note_unit(draft, cell)
    if draft.funding and not draft.money_unit:
        draft.say("money_unit_assumed", at, "funding.unit", ("万元", "元"))
