"""What a first-time user reads: plans, questions, dates, deviations, file names, help."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.conftest import ROOT, Run

JINBAO, PLAN = "samples/mohrss-2023-jinbao.json", "samples/mohrss-2025-jinbao.json"


def written(path: Path, **changes: Any) -> str:
    """The 金保 form in a file of its own; ``line2`` replaces parts of its second line."""
    document = json.loads((ROOT / JINBAO).read_text(encoding="utf-8"))
    document["objectives"][0]["indicators"][1].update(changes.pop("line2", {}))
    for key, value in changes.items():
        document[key] = value
    path.write_text(json.dumps({k: v for k, v in document.items() if v is not None}), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("command", "purpose"), [("verify", "核对"), ("narrative", "写综述")])
def test_plans_in_a_folder_are_named_and_skipped(run: Run, command: str, purpose: str) -> None:
    result = run(command, "samples")
    assert result.exit_code == 0
    assert result.stderr.count(f"目标表，尚无得分可{purpose}：") == 4
    assert f"目标表，尚无得分可{purpose}：{PLAN}" in result.stderr
    assert isinstance(json.loads(run(command, "samples", "--json").stdout), list | dict)


@pytest.mark.parametrize("command", ["verify", "narrative"])
def test_nothing_but_plans_is_refused_by_name(run: Run, command: str) -> None:
    result = run(command, PLAN, "samples/sichuan-2023-cloud.json")
    assert result.exit_code == 2
    assert f"{PLAN}、samples/sichuan-2023-cloud.json：" in result.stderr
    assert "目标表可以检查" in result.stderr


def test_the_total_is_explained(run: Run) -> None:
    lines = run("explain", JINBAO, "总分").stdout.splitlines()
    assert lines[0] == "总分 97.0"
    assert "  预算执行率：9.0（计算）" in lines
    assert sum(line.startswith("  第") for line in lines) == 12
    assert "  1. 合计97分" in lines
    assert "总分" in run("explain", "--help").stdout
    told = json.loads(run("explain", JINBAO, "总分", "--json").stdout)
    assert (told["points"], len(told["parts"]), told["trace"]["value"]) == ("97.0", 13, "97.0")
    assert "8行的分值未印，合计90分" in run("explain", "samples/jilin-2023-12333.json", "总分").stdout


def test_dates_and_words_are_shown_as_people_write_them(run: Run) -> None:
    output = run("target", "2024年11月底前", "--actual", "2024年12月3日").stdout.splitlines()
    assert output[:2] == ["指标值：日期 ≤ 2024年11月30日", "实际完成值：日期 2024年12月3日"]
    assert run("target", "11月底前").stdout.startswith("指标值：日期 ≤ 11月30日")
    assert run("target", "是", "--actual", "否").stdout.splitlines()[:2] == ["指标值：是否 是", "实际完成值：是否 否"]
    assert run("target", "优", "--actual", "良").stdout.splitlines()[:2] == ["指标值：定性 优", "实际完成值：定性 良"]
    assert run("target", "5-8次").stdout.startswith("指标值：区间 介于 5 至 8 次")
    assert run("target", "≥95.50%").stdout.startswith("指标值：数值 ≥ 95.5 %")


def test_an_answered_word_is_shown_as_answered(run: Run, tmp_path: Path) -> None:
    line = {"target": {"text": "较好", "answer": {"text": "优", "by": "填报人甲", "on": "2024-01-12"}}}
    document = {"document": "plan", "budget_year": 2024, "place": "某省", "agency": {"name": "某单位"},
                "rulebook": "central-2021", "objectives": [{"text": "目标", "indicators": [
                    {"dimension": "output", "category": "quality", "name": "质量"} | line]}]}  # fmt: skip
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "定性 优" in run("score", str(path)).stdout


def test_a_deviation_in_per_cent_is_counted_in_points_of_a_per_cent(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "missed.json", line2={"target": "≥100.0%", "actual": "73.00%"})
    assert "未达到目标，相差 −27个百分点（−27.00%）" in run("score", path).stdout


def test_a_question_is_a_sentence_with_its_choices_and_the_way_to_answer(run: Run, tmp_path: Path) -> None:
    sentence = "实际完成值“0.99”：指标是百分比，这里的数没有百分号，请写明是哪一个。可选：“99%”、“0.99%”。"
    output = run("target", "≥99%", "--actual", "0.99").stdout
    assert f"须询问：{sentence}" in output
    assert '"answer": {"text"' in output
    path = written(tmp_path / "asked.json", line2={"target": "≥99%", "actual": "0.99"})
    output = run("explain", path, "2").stdout
    assert f"须询问：{sentence}" in output
    assert '"answer": {"text"' in output
    (asked,) = json.loads(run("explain", path, "2", "--json").stdout)["questions"]
    assert (asked["sentence"], asked["alternatives"]) == (sentence, ["99%", "0.99%"])
    assert json.loads(run("explain", path, "执行率", "--json").stdout)["questions"] == []
    assert sentence in run("score", path).stdout


def test_check_without_a_rulebook_says_so(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "undecided.json", rulebook=None, budget_year=2024)
    assert "办法未定，只检查了表格自身；用 --rulebook 指定一套" in run("check", path).stdout.splitlines()
    told = json.loads(run("check", path, "--json").stdout)
    assert told["rulebook"] is None
    assert told["notice"].startswith("办法未定，只检查了表格自身")
    assert "notice" not in json.loads(run("check", JINBAO, "--json").stdout)


@pytest.mark.parametrize("arguments", [("score", JINBAO, "--rulebook", "x"), ("rulebooks", "x")])
def test_an_unknown_rulebook_is_named_with_those_there_are(run: Run, arguments: tuple[str, ...]) -> None:
    errors = run(*arguments).stderr
    assert "没有编号为“x”的评分办法" in errors
    assert "central-2021" in errors


def test_candidates_are_listed_once_with_the_option(run: Run, tmp_path: Path) -> None:
    errors = run("score", written(tmp_path / "undecided.json", rulebook=None, budget_year=2024)).stderr
    assert "请用 --rulebook 指定" in errors
    assert "?rulebook=" not in errors
    assert errors.count("central-2021（") == 1
    nowhere = written(tmp_path / "nowhere.json", rulebook=None, budget_year=1999)
    assert run("score", nowhere).stderr.count("没有适用的办法") == 1


def test_a_score_not_printed_has_no_range(run: Run, tmp_path: Path) -> None:
    document = json.loads((ROOT / JINBAO).read_text(encoding="utf-8"))
    del document["objectives"][0]["indicators"][1]["self_score"]
    path = tmp_path / "unprinted.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    (line,) = [row for row in run("verify", str(path)).stdout.splitlines() if "巡检次数" in row]
    assert line.endswith("表上没有印得分")
    finding = json.loads(run("verify", str(path), "--json").stdout)["lines"][1]
    assert (finding["range"], finding["reason"]) == (None, "not_printed")


def test_an_unprinted_weight_is_a_share_and_an_open_total_lies_where_it_can(run: Run) -> None:
    output = run("verify", "samples/jilin-2023-12333.json").stdout
    assert "得该行分值的85.98%" in output
    assert "0.85975" not in output
    (total,) = [row for row in output.splitlines() if "总分" in row]
    assert "在可能的范围内" in total
    assert "由人判定" not in total
    told = json.loads(run("verify", "samples/jilin-2023-12333.json", "--json").stdout)
    assert told["lines"][0]["range"] is None
    assert told["lines"][0]["share_of_weight"]["low"].startswith("0.8597")


COMPARED = ("compare", "--rulebook", "mohrss-2023", "--rulebook", "central-2021")


@pytest.mark.parametrize("arguments", [("score",), ("verify",), COMPARED])
def test_each_of_several_files_is_named_before_its_block(run: Run, arguments: tuple[str, ...]) -> None:
    files = [JINBAO, "samples/mohrss-2023-egov.json"]
    lines = run(*arguments, *files).stdout.splitlines()
    assert [line for line in lines if line in files] == files
    assert JINBAO not in run(*arguments, JINBAO).stdout.splitlines()


def test_what_forms_say_against_one_another_names_the_files(run: Run) -> None:
    output = run("check", "samples").stdout
    assert "huangpi-2023-archives.json 年度自评情况 资金" in output
    assert not [line for line in output.splitlines() if line.startswith("［") and "份" in line.partition("］")[2][:6]]
    messages = [issue["message"] for each in json.loads(run("check", "samples", "--json").stdout)
                for issue in each["issues"] if issue["where"].startswith("documents[")]  # fmt: skip
    assert messages
    assert all(".json " in message[:40] for message in messages)


def test_a_draft_is_marked_as_ours(run: Run) -> None:
    assert "已说明。草拟：" in run("score", JINBAO).stdout


def test_nothing_said_shows_the_help_and_no_scolding(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert result.stderr.startswith("用法：jixiao")
    assert "写法不对" not in result.stderr


def test_help_and_mistakes_hold_no_english_of_the_parser(run: Run, tmp_path: Path) -> None:
    assert "0 至 65535" in run("serve", "--help").stdout
    assert "［必填］" in run("compare", "--help").stdout
    for command in ("serve", "compare"):
        output = run(command, "--help").stdout
        assert "required" not in output
        assert "<=" not in output
    assert "“plan|self-evaluation”的值不符合要求" in run("schema", "foo").stderr
    assert "“--port”的值不符合要求" in run("serve", "--port", "x").stderr
    (tmp_path / "own.toml").write_text('id = "x"\ntitle = \n', encoding="utf-8")
    errors = run("rulebooks", "--rulebooks", str(tmp_path)).stderr
    assert "own.toml：第2行附近写法有误（Invalid value (at line 2" in errors
    (tmp_path / "own.toml").write_text("id = ", encoding="utf-8")
    assert "文件末尾写法有误（" in run("rulebooks", "--rulebooks", str(tmp_path)).stderr
