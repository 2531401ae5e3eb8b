"""A doubt about a form is answered where it was told."""

import json
from pathlib import Path

from tests.api.cli.conftest import ROOT, Run


def test_a_doubt_is_answered_on_the_command_line(run: Run, tmp_path: Path) -> None:
    sample, table = ROOT / "samples" / "mohrss-2023-egov.json", tmp_path / "自评表.csv"
    assert run("write", str(sample), "--to", str(table)).exit_code == 0
    table.write_text(table.read_text("utf-8-sig").replace("2023", ""), encoding="utf-8")
    asked = run("read", str(table))
    assert asked.exit_code == 1
    assert "（答复：--answer 'budget_year=…'）" in asked.stdout
    answers = ("--answer", "budget_year=2023", "--answer", "1:objectives[0].achieved=如期完成")
    told = run("read", str(table), *answers, "--json")
    (form,) = json.loads(told.stdout)
    assert (form["document"]["budget_year"], form["document"]["objectives"][0]["achieved"]) == (2023, "如期完成")
    for door in ("score", "check", "verify"):
        given = run(door, str(table), "--rulebook", "mohrss-2023", "--answer", "budget_year=2023", "--json")
        assert given.exit_code in (0, 1), given.stderr
        assert json.loads(given.stdout)
        assert run(door, str(table), "--rulebook", "mohrss-2023").exit_code == 2
    year = ("--answer", "budget_year=2023")
    chosen = (*year, "--rulebook", "mohrss-2023")
    for command in (
        ("write", "--to", str(tmp_path / "表.csv"), *year), ("annex", "--to", str(tmp_path / "附件.docx"), *chosen),
        ("narrative", *chosen), ("rollup", str(sample), *year, "--rulebook", "hubei-2020"), ("explain", "1", *chosen),
        ("compare", *chosen, "--rulebook", "central-2021"),
    ):  # fmt: skip
        name, rest = command[0], command[1:]
        done = run(name, str(table), *rest)
        assert done.exit_code in (0, 1), (name, done.stderr)
        without = [each for each in rest if each not in year]
        assert run(name, str(table), *without).exit_code == 2, name
    for bad in ("budget_year", "9:budget_year=2023", "=1"):
        refused = run("read", str(table), "--answer", bad)
        assert (refused.exit_code, "写法不对" in refused.stderr) == (2, True)
    nowhere = run("read", str(table), "--answer", "nothing[3].here=1")
    assert (nowhere.exit_code, "没有“nothing[3].here”这个位置" in nowhere.stderr) == (2, True)
