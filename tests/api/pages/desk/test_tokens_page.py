"""The pages of tokens: one's own and other people's; the secret is shown once, a revoked one opens nothing."""

import re
from datetime import UTC, datetime, timedelta

from tests.api.pages.desk.person import Person, hidden
from tests.api.service.accounts import rows, with_clock
from tests.api.service.world import World

PAYLOAD = '<script>alert(1)</script>" onmouseover="x'
SECRET = re.compile(r"<output>(jx_[\w-]+)</output>")


def soon() -> str:
    """A day some weeks from now."""
    return str((datetime.now(UTC) + timedelta(days=20)).date())


def test_a_token_of_ones_own_is_shown_once_and_works_until_revoked(world: World) -> None:
    person = Person(world, "填报人甲")
    page = person.get("/tokens")
    assert "管理人员" not in page.split("<form")[-1]
    sent = {"name": PAYLOAD, "scopes": ["read"], "expires_on": soon(), "key": hidden(page, "key")}
    assert person.post("/tokens", **sent).status_code == 200
    assert PAYLOAD not in person.page
    found = SECRET.search(person.page)
    assert found
    assert found[1] not in str(rows(world, "SELECT * FROM idempotency")) + str(rows(world, "SELECT * FROM tokens"))
    again = person.post("/tokens", **sent)
    assert (again.status_code, again.headers["Location"]) == (303, "/tokens?done=told")
    world.tokens["新令牌"] = found[1]
    assert world.call("新令牌", "GET", "me").status_code == 200
    page = person.get("/tokens?done=told")
    assert "这里不再显示" in page
    assert not SECRET.search(page)
    assert PAYLOAD not in page
    (made,) = rows(world, "SELECT id FROM tokens WHERE name <> '测试' ORDER BY id DESC")
    page = person.send(f"/tokens/{made['id']}/revoke")
    assert "已吊销，立即失效" in page
    assert world.call("新令牌", "GET", "me").status_code == 401


def test_what_is_wrong_with_a_token_stands_at_its_field(world: World) -> None:
    person = Person(world, "填报人甲")
    person.get("/tokens")
    page = person.send("/tokens", name="", expires_on="明天")
    assert person.status == 422
    for name, told in (("name", "请填写"), ("expires_on", "请写日期"), ("scopes", "至少选一项")):
        assert told in page.split(f'id="{name}-hint"', 1)[1].split("</span>")[0]
    page = person.send("/tokens", name="报送", expires_on="2999-01-01", scopes=["read", "report"])
    assert person.status == 409
    assert "最长一年" in page.split('id="expires_on-hint"')[1]
    assert 'value="报送"' in page
    assert re.search(r'value="report" checked', page)
    page = person.send("/tokens", name="报送", expires_on=soon(), scopes=["king"])
    assert person.status == 422


def test_an_admin_issues_and_revokes_tokens_of_their_people(world: World) -> None:
    person, path = Person(world, "管理员甲"), f"/people/{world.people['集成程序甲']}/tokens"
    assert "集成程序甲" in person.get(path)
    page = person.send(path, name="采集", expires_on=soon(), scopes="read")
    assert SECRET.search(page)
    (made,) = rows(world, "SELECT id FROM tokens WHERE name = '采集'")
    person.get(path)
    page = person.send(f"{path}/{made['id']}/revoke")
    assert "已吊销" in page
    assert person.post(f"{path}/99999/revoke", key="k").status_code == 404


def test_an_expired_token_says_so(world: World) -> None:
    clock = with_clock(world)
    person = Person(world, "填报人甲")
    assert "有效</span>" in person.get("/tokens")
    clock.later(days=100)
    person = Person(world, "填报人甲")
    assert "已到期" in person.get("/tokens")
    assert "吊销<span" not in person.page


def test_other_peoples_tokens_are_seen_by_whoever_manages_or_audits_them(world: World) -> None:
    path = f"/people/{world.people['填报人甲']}/tokens"
    for who in ("外单位填报人", "单位审核人甲"):
        person = Person(world, who)
        person.get(path)
        assert person.status == 404
        assert person.post(path, name="x", scopes="read", expires_on=soon(), key="k").status_code == 404
    person = Person(world, "审计员甲")
    assert "发一个令牌" not in person.get(path)
    assert person.post(path, name="x", scopes="read", expires_on=soon(), key="k").status_code == 403
    assert person.post(f"{path}/1/revoke", key="k").status_code == 403
    assert "我的令牌" in person.get("/password")
