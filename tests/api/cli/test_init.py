"""An empty database becomes one that somebody can use; people from a sheet; a way back in."""

import re
import stat
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from api import passwords
from api.app import create_app
from api.settings import as_demo, from_environment
from tests.api.cli.conftest import Run

HEAD = "账号,姓名,邮箱,角色,单位\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands find their database."""
    path = tmp_path / "data" / "jixiao.db"
    monkeypatch.setenv("JIXIAO_DATABASE", str(path))
    return path


def sign_in(database: Path, login: str, password: str) -> TestResponse:
    """The answer of a service on that database."""
    app = create_app(as_demo(from_environment({"JIXIAO_DATABASE": str(database)})))
    return app.test_client().post("/api/v1/logins", json={"login": login, "password": password})


def password_in(text: str) -> str:
    """The password that a command printed."""
    found = re.search(r"初始密码：(\S+)", text)
    assert found, text
    return found[1]


def test_init_makes_the_first_admin_whose_password_is_printed_once(run: Run, database: Path) -> None:
    result = run("init", "--agency", "某市财政局", "--login", "guanli")
    assert result.exit_code == 0, result.stderr
    told = sign_in(database, "guanli", password_in(result.stdout)).get_json()
    assert told["must_change"] is True
    assert password_in(result.stdout) not in database.read_bytes().decode("latin-1")


def test_init_refuses_what_is_initialised_already(run: Run, database: Path) -> None:
    assert run("init").exit_code == 0
    for again in (("init",), ("init", "--demo")):
        result = run(*again)
        assert result.exit_code == 2
        assert "jixiao people reset 账号" in result.stderr
    assert sign_in(database, "guanli", "x").status_code == 401


def test_the_demonstration_has_one_account_for_every_role_and_all_can_sign_in(run: Run, database: Path) -> None:
    result = run("init", "--demo")
    accounts = re.findall(r"^([a-z]+) +\S+ +(\S+) +\S+ +(\S{4}-\S{4}-\S{4}-\S{4})$", result.stdout, re.MULTILINE)
    assert {role for _, role, _ in accounts} == {"管理员", "审核人", "填报人", "审计人员", "集成程序"}
    for login, _, password in accounts:
        assert sign_in(database, login, password).get_json()["must_change"] is False


def test_a_new_database_is_for_its_owner_alone(run: Run, database: Path) -> None:
    assert run("init").exit_code == 0
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


@pytest.mark.parametrize(("place", "why"), [
    ("/proc/jixiao.db", "能写"), ("/dev/null/jixiao.db", "能写"), ("docs", "能写"), ("README.md", "数据库读不出来"),
])  # fmt: skip
@pytest.mark.parametrize("command", ["init", "serve"])
def test_a_database_that_cannot_be_is_told_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, place: str, why: str
) -> None:
    monkeypatch.setenv("JIXIAO_DATABASE", place)
    monkeypatch.setenv("JIXIAO_SECRET", "x" * 40)
    result = run(command)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"设置 database（JIXIAO_DATABASE）={place} 无效") and why in result.stderr


def test_a_locked_out_admin_gets_a_new_password(run: Run, database: Path) -> None:
    run("init")
    for _ in range(6):
        sign_in(database, "admin", "猜的猜的猜的")
    result = run("people", "reset", "ADMIN")
    assert result.exit_code == 0, result.stderr
    assert sign_in(database, "admin", password_in(result.stdout)).status_code == 201
    assert "没有账号“谁”" in run("people", "reset", "谁").stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_people_come_from_a_sheet_and_their_passwords_go_into_a_file_for_one_reader(
    run: Run, database: Path, tmp_path: Path, encoding: str
) -> None:
    run("init", "--agency", "某市财政局")
    sheet, target = tmp_path / "人员.csv", tmp_path / "密码.csv"
    sheet.write_bytes(
        (HEAD + "li,李某,a@b.cn,填报人,某市财政局\n,,,,\n=sum,王某,,审核人,某市财政局\n").encode(encoding)
    )
    dry = run("people", "add", "--from", str(sheet), "--passwords", str(target), "--dry-run")
    assert "2 人可以增加" in dry.stdout
    assert not target.exists()
    result = run("people", "add", "--from", str(sheet), "--passwords", str(target))
    assert result.exit_code == 0, result.stderr
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    _, first, second = target.read_text("utf-8-sig").splitlines()
    assert second.startswith("'=sum,王某,")
    assert sign_in(database, "li", first.split(",")[2]).status_code == 201


