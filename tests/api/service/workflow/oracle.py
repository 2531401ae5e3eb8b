"""The oracle (对照模型): written by hand from the description of the workflow, sharing nothing with what it judges."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tests.api.service.workflow.cast import CAST, NOBODY, RANKS, ancestors
from tests.api.service.workflow.forms import EMPTY, FUNDS, PLACES, WEIGHTS, Content, answers

STATES = ("draft", "submitted", "returned", "approved", "published", "withdrawn")
ROLES = ("manager", "supervisor", "admin", "integrator", "auditor")
_LOCKED = "approved published withdrawn"


class Rule(NamedTuple):
    """From which states, by whom, under which conditions in the order in which they are looked at."""

    before: str
    roles: str
    conditions: str = ""


TABLE: Mapping[str, Rule] = {
    "save": Rule("draft returned", "manager integrator", "opened"),
    "attach": Rule("draft returned", "manager integrator", "opened"),
    "detach": Rule("draft returned", "manager integrator", "opened"),
    "submit": Rule("draft returned", "manager integrator", "opened before_deadline complete"),
    "recall": Rule("submitted", "manager integrator", "unreviewed"),
    "review": Rule("submitted", "supervisor", "level four_eyes"),
    "return_": Rule("submitted", "supervisor", "level four_eyes remarks"),
    "approve": Rule("submitted", "supervisor", "level four_eyes complete"),
    "publish": Rule("approved withdrawn", "supervisor admin", "level latest open_to_public"),
    "withdraw": Rule("published", "supervisor admin", "level reason"),
    "reopen": Rule(_LOCKED, "supervisor admin", "level latest reason"),
    "spot_check": Rule(_LOCKED, "supervisor", "level"),
}
NAMES = {  # which of the three rights of an evaluation an action needs, as a token's scopes name it
    "save": "report", "attach": "report", "detach": "report", "submit": "report", "recall": "report",
    "review": "review", "return_": "review", "approve": "review", "spot_check": "review",
    "publish": "publish", "withdraw": "publish", "reopen": "publish",
}  # fmt: skip


class Outcome(NamedTuple):
    """What became of an attempt, as a program sees it; ``condition`` for code condition_failed."""

    status: int
    code: str
    condition: str = ""


DONE = Outcome(200, "done")
STALE = Outcome(412, "version_conflict")
UNSEEN, FORBIDDEN = Outcome(404, "no_such_thing"), Outcome(403, "not_allowed")
WRONG_STATE, INCOMPLETE = Outcome(409, "wrong_state"), Outcome(422, "not_complete")
UNKNOWN_SECRET, MALFORMED = Outcome(401, "not_signed_in"), Outcome(422, "invalid_document")
FIXED = Outcome(422, "fixed_by_plan")


class Said(NamedTuple):
    """A level's review of a line."""

    score: Decimal | None
    opinion: str
    who: str


class Attempt(NamedTuple):
    """Somebody tries something: ``content`` for a save, ``line``/``score``/``drop`` for reviews and spot checks.

    ``flaw`` is what is wrong with the request's content: "", "line" (no such line), "score" (out of range), "promise"
    (changes what the plan says). ``reason``: is a reason given? ``whole``: a save of all, or of the line alone.
    """

    action: str
    who: str
    id: int
    stale: bool = False
    content: Content = EMPTY
    whole: bool = True
    line: int = 0
    score: Decimal | None = None
    opinion: str = ""
    drop: bool = False
    reason: bool = True
    flaw: str = ""


@dataclass
class Task:
    """The task, the one plan under it, and the days from which and until which one may submit; the latter may be put
    off for all its agencies and for one."""

    id: int
    plan: int
    opens: int
    for_all: int
    for_one: int = 0

    @property
    def deadline(self) -> int:
        """The last day, extensions included."""
        return max(self.for_all, self.for_one)


