"""Issues as JSON, each with its sentence."""

from typing import Any

from api.wording import issue_sentence
from indicators.issues import Issue
from indicators.model import Document


def issue_json(issue: Issue, document: Document) -> dict[str, Any]:
    """One finding: its stable code, how bad it is, where it stands, and the sentence."""
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "where": issue.where,
        "message": issue_sentence(issue, document),
        "facts": dict(issue.facts),
    }
