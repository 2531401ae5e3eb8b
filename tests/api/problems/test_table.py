"""Every refusal has its place in the one table, and no content of a request is our fault."""

import inspect

from api import wire
from api.problems import refusals, refusals_files, refusals_people, service
from api.problems.faults import MESSAGES, FieldError, InvalidDocument, joined
from api.problems.table import ERROR_LIMIT, KINDS, REFUSALS, STATUSES, failed, refused


def test_every_refusal_class_is_in_the_table() -> None:
    own = {
        cls
        for module in (wire, refusals, refusals_files, refusals_people, service)
        for _, cls in inspect.getmembers(module, inspect.isclass)
        if issubclass(cls, Exception) and cls.__module__ == module.__name__
    }
    assert own <= set(REFUSALS)


def test_no_refusal_is_a_fault_of_ours_and_every_title_is_chinese() -> None:
    exhausted: dict[type[Exception], int] = {
        service.Busy: 503,
        service.StorageFull: 507,
    }  # no content of a request, but what the machine lacks
    exhausted[refusals_files.ParsersBusy] = 503
    assert {cls: kind.status for cls, kind in REFUSALS.items() if not 400 <= kind.status < 500} == exhausted
    assert all(kind.title and not kind.title.isascii() for kind in KINDS.values())
    assert all(not message.isascii() for message in MESSAGES.values())


def test_a_status_that_nobody_foresaw_still_has_a_code() -> None:
    assert failed(418).as_json()["code"] == "http_418"
    assert failed(404).kind is STATUSES[404]


def test_a_thousand_errors_are_listed_and_not_more() -> None:
    problem = refused(InvalidDocument([FieldError("a", "b")] * (ERROR_LIMIT + 1)))
    assert len(problem.as_json()["errors"]) == ERROR_LIMIT


def test_paths_join_as_they_are_written() -> None:
    assert joined("", "a") == "a"
    assert joined("a", 0) == "a[0]"
    assert joined("a[0]", "b") == "a[0].b"
    assert joined("documents[1]", "") == "documents[1]"


def test_a_choice_without_candidates_says_why() -> None:
    (error,) = refusals.ChooseRulebook("没有适用的办法", [], "documents[1]").errors
    assert error == FieldError("documents[1].rulebook", "没有适用的办法", "choose_rulebook")
