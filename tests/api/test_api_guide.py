"""docs/api.md from beginning to end, as it stands: run by bash and curl against a real server."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from api.actions.demo import demo
from api.app import create_app
from api.settings import as_demo, from_environment
from tests.api.cli.conftest import ROOT
from tests.api.cli.test_serve import served

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
# What the comments of the guide promise, in order.
SAID = ("approved", "96.50", "submitted", "96.20", "central", "stored", "publish")


def script() -> str:
    """Every block of the guide that is meant to be run."""
    blocks = re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)
    assert len(blocks) > 8
    return "set -euo pipefail\n" + "\n".join(blocks)


def test_the_walk_from_task_to_package_works_as_it_is_written(tmp_path: Path) -> None:
    environment = {"JIXIAO_DATABASE": str(tmp_path / "demo.db")}
    service = create_app(as_demo(from_environment(environment))).extensions["jixiao.service"]
    store = service.open()
    accounts = demo(store, service, datetime.now(UTC))
    store.close()
    passwords = {f"{each.login.upper()}_PASSWORD": each.password for each in accounts}
    with served("--port", "0", **environment) as (_, port):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        result = subprocess.run(
            ["bash", "-c", script()], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=120,
            env={**os.environ, **passwords, "JIXIAO": f"http://127.0.0.1:{port}/api/v1", "PATH": path},
        )  # fmt: skip
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    lines = iter(result.stdout.splitlines())
    assert [each for each in SAID if each in lines] == list(SAID), result.stdout
    assert "not_complete" in result.stdout
    assert "全部相符" in result.stdout
    assert (tmp_path / "单薄的说明.csv").read_bytes()
    assert (tmp_path / "自评表.pdf").read_bytes().startswith(b"%PDF")
