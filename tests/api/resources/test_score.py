"""POST /api/v1/score and its neighbours, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

Sample = Callable[[str], Any]
TOTALS = {
    "mohrss-2023-jinbao": "97.0",
    "mohrss-2023-egov": "96.3",
    "huangpi-2023-whole": "99.00",
    "jilin-2023-smart": "97.00",
}


@pytest.mark.parametrize(("name", "total"), TOTALS.items())
def test_a_form_is_scored_and_names_its_rulebook(client: FlaskClient, sample: Sample, name: str, total: str) -> None:
    response = client.post("/api/v1/score", json=sample(name))
    told = response.get_json()
    assert response.status_code == 200
    assert response.content_type == "application/json"
    assert told["total"] == total
    assert told["rulebook"] == sample(name)["rulebook"]
    assert len(told["rulebook_digest"]) == 64
    assert "trace" not in told


def test_an_open_total_is_null_with_a_range(client: FlaskClient, sample: Sample) -> None:
    told = client.post("/api/v1/score", json=sample("jilin-2023-12333")).get_json()
    assert told["total"] is None
    assert told["range"] == {"low": "84.38", "high": "97.00"}
    assert told["execution"]["rate"] == "90.65"


def test_the_trace_comes_when_asked_for(client: FlaskClient, sample: Sample) -> None:
    told = client.post("/api/v1/score?trace=1", json=sample("mohrss-2023-jinbao")).get_json()
    assert told["trace"]["value"] == "97.0"
    assert told["lines"][1]["trace"]["name"] == "round"
    assert told["execution"]["trace"]["children"]


def test_chinese_is_sent_as_chinese(client: FlaskClient, sample: Sample) -> None:
    assert "金保工程".encode() in client.post("/api/v1/score", json=sample("mohrss-2023-jinbao")).data


def test_a_batch_gives_results_in_its_order(client: FlaskClient, sample: Sample) -> None:
    body = {"documents": [sample(name) for name in TOTALS]}
    results = client.post("/api/v1/score", json=body).get_json()["results"]
    assert [each["total"] for each in results] == list(TOTALS.values())


def test_a_batch_names_one_rulebook_for_all(client: FlaskClient, sample: Sample) -> None:
    body = {"documents": [sample("mohrss-2023-egov")], "rulebook": "central-2021"}
    (told,) = client.post("/api/v1/score", json=body).get_json()["results"]
    assert (told["rulebook"], told["total"]) == ("central-2021", "96.26")
    single = client.post("/api/v1/score?rulebook=central-2021", json=sample("mohrss-2023-egov")).get_json()
    assert single == told


def test_a_batch_with_one_bad_document_is_refused_whole_with_every_place(client: FlaskClient, sample: Sample) -> None:
    good, bad = sample("mohrss-2023-egov"), sample("mohrss-2023-egov")
    bad["objectives"][0]["indicators"][2]["self_score"] = "x"
    response = client.post("/api/v1/score", json={"documents": [good, bad, {}]})
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    told = response.get_json()
    assert (told["code"], told["type"]) == ("invalid_document", "/problems/invalid_document")
    assert [(each["path"], each["code"]) for each in told["errors"]] == [
        ("documents[1].objectives[0].indicators[2].self_score", "not_a_decimal"),
        ("documents[2].document", "required"),
    ]


def test_a_batch_of_broken_documents_stops_counting_at_the_limit(client: FlaskClient) -> None:
    broken = {"document": "plan", **{f"x{i}": 1 for i in range(300)}}
    told = client.post("/api/v1/score", json={"documents": [broken] * 20}).get_json()
    assert len(told["errors"]) == 1000


def test_a_thousand_documents_are_taken_and_one_more_is_not(client: FlaskClient) -> None:
    small = {"document": "plan", "budget_year": 2023, "place": "中央", "agency": {"name": "甲"},
             "rulebook": "central-2021", "objectives": [{"indicators": []}]}  # fmt: skip
    taken = client.post("/api/v1/score", json={"documents": [small] * 1000})
    assert len(taken.get_json()["results"]) == 1000
    refused = client.post("/api/v1/score", json={"documents": [small] * 1001})
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["path"] == "documents"


def test_without_a_rulebook_the_candidates_are_named(client: FlaskClient, sample: Sample) -> None:
    document = sample("mohrss-2023-egov") | {"budget_year": 2024}
    del document["rulebook"]
    response = client.post("/api/v1/score", json={"documents": [sample("mohrss-2023-egov"), document]})
    assert response.status_code == 422
    told = response.get_json()
    assert told["code"] == "choose_rulebook"
    assert all(each["path"] == "documents[1].rulebook" for each in told["errors"])
    assert any("central-2021" in each["message"] for each in told["errors"])


def test_an_unknown_rulebook_is_refused_with_the_known_ones(client: FlaskClient, sample: Sample) -> None:
    response = client.post("/api/v1/score?rulebook=x", json=sample("mohrss-2023-egov"))
    assert response.status_code == 422
    assert "mohrss-2023" in response.get_json()["detail"]


def test_check_tells_issues_with_sentences_and_those_between_forms(client: FlaskClient, sample: Sample) -> None:
    body = {"documents": [sample("mohrss-2023-egov"), sample("mohrss-2023-jinbao")]}
    first, second = client.post("/api/v1/check", json=body).get_json()["results"]
    assert "yearly_funds_differ" in [issue["code"] for issue in first["issues"]]
    assert second["rulebook"] == "mohrss-2023"
    assert all(issue["message"] and issue["where"] for issue in second["issues"])


def test_check_without_a_rulebook_looks_at_the_document_alone(client: FlaskClient, sample: Sample) -> None:
    document = sample("mohrss-2023-egov") | {"budget_year": 2024}
    del document["rulebook"]
    told = client.post("/api/v1/check", json=document).get_json()
    assert told["rulebook"] is None
    assert told["notice"].startswith("办法未定，只检查了表格自身")
    assert told["issues"]


def test_verify_agrees_with_the_published_total(client: FlaskClient, sample: Sample) -> None:
    told = client.post("/api/v1/verify", json=sample("mohrss-2023-jinbao")).get_json()
    assert not told["differs"]
    assert told["total"]["outcome"] == "agrees"
    assert told["lines"][-1]["outcome"] == "inside"


def test_verify_refuses_a_plan_where_it_stands(client: FlaskClient, sample: Sample) -> None:
    body = {"documents": [sample("mohrss-2023-jinbao"), sample("mohrss-2025-jinbao")]}
    response = client.post("/api/v1/verify", json=body)
    assert response.status_code == 422
    told = response.get_json()
    assert told["errors"][0]["path"] == "documents[1].document"
    assert told["detail"].startswith("documents[1]：")
    assert "请去掉它或换成自评表" in told["detail"]


def test_compare_says_what_differs_and_why(client: FlaskClient, sample: Sample) -> None:
    query = "rulebooks=mohrss-2023&rulebooks=central-2021"
    told = client.post(f"/api/v1/compare?{query}", json=sample("mohrss-2023-egov")).get_json()
    assert (told["first"]["total"], told["second"]["total"]) == ("96.3", "96.26")
    assert told["differences"][-1]["causes"] == ["rounding"]
    body = {"documents": [sample("mohrss-2023-egov")], "rulebooks": ["mohrss-2023", "central-2021"]}
    assert client.post("/api/v1/compare", json=body).get_json() == {"results": [told]}


@pytest.mark.parametrize("query", ["", "?rulebooks=mohrss-2023", "?rulebooks=a&rulebooks=b&rulebooks=c"])
def test_compare_wants_exactly_two_rulebooks(client: FlaskClient, sample: Sample, query: str) -> None:
    response = client.post(f"/api/v1/compare{query}", json=sample("mohrss-2023-egov"))
    assert (response.status_code, response.get_json()["code"]) == (422, "bad_parameter")


def test_narrative_writes_texts_and_the_yearly_sentence(client: FlaskClient, sample: Sample) -> None:
    body = {"documents": [sample("mohrss-2023-egov"), sample("mohrss-2023-jinbao")]}
    told = client.post("/api/v1/narrative", json=body).get_json()
    assert "自评得分96.3分" in told["narratives"][0]["text"]
    assert told["yearly_summary"]["funds"] == "1949.44"


def test_narrative_of_a_whole_agency_has_no_yearly_sentence(client: FlaskClient, sample: Sample) -> None:
    assert client.post("/api/v1/narrative", json=sample("huangpi-2023-whole")).get_json()["yearly_summary"] is None


def test_rollup_adds_the_forms_of_several_agencies(client: FlaskClient, sample: Sample) -> None:
    forms = [sample("huangpi-2023-card") | {"agency": {"name": name}} for name in ("甲单位", "乙单位")]
    told = client.post("/api/v1/rollup", json={"documents": forms, "rulebook": "hubei-2020"}).get_json()
    assert told["agency"] == "甲单位、乙单位"
    assert {line["method"] for line in told["rolled"]} <= {"added", "weighed", "points_weighed", "left_open"}


def test_rollup_is_refused_where_the_rulebook_has_none(client: FlaskClient, sample: Sample) -> None:
    response = client.post("/api/v1/rollup", json=sample("mohrss-2023-jinbao"))
    assert (response.status_code, response.get_json()["code"]) == (422, "rollup_refused")


def test_rulebooks_are_listed_and_shown_with_their_clauses(client: FlaskClient) -> None:
    books = client.get("/api/v1/rulebooks").get_json()["rulebooks"]
    assert "mohrss-2023" in [book["id"] for book in books]
    told = client.get("/api/v1/rulebooks/jilin-2023").get_json()
    assert told["sections"]["execution"]["method"] == "bands"
    assert all(clause["evidence"] in ("paper", "form", "system", "recalled") for clause in told["clauses"].values())
    response = client.get("/api/v1/rulebooks/x")
    assert (response.status_code, response.get_json()["code"]) == (404, "rulebook_not_found")
    assert "没有编号为“x”的评分办法；已有：central-2020、" in response.get_json()["detail"]


def test_health_is_told(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json()["status"] == "ok"


def test_a_rulebook_to_choose_is_asked_for_with_the_way_to_name_it(client: FlaskClient, sample: Sample) -> None:
    undecided = sample("mohrss-2023-egov") | {"budget_year": 2024}
    del undecided["rulebook"]
    told = client.post("/api/v1/score", json={"documents": [undecided]}).get_json()
    assert told["code"] == "choose_rulebook"
    assert told["detail"].startswith("documents[0]：")
    assert "用 ?rulebook= 或文档的 rulebook 字段给出编号；候选：" in told["detail"]
    assert "central-2021" in told["detail"]
    assert client.post("/api/v1/score?rulebook=central-2021", json=undecided).status_code == 200


def test_an_unknown_rulebook_is_named_with_those_there_are(client: FlaskClient, sample: Sample) -> None:
    told = client.post("/api/v1/score?rulebook=x", json=sample("mohrss-2023-egov")).get_json()
    assert (told["status"], told["code"]) == (422, "unknown_rulebook")
    assert told["detail"].startswith("没有编号为“x”的评分办法；已有：")


def test_a_question_comes_with_its_sentence(client: FlaskClient, sample: Sample) -> None:
    asked = sample("mohrss-2023-jinbao")
    asked["objectives"][0]["indicators"][2]["actual"] = "0.999"
    line = client.post("/api/v1/score", json=asked).get_json()["lines"][2]
    assert line["questions"][0]["sentence"].startswith("实际完成值“0.999”：")


def test_an_unprinted_weight_is_verified_as_a_share(client: FlaskClient, sample: Sample) -> None:
    line = client.post("/api/v1/verify", json=sample("jilin-2023-12333")).get_json()["lines"][0]
    assert line["range"] is None
    assert line["share_of_weight"]["low"].startswith("0.8597")
