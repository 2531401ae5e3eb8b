"""The sample documents that the demo shows, read once at start."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from flask import current_app

from api import wire
from api.problems.table import REFUSALS
from api.schemas import load_document
from api.settings import BrokenSetting
from indicators.model import Document

Samples = Mapping[str, Document]
_UNREADABLE: tuple[type[Exception], ...] = (*REFUSALS, OSError)


def load_samples(folder: Path | None) -> Samples:
    """The documents of the folder by file name; without a folder there are none."""
    return {} if folder is None else {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}


def _read(path: Path) -> Document:
    try:
        return load_document(wire.parse(path.read_bytes()))
    except _UNREADABLE as error:
        raise BrokenSetting("JIXIAO_SAMPLES", str(path), f"文档 JSON（{error}）") from None


def samples() -> Samples:
    """The samples of this application."""
    return cast(Samples, current_app.extensions["jixiao.samples"])
