"""A reviewer before a report: the review sheet read, and sent as a browser does."""

import re
from typing import Any

from api.store import Row
from tests.api.pages.desk.paper import every
from tests.api.pages.desk.person import HERE, Person
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World

HOSTILE = '<script>alert(1)</script>" onmouseover="x'
LINE = "objectives[0].indicators[{}]"


def sheet(world: World, who: str = "单位审核人甲", **options: Any) -> tuple[Person, str, Any]:
    """A reviewer before a report: the person, its address, what it answered when it was submitted."""
    made = stories.submitted(world, **options)
    return reading(world, who, made), f"/evaluations/{made['id']}/review", made


def reading(world: World, who: str, made: Any) -> Person:
    """A reviewer before this report."""
    person = Person(world, who)
    person.get(f"/evaluations/{made['id']}/review")
    return person


def sent(person: Person, path: str, do: str = "save", **fields: Any) -> str:
    """The sheet sent with all that its fields hold, these changed; the page that follows."""
    hidden_ = re.findall(r'<input type="hidden" name="(was-[^"]*|plan)" value="([^"]*)"', person.page)
    held = every(person.page) | dict(hidden_)
    answer = person.client.post(path, data=held | fields | {"do": do}, headers={"Origin": HERE}, follow_redirects=True)
    person.page, person.status, person.place = answer.get_data(as_text=True), answer.status_code, answer.request.path
    return person.page


def reviews(world: World) -> list[Row]:
    """Every review kept."""
    return rows(world, "SELECT place, value, score, opinion, ground, clause FROM reviews ORDER BY place")


def line(page: str, number: int) -> str:
    """A line of the sheet."""
    return page.split(f'<tbody id="line-{number}"', 1)[1].split("</tbody>", maxsplit=1)[0]
