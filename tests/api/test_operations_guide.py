"""The first day of docs/operations.md, as it stands: run by bash and curl against a server for real use."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from api.settings import MissingSecret, from_environment, require_secret
from tests.api.cli.conftest import ROOT
from tests.api.cli.test_init import password_in
from tests.api.cli.test_serve import CODE, served

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_the_first_day_works_as_it_is_written(tmp_path: Path) -> None:
    (script,) = re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)
    config = tmp_path / "jixiao.toml"
    config.write_text(f'secret = "{"s" * 40}"\ndatabase = "jixiao.db"\n')
    environment = {"JIXIAO_CONFIG": str(config), "JIXIAO_DATABASE": "", "JIXIAO_DEMO": ""}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {**os.environ, **environment, "PATH": path, "NEW_PASSWORD": "四匹马拉着一车瓜去赶集"}
    begin = [sys.executable, "-c", CODE, "init", "--agency", "某市财政局"]
    begun = subprocess.run(begin, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True, timeout=60)
    with served("--port", "0", **environment) as (_, port):
        result = subprocess.run(
            ["bash", "-c", f"set -euo pipefail\n{script}"], cwd=tmp_path, capture_output=True, text=True, check=False,
            timeout=60,
            env=surroundings | {
                "FIRST_PASSWORD": password_in(begun.stdout), "JIXIAO": f"http://127.0.0.1:{port}/api/v1",
            },
        )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert "增加了 4 人" in result.stdout


def test_the_settings_of_the_guide_copied_as_they_are_do_not_start_a_service(tmp_path: Path) -> None:
    (example,) = (each for each in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL) if "secret" in each)
    assert Path(tomllib.loads(example)["database"]).is_absolute()
    (tmp_path / "jixiao.toml").write_text(example, encoding="utf-8")
    with pytest.raises(MissingSecret):
        require_secret(from_environment({}, tmp_path / "jixiao.toml"))
