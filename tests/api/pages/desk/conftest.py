"""People at their desks: somebody who signs in with a browser, and the pages that they get."""

from pathlib import Path

import pytest

from tests.api.service.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh world."""
    return make_world(tmp_path)
