"""Lamps in words, and the signs behind them, where no published form shows them."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from api.actions.evaluations import queue
from api.actions.evaluations.judgement import KIND_NAMES, signs, unbacked
from api.actions.evaluations.queue import Signs, Waiting, claimed
from api.pages.desk.lamps import lamps
from api.pages.desk.opinions import field_of, label, remarks
from api.schemas import load_document
from indicators.model import SelfEvaluation
from indicators.places import line_of
from scoring.library import load_library
from scoring.sheet import ScoreSheet, score
from tests.api.service import stories

NOW = datetime(2024, 1, 1, tzinfo=UTC)
ROW = {"own": 0, "mine": 1, "level": 0, "round": 1, "revision": 2, "deadline": "2024-02-01T00:00:00.000000Z"}


def sheet(lines: dict[int, dict[str, Any]], **more: Any) -> ScoreSheet:
    """The published form, some of its lines changed."""
    report = stories.form("mohrss-2023-egov") | more
    for number, changed in lines.items():
        report["objectives"][0]["indicators"][number] |= changed
    document = load_document(report)
    assert isinstance(document, SelfEvaluation)
    book = load_library().choose(document).rulebook
    assert book
    return score(document, book)


def kinds(told: ScoreSheet) -> list[tuple[str, str]]:
    """What is told where, in short."""
    return [(each.where.rpartition(".")[2], each.kind) for each in signs(told)]


def test_every_lamp_says_how_many() -> None:
    found = lamps(Waiting(ROW, Signs(1, 2, 3, 4, 5, 6, 7, 8, Decimal("-1.5"), 9)), NOW)
    assert [each.words for each in found] == [
        "1 行未达到", "6 行待定", "欠说明 4", "自评与计算相差 −1.5", "超额完成 2 行", "失分未说明 3 行", "说明不足 5",
        "检查 9 项", "缺佐证 7 行", "第 2 次修订",
    ]  # fmt: skip
    assert lamps(Waiting(ROW | {"revision": 1}, Signs(0, 0, 0, 0, 0, 0, 0, 8, None, None)), NOW) == ()


def test_signs_stand_in_the_order_of_the_form() -> None:
    silent = {"self_score": "17", "explanation": {}}
    told = sheet({7: silent, 6: {"self_score": "25"}, 0: {"actual": ""}, 3: {"self_score": "7"}}, published_total="80")
    found = kinds(told)
    assert ("indicators[7]", "owed") in found or ("indicators[7]", "silent") in found
    assert ("indicators[0]", "open") in found
    assert ("indicators[3]", "differs") in found
    assert ("indicators[6]", "differs") in found
    places = [each.where for each in signs(told)]
    assert places == sorted(places, key=str)
    assert {kind for _, kind in found} <= KIND_NAMES.keys()


def test_points_lost_without_a_word_are_told_where_the_rulebook_asks_for_none() -> None:
    told = sheet({7: {"self_score": "17", "explanation": {}}})
    book = told.rulebook
    lenient = replace(book, explanations=book.explanations._replace(causes=frozenset()))
    found = signs(score(told.document, lenient))
    assert ("silent", "失 3 分，没有写原因") in [(each.kind, each.words) for each in found]


def test_lines_without_evidence_are_those_that_nothing_backs() -> None:
    told = sheet({0: {"evidence": [{"name": "记录"}]}})
    assert len(unbacked(told, {"objectives[0].indicators[1]"})) == 6


def test_the_total_that_a_report_gives_itself() -> None:
    lines = [{"self_score": "40"}, {"self_score": "50.5"}]
    report: dict[str, Any] = {"objectives": [{"indicators": lines}], "funding": {"rows": [{"self_score": "9"}]}}
    assert claimed(report) == Decimal("99.5")
    assert claimed(report | {"published_total": "98"}) == Decimal(98)
    assert claimed(report | {"funding": {"rows": [{"source": "total"}]}}) is None
    assert claimed(report | {"objectives": [{"indicators": [*lines, {}]}]}) is None
    assert queue.DEFAULT == "-urgency"


def test_places_and_fields_have_names() -> None:
    line = "objectives[0].indicators[1]"
    assert line_of(f"{line}.actual") == line
    assert (line_of("funding.rows[0].spent"), line_of("narrative.rate")) == ("funding", "")
    sent = {"lines": [{"where": line}], "remarks": [{"where": "funding"}, {"where": line}]}
    places = ["objectives[0].indicators[0]", line]
    told = {
        "lines[0].score": "score-2", "remarks[0].text": "remark-funding", "remarks[1].text": "remark-2",
        f"{line}.review.score": "score-2", "opinion": "opinion",
    }  # fmt: skip
    assert {path: field_of(path, places, sent) for path in told} == told
    assert label("remark-funding") == "资金表 退回时对这一行的话"
    assert remarks(places, {"remark-2": " 补 ", "remark-funding": ""}) == [{"where": line, "text": "补"}]
