"""A store on a real file, its schema up to date."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh database."""
    made = Store(tmp_path / "jixiao.db")
    made.migrate()
    yield made
    made.close()
