"""Hostile texts planted in every text that the database keeps; and a page read for anything of them that is no text."""

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from api.store import Store

HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onfocus='x</textarea><b>{{ 7*7 }}"
MARK = "alert(1)"

# What people write, by table. Values that hold JSON are planted inside, under the keys below.
FREE: Mapping[str, tuple[str, ...]] = {
    "agencies": ("name",),
    "people": ("name", "email"),
    "tokens": ("name",),
    "tasks": ("name", "place", "choice"),
    "extensions": ("reason",),
    "plans": ("name",),
    "plan_versions": ("document", "reason", "remarks"),
    "evaluations": ("name", "document"),
    "deviations": ("name", "target", "actual", "unit", "draft", "reason", "remedy"),
    "explanation_history": ("reason", "remedy"),
    "submissions": ("document",),
    "reviews": ("value", "opinion", "ground", "clause"),
    "decisions": ("opinion", "remarks"),
    "spot_checks": ("opinion",),
    "snapshots": ("text",),
    "evidence": ("name",),
    "audit": ("person", "address", "request_id", "before", "after", "why"),
    "job_runs": ("holder", "detail"),
    "notifications": ("text",),
    "imports": ("name",),
    "import_forms": ("name", "document", "findings", "why", "refusal", "file", "places"),
}
# What the service itself writes: closed words, figures, digests, instants, names that people do not choose.
OURS = frozenset(
    """code rank created_at updated_at closed_at login password disabled_at role granted_at ended_at digest address
    seen_at scopes expires_at revoked_at used_at subject since locked_until name text rulebook rulebook_digest opens_at
    deadline state submitted_at decided_at total low high grade rate approved_at published_at withdrawn_at place
    dimension category cause causes direction amount share lost explanation fault authored_at score reviewed_at action
    checked_at media_type sha256 added_at removed_at chain at noun prev hash actor key headers body job slot
    lease_until started_at finished_at outcome kind read_at mailed_at confirmed_at family certainty goal
    migration_set applied_at claimed""".split()
)
KEYS = frozenset(
    "name text reason remedy achieved notes opinion ground clause target actual title place department".split()
)


def planted(store: Store) -> None:
    """The hostile text behind every text that people write."""
    for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        store.run(f"DROP TRIGGER {row['name']}")
    for table, columns in FREE.items():
        for row in store.rows(f"SELECT rowid AS number, * FROM {table}"):
            values = {name: _hostile(row[name]) for name in columns if row[name]}
            told = ", ".join(f"{name} = :{name}" for name in values)
            if values:
                store.run(f"UPDATE {table} SET {told} WHERE rowid = :number", number=row["number"], **values)


def _hostile(text: str) -> str:
    if text[0] not in "{[":
        return text + HOSTILE
    return json.dumps(_inside(json.loads(text), ""), ensure_ascii=False)


def _inside(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _inside(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_inside(each, key) for each in value]
    return value + HOSTILE if isinstance(value, str) and value and key in KEYS else value


def undecided(store: Store) -> Iterator[str]:
    """The text columns of which nobody said who writes them."""
    for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
        for column in store.rows(f"PRAGMA table_info({row['name']})"):
            mine = column["name"] in FREE.get(row["name"], ())
            if column["type"] == "TEXT" and not mine and column["name"] not in OURS:
                yield f"{row['name']}.{column['name']}"


class Read(HTMLParser):
    """A page read as a browser does: what on it could only have come from a planted text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """No handler, no script or image that we did not put there."""
        told = dict(attrs)
        script = tag == "script" and not (told.get("src") or "").startswith("/static/")
        image = tag == "img" and not (told.get("src") or "").startswith("/")
        if script or image or (tag == "b" and MARK in str(told)) or any(name.startswith("on") for name in told):
            self.wrong.append(self.get_starttag_text() or tag)
