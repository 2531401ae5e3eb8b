"""jixiao score, explain, check, verify, compare, narrative, rollup."""

import json
from pathlib import Path

from click.testing import Result

from api.cli.tables import width
from tests.api.cli.conftest import Run

JINBAO, EGOV = "samples/mohrss-2023-jinbao.json", "samples/mohrss-2023-egov.json"


def told(result: Result) -> object:
    """The JSON printed."""
    return json.loads(result.stdout)


def test_score_prints_the_total_first_and_where_every_tenth_comes_from(run: Run) -> None:
    result = run("score", JINBAO)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "总分 97.0"
    assert "合计：计算 69.0，判定 28.0" in lines
    assert sum(line.endswith("  计算") for line in lines) == 12
    assert sum(line.endswith("  判定") for line in lines) == 1


def test_the_table_aligns_although_characters_are_of_two_widths(run: Run) -> None:
    lines = run("score", JINBAO).stdout.splitlines()
    rule = next(i for i, line in enumerate(lines) if line.startswith("─"))
    ends = {width(line) for line in lines[rule + 1 : rule + 14]}
    assert ends == {width(lines[rule])}


def test_score_gives_json_of_one_form_as_an_object_and_of_several_as_a_list(run: Run) -> None:
    one = told(run("score", JINBAO, "--json"))
    assert isinstance(one, dict)
    assert (one["rulebook"], one["total"], one["points_so_far"], one["grade"]) == ("mohrss-2023", "97.0", "97.0", None)
    assert one["range"] == {"low": "97.0", "high": "97.0"}
    assert (one["execution"]["rate"], one["execution"]["score"]) == ("89.98", "9.0")
    assert one["lines"][0] | {"name": "项目预算执行数", "points": "20.0", "basis": "computed"} == one["lines"][0]
    assert {"deviations", "owed", "issues"} <= one.keys()
    several = told(run("score", JINBAO, EGOV, "--json"))
    assert isinstance(several, list)
    assert [each["total"] for each in several] == ["97.0", "96.3"]


def test_the_trace_stands_in_the_json_when_asked_for(run: Run) -> None:
    one = told(run("score", JINBAO, "--json", "--trace"))
    assert isinstance(one, dict)
    assert one["trace"]["value"] == "97.0"


def test_folders_and_patterns_mean_their_files(run: Run) -> None:
    everything = told(run("score", "samples", "--json"))
    assert isinstance(everything, list)
    assert len(everything) == 15
    some = told(run("score", "samples/jilin-*.json", "--json"))
    assert isinstance(some, list)
    assert len(some) == 5


def test_a_plan_has_weights_and_readings_but_no_score(run: Run) -> None:
    result = run("score", "samples/mohrss-2025-jinbao.json")
    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[0]) == (0, "目标表，尚未自评：指标分值合计 90，执行率 10")
    assert "成本指标 20，产出指标 40，效益指标 30" in lines
    assert "时长 ≤ 8 小时" in result.stdout
    assert "待定" not in result.stdout


def test_an_open_total_is_told_with_its_range(run: Run) -> None:
    output = run("score", "samples/jilin-2023-12333.json").stdout
    assert output.startswith("总分待定：已计 7.00，可能范围 84.38 至 97.00")
    assert "表上没有印分值" in output
    assert "8行的分值未印，合计90分" in output


def test_a_closed_pool_is_told(run: Run) -> None:
    output = run("score", "samples/jilin-2023-smart.json").stdout
    assert output.startswith("总分 97.00")
    assert "每行得其分值的100.00%" in output


def test_score_exits_one_where_there_is_an_error(run: Run, tmp_path: Path) -> None:
    document = json.loads(Path(JINBAO).read_text(encoding="utf-8"))
    document["objectives"][0]["indicators"][-1]["self_score"] = "31"
    path = tmp_path / "outside.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    result = run("score", str(path))
    assert result.exit_code == 1
    assert result.stdout.startswith("总分待定")
    assert run("verify", str(path)).exit_code == 1


def test_another_rulebook_may_be_given(run: Run) -> None:
    assert run("score", EGOV, "--rulebook", "central-2021").stdout.startswith("总分 96.26")


def test_a_province_is_a_file_in_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        'id = "own-2024"\ntitle = "某省办法"\nextends = "central-2021"\n'
        'summary = "试"\nplaces = ["某省"]\nfirst_year = 2024\n',
        encoding="utf-8",
    )
    result = run("score", EGOV, "--rulebooks", str(tmp_path), "--rulebook", "own-2024")
    assert "某省办法" in result.stdout
    assert "own-2024" in run("rulebooks", "--rulebooks", str(tmp_path)).stdout


def test_explain_shows_the_working_of_one_line(run: Run) -> None:
    output = run("explain", JINBAO, "12").stdout
    assert "由人判定28分" in output
    assert "依据：" in output
    rate = run("explain", JINBAO, "执行率").stdout
    assert "10 × 1352.79 ÷ 1503.44" in rate
    assert "保留1位小数得9.0" in rate


def test_explain_gives_the_working_as_json(run: Run) -> None:
    one = told(run("explain", JINBAO, "2", "--json"))
    assert isinstance(one, dict)
    assert (one["points"], one["basis"], one["rulebook"]) == ("4.0", "computed", "mohrss-2023")
    assert one["working"][0] == "目标≥12，实际12，达到" or "12" in one["working"][0]
    assert one["trace"]["value"] == "4.0"


