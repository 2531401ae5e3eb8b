"""What the child that verifies packages answers: the report with short texts, a refusal, or that memory ran out."""

import json

import pytest

from api.package import child
from api.package.child import LONGEST, PACKAGES, answered, unpacked
from api.parsing.child import READ, REFUSAL, SPENT
from api.parsing.worker import understood
from api.problems.refusals_files import UnreadablePackage
from tests.api.package.build import forged, package, report


def test_the_report_comes_back_as_it_was_without_its_evidence() -> None:
    kind, answer = answered(package(), "")
    told = report(package())
    assert kind == READ
    assert unpacked(answer) == told._replace(evidence=())


def test_a_refusal_comes_back_with_its_sentence() -> None:
    kind, answer = answered(b"no zip", "")
    assert kind == REFUSAL
    with pytest.raises(UnreadablePackage, match="不是压缩包"):
        understood(PACKAGES, kind, answer, 5)


def test_texts_of_strangers_come_back_short() -> None:
    _, answer = answered(forged(lambda snapshot: snapshot.update({"很长" * 2000: 1})), "")
    assert max(len(check.why) for check in unpacked(answer).checks) <= LONGEST
    assert len(json.loads(answer)[0]) <= LONGEST


def test_memory_that_ran_out_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def costly(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "verify_package", costly)
    assert answered(package(), "") == (SPENT, b"")


def test_the_child_runs_what_it_is_made_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[object] = []
    monkeypatch.setattr(child, "run", ran.append)
    child.main()
    assert ran == [answered]
