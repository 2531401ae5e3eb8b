"""/plans/<id>: a plan laid out as on paper; drawn up where it is open, read and decided where it is not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask import render_template, request

from api import wire
from api.actions import plan_sitting, plans
from api.actions.plan_sitting import Sitting
from api.actions.steps import PLAN_STATES
from api.door.forms import checked
from api.intake import query
from api.pages.desk.base import Visit, blueprint, field, id_of, page
from api.pages.desk.plan_beside import Offer, held_fields
from api.pages.desk.plan_given import At, Given, Made, document_of, of_document
from api.pages.desk.plan_heading import Fields, Json
from api.pages.desk.plan_laid import Laid, field_name, laid, unread
from api.problems.faults import FieldError, InvalidDocument
from api.problems.table import Problem
from api.schemas.service.plans import PlanSaveSchema
from indicators.model import Document
from indicators.places import line_number
from indicators.taxonomy import CATEGORY_NAMES, DIMENSION_NAMES
from indicators.workflow import Action, State

EMPTY: Mapping[str, str] = {}
BLANK = 3  # lines that an objective without any begins with
UNREAD = "（还没有名称）"
UNSIGNED = {"by": "填报人", "on": "2000-01-01"}  # of an answer that is not saved yet


class Shown(NamedTuple):
    """The plan as its page shows it: what stands in every field, and what is to be said at some of them."""

    id: int
    version: int
    editable: bool
    given: Given
    held: Mapping[str, str]
    faults: Mapping[str, str] = EMPTY
    theirs: Mapping[str, str] = EMPTY
    offers: Sequence[Offer] = ()
    gone: frozenset[str] = frozenset()
    focus: str = ""
    unsaved: bool = False
    pasted: str = ""
    lost: Sequence[str] = ()

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.given.fields.get(name, "")

    def marks(self) -> Mapping[str, At]:
        """The things of the form's order, by kind and key."""
        return {f"{each.kind}{each.key}": each for each in self.given.order}

    def removed(self) -> list[At]:
        """The lines taken out and not yet saved."""
        return [each for each in self.given.order if each.kind == "x"]


class Remark(NamedTuple):
    """What a return says: the line as it was numbered then (0: the whole plan), and the words."""

    number: int
    text: str


class Sheet(NamedTuple):
    """What a form says, laid out; ``faults`` where it cannot be read."""

    laid: Laid
    document: Document
    faults: Fields


@blueprint.app_template_filter("plan_state")
def plan_state(state: str) -> str:
    """草稿、已提交、已退回、已批复."""
    return PLAN_STATES[State(state)]


blueprint.add_app_template_filter(field_name)


@page("/plans/<id>")
def plan(visit: Visit, id: int) -> str:
    """The plan as it stands."""
    query("done")
    return stands(visit, plan_sitting.sit(visit.store, visit.actor, visit.service.library, id))


@page("/plans/<id>/versions/<number>")
def plan_version(visit: Visit, id: int, number: str) -> str:
    """One version, to be read."""
    query()
    found = plan_sitting.sit(visit.store, visit.actor, visit.service.library, id, id_of(number))
    return stands(visit, found._replace(steps=frozenset(), markable=False))


def stands(visit: Visit, found: Sitting, problem: Problem | None = None, lost: Sequence[str] = ()) -> str:
    """The page of a plan as the store has it; ``lost``: what was typed where nothing is saved any more."""
    stored, editable = stored_of(found), Action.SAVE in found.steps
    given = of_document(stored)
    fields = given.fields
    given = roomy(given) if editable else given
    shown = Shown(found.version.plan["id"], found.version.plan["version"], editable, given, fields, lost=lost)
    book, made = visit.service.library.rulebooks.get(found.version.rulebook), document_of(stored, given, UNSIGNED)
    told = laid(found.version.document, given, made, found.version.issues, book)
    return drawn(visit, found, shown, Sheet(told, found.version.document, {}), problem)


def stored_of(found: Sitting) -> Json:
    """The version's document as JSON."""
    stored: Json = wire.kept(found.version.row["document"])
    return stored


def roomy(given: Given) -> Given:
    """The form with some blank lines under every objective that has none."""
    order: list[At] = []
    key = max((int(each.key) for each in given.order if each.key), default=0)
    for goal, lines in given.goals():
        order += [goal, *lines]
        if not lines:
            order += [At("l", str(key + i)) for i in range(1, BLANK + 1)]
            key += BLANK
    return Given(given.fields, (*order, *(each for each in given.order if each.kind == "x")))


def sheet(visit: Visit, found: Sitting, given: Given) -> Sheet:
    """What was typed, read and checked as if it were saved; cells that cannot be read are left out of the reading."""
    stored = stored_of(found)
    made = document_of(stored, given, UNSIGNED)
    document, errors = _loaded(made)
    wrong = faults(made, errors)
    if errors:
        held = held_fields(given, stored)
        mended = {name: UNREAD if name.startswith("name-") else held.get(name, "") for name in wrong}
        document, _ = _loaded(document_of(stored, Given(given.fields | mended, given.order), UNSIGNED))
    if document is None:
        return Sheet(unread(found.version.document, given), found.version.document, wrong)
    rulebook, issues = plans.findings(visit.service.library, document)
    book = visit.service.library.rulebooks.get(rulebook)
    return Sheet(laid(document, given, made, issues, book), document, wrong)


def _loaded(made: Made) -> tuple[Document | None, Sequence[FieldError]]:
    """The document, or everything that is wrong with it."""
    try:
        return checked(PlanSaveSchema, {"document": made.document})["document"], ()
    except InvalidDocument as error:
        return None, [each._replace(path=each.path.removeprefix("document.")) for each in error.errors]


def faults(made: Made, errors: Sequence[FieldError]) -> Fields:
    """What is wrong at which field."""
    return {made.field(each.path): _plain(each) for each in errors}


def _plain(error: FieldError) -> str:
    """What is wrong, said to somebody who fills in a form."""
    return {"not_a_decimal": "请填数字，如 8.5", "required": "请填写", "not_a_level": "请填中文名称，如 产出指标"}.get(
        error.code, error.message
    )


def drawn(visit: Visit, found: Sitting, shown: Shown, told: Sheet, problem: Problem | None = None) -> str:
    """The page; of a live request, only what follows from what was typed."""
    books, row = visit.service.library.rulebooks, found.version.row
    live = request.method == "POST" and field("do") == "live"
    values: dict[str, Any] = {
        "row": found.version.plan, "this": row, "page": shown, "laid": told.laid, "document": told.document,
        "problem": problem, "markable": found.markable, "in_force": found.in_force, "marks": shown.marks(),
        "steps": {step.value for step in found.steps}, "book": books.get(found.version.rulebook),
        "books": sorted(books.values(), key=lambda book: book.title), "dimensions": list(DIMENSION_NAMES.values()),
        "categories": list(CATEGORY_NAMES.values()), "remarks": list(_remarks(found)),
        "done": request.args.get("done", "") if request.method == "GET" else "",
        "newest": row["id"] == found.version.plan["newest_id"], "typed": request.form,
    }  # fmt: skip
    return render_template("desk/plan_live.html" if live else "desk/plan.html", **values)


def _remarks(found: Sitting) -> Iterator[Remark]:
    """What the return says that still has to be answered."""
    if State(found.version.row["state"]) is State.RETURNED:
        for each in json.loads(found.version.row["remarks"]):
            yield Remark(line_number(each["where"], found.version.document), each["text"])
