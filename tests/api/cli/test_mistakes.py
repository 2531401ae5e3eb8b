"""A traceback never reaches a user: every mistake is a Chinese sentence and exit code 2."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.cli.tables import cut, padded, width
from tests.api.cli.conftest import ROOT, Run

COMMANDS = [
    ("score", "没有的文件.json"),
    ("score", "tests/api"),
    ("score", "没有*.json"),
    ("score", "\0"),
    ("score",),
    ("nothing",),
    ("scor", "x"),
    ("score", "--nothing", "x"),
    ("score", "--jsn", "x"),
    ("score", "samples/mohrss-2023-egov.json", "--rulebook", "nothing"),
    ("score", "samples/mohrss-2023-egov.json", "--rulebook"),
    ("score", "samples/mohrss-2023-egov.json", "--json=1"),
    ("score", "samples/mohrss-2023-egov.json", "--rulebooks", "没有的文件夹"),
    ("explain", "samples/mohrss-2023-egov.json"),
    ("explain", "samples/mohrss-2023-egov.json", "1", "2"),
    ("rulebooks", "nothing"),
    ("schema", "nothing"),
    ("schema",),
    ("target",),
    ("target", "1", "--batch", "-"),
    ("target", "--batch", "没有的文件"),
    ("target", "--batch", "samples"),
    ("serve", "--port", "x"),
    ("serve", "--port", "70000"),
    ("init", "--agency", " "),
    ("init", "--login", ""),
    ("restore", "--to", "x.db", "a", "b"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_mistake_is_a_chinese_sentence_and_exit_two(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert any("\u4e00" <= sign <= "\u9fff" for sign in result.stderr)
    assert "Error" not in result.stderr and "Usage" not in result.stderr


@pytest.mark.parametrize(("arguments", "told"), [
    (("compare", "x.json"), "缺少选项 --rulebook 编号"), (("people", "add"), "缺少选项 --from 文件"),
    (("restore", "备份"), "缺少选项 --to 数据库文件"), (("restore",), "缺少备份"),
    (("doctor", "a", "b c"), "多出了“a b c”"), (("init", "--agency", " "), "--agency 不能为空"),
])  # fmt: skip
def test_a_mistake_names_what_is_missing_or_too_much(run: Run, arguments: tuple[str, ...], told: str) -> None:
    assert told in run(*arguments).stderr


FILES = {
    "broken": (b'{"document":', "不是有效的 JSON"),
    "empty": (b"", "内容为空"),
    "gbk": ('{"place": "湖北"}'.encode("gbk"), "UTF-8"),
    "other": (b'{"a": 1}', "document：必填"),
    "list": (b"[]", "应为 JSON 对象"),
    "twice": (b'{"a": 1, "a": 2}', "出现两次"),
    "huge": (b" " * (16 * 1024 * 1024 + 1), "超过"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_named_with_what_is_wrong(run: Run, tmp_path: Path, name: str) -> None:
    content, words = FILES[name]
    path = tmp_path / f"{name}.json"
    path.write_bytes(content)
    result = run("check", str(path), "samples/mohrss-2023-egov.json")
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert words in result.stderr
    assert result.stdout == ""


def test_all_broken_files_are_told_at_once_and_long_lists_are_cut(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{")
    (tmp_path / "b.json").write_text(json.dumps({"document": "plan"} | {f"x{i}": 1 for i in range(40)}))
    errors = run("score", str(tmp_path)).stderr
    assert "a.json" in errors
    assert "b.json" in errors
    assert "另有 24 处" in errors


def test_a_form_without_a_rulebook_lists_the_candidates(run: Run, tmp_path: Path) -> None:
    document = json.loads((ROOT / "samples/mohrss-2023-egov.json").read_text(encoding="utf-8")) | {"budget_year": 2024}
    del document["rulebook"]
    path = tmp_path / "undecided.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    errors = run("score", str(path)).stderr
    assert str(path) in errors
    assert "central-2021" in errors
    assert "--rulebook" in errors


def test_a_broken_rulebook_is_refused_with_file_and_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("id = ", encoding="utf-8")
    result = run("rulebooks", "--rulebooks", str(tmp_path))
    assert result.exit_code == 2
    assert "own.toml" in result.stderr


def test_help_is_chinese_throughout(run: Run) -> None:
    for arguments in (("--help",), ("score", "--help"), ("schema", "--help")):
        output = run(*arguments).stdout
        assert output.startswith("用法：jixiao")
        assert not any(word in output for word in ("Usage", "Options", "Commands", "Show this"))
    assert run("--version").stdout.startswith("jixiao ")


def jixiao(
    *arguments: str, stdin: int | None = None, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """The program in a process of its own, which heeds Ctrl+C also where a background ignores it."""
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heeding}; from api.cli import main; main(prog_name='jixiao')", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=stdin, stdout=stdout, stderr=stderr)


def test_a_reader_that_goes_away_leaves_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = jixiao("score", "samples", stdout=writing)
    os.close(writing)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (2, b"")


def test_a_full_disk_is_a_sentence_and_exit_two() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    process = jixiao("score", "samples/mohrss-2023-egov.json", stdout=full)
    os.close(full)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.decode()) == (2, "结果写不出去：请检查磁盘空间，或换一个输出的去处\n")


def test_ctrl_c_is_a_word_and_exit_two() -> None:
    process = jixiao("target", "--batch", "-", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("≥95%\t98%\n".encode() * 1000)
    process.stdin.flush()
    assert process.stdout.read(1) == b"{"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert errors.decode().strip() == "已中断"


def test_many_files_show_a_bar_on_a_terminal_and_none_elsewhere() -> None:
    master, slave = os.openpty()
    process = jixiao("check", "samples", "--json", stderr=slave)
    output, _ = process.communicate(timeout=60)
    os.close(slave)
    shown = os.read(master, 100_000).decode()
    os.close(master)
    assert process.returncode in (0, 1)
    assert "读取" in shown
    assert isinstance(json.loads(output), list)


def test_width_counts_columns_and_cut_keeps_within_them() -> None:
    assert width("绩效ab") == 6
    assert width("e\u0301") == 1
    assert cut("绩效自评表", 7) == "绩效自…"
    assert width(cut("绩效自评表", 7)) <= 7
    assert cut("a\nb", 10) == "a b"
    assert padded("分", 4, "right") == "  分"
