"""jixiao target, rulebooks, schema."""

import json
from pathlib import Path

from tests.api.cli.conftest import Run


def test_a_cell_is_shown_as_it_is_read(run: Run) -> None:
    output = run("target", "≥95%", "--actual", "98%").stdout.splitlines()
    assert output == ["指标值：数值 ≥ 95 %", "实际完成值：数值 98 %", "结论：达到"]
    assert run("target", "优", "--actual", "良").stdout.splitlines()[-1] == "结论：不能判定"
    assert len(run("target", "优").stdout.splitlines()) == 1


def test_a_doubt_is_asked_with_its_alternatives(run: Run) -> None:
    assert "须询问：" in run("target", "≥99%", "--actual", "0.99").stdout


def test_one_cell_gives_json(run: Run) -> None:
    assert json.loads(run("target", "≥95%", "--json").stdout)["target"]["operator"] == "at_least"


def test_a_batch_prints_exactly_one_object_a_line(run: Run) -> None:
    result = run("target", "--batch", "-", stdin="≥95%\t98%\n≤10次\t12次\r\n优\n\n≥1\u2028次\t1次".encode())
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) == 5
    assert lines[0] == {
        "target": {"kind": "quantity", "operator": "at_least", "numbers": ["95"], "unit": "%", "reading": "certain"},
        "actual": {"kind": "quantity", "numbers": ["98"], "unit": "%", "reading": "certain"},
        "met": True,
        "ask": [],
    }
    assert [line["met"] for line in lines[:3]] == [True, False, None]
    assert lines[3]["target"]["kind"] == "blank"


def test_a_batch_is_read_from_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cells.tsv"
    path.write_text("≥99%\t0.99\n", encoding="utf-8")
    (line,) = run("target", "--batch", str(path)).stdout.splitlines()
    told = json.loads(line)
    assert (told["met"], told["ask"][0]["about"]) == (None, "actual")


def test_a_batch_in_another_encoding_is_refused(run: Run) -> None:
    result = run("target", "--batch", "-", stdin="优".encode("gbk"))
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr


def test_rulebooks_are_listed_with_place_and_years(run: Run) -> None:
    output = run("rulebooks").stdout
    assert "湖北省武汉市黄陂区，2023 年" in output
    assert "中央，2021 年起" in output
    assert "mohrss-2023" in [each["id"] for each in json.loads(run("rulebooks", "--json").stdout)]


def test_a_rulebook_is_told_with_its_sources(run: Run) -> None:
    output = run("rulebooks", "jilin-2023").stdout
    assert "执行率80%及以上得7分" in output
    assert "凭一般了解记录，未核对原文" in output
    assert json.loads(run("rulebooks", "jilin-2023", "--json").stdout)["extends"] == "central-2021"


def test_the_schema_is_printed(run: Run) -> None:
    for kind in ("plan", "self-evaluation"):
        assert json.loads(run("schema", kind).stdout)["$schema"].endswith("2020-12/schema")
