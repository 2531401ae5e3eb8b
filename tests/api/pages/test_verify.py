"""A package verified on a page, by anybody: what was found in words, beside what is published; nothing is kept."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.chain import canonical
from api.package.parts import AUDIT
from api.parsing.pool import Children
from tests.api.package.build import forged, sealed, unzipped
from tests.api.package.test_unpacking import BAD, archive
from tests.api.pages.desk.person import HERE, Person
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World, make_world

SENT = {name: each for name, each in BAD.items() if each[0]}  # an empty file is no file


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world with one published result; its children end with it."""
    made = make_world(tmp_path_factory.mktemp("verify"))
    stories.published(made)
    yield made
    made.service.close()


@pytest.fixture(scope="module")
def package(world: World) -> bytes:
    """The package of the published result."""
    return world.call("", "GET", "published/1/package").get_data()


def body(*files: tuple[str, bytes]) -> bytes:
    """The files as a browser encodes them."""
    head = 'Content-Disposition: form-data; name="package"; filename="{}"\r\n\r\n'
    parts = [b"--x\r\n" + head.format(name).encode() + content + b"\r\n" for name, content in files]
    return b"".join(parts) + b"--x--\r\n"


def sent(world: World, *files: tuple[str, bytes], origin: str = HERE) -> tuple[int, str]:
    """The files sent as the form sends them: the status and the page."""
    kind = "multipart/form-data; boundary=x"
    answer = Person(world).client.post("/verify", data=body(*files), content_type=kind, headers={"Origin": origin})
    return answer.status_code, " ".join(answer.get_data(as_text=True).split())


def changed(package: bytes, name: str, change: Any) -> bytes:
    """The package with one of its JSON files changed, every digest made to fit."""
    files = unzipped(package)
    value = json.loads(files[name])
    change(value)
    return sealed(files | {name: json.dumps(value, ensure_ascii=False).encode()})


def test_the_published_package_is_the_one_that_is_published(world: World, package: bytes) -> None:
    status, page = sent(world, ("jixiao-1.zip", package))
    digest = world.ok("", "GET", "published/1")["digest"]
    assert status == 200
    assert "<b>核对无误</b>" in page
    assert 'href="/published/1"' in page
    assert page.count(digest) >= 2
    assert "所载 <b>96.3</b>，重算 <b>96.3</b>" in page
    assert "不符" not in page
    for name in ("文件校验值", "评分办法", "逐行得分", "计分过程", "审计链", "佐证材料清单"):
        assert name in page


def test_a_changed_package_says_where_it_differs(world: World, package: bytes) -> None:
    status, page = sent(world, ("改过.zip", changed(package, "sheet.json", lambda sheet: sheet.update(total="100"))))
    assert status == 200
    assert "<b>有不符之处</b>" in page
    assert "所载 100，重算 96.3" in page


def test_a_package_that_agrees_with_itself_but_is_not_ours_is_not_taken_for_ours(world: World) -> None:
    status, page = sent(world, ("别处的.zip", forged(lambda snapshot: None)))
    assert status == 200
    assert "本站没有公开这一份" in page
    assert "核对无误" not in page


def test_a_package_under_the_number_of_another_result_is_told_apart(world: World, package: bytes) -> None:
    files = unzipped(forged(lambda snapshot: None))
    named = files[AUDIT].decode().splitlines()
    row = json.loads(named[-1]) | {"noun_id": 1}
    files[AUDIT] = "".join(f"{each}\n" for each in [*named[:-1], canonical(row)]).encode()
    _, page = sent(world, ("冒名.zip", sealed(files)))
    assert '<span class="chip error">不同</span>' in page
    assert "核对无误" not in page


@pytest.mark.parametrize(
    "audit", [b"", b"no json that names it {digest}\n", b'["{digest}"]\n', b'{"noun_id":true,"x":"{digest}"}\n']
)
def test_an_audit_that_names_nothing_of_ours_is_compared_with_nothing(
    world: World, package: bytes, audit: bytes
) -> None:
    digest = world.ok("", "GET", "published/1")["digest"].encode()
    _, page = sent(world, ("a.zip", sealed(unzipped(package) | {AUDIT: audit.replace(b"{digest}", digest)})))
    assert "没有这一份" in page
    assert "<b>有不符之处</b>" in page


