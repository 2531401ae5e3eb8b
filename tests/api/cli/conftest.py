"""The command line, called as a person would call it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main

ROOT = Path(__file__).parents[3]
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the project's folder; a traceback fails the test."""
    monkeypatch.chdir(ROOT)

    def running(*args: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, list(args), input=stdin, prog_name="jixiao")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return running
