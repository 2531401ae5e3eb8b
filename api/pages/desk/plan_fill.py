"""A draft filled in from a file (从文件填入): what the file prints stands over what is there; the rest stays. Pure."""

from collections.abc import Mapping
from typing import Any

from api.pages.desk.plan_heading import Json

OURS = ("document", "scope", "budget_year")  # what a draft never takes from a file
NAMED = ("agency", "project", "department")


def filled_in(stored: Json, read: Json) -> dict[str, Any]:
    """The draft with what a file prints; agency, project and year stay those of the draft."""
    made = {**stored, **read, **{key: stored[key] for key in OURS if key in stored}}
    for key in NAMED:
        if key in stored:
            name = stored[key]["name"] if key != "department" else None
            made[key] = {**stored[key], **read.get(key, {}), **({"name": name} if name else {})}
    if "project" not in stored:
        made.pop("project", None)
    made["funding"] = _funding(stored.get("funding", {}), read.get("funding", {}))
    made["objectives"] = [
        {**_at(stored["objectives"], i), **each, "indicators": [_line(stored, line) for line in each["indicators"]]}
        for i, each in enumerate(read["objectives"])
    ]
    return made


def _at(objectives: Any, number: int) -> dict[str, Any]:
    return dict(objectives[number]) if number < len(objectives) else {}


def _funding(stored: Json, read: Json) -> dict[str, Any]:
    """Row by row; in another unit nothing of the old figures can stay."""
    if read.get("unit", "万元") != stored.get("unit", "万元") and read.get("rows"):
        return dict(read)
    rows: dict[str, Mapping[str, Any]] = {row["source"]: row for row in stored.get("rows", ())}
    for row in read.get("rows", ()):
        rows[row["source"]] = {**rows.get(row["source"], {}), **row}
    return {**stored, **read, "rows": list(rows.values())}


def _line(stored: Json, line: Json) -> dict[str, Any]:
    """A line of the file with the weight and notes that it does not print, from the stored line of its name."""
    twin: Json = next(
        (old for each in stored["objectives"] for old in each["indicators"] if old["name"] == line.get("name")), {}
    )
    return {**{key: twin[key] for key in ("weight", "notes") if key in twin}, **line}
