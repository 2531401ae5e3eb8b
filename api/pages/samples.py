"""The sample documents that the demo shows, read once at start."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from flask import current_app

from api import wire
from api.schemas import load_document
from indicators.model import Document

Samples = Mapping[str, Document]


def load_samples(folder: Path | None) -> Samples:
    """The documents of the folder by file name; without a folder there are none."""
    if folder is None:
        return {}
    return {path.stem: load_document(wire.parse(path.read_bytes())) for path in sorted(folder.glob("*.json"))}


def samples() -> Samples:
    """The samples of this application."""
    return cast(Samples, current_app.extensions["jixiao.samples"])
