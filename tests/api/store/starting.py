"""Several processes that begin at the same moment."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[3]
GATE = "import sys; print('ready', flush=True); sys.stdin.readline();"


def together(count: int, setup: str, work: str, arguments: Sequence[str]) -> None:
    """Runs ``work`` in that many processes at once, each after its ``setup``; all must end well."""
    code = f"{setup}; {GATE} {work}"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, *arguments, str(number)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(count)
    ]  # fmt: skip
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [(*process.communicate(timeout=120), process.returncode) for process in started]
    failed = [told for _, told, code in ended if code]
    assert not failed, "\n".join(failed)
