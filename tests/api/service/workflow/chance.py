"""What happens next, by chance: strategies that look at the model to make the interesting likely."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from tests.api.service.workflow import cast, forms
from tests.api.service.workflow.oracle import DONE, TABLE, Attempt, Case, Model, expected, holds
from tests.api.service.workflow.prepared import DAYS, LATER

T = TypeVar("T")
SCORES = (None, Decimal(0), Decimal(5), Decimal("8.5"), Decimal(10))
FORWARD = ("submit", "approve", "publish", "withdraw")  # taken more often, so that the last states are reached
FLAWS = {"attach": ("line",), "review": ("line", "score"), "spot_check": ("line", "score")}


class Tried(NamedTuple):
    """One attempt, over HTTP or directly; over HTTP perhaps sent twice."""

    attempt: Attempt
    http: bool
    twice: bool


class AtOnce(NamedTuple):
    """Several approvals, or several saves, in one request."""

    attempts: Sequence[Attempt]


class Day(NamedTuple):
    """It is another day."""

    day: int


class Extension(NamedTuple):
    """The deadline of an evaluation's task is put off, for its agency or for all."""

    id: int
    day: int
    for_all: bool


class Mark(NamedTuple):
    """The plan of an evaluation is marked as 涉密, or no longer so."""

    id: int
    confidential: bool


Event = Tried | AtOnce | Day | Extension | Mark


class Chance:
    """Draws from what there is."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int], model: Model) -> None:
        self._draw, self.model = draw, model

    def of(self, choices: Sequence[T]) -> T:
        """One of these; the first is the simplest."""
        return choices[self._draw(st.integers(0, len(choices) - 1))]

    def one_in(self, number: int) -> bool:
        """True once in so many."""
        return self.of(range(number)) == number - 1

    def case(self) -> Case:
        """An evaluation, rare states as often as others."""
        cases = list(self.model.cases.values())
        state = self.of(list(dict.fromkeys(case.state for case in cases)))
        return self.of([case for case in cases if case.state == state])

    def tried(self, attempt: Attempt) -> Tried:
        """Directly, once in twenty over HTTP, half of those sent twice; nobody can only knock at the door."""
        http = attempt.who == cast.NOBODY or self.one_in(20)
        return Tried(attempt, http, http and self.one_in(2))

    def detailed(self, attempt: Attempt) -> Attempt:
        """The attempt with a review of some line, or a save of all or of one."""
        if attempt.action in ("review", "spot_check"):
            opinion, drop = self.of(("同意", "核减")), attempt.action == "review" and self.one_in(5)
            return attempt._replace(line=self.of(range(3)), score=self.of(SCORES), opinion=opinion, drop=drop)
        if attempt.action == "detach":
            held = [line for line, number in enumerate(self.model.cases[attempt.id].evidence) if number]
            return attempt._replace(line=self.of([*held, *held, 0, 1, 2]))
        if attempt.action == "attach":
            return attempt._replace(line=self.of(range(3)))
        if attempt.action == "save":
            return attempt._replace(line=self.of(range(3)), whole=not self.one_in(3))
        return attempt

    def spoilt(self, attempt: Attempt) -> Attempt:
        """The attempt with whatever may be wrong about it."""
        made = self.detailed(attempt._replace(content=self.of((*forms.COMPLETE, *forms.INCOMPLETE))))
        flaws: Sequence[str] = FLAWS.get(made.action, ())
        if made.action == "save":
            flaws = ("promise",) if made.whole else ("line",)
        flaw = self.of(flaws) if flaws and self.one_in(4) else ""
        if made.drop and flaw:
            flaw = "line"
        return made._replace(flaw=flaw, stale=self.one_in(4), reason=not self.one_in(4))


def likely(chance: Chance) -> list[Event]:
    """Somebody does what they may do."""
    case, content = chance.of(list(chance.model.cases.values())), chance.of(forms.COMPLETE)
    attempts = [Attempt(action, who, case.id, content=content) for action in TABLE for who in cast.CAST]
    doable = [each for each in attempts if expected(chance.model, each, http=False) == DONE]
    if not doable:
        return []
    actions = list(dict.fromkeys(each.action for each in doable))
    action = chance.of(actions + 3 * [action for action in actions if action in FORWARD])
    return [chance.tried(chance.detailed(chance.of([each for each in doable if each.action == action])))]


def nearly(chance: Chance) -> list[Event]:
    """Somebody with the right role tries in the right state: what stands against it can only be a condition."""
    case = chance.case()
    action = chance.of([action for action, rule in TABLE.items() if case.state in rule.before.split()])
    who = chance.of([who for who in cast.CAST if holds(who, TABLE[action].roles, case.agency)])
    tried = chance.tried(chance.spoilt(Attempt(action, who, case.id)))
    if chance.one_in(6):
        return [Day(chance.of((5, 25))), tried, Day(15)]
    return [tried]


def anybody(chance: Chance) -> list[Event]:
    """Anybody tries anything, rightly or wrongly."""
    case, action = chance.case(), chance.of(list(TABLE))
    who = cast.NOBODY if chance.one_in(12) else chance.of(cast.BY_ROLE[chance.of(list(cast.BY_ROLE))])
    return [chance.tried(chance.spoilt(Attempt(action, who, case.id)))]


def everybody(chance: Chance) -> list[Event]:
    """One of each role tries the same."""
    attempt = chance.spoilt(Attempt(chance.of(list(TABLE)), "", chance.case().id))
    return [chance.tried(attempt._replace(who=chance.of(names))) for names in cast.BY_ROLE.values()]


def at_once(chance: Chance) -> list[Event]:
    """Somebody approves several, or saves a line of several."""
    action, who = chance.of(("approve", "save")), chance.of(list(cast.CAST))
    cases = [chance.case() for _ in range(chance.of((2, 3)))]
    attempts = [chance.spoilt(Attempt(action, who, case.id)) for case in cases]
    return [AtOnce([each._replace(whole=False, flaw="line" if each.flaw else "") for each in attempts])]


def another_day(chance: Chance) -> list[Event]:
    """Time passes, or is looked back upon: no step depends on the one before having been earlier."""
    return [Day(chance.of(DAYS))]


def extension(chance: Chance) -> list[Event]:
    """A deadline is put off."""
    return [Extension(chance.of(list(chance.model.cases)), chance.of(LATER), chance.one_in(2))]


def marking(chance: Chance) -> list[Event]:
    """A plan is marked, mostly as open."""
    return [Mark(chance.of(list(chance.model.cases)), chance.one_in(3))]


def nothing(chance: Chance) -> list[Event]:
    """The simplest of all, to which a failing run shrinks."""
    return []


_KINDS = (
    nothing, *(likely,) * 10, *(nearly,) * 7, *(anybody,) * 4, *(everybody,) * 3, at_once, another_day, another_day,
    extension, marking,
)  # fmt: skip


@st.composite
def happenings(draw: st.DrawFn) -> list[Event]:
    """What happens next to the machine that runs."""
    chance = Chance(draw, draw(st.runner()).stage.model)
    return chance.of(_KINDS)(chance)
