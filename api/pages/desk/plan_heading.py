"""The heading and the money of a plan's form (抬头、资金): its fields by name, and back into the document. Pure."""

from collections.abc import Mapping
from typing import Any

from indicators.model import Source

Json = Mapping[str, Any]
Fields = dict[str, str]

FUNDS = ("initial", "budgeted")
HEAD = ("place", "rulebook", "execution_weight")
PARTS: Mapping[str, tuple[str, ...]] = {
    "project": ("name", "kind", "attribute", "type"),
    "department": ("name", "code"),
    "agency": ("code",),
    "spending": ("basic_spending", "project_spending"),
}


def heading_fields(stored: Json) -> Fields:
    """The texts of heading and money by their fields."""
    found = {name: str(stored.get(name, "")) for name in HEAD}
    found |= {f"{part}-{name}": stored.get(part, {}).get(name, "") for part, names in PARTS.items() for name in names}
    funding = stored.get("funding", {})
    rows = {row["source"]: row for row in funding.get("rows", ())}
    found |= {f"funds-{s.value}-{name}": rows.get(s.value, {}).get(name, "") for s in Source for name in FUNDS}
    return found | {"funds-unit": funding.get("unit", "万元")}


def put(made: dict[str, Any], key: str, text: str) -> None:
    """The text at its key; what is empty is not there."""
    if text:
        made[key] = text
    else:
        made.pop(key, None)


def headed(stored: Json, found: Fields) -> dict[str, Any]:
    """The stored document without its objectives, as heading and money of the form have it now."""
    made = {key: value for key, value in stored.items() if key != "objectives"}
    for name in HEAD:
        if name in found:
            put(made, name, found[name].strip())
    for part, names in PARTS.items():
        given = {name: found[f"{part}-{name}"].strip() for name in names if f"{part}-{name}" in found}
        whole = dict(stored.get(part, {}))
        for name, text in given.items():
            put(whole, name, text)
        if whole or (part in ("project", "agency") and part in stored):
            made[part] = whole
        else:
            made.pop(part, None)
    return {**made, **_funding(stored, found)}


def _funding(stored: Json, found: Fields) -> Json:
    """The funding table; a printed rate does not outlive the budget that it was made of."""
    funding = stored.get("funding", {})
    rows = {row["source"]: dict(row) for row in funding.get("rows", ())}
    for source in Source:
        row: dict[str, str] = rows.setdefault(source.value, {"source": source.value})
        for name in FUNDS:
            old = row.get(name, "")
            text = found.get(f"funds-{source.value}-{name}", old)
            if name == "budgeted" and text != old:
                row.pop("rate", None)
            put(row, name, text)
    kept = [row for row in rows.values() if len(row) > 1 or row in funding.get("rows", ())]
    unit = found.get("funds-unit", "").strip() or funding.get("unit", "万元")
    made = {**funding, "unit": unit, "rows": kept}
    return {"funding": made} if kept or "funding" in stored or unit != "万元" else {}
