"""Forms read from files and imports as JSON."""

from collections.abc import Mapping
from typing import Any

from api.actions.imports import FormRead, Preview
from api.views.evaluations import changes_json
from indicators.forms.findings import Finding
from indicators.forms.reading import ReadForm

Row = Mapping[str, Any]


def form_json(form: ReadForm) -> dict[str, Any]:
    """A form as read: its family and how sure, the document, every doubt, and where each value stands in the file."""
    return {
        "family": form.family,
        "certainty": f"{form.certainty}",
        "document": dict(form.document),
        "findings": [finding_json(each) for each in form.issues],
        "places": {path: str(place) for path, place in form.places.items()},
    }


def form_read(form: ReadForm, file: str) -> FormRead:
    """A form as an import keeps it, with the name of its file."""
    told = form_json(form)
    return FormRead(form.family, form.certainty, form.document, told["findings"], file[:200], told["places"])


def finding_json(finding: Finding) -> dict[str, Any]:
    """One doubt or remark, with its cell and the other readings."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": str(finding.place),
        "where": finding.where,
        "message": finding.sentence,
        "alternatives": list(finding.alternatives),
    }


def import_json(row: Row) -> dict[str, Any]:
    """An import in a list."""
    return {name: row[name] for name in ("id", "name", "sha256", "task_id", "state", "created_at", "confirmed_at")}


FORM = (
    "position",
    "file",
    "name",
    "family",
    "certainty",
    "goal",
    "goal_id",
    "goal_version",
    "why",
    "outcome",
    "refusal",
)


def preview_json(preview: Preview) -> dict[str, Any]:
    """A form of an import: where it would go and what it would change, or what became of it."""
    return {name: preview.row[name] for name in FORM} | {
        "document": dict(preview.document),
        "findings": list(preview.findings),
        "changes": changes_json(preview.changes),
    }
