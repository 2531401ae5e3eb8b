"""The form as a browser sees and sends it: every field of the page, those filled in as a report was published."""

import re
from html import unescape
from typing import Any

from tests.api.pages.desk.person import HERE, Person, hidden
from tests.api.service import stories
from tests.api.service.world import World


def sitting(world: World, **options: Any) -> tuple[Person, str, Any]:
    """填报人甲 before a report just opened: the person, its address, the published form."""
    made, report = stories.opened(world, **options)
    person = Person(world, "填报人甲")
    path = f"/evaluations/{made['id']}"
    person.get(path)
    return person, path, report


def posted(person: Person, path: str, **fields: Any) -> str:
    """The form sent as a browser does: all fields of the page, with these changed; the page that follows."""
    sent = every(person.page) | fields
    answer = person.client.post(
        path, data=sent, headers={"Origin": HERE}, follow_redirects=True, content_type="multipart/form-data"
    )
    person.page, person.status, person.place = answer.get_data(as_text=True), answer.status_code, answer.request.path
    return person.page


def every(page: str) -> dict[str, Any]:
    """What the form of a page would send."""
    found = {"key": hidden(page, "key"), "version": hidden(page, "version")}
    for tag in re.findall(r'<input type="text"[^>]*>', page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        assert name
        assert value
        found[name[1]] = unescape(value[1])
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL):
        found[name] = unescape(text)
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    return found


def filled(report: Any) -> dict[str, str]:
    """The form's fields as the report was published, under the names of the page."""
    found: dict[str, str] = {}
    for n, line in enumerate(report["objectives"][0]["indicators"], 1):
        told = line.get("explanation", {})
        found |= {f"actual-{n}": stories_text(line.get("actual", "")), f"score-{n}": line.get("self_score", ""),
                  f"tier-{n}": line.get("tier", ""), f"reason-{n}": told.get("reason", ""),
                  f"remedy-{n}": told.get("remedy", "")}  # fmt: skip
    for row in report["funding"]["rows"]:
        found |= {f"funds-{row['source']}-{key}": row.get(key, "") for key in ("initial", "budgeted", "spent")}
    return found | {"achieved-0": report["objectives"][0].get("achieved", "")}


def stories_text(cell: Any) -> str:
    """The text of a cell."""
    return str(cell["text"] if isinstance(cell, dict) else cell)