def test_explain_of_an_unprinted_weight_tells_the_share(run: Run) -> None:
    output = run("explain", "samples/jilin-2023-12333.json", "1").stdout
    assert "待定：表上没有印分值。" in output
    assert "得该行分值的85.98%" in output


def test_explain_of_an_open_line_without_working_says_why(run: Run, tmp_path: Path) -> None:
    document = json.loads(Path(JINBAO).read_text(encoding="utf-8"))
    del document["objectives"][0]["indicators"][1]["actual"]
    path = tmp_path / "open.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    output = run("explain", str(path), "2").stdout
    assert output.splitlines()[1:] == ["待定：没有填报实际完成值。"]
    one = told(run("explain", str(path), "2", "--json"))
    assert isinstance(one, dict)
    assert one["trace"] is None


def test_explain_knows_its_lines(run: Run) -> None:
    for line in ("0", "13", "x", "１", "9" * 5000):
        result = run("explain", JINBAO, line)
        assert result.exit_code == 2
        assert "此表有 1 至 12 行" in result.stderr


def test_check_finds_what_is_wrong_and_says_so_by_its_exit_code(run: Run) -> None:
    result = run("check", EGOV, JINBAO)
    assert result.exit_code == 1
    assert "1949.43万元" in result.stdout
    assert run("check", "samples/jilin-2023-network.json").exit_code in (0, 1)


def test_check_gives_json(run: Run) -> None:
    one = told(run("check", JINBAO, "--json"))
    assert isinstance(one, dict)
    assert one["file"] == JINBAO
    assert {issue["severity"] for issue in one["issues"]} == {"warning"}


def test_check_of_a_clean_form_exits_zero(run: Run, tmp_path: Path) -> None:
    document = {
        "document": "plan", "budget_year": 2024, "place": "某省", "agency": {"name": "某单位"},
        "objectives": [{"text": "完成培训", "indicators": [
            {"dimension": "output", "category": "quantity", "name": "培训人次", "target": "≥200人次"},
        ]}],
    }  # fmt: skip
    path = tmp_path / "clean.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    result = run("check", str(path))
    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[0]) == (0, f"{path}：没有问题")
    assert lines[1:] == ["办法未定，只检查了表格自身；用 --rulebook 指定一套"]


def test_verify_agrees_with_what_was_published(run: Run) -> None:
    result = run("verify", JINBAO, "samples/huangpi-2023-whole.json")
    assert result.exit_code == 0
    assert result.stdout.count("没有不符之处") == 2
    one = told(run("verify", JINBAO, "--json"))
    assert isinstance(one, dict)
    assert one["total"]["outcome"] == "agrees"


def test_verify_names_what_differs(run: Run, tmp_path: Path) -> None:
    document = json.loads(Path(JINBAO).read_text(encoding="utf-8"))
    document["objectives"][0]["indicators"][1]["self_score"] = "3.5"
    path = tmp_path / "differs.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    result = run("verify", str(path))
    assert result.exit_code == 1
    assert "相差 −0.5" in result.stdout


def test_verify_refuses_a_plan(run: Run) -> None:
    result = run("verify", "samples/mohrss-2025-jinbao.json")
    assert (result.exit_code, "需要绩效自评表" in result.stderr) == (2, True)


def test_compare_shows_what_differs_and_why(run: Run) -> None:
    arguments = ("compare", EGOV, "--rulebook", "mohrss-2023", "--rulebook", "central-2021")
    output = run(*arguments).stdout
    assert "96.26" in output
    assert "取位" in output
    one = told(run(*arguments, "--json"))
    assert isinstance(one, dict)
    assert one["rules"]


def test_compare_with_itself_finds_nothing(run: Run) -> None:
    output = run("compare", EGOV, "--rulebook", "mohrss-2023", "--rulebook", "mohrss-2023").stdout
    assert "各行得分相同" in output


def test_compare_wants_two_rulebooks(run: Run) -> None:
    result = run("compare", EGOV, "--rulebook", "mohrss-2023")
    assert (result.exit_code, "两套" in result.stderr) == (2, True)


def test_narrative_writes_the_text_and_the_yearly_sentence(run: Run) -> None:
    output = run("narrative", EGOV, JINBAO).stdout
    assert "自评得分96.3分" in output
    assert output.strip().endswith("其中项目2个，共涉及资金1,949.44万元。")
    one = told(run("narrative", EGOV, "--json"))
    assert isinstance(one, dict)
    assert one["yearly_summary"]["projects"] == 1


def test_rollup_makes_one_sheet_of_several(run: Run, tmp_path: Path) -> None:
    card = json.loads(Path("samples/huangpi-2023-card.json").read_text(encoding="utf-8")) | {"rulebook": "hubei-2020"}
    paths = []
    for name in ("甲单位", "乙单位"):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(card | {"agency": {"name": name}}), encoding="utf-8")
        paths.append(str(path))
    assert "甲单位、乙单位" in run("rollup", *paths).stdout
    one = told(run("rollup", *paths, "--json"))
    assert isinstance(one, dict)
    assert one["rolled"]


def test_rollup_is_refused_with_a_reason(run: Run) -> None:
    result = run("rollup", JINBAO, EGOV)
    assert (result.exit_code, "没有汇总规则" in result.stderr) == (2, True)