def test_a_sheet_with_anything_wrong_adds_nobody_and_leaves_no_file(run: Run, database: Path, tmp_path: Path) -> None:
    run("init", "--agency", "某市财政局")
    sheet, target = tmp_path / "人员.csv", tmp_path / "密码.csv"
    sheet.write_text(HEAD + "li,李某,,填报人,某市财政局\n\nadmin,王某,,院长,某局\n", "utf-8")
    result = run("people", "add", "--from", str(sheet), "--passwords", str(target))
    assert result.exit_code == 2
    for told in ("第4行：账号“admin”已存在", "第4行：没有角色“院长”", "第4行：没有名称或代码为“某局”的单位"):
        assert told in result.stderr
    assert not target.exists()
    assert "没有账号“li”" in run("people", "reset", "li").stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"login,name\na,b\n", "缺少列：账号、姓名、角色、单位"),
        ((HEAD + "li,,,填报人,某市财政局\n").encode(), "第2行 姓名：不能为空"),
        ((HEAD + "li,李某,x,填报人,某市财政局\n").encode(), "第2行 邮箱：应为邮箱地址"),
        (HEAD.encode(), "只有首行，没有内容"),
        (b"\xff\xfe\x00\x00", "不是文字文件"),
        (b"a" * (16 * 1024 * 1024 + 1), "太大"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(
    run: Run, database: Path, tmp_path: Path, content: bytes, told: str
) -> None:
    run("init", "--agency", "某市财政局")
    sheet = tmp_path / "人员.csv"
    sheet.write_bytes(content)
    result = run("people", "add", "--from", str(sheet), "--passwords", str(tmp_path / "密码.csv"))
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr


def test_passwords_are_never_written_over_a_file_nor_where_none_can_be(
    run: Run, database: Path, tmp_path: Path
) -> None:
    run("init", "--agency", "某市财政局")
    sheet = tmp_path / "人员.csv"
    sheet.write_text(HEAD + "li,李某,,填报人,某市财政局\n", "utf-8")
    assert "已存在" in run("people", "add", "--from", str(sheet), "--passwords", str(sheet)).stderr
    nowhere = tmp_path / "没有" / "密码.csv"
    assert "写不了" in run("people", "add", "--from", str(sheet), "--passwords", str(nowhere)).stderr
    assert "没有文件" in run("people", "add", "--from", str(tmp_path / "没有.csv")).stderr
    assert "没有账号“li”" in run("people", "reset", "li").stderr


def test_the_passwords_are_gone_again_where_the_people_could_not_be_added_after_all(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody takes the account while the passwords are hashed."""
    run("init", "--agency", "某市财政局")
    sheet, other, target = tmp_path / "人员.csv", tmp_path / "他人.csv", tmp_path / "密码.csv"
    sheet.write_text(HEAD + "li,李某,,填报人,某市财政局\n", "utf-8")
    other.write_text(HEAD + "li,另一位李某,,审核人,某市财政局\n", "utf-8")
    real = passwords.hashed

    def slow(password: str) -> str:
        monkeypatch.setattr(passwords, "hashed", real)
        assert run("people", "add", "--from", str(other), "--passwords", str(tmp_path / "他人密码.csv")).exit_code == 0
        return real(password)

    monkeypatch.setattr(passwords, "hashed", slow)
    result = run("people", "add", "--from", str(sheet), "--passwords", str(target))
    assert (result.exit_code, "账号“li”已存在" in result.stderr) == (2, True), result.stderr
    assert not target.exists()


def test_a_reset_says_when_the_account_is_disabled(run: Run, database: Path) -> None:
    result = run("init", "--demo")
    password = re.search(r"^guanli .* (\S+)$", result.stdout, re.MULTILINE)
    assert password
    app = create_app(as_demo(from_environment({"JIXIAO_DATABASE": str(database)})))
    client = app.test_client()
    secret = client.post("/api/v1/logins", json={"login": "guanli", "password": password[1]}).get_json()["secret"]
    signed = {"Authorization": f"Bearer {secret}"}
    (found,) = client.get("/api/v1/people?text=tianbao", headers=signed).get_json()["items"]
    body = {"name": "填报人甲", "disabled": True}
    path = f"/api/v1/people/{found['id']}"
    changed = client.put(path, json=body, headers=signed | {"If-Match": '"1"'})
    assert changed.status_code == 200
    assert "已停用" in run("people", "reset", "tianbao").stderr


def test_agencies_come_from_a_sheet_and_its_faults_are_all_told_at_once(
    run: Run, database: Path, tmp_path: Path
) -> None:
    run("init", "--agency", "某市财政局")
    sheet = tmp_path / "单位.csv"
    sheet.write_text("名称,代码,层级,上级单位\n,,,某局\n人社局,117,院,某市财政局\n", "utf-8")
    result = run("agencies", "add", "--from", str(sheet))
    assert result.exit_code == 2
    for told in ("第2行 名称：不能为空", "第2行：没有名称或代码为“某局”", "第3行：没有层级“院”", "一个单位也没有增加"):
        assert told in result.stderr
    sheet.write_text("上级单位,名称,层级\n某市财政局,人社局,主管部门\n人社局,信息中心,\n", "utf-8")
    assert "2 个单位可以增加" in run("agencies", "add", "--from", str(sheet), "--dry-run").stdout
    assert "增加了 2 个单位" in run("agencies", "add", "--from", str(sheet)).stdout
    assert "上级单位下已有“人社局”" in run("agencies", "add", "--from", str(sheet)).stderr
    sheet.write_text("名称,上级单位\n" + "甲,某市财政局\n" * 5001, "utf-8")
    assert "一次至多 5000 行" in run("agencies", "add", "--from", str(sheet)).stderr


def test_every_fault_of_a_sheet_of_people_is_told_at_once(run: Run, database: Path, tmp_path: Path) -> None:
    run("init", "--agency", "某市财政局")
    sheet = tmp_path / "人员.csv"
    sheet.write_text(HEAD + "li,,x,填报人,某局\nadmin,王某,,,某市财政局\n", "utf-8")
    result = run("people", "add", "--from", str(sheet))
    assert result.stderr.splitlines()[0].startswith("有 5 处不能接受")
    for told in ("第2行 姓名", "第2行 邮箱", "第2行：没有名称", "第3行 角色：不能为空", "第3行：账号“admin”已存在"):
        assert told in result.stderr
