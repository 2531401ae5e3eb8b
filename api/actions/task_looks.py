"""任务一览: how each task stands and how far it has come; the tree of agencies that a task may go to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from api.actions.tasks import NOUN
from api.auth import Actor, Right, allowed, reach, require
from api.instants import instant
from api.store import Row, Store, agencies, tasks
from scoring.library import Candidate, Library
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES

MOST = 400  # agencies shown of a tree; below that, its lower levels are left out
NAMES: Mapping[str, str] = {"before": "未开始", "open": "填报中", "over": "已截止"}


class Standing(NamedTuple):
    """How a task stands: before, open or over; until when at the latest; its agencies and reports in reach by state."""

    word: str
    name: str
    until: str
    agencies: int
    states: Mapping[str, int]

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return sum(self.states.values())

    @property
    def sent(self) -> int:
        """How many of them were handed in and not returned."""
        return sum(number for state, number in self.states.items() if state not in ("draft", "returned"))


def standings(store: Store, actor: Actor, now: datetime, rows: Iterable[Row]) -> dict[int, Standing]:
    """How each of these tasks stands, as far as the actor may see."""
    kept = {row["id"]: row for row in rows}
    told: dict[int, dict[str, object]] = {id: {} for id in kept}
    for each in tasks.sums(store, kept, reach(actor, Right.READ)):
        told[each["task_id"]][each["what"]] = each["number"]
    return {id: _standing(row, told[id], now) for id, row in kept.items()}


def _standing(row: Row, told: dict[str, object], now: datetime) -> Standing:
    until = max(str(row["deadline"]), str(told.pop("extended", "")))
    word = "before" if instant(row["opens_at"]) > now else "open" if instant(until) >= now else "over"
    members = int(str(told.pop("agencies", 0)))
    return Standing(word, NAMES[word], until, members, {state: int(str(number)) for state, number in told.items()})


class Members(NamedTuple):
    """The numbers of a task's agencies, and of those that have begun to report."""

    all: frozenset[int]
    begun: frozenset[int]


def members(store: Store, task: Row) -> Members:
    """Whom a task that one manages goes to."""
    return Members(
        frozenset(row["id"] for row in tasks.agencies(store, task["id"])), tasks.evaluated(store, task["id"])
    )


def manages(store: Store, actor: Actor, task: Row) -> bool:
    """May the actor change the task's terms, extend its deadlines?"""
    return allowed(actor, Right.MANAGE_TASKS, agencies.ancestors(store, task["agency_id"]))


class Leaf(NamedTuple):
    """An agency of the tree: how deep it lies, how many lie beneath it in all."""

    id: int
    name: str
    closed: bool
    depth: int
    beneath: int


class Tree(NamedTuple):
    """The agencies that a task may go to, from the top down; how many deeper ones are left out."""

    leaves: tuple[Leaf, ...]
    left_out: int


def homes(store: Store, actor: Actor) -> list[Row]:
    """The agencies in whose name the actor may set tasks."""
    found = (agencies.get(store, id) for id in sorted(reach(actor, Right.MANAGE_TASKS)))
    return [row for row in found if row]


def tree(store: Store, actor: Actor, home: int) -> Tree:
    """The tree of an agency that sets tasks; NotFound, NotAllowed."""
    require(actor, Right.MANAGE_TASKS, agencies.ancestors(store, home), NOUN)
    below: dict[int | None, list[Row]] = {}
    found = tasks.beneath(store, home)
    for row in sorted(found.values(), key=lambda row: str(row["name"])):
        below.setdefault(row["parent_id"] if row["id"] != home else None, []).append(row)
    leaves = _leaves(below, None, 0)
    deepest = max((d for d in range(1, 20) if sum(leaf.depth <= d for leaf in leaves) <= MOST), default=1)
    shown = tuple(leaf for leaf in leaves if leaf.depth <= deepest)
    return Tree(shown, len(leaves) - len(shown))


def _leaves(below: Mapping[int | None, Sequence[Row]], above: int | None, depth: int) -> list[Leaf]:
    found = list[Leaf]()
    for row in below.get(above, ()):
        inner = _leaves(below, row["id"], depth + 1)
        found += [Leaf(row["id"], row["name"], bool(row["closed_at"]), depth, len(inner)), *inner]
    return found


class Offer(NamedTuple):
    """A rulebook to choose: why it fits ("" where it does not), what the execution rate is worth, how well it is
    known."""

    id: str
    title: str
    reason: str
    points: str
    evidence: str
    evidence_name: str
    recalled: int


def offers(library: Library, place: str, year: int) -> tuple[list[Offer], list[Offer]]:
    """The rulebooks that fit a place and a budget year; the others."""
    fitting: tuple[Candidate, ...] = library.candidates(place, year)
    known = {each.rulebook.id for each in fitting}
    others = [_offer(library.get(id), "") for id in library.ids() if id not in known]
    return [_offer(each.rulebook, each.reason) for each in fitting], others


def _offer(book: Rulebook, reason: str) -> Offer:
    clause = book.clauses[book.execution.clause]
    points = f"{book.execution.points.normalize():f}"
    return Offer(
        book.id, book.title, reason, points, clause.evidence.value, EVIDENCE_NAMES[clause.evidence], len(book.recalled)
    )
