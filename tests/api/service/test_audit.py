"""The audit over HTTP: seen within reach, filtered, and verified from the top of the tree only."""

import pytest

from tests.api.service.world import World


@pytest.fixture
def busy(world: World) -> World:
    """A world in which something happened: two agencies added, one of them renamed."""
    for name, above in (("考试院", "某市人社局"), ("美术馆", "某市文旅局")):
        world.ok("管理员甲", "POST", "agencies", {"name": name, "parent_id": world.agencies[above]})
    id = world.agencies["图书馆"]
    body = {"name": "市图书馆", "code": "", "rank": "agency"}
    world.ok("管理员甲", "PUT", f"agencies/{id}", body, version=1)
    return world


def test_every_row_says_who_when_from_where_before_and_after(busy: World) -> None:
    newest = busy.ok("审计员甲", "GET", "audit")["items"][0]
    assert (newest["person"], newest["action"], newest["noun"]) == ("管理员甲", "change", "agency")
    assert (newest["before"], newest["after"]) == ({"name": "图书馆"}, {"name": "市图书馆"})
    assert newest["address"] == "127.0.0.1"
    assert newest["request_id"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("?action=add", 2),
        ("?noun=agency&noun_id=1", 0),
        ("?noun=nothing", 0),
        ("?person=1", 3),
        ("?person=2", 0),
        ("?since=2020-01-01", 3),
        ("?since=2999-01-01", 0),
        ("?until=2020-01-01", 0),
        ("?until=2999-01-01", 3),
        ("?sort=id&limit=2", 2),
    ],
)
def test_the_audit_is_filtered(busy: World, query: str, number: int) -> None:
    assert len(busy.ok("管理员甲", "GET", f"audit{query}")["items"]) == number


def test_the_audit_can_be_had_as_csv(busy: World) -> None:
    told = busy.call("审计员甲", "GET", "audit?format=csv")
    assert told.content_type.startswith("text/csv")
    assert "市图书馆" in told.get_data(as_text=True)


@pytest.mark.parametrize("who", ["填报人甲", "主管审核人甲", "集成程序甲"])
def test_who_holds_no_right_to_the_audit_sees_none_of_it(busy: World, who: str) -> None:
    assert busy.call(who, "GET", "audit").status_code == 403
    assert busy.call(who, "GET", "audit/verification").status_code == 403


def test_an_auditor_of_one_department_sees_its_rows_and_none_that_concern_no_agency(busy: World) -> None:
    store = busy.open()
    store.write(lambda store: store.run(
        "UPDATE grants SET agency_id = :id WHERE person_id = :person",
        id=busy.agencies["某市人社局"], person=busy.people["审计员甲"],
    ))  # fmt: skip
    store.write(lambda store: store.run(
        "INSERT INTO audit SELECT NULL, 'x', 1, at, person_id, person, NULL, '', '', 'ran', 'job', 1, NULL, '{}', '{}',"
        " '', '', hash FROM audit WHERE id = 1"
    ))  # fmt: skip
    store.close()
    seen = busy.ok("审计员甲", "GET", "audit")["items"]
    assert [each["after"]["name"] for each in seen] == ["考试院"]
    assert busy.ok("管理员甲", "GET", "audit")["items"][0]["noun"] == "job"
    assert busy.call("审计员甲", "GET", "audit/verification").status_code == 403


def test_a_top_among_several_sees_what_concerns_no_agency_but_not_what_concerns_the_other(busy: World) -> None:
    store = busy.open()
    store.write(lambda store: store.run(
        "INSERT INTO agencies (name, code, rank, version, created_at, updated_at)"
        " VALUES ('另一财政局', '', 'finance', 1, '', '')"
    ))  # fmt: skip
    store.write(lambda store: store.run(
        "INSERT INTO audit SELECT NULL, 'x', 1, at, person_id, person, NULL, '', '', 'ran', 'job', 1, NULL, '{}', '{}',"
        " '', '', hash FROM audit WHERE id = 1"
    ))  # fmt: skip
    store.write(lambda store: store.run(
        "INSERT INTO audit SELECT NULL, 'y', 1, at, person_id, person, NULL, '', '', 'add', 'agency', 7,"
        " (SELECT MAX(id) FROM agencies), '{}', '{}', '', '', hash FROM audit WHERE id = 1"
    ))  # fmt: skip
    store.close()
    assert [each["chain"] for each in busy.ok("审计员甲", "GET", "audit")["items"]] == ["x", *["agency"] * 3]


def test_the_audit_is_verified_over_http(busy: World) -> None:
    told = busy.ok("审计员甲", "GET", "audit/verification")
    assert told == {"intact": True, "rows": 3, "chains": 1, "seals": 0, "unsealed": 3, "faults": []}
    store = busy.open()
    store.write(lambda store: store.run("DROP TRIGGER written_once_audit_update"))
    store.write(lambda store: store.run("UPDATE audit SET person = '别人' WHERE id = 2"))
    store.close()
    told = busy.ok("审计员甲", "GET", "audit/verification")
    assert not told["intact"]
    assert "第 2 行" in told["faults"][0]["where"]
