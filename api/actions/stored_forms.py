"""Stored reports as files (表样文件): each as it stands, with its digest where it is approved."""

from collections.abc import Iterator
from typing import NamedTuple

from api.actions import tasks
from api.actions.evaluations import looking
from api.actions.evaluations.current import read
from api.actions.formfiles import Drawn, drawn
from api.auth import Actor
from api.store import Store
from indicators.model import Document


class Report(NamedTuple):
    """A report to draw: its number, the document as it stands, the digest of its snapshot ("" until approved)."""

    id: int
    document: Document
    digest: str

    def drawn(self, kind: str, family: str = "") -> Drawn:
        """The file; NotPossible in a family of plans."""
        return drawn(self.document, kind, family, self.digest)

    def file_name(self, kind: str) -> str:
        """A name that a file can have: 7-某项目.xlsx."""
        name = self.document.name.replace("/", "／").replace("\\", "＼")
        return f"{self.id}-{name}.{kind}"


def report(store: Store, actor: Actor, id: int) -> Report:
    """One report; NotFound where there is none or it is out of reach."""
    document = read(store, actor, id).sheet.document
    return Report(id, document, looking.get(store, actor, id).digest or "")


def reports(store: Store, actor: Actor, task_id: int) -> Iterator[Report]:
    """Every report of a task that the actor may see, the newest of each; NotFound where the task is out of reach."""
    tasks.get(store, actor, task_id)
    for row in looking.every(store, actor, {"task": task_id, "latest": 1}):
        yield report(store, actor, row["id"])