def test_what_was_withdrawn_is_no_longer_here(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    made = stories.published(world)
    package = world.call("", "GET", f"published/{made['id']}/package").data
    world.ok("管理员甲", "POST", f"evaluations/{made['id']}/withdraw", {"reason": "更正"}, version=made["version"])
    _, page = sent(world, ("a.zip", package))
    world.service.close()
    assert "本站没有公开这一份" in page


@pytest.mark.parametrize(("data", "why"), SENT.values(), ids=SENT)
def test_what_is_no_package_is_refused_in_a_sentence(world: World, data: bytes, why: str) -> None:
    status, page = sent(world, ("坏的.zip", data))
    assert status == 422
    assert "<b>没有核对</b>" in page
    assert (why.split("'", maxsplit=1)[0] in page) or "不是 zip 文件" in page


def test_names_as_long_as_a_zip_can_hold_are_told_short(world: World) -> None:
    status, page = sent(world, ("长名.zip", archive({f"{number}{'x' * 60_000}": b"{}" for number in range(9)})))
    assert status == 422
    assert len(page) < 20_000


def test_a_package_that_costs_too_much_is_given_up(world: World, package: bytes) -> None:
    service = world.service
    small = Children(service.verifiers.task, 1, memory=150 * 1024 * 1024)
    world.app.extensions["jixiao.service"] = replace(service, verifiers=small)
    costly = sealed(unzipped(package) | {"document.json": b"[" + b"[0]," * 3_500_000 + b"0]"})
    try:
        status, page = sent(world, ("大.zip", costly))
    finally:
        world.app.extensions["jixiao.service"] = service
        small.close()
    assert status == 422
    assert "所需内存过多，没有核对" in page


def test_when_nobody_is_free_one_is_told_to_come_again(world: World, package: bytes) -> None:
    service = world.service
    world.app.extensions["jixiao.service"] = replace(service, verifiers=Children(service.verifiers.task, 0, wait=0))
    status, page = sent(world, ("a.zip", package))
    world.app.extensions["jixiao.service"] = service
    assert status == 503
    assert "请过几秒再试" in page


def test_several_are_told_one_by_one_and_too_many_are_not_taken(world: World, package: bytes) -> None:
    status, page = sent(world, ("一.zip", package), ("二.zip", b"PK\x03\x04"))
    assert status == 422
    assert "核对无误" in page
    assert "没有核对" in page
    assert sent(world, *[("a.zip", b"x")] * 11)[0] == 422
    status, page = sent(world)
    assert status == 422
    assert "请先选一个结果包" in page


def test_a_hostile_name_shows_as_text(world: World) -> None:
    _, page = sent(world, ("<script>alert(1)</script>.zip", b"x"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_our_own_page_sends_packages_and_nothing_is_kept(world: World, package: bytes) -> None:
    before = [rows(world, f"SELECT COUNT(*) AS n FROM {name}") for name in ("audit", "idempotency", "imports")]
    assert sent(world, ("a.zip", package), origin="http://elsewhere")[0] == 403
    sent(world, ("a.zip", package))
    assert before == [rows(world, f"SELECT COUNT(*) AS n FROM {name}") for name in ("audit", "idempotency", "imports")]


def test_more_than_a_request_may_hold_is_refused(world: World) -> None:
    status, page = sent(world, ("a.zip", bytes(world.service.settings.body_limit)))
    assert (status, "选的文件合计超过 16 MB，没有核对" in page) == (413, True)


def test_anybody_finds_the_page_and_whoever_is_signed_in_stays_so(world: World) -> None:
    assert 'href="/verify"' in Person(world).get("/published")
    assert 'href="/verify"' in Person(world).get("/published/1")
    assert "管理员甲" in Person(world, "管理员甲").get("/verify")
