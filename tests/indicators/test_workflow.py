"""The table of the workflow against one written by hand: who may do what in which state, under which conditions."""

from collections.abc import Mapping
from itertools import product

import pytest

from indicators.workflow import (
    EVALUATION,
    LOCKED,
    PLAN,
    Action,
    Condition,
    Rank,
    Role,
    State,
    Step,
    level_rank,
    stands_at,
)

REPORTERS, REVIEWERS, PUBLISHERS = "manager integrator", "supervisor", "supervisor admin"
# action: the states in which, the roles by which, the conditions in their order, the state after ("" for unchanged)
EVALUATIONS = {
    "save": ("draft returned", REPORTERS, "opened", ""),
    "submit": ("draft returned", REPORTERS, "opened before_deadline complete", "submitted"),
    "recall": ("submitted", REPORTERS, "unreviewed", "draft"),
    "review": ("submitted", REVIEWERS, "level four_eyes", ""),
    "return_": ("submitted", REVIEWERS, "level four_eyes remarks", "returned"),
    "approve": ("submitted", REVIEWERS, "level four_eyes complete", "approved"),
    "publish": ("approved withdrawn", PUBLISHERS, "level latest open_to_public", "published"),
    "withdraw": ("published", PUBLISHERS, "level reason", "withdrawn"),
    "reopen": ("approved published withdrawn", PUBLISHERS, "level latest reason", ""),
    "spot_check": ("approved published withdrawn", REVIEWERS, "level", ""),
}
PLANS = {
    "save": ("draft returned", REPORTERS, "", ""),
    "submit": ("draft returned", REPORTERS, "complete", "submitted"),
    "recall": ("submitted", REPORTERS, "", "draft"),
    "return_": ("submitted", REVIEWERS, "four_eyes remarks", "returned"),
    "approve": ("submitted", REVIEWERS, "four_eyes complete", "approved"),
    "reopen": ("approved", REPORTERS, "latest reason", ""),
}
Written = Mapping[str, tuple[str, str, str, str]]


def told(step: Step) -> tuple[set[str], set[str], list[str], str]:
    """A step as it would be written by hand."""
    after = step.after.value if step.after else ""
    return {each.value for each in step.before}, {each.value for each in step.roles}, [*step.conditions], after


@pytest.mark.parametrize(("table", "written"), [(EVALUATION, EVALUATIONS), (PLAN, PLANS)], ids=["evaluation", "plan"])
def test_the_table_says_what_the_description_says(table: Mapping[Action, Step], written: Written) -> None:
    expected = {
        action: (set(before.split()), set(roles.split()), conditions.split(), after)
        for action, (before, roles, conditions, after) in written.items()
    }
    assert {action.value: told(step) for action, step in table.items()} == expected


@pytest.mark.parametrize("table", [EVALUATION, PLAN], ids=["evaluation", "plan"])
def test_every_state_but_the_first_is_reached_and_none_is_a_dead_end(table: Mapping[Action, Step]) -> None:
    states = {state for step in table.values() for state in step.before}
    reached = {State.DRAFT}
    while more := {step.after for step in table.values() if step.after and reached & step.before} - reached:
        reached |= more
    assert reached == states


def test_an_auditor_takes_no_step_and_an_integrator_only_those_of_a_reporter() -> None:
    steps = [step for table in (EVALUATION, PLAN) for step in table.values()]
    assert not [step for step in steps if Role.AUDITOR in step.roles]
    assert all(Role.MANAGER in step.roles for step in steps if Role.INTEGRATOR in step.roles)


def test_nobody_both_reports_and_reviews_by_one_role() -> None:
    reporters, reviewers = EVALUATION[Action.SUBMIT].roles, EVALUATION[Action.APPROVE].roles
    assert reporters.isdisjoint(reviewers)


def test_whatever_is_decided_about_others_needs_a_second_pair_of_eyes() -> None:
    deciding = (Action.REVIEW, Action.RETURN, Action.APPROVE)
    assert all(Condition.FOUR_EYES in EVALUATION[action].conditions for action in deciding)
    assert all(Condition.FOUR_EYES in PLAN[action].conditions for action in (Action.RETURN, Action.APPROVE))


def test_nothing_leads_from_an_approved_result_back_to_one_that_can_be_changed() -> None:
    for action, step in EVALUATION.items():
        if step.before & LOCKED:
            assert step.before <= LOCKED, action
            assert step.after is None or step.after in LOCKED, action


@pytest.mark.parametrize(("level", "rank"), [(1, Rank.AGENCY), (2, Rank.DEPARTMENT), (3, Rank.FINANCE)])
def test_each_level_belongs_to_a_rank_and_a_higher_one_stands_in(level: int, rank: Rank) -> None:
    assert level_rank(level) is rank
    order = list(Rank)
    assert [each for each in Rank if stands_at(each, level)] == order[order.index(rank) :]


def test_a_higher_rank_stands_wherever_a_lower_one_does() -> None:
    for lower, level in product(Rank, (1, 2, 3)):
        if stands_at(lower, level):
            assert all(stands_at(each, level) for each in list(Rank)[list(Rank).index(lower) :])
