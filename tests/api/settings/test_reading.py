"""Settings come from a file and the environment, and broken ones are refused with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from api.settings import (
    BrokenConfig,
    BrokenSetting,
    MissingSecret,
    Settings,
    UnknownSetting,
    UnknownVariable,
    as_demo,
    from_environment,
    require_secret,
)

SECRET = "a secret of the tests, used nowhere else"
Config = Callable[[str], Path]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Writes a settings file and says where it lies."""

    def write(text: str) -> Path:
        path = tmp_path / "jixiao.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = from_environment({})
    assert (settings.host, settings.port, settings.body_limit) == ("127.0.0.1", 8000, 16 * 1024 * 1024)
    assert settings.samples is not None
    assert settings == replace(Settings(), samples=settings.samples)


def test_evidence_and_backups_lie_beside_the_database_until_told_otherwise(tmp_path: Path) -> None:
    settings = from_environment({"JIXIAO_DATABASE": str(tmp_path / "绩效.db")})
    assert (settings.evidence, settings.backup_folder) == (tmp_path / "绩效-evidence", tmp_path / "绩效-backups")
    moved = replace(settings, database=Path("other.db"))
    assert (moved.evidence, moved.backup_folder) == (Path("other-evidence"), Path("other-backups"))
    given = from_environment({"JIXIAO_EVIDENCE": "材料", "JIXIAO_BACKUP_FOLDER": "备份"})
    assert (given.evidence, given.backup_folder) == (Path("材料"), Path("备份"))


def test_a_variable_wins_over_the_file_and_an_empty_one_does_not(config: Config) -> None:
    path = config("port = 8123\nthreads = 3\nbackup_keep = 2\n")
    settings = from_environment(
        {"JIXIAO_CONFIG": str(path), "JIXIAO_PORT": "9000", "JIXIAO_THREADS": " ", "JIXIAO_BACKUP_KEEP": ""}
    )
    assert (settings.port, settings.threads, settings.backup_keep) == (9000, 3, 2)


def test_a_file_given_by_the_caller_wins_over_the_one_the_environment_names(config: Config) -> None:
    assert from_environment({"JIXIAO_CONFIG": "没有.toml"}, config("port = 8123")).port == 8123


def test_relative_paths_in_a_file_start_from_its_folder(config: Config, tmp_path: Path) -> None:
    settings = from_environment({}, config('database = "数据/a.db"\nrulebooks = ["."]'))
    assert settings.database == tmp_path / "数据" / "a.db"
    assert settings.evidence == tmp_path / "数据" / "a-evidence"
    assert settings.rulebooks == (tmp_path,)


@pytest.mark.parametrize(
    ("key", "near"),
    [("prot", "port"), ("Evidence_Limits", "evidence_limit"), ("smtp_hosts", "smtp_host"), ("甲乙丙", "")],
)
def test_an_unknown_key_is_refused_with_file_key_and_the_likely_name(config: Config, key: str, near: str) -> None:
    path = config(f'"{key}" = 1')
    with pytest.raises(UnknownSetting) as caught:
        from_environment({}, path)
    assert (caught.value.key, caught.value.near) == (key, near)
    assert str(path) in str(caught.value)
    assert (f"是否想写 {near}" in str(caught.value)) is bool(near)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("JIXIAO_PROT", "JIXIAO_PORT"),
        ("JIXIAO_database", "JIXIAO_DATABASE"),
        ("JIXIAO_", ""),
        ("JIXIAO_甲乙丙丁戊己", ""),
    ],
)
def test_a_variable_of_ours_that_is_no_setting_is_refused_with_the_likely_name(name: str, near: str) -> None:
    with pytest.raises(UnknownVariable) as caught:
        from_environment({name: "1", "JIXIAO_PORT": "8001"})
    assert (caught.value.name, caught.value.near) == (name, near)
    assert (f"是否想写 {near}？" in str(caught.value)) is bool(near)


def test_an_empty_variable_and_those_of_others_are_no_matter() -> None:
    assert from_environment({"JIXIAO_PROT": " ", "TEST_KILL_CYCLES": "3", "MY_JIXIAO_X": "1"}).port == 8000


@pytest.mark.parametrize("content", ["port =", "port = 1\nport = 2", "port = " + "1" * 5000, "x = " + "[" * 5000])
def test_a_file_that_is_not_toml_is_refused(config: Config, content: str) -> None:
    with pytest.raises(BrokenConfig, match=r"不是有效的 TOML"):
        from_environment({}, config(content))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "没有.toml", "没有这个文件"), (tmp_path, "这是一个文件夹")):
        with pytest.raises(BrokenConfig, match=f"读不了设置文件 .*：{why}"):
            from_environment({}, path)
    (tmp_path / "gbk.toml").write_bytes('evidence = "材料"'.encode("gbk"))
    with pytest.raises(BrokenConfig, match="UTF-8"):
        from_environment({}, tmp_path / "gbk.toml")


def test_a_broken_value_in_a_file_is_named_with_file_and_key(config: Config) -> None:
    path = config("port = 65536")
    with pytest.raises(BrokenSetting, match="65536 无效：应为 0 至 65535 的整数") as caught:
        from_environment({}, path)
    assert caught.value.name == f"{path} 中的 port"


@pytest.mark.parametrize("key", ["database", "evidence", "backup_folder"])
def test_a_path_in_a_file_cannot_be_empty(config: Config, key: str) -> None:
    with pytest.raises(BrokenSetting, match=f"{key}= 无效：应为文件或文件夹的路径"):
        from_environment({}, config(f'{key} = ""'))


def test_mail_needs_a_sender() -> None:
    with pytest.raises(BrokenSetting, match="JIXIAO_SMTP_FROM"):
        from_environment({"JIXIAO_SMTP_HOST": "mail.example"})
    told = from_environment({"JIXIAO_SMTP_HOST": "mail.example", "JIXIAO_SMTP_FROM": "jixiao@mail.example"})
    assert told.smtp_from == "jixiao@mail.example"


def test_without_a_secret_the_refusal_says_how_to_make_one() -> None:
    with pytest.raises(MissingSecret, match=r"(?s)JIXIAO_SECRET.*token_urlsafe.*--demo"):
        require_secret(from_environment({}))
    assert require_secret(from_environment({"JIXIAO_SECRET": SECRET})) == SECRET


def test_a_demonstration_makes_its_own_secret_and_opens_scoring() -> None:
    first, second = (from_environment({"JIXIAO_DEMO": "1"}) for _ in range(2))
    assert first.demo and first.anonymous_scoring
    assert len(require_secret(first)) >= 32
    assert first.secret != second.secret
    assert as_demo(Settings(secret=SECRET)).secret == SECRET
    assert not from_environment({}).anonymous_scoring


def test_what_is_secret_is_never_shown(config: Config) -> None:
    for variable in ("JIXIAO_SECRET", "JIXIAO_METRICS_TOKEN"):
        with pytest.raises(BrokenSetting) as caught:
            from_environment({variable: "太短了"})
        assert "太短了" not in str(caught.value) + caught.value.value
    with pytest.raises(BrokenSetting) as caught:
        from_environment({}, config("smtp_password = 12345678"))
    assert "12345678" not in str(caught.value)
    shown = repr(Settings(secret=SECRET, smtp_password="密码甲", metrics_token="令牌乙"))
    assert not [each for each in (SECRET, "密码甲", "令牌乙") if each in shown]