@dataclass
class Case:
    """One evaluation, as it ought to stand."""

    id: int
    agency: str
    task: Task
    levels: int
    confidential: bool
    version: int
    state: str = "draft"
    level: int = 0
    round: int = 0
    revision: int = 1
    latest: bool = True
    previous: int | None = None
    content: Content = EMPTY
    evidence: tuple[int, int, int] = (0, 0, 0)  # files that back each line
    reviews: dict[tuple[int, int], Said] = field(default_factory=dict)
    submitters: frozenset[str] = frozenset()
    approvers: frozenset[str] = frozenset()  # in this round
    events: int = 1  # rows of its audit
    spot_checks: int = 0

    def points(self) -> list[Decimal | None]:
        """What each line counts: the highest level's score among those that have approved, else the report's."""
        found = [answer.points for answer in answers(self.content)]
        for (level, line), said in sorted(self.reviews.items()):
            if level <= self.level and said.score is not None:
                found[line] = said.score
        return found

    def total(self) -> Decimal | None:
        """The total; None while something is open."""
        found = [*self.points(), FUNDS[self.content[3]][1]]
        return None if None in found else sum((each for each in found if each is not None), Decimal(0))

    def standings(self) -> dict[str, str]:
        """How the explanation of each line that deviates or owes one stands."""
        found = {"funding": "not_owed"} if self.content[3] == "most" else {}
        for place, answer, points, weight in zip(PLACES, answers(self.content), self.points(), WEIGHTS, strict=True):
            if answer.points != weight or points != weight:  # unmet, or points taken off by a reviewer
                found[place] = answer.told or "owed"
            elif answer.told:
                found[place] = "not_owed"
        return found

    def complete(self) -> bool:
        """Nothing open without a stated kind, no explanation and no evidence owed: a matter of the report alone."""
        lines = [
            (answer.points is not None or answer.stated)
            and (answer.points == weight or answer.told != "")
            and (not answer.claimed or self.evidence[line])
            for line, (answer, weight) in enumerate(zip(answers(self.content), WEIGHTS, strict=True))
        ]
        return all(lines) and FUNDS[self.content[3]][1] is not None


@dataclass
class Model:
    """Every evaluation by number, and what day it is."""

    cases: dict[int, Case]
    day: int


def holds(who: str, roles: str, agency: str) -> bool:
    """Does the person hold one of the roles at the agency or above it?"""
    above = ancestors(agency)
    return any(role in roles.split() and at in above for role, at in CAST[who].grants)


def expected(model: Model, attempt: Attempt, *, http: bool) -> Outcome:
    """What must become of an attempt. Over HTTP the door refuses first: no secret, no such right anywhere, a body
    without what is required."""
    person, rule, case = CAST[attempt.who], TABLE[attempt.action], model.cases[attempt.id]
    scoped = NAMES[attempt.action] in person.scopes.split()
    if http and attempt.who == NOBODY:
        return UNKNOWN_SECRET
    if http and not (scoped and person.roles & set(rule.roles.split())):
        return FORBIDDEN
    if http and not attempt.reason and attempt.action in ("withdraw", "reopen"):
        return MALFORMED
    if not holds(attempt.who, " ".join(ROLES), case.agency):
        return UNSEEN
    if attempt.action == "detach" and not case.evidence[attempt.line]:
        return UNSEEN
    if not (scoped and holds(attempt.who, rule.roles, case.agency)):
        return FORBIDDEN
    return _on(model, attempt, case)


def _on(model: Model, attempt: Attempt, case: Case) -> Outcome:
    """What must become of it where the person has the right."""
    rule = TABLE[attempt.action]
    if case.state not in rule.before.split():
        return WRONG_STATE
    failed = next((each for each in rule.conditions.split() if not met(model, attempt, case, each)), "")
    if failed:
        return INCOMPLETE if failed == "complete" else Outcome(409, "condition_failed", failed)
    if attempt.action == "save" and attempt.flaw == "line":
        return MALFORMED  # with no such line there are no versions to compare
    if attempt.stale and attempt.action != "spot_check":
        return STALE
    if attempt.flaw:
        return FIXED if attempt.flaw == "promise" else MALFORMED
    return DONE


def met(model: Model, attempt: Attempt, case: Case, condition: str) -> bool:
    """Does the condition hold?"""
    match condition:
        case "opened":
            return model.day >= case.task.opens
        case "before_deadline":
            return model.day <= case.task.deadline
        case "complete":
            return case.complete()
        case "unreviewed":
            return case.level == 0
        case "level":
            needed = {"spot_check": 3, **dict.fromkeys(("publish", "withdraw", "reopen"), case.levels)}
            roles = TABLE[attempt.action].roles.split()
            return _rank(attempt.who, case.agency, roles) >= needed.get(attempt.action, case.level + 1)
        case "four_eyes":
            return attempt.who not in case.submitters | case.approvers
        case "remarks" | "reason":
            return attempt.reason
        case "latest":
            return case.latest
        case _:
            return not case.confidential


def _rank(who: str, agency: str, roles: Collection[str]) -> int:
    """The highest level at which the person stands above the agency in one of these roles."""
    above = ancestors(agency)
    return max(RANKS.get(at, 1) for role, at in CAST[who].grants if role in roles and at in above)
