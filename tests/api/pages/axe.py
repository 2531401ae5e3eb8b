"""axe-core, fetched by npm when a test asks for it, and what it finds on a page (WCAG 2.2 A and AA, good practice)."""

import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

VERSION = "4.14.1"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def source() -> str:
    """The script's text, of exactly this version."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", f"axe-core@{VERSION}"]
        subprocess.run([*command, "--prefix", folder], check=True, capture_output=True, timeout=120)
        return (Path(folder) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What is wrong with a page, each with where; run from outside, as the page's own policy lets no script in."""
    page.wait_for_load_state()
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": source() + ";0"})
    options = json.dumps({"runOnly": list(TAGS)})
    asked = {"expression": f"axe.run(document, {options})", "awaitPromise": True, "returnByValue": True}
    found: dict[str, Any] = session.send("Runtime.evaluate", asked)["result"]["value"]
    session.detach()
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]
