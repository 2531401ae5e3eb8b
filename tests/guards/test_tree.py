"""Nothing in the tree belongs to one machine, one package index or somebody else."""

import re
from pathlib import Path

from tests.guards.source import FOLDERS, ROOT, files

TEXTS = (".py", ".toml", ".md", ".json", ".html", ".css", ".js", ".txt", ".cfg", ".ini", ".yml", ".yaml", "")
LONGEST_LINE = 1000

# Written so that this file does not match itself.
FORBIDDEN = {
    "a host of a package registry": r"py[p]i\.org|python[h]osted|npm[j]s\.|tuna\.ts[i]nghua|mirrors[.]",
    "an option that names a package index": r"--(?:extra-)?ind[e]x-url|--trust[e]d-host|--find-l[i]nks",
    "a path of one machine": r"(?<![\w.~])/(?:w[o]rk|t[m]p|h[o]me|r[o]ot|U[s]ers)/|\.\./sha[r]ed",
    "a virtual environment elsewhere": r"[j]xvenv",
}


def texts() -> list[Path]:
    """Every text file of ours, those at the top included."""
    top = [path.relative_to(ROOT) for path in sorted(ROOT.iterdir()) if path.is_file() and path.suffix in TEXTS]
    tracked_names = {".gitignore", ".editorconfig"}
    visible = [path for path in top if not path.name.startswith(".") or path.name in tracked_names]
    return [*visible, *files(*FOLDERS, endings=TEXTS)]


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{path}: {what}: {match.group()}"
        for path in texts()
        for what, pattern in FORBIDDEN.items()
        for match in re.finditer(pattern, (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert not found, found


def test_no_asset_of_somebody_else_is_copied_into_the_tree() -> None:
    assets = list(files(*FOLDERS, endings=(".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".otf")))
    foreign = [path for path in assets if path.suffix not in {".js", ".css"} or ".min." in path.name]
    dense = [
        path
        for path in assets
        if path not in foreign
        and any(len(line) > LONGEST_LINE for line in (ROOT / path).read_text(encoding="utf-8").splitlines())
    ]
    assert not foreign + dense, foreign + dense


def test_every_constraint_is_a_plain_pin() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not line.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert len(lines) > 1, "constraints.txt is empty"
    assert not odd, odd
