"""Files sent by the import page, and what its pages say."""

import io
import re
import zipfile
from html import unescape
from typing import Any

from api.actions.formfiles import drawn
from api.schemas import load_document
from tests.api.pages.desk.person import HERE, Person, hidden
from tests.api.service import stories
from tests.api.service.world import World

File = tuple[str, bytes]


def own(report: Any, **other: Any) -> Any:
    """The published form as the agency of the world prints it."""
    return report | {"agency": {"name": "信息中心"}} | other


def printed(report: Any, kind: str = "csv") -> bytes:
    """A report as a file."""
    return drawn(load_document(report), kind).content


def lines(report: Any) -> Any:
    """The lines of a report's first objective."""
    return report["objectives"][0]["indicators"]


def send(person: Person, *files: File, **fields: Any) -> str:
    """The files sent from the import page; the page that follows."""
    evaluation = fields.get("evaluation", "")
    place = f"/imports?evaluation={evaluation}" if evaluation else "/imports"
    person.get(place)
    sent = {"key": hidden(person.page, "key"), **fields, "files": [(io.BytesIO(data), name) for name, data in files]}
    answer = person.client.post(
        place, data=sent, headers={"Origin": HERE}, content_type="multipart/form-data", follow_redirects=True
    )
    person.page, person.status, person.place = answer.get_data(as_text=True), answer.status_code, answer.request.path
    return person.page


def act(person: Person, do: str, **fields: Any) -> str:
    """A button of the import's page pressed, with everything that the page would send."""
    hiding = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', person.page)
    boxes = re.findall(r'name="store" value="(\d+)" checked', person.page)
    sent: dict[str, Any] = {name: unescape(value) for name, value in hiding} | {"store": boxes, "do": do} | fields
    answer = person.client.post(person.place, data=sent, headers={"Origin": HERE}, follow_redirects=True)
    person.page, person.status, person.place = answer.get_data(as_text=True), answer.status_code, answer.request.path
    return person.page


def opened(world: World, who: str = "填报人甲") -> tuple[Person, Any, Any]:
    """Somebody with a report just begun: the person, the evaluation, the form as the agency prints it."""
    made, report = stories.opened(world)
    return Person(world, who), made, own(report)


def stored(world: World, id: int) -> Any:
    """The report as the store has it."""
    return world.ok("填报人甲", "GET", f"evaluations/{id}")["document"]


def bomb() -> bytes:
    """A workbook that would fill the memory."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * (140 * 1024 * 1024))
    return held.getvalue()
