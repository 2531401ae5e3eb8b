"""What the documents for people show to copy works as it is shown."""

import json
import re
from pathlib import Path

from api.auth import RIGHTS, ROLE_NAMES, Right
from api.wording import BASIS_NAMES
from indicators.workflow import Role
from tests.api.cli.conftest import ROOT, Run, run

__all__ = ["run"]
GUIDE = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")


def example() -> str:
    """The self-evaluation to copy."""
    (found,) = re.findall(r"```json\n(\{\n.*?)```", GUIDE, re.DOTALL)
    return str(found)


def test_the_form_to_copy_scores_as_the_guide_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "copied.json"
    path.write_text(example(), encoding="utf-8")
    told = json.loads(run("score", str(path), "--json").stdout)
    assert f"总分 {told['total']}）" in GUIDE
    assert [line["basis"] for line in told["lines"]] == ["computed", "computed", "judged", "reviewed"]
    assert not [issue for issue in told["issues"] if issue["severity"] == "error"]


def test_the_guide_shows_every_part_that_a_person_must_choose() -> None:
    line = json.dumps(json.loads(example()))
    assert not [word for word in ('"tier"', '"missing"', '"answer"', '"review"') if word not in line]
    words = ("partly_achieved", "not_achieved", "not_yet_due", "not_applicable", "?rulebook=", "?rulebooks=")
    assert not [word for word in words if word not in GUIDE]


def test_the_rulebook_to_copy_loads_beside_ours(run: Run, tmp_path: Path) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert "[clauses.paper]" not in text
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    result = run("rulebooks", "shengli-2024", "--rulebooks", str(tmp_path))
    assert result.exit_code == 0
    assert "某省项目支出绩效自评管理办法" in result.stdout


def test_the_glossary_names_each_basis_as_the_screen_does() -> None:
    (row,) = re.findall(r"\| 得分依据 .*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert not [basis for basis, name in BASIS_NAMES.items() if f"{name} `{basis}`" not in row]


def test_the_roles_of_the_guide_are_those_of_the_service() -> None:
    table = GUIDE.split("| 角色 | 接口里的写法 |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| (\S+) \| `(\w+)` \| (.*) \|$", table, re.MULTILINE)
    assert {(name, role) for name, role, _ in rows} == {(name, role.value) for role, name in ROLE_NAMES.items()}
    everybody = {Right.READ, Right.SCORE}
    told, above = dict[str, set[str]](), set[str]()
    for _, role, rights in rows:
        above = above if rights == "同上" else set(re.findall(r"`(\w+)`", rights))
        told[role] = above
    assert told == {
        role.value: {right.value for right, roles in RIGHTS.items() if role in roles} - everybody for role in Role
    }
