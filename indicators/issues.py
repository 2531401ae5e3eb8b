"""Trouble in a document is a value: an Issue with a stable code, a severity, a place and facts."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Severity(StrEnum):
    """error: the document contradicts itself; warning: a reviewer should look; notice: said for completeness."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Issue(NamedTuple):
    """One finding: ``where`` is the document path (``objectives[0].indicators[3].actual``).

    ``facts`` fill the sentence of the catalogue.
    """

    code: str
    severity: Severity
    where: str
    facts: Mapping[str, str] = MappingProxyType({})


class Entry(NamedTuple):
    """A code in the catalogue: ``text`` follows the place and is filled with the facts; ``advice`` says what to do."""

    severity: Severity
    title: str
    text: str
    advice: str
