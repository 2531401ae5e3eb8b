"""The form of a plan as a browser sees and sends it: every field, the lines in their order."""

import re
from html import unescape
from typing import Any

from tests.api.pages.desk.paper import every
from tests.api.pages.desk.person import HERE, Person
from tests.api.service import stories
from tests.api.service.world import World


def draft(world: World, **changed: Any) -> tuple[Person, str, Any]:
    """填报人甲 before a draft of eight lines: the person, its address, its document."""
    document = stories.plan_of(stories.form(), "信息中心") | changed
    made = world.ok("填报人甲", "POST", "plans", {"agency_id": world.agencies["信息中心"], "document": document})
    person = Person(world, "填报人甲")
    path = f"/plans/{made['id']}"
    person.get(path)
    return person, path, made["newest"]["document"]


def fields(page: str) -> dict[str, Any]:
    """Every field that the page's form sends, the buttons aside."""
    return every(page) | {"at": re.findall(r'name="at" value="([^"]*)"', page)}


def hand(person: Person, path: str, do: str, **changed: Any) -> str:
    """The form sent by a button, with these fields changed (None: not sent); the page that follows."""
    sent = {name: text for name, text in (fields(person.page) | changed).items() if text is not None}
    answer = person.client.post(path, data={**sent, "do": do}, headers={"Origin": HERE}, follow_redirects=True)
    person.page, person.status, person.place = answer.get_data(as_text=True), answer.status_code, answer.request.path
    return person.page


def names(page: str) -> list[str]:
    """三级指标 of the lines, in their order."""
    return [unescape(text) for text in re.findall(r'<textarea id="name-\d+"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)]


def stored(world: World, path: str, who: str = "填报人甲") -> Any:
    """The newest version's document as the API answers it."""
    return world.ok(who, "GET", path.strip("/"))["newest"]["document"]


def lines(document: Any) -> list[str]:
    """三级指标 of the stored lines."""
    return [line["name"] for objective in document["objectives"] for line in objective["indicators"]]
